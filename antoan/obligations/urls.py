"""Addresses of duties."""

from django.urls import path
from django.views.generic import RedirectView

from antoan.obligations import views

app_name = "obligations"
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="web:home"), name="index"),
    path("<int:pk>/", views.duty, name="duty"),
    path("tinh-han/", views.reckon, name="reckon"),
    path("<int:pk>/xong/", views.finish, name="finish"),
    path("lich/", views.feeds, name="feeds"),
    path("lich/<int:pk>/thu-hoi/", views.revoke, name="revoke_feed"),
    path("lich/<str:secret>.ics", views.feed, name="feed"),
    path("nam/<int:unit>/<int:year>/", views.year, name="year"),
    path("nam/<int:unit>/<int:year>/<str:size>.pdf", views.year_pdf, name="year_pdf"),
]
