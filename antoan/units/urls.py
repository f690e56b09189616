"""Addresses of units."""

from django.urls import path

from antoan.units import views

app_name = "units"
urlpatterns = [
    path("", views.index, name="index"),
    path("them/", views.add, name="add"),
    path("<int:number>/", views.unit, name="unit"),
    path("ten-goi/<int:number>/bo/", views.forget_name, name="forget_name"),
    path("sap-xep/", views.reorganise, name="reorganise"),
    path("sap-xep/chuyen-viec/", views.pass_on, name="pass_on"),
    path("sap-xep/<int:number>/", views.succession, name="succession"),
]
