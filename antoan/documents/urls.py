"""Addresses of documents."""

from django.urls import path

from antoan.documents.views import document as views

app_name = "documents"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.document, name="document"),
    path("<int:pk>/tep/", views.original, name="original"),
]
