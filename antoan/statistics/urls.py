"""Addresses of the figures."""

from django.urls import path

from antoan.statistics import views

app_name = "statistics"
urlpatterns = [
    path("", views.explore, name="explore"),
    path("ho-so/", views.records, name="records"),
    path("chi-so/<slug:key>/", views.definition, name="definition"),
]
