"""Addresses of *Tra cứu quy định*."""

from django.urls import path

from antoan.law import views

app_name = "law"
urlpatterns = [
    path("", views.index, name="index"),
    path("muc/<str:key>/", views.rule, name="rule"),
    path("muc/<str:key>/doi-chieu/", views.verify, name="verify"),
    path("thay-doi/", views.changes, name="changes"),
    path("van-ban/", views.instruments, name="instruments"),
    path("van-ban/<path:name>/", views.instrument, name="instrument"),
    path("bieu-mau/", views.forms_in_force, name="forms"),
    path("cau-hoi/", views.questions, name="questions"),
    path("cau-hoi/<str:code>/", views.question, name="question"),
    path("cau-hoi/<str:code>/tra-loi/", views.settle, name="settle"),
    path("tra-loi/<int:pk>/rut-lai/", views.withdraw_settlement, name="withdraw_settlement"),
    path("doi-chieu/", views.register, name="register"),
    path("doi-chieu/<int:pk>/rut-lai/", views.withdraw_verification, name="withdraw_verification"),
]
