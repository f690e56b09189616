"""Addresses of the face itself: the pages that bring several rooms together."""

from django.urls import path

from antoan.web import views

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("lanh-dao/", views.leader, name="leader"),
    path("nguoi-dung-dau/<int:pk>/", views.head, name="head"),
    path("thong-bao/", views.notices, name="notices"),
    path("them/", views.more, name="more"),
]
