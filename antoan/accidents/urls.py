"""Addresses of accidents: declaring, investigating, counting."""

from django.urls import URLPattern

app_name = "accidents"
urlpatterns: list[URLPattern] = []
