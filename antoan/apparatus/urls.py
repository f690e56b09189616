"""Addresses of the apparatus."""

from django.urls import path

from antoan.apparatus import views

app_name = "apparatus"
urlpatterns = [
    path("", views.index, name="index"),
    path("xuat-excel/", views.export_all, name="export_all"),
    path("so-nguoi-can-co/", views.posts, name="posts"),
    path("mau-danh-sach.xlsx", views.template, name="template"),
    path("<int:unit>/", views.register, name="register"),
    path("<int:unit>/them/", views.add, name="add"),
    path("<int:unit>/xuat-excel/", views.export, name="export"),
    path("<int:unit>/nhap-excel/", views.bring, name="bring"),
    path("nguoi/<int:pk>/", views.person, name="person"),
    path("nguoi/<int:pk>/sua/", views.mend, name="mend"),
    path("nguoi/<int:pk>/huan-luyen/", views.train, name="train"),
    path("nguoi/<int:pk>/chuyen-trach-kiem-nhiem/", views.share, name="share"),
    path("nguoi/<int:pk>/thoi/", views.end, name="end"),
]
