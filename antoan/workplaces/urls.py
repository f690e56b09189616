"""Addresses of the register of workplaces."""

from django.urls import path

from antoan.workplaces import employer_views, list_views, views

app_name = "workplaces"
urlpatterns = [
    path("", views.index, name="index"),
    path("them/", views.add, name="add"),
    path("xuat-excel/", views.export, name="export"),
    path("ghi-trung/", views.duplicates, name="duplicates"),
    path("ai-phai-bao-cao/", views.expected, name="expected"),
    path("ai-phai-bao-cao/nhac/", views.remind, name="remind"),
    path("don-doc/<int:pk>/", views.urge, name="urge"),
    path("nhap/", list_views.bring, name="bring"),
    path("nhap/mau/<slug:code>/", list_views.template, name="template"),
    path("nhap/<uuid:pk>/", list_views.batch, name="batch"),
    path("nhap/<uuid:pk>/danh-dau-loi/", list_views.marked, name="marked"),
    path("nhap/<uuid:pk>/bo/", list_views.drop, name="drop"),
    path("<uuid:pk>/", views.workplace, name="workplace"),
    path("<uuid:pk>/sua/", views.mend, name="mend"),
    path("<uuid:pk>/ngung/", views.close, name="close"),
    path("<uuid:pk>/so-lao-dong/", views.counts, name="counts"),
    path("<uuid:pk>/viec-dinh-ky/", views.upkeep, name="upkeep"),
    path("<uuid:pk>/ke-hoach-an-toan/", views.safety_plan, name="safety_plan"),
    path("<uuid:pk>/tai-khoan/", employer_views.code, name="employer_code"),
    path("<uuid:pk>/tai-khoan/thu-lai/", employer_views.end, name="end_employer"),
    path("vao-bang-ma/", employer_views.enter, name="enter"),
    path("<uuid:pk>/gop/", views.merge, name="merge"),
    path("<uuid:pk>/tach/", views.part, name="part"),
]
