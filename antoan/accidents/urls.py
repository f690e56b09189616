"""Addresses of accidents: declaring, the register, a case and the deeds on it."""

from django.urls import path

from antoan.accidents import declaring_views, views

app_name = "accidents"
urlpatterns = [
    path("", views.index, name="index"),
    path("xuat-excel/", views.export, name="export"),
    path("khai-bao/", declaring_views.start, name="start"),
    path("khai-bao/da-gui/<uuid:pk>/", declaring_views.told, name="told"),
    path("khai-bao/<uuid:draft>/xem-lai/", declaring_views.check, name="check"),
    path("khai-bao/<uuid:draft>/<slug:step>/", declaring_views.step, name="step"),
    path("benh-nghe-nghiep/", views.diseases, name="diseases"),
    path("benh-nghe-nghiep/them/", views.add_disease, name="add_disease"),
    path("doi-chieu/", views.listed, name="listed"),
    path("doi-chieu/<uuid:pk>/noi/", views.link, name="link"),
    path("doi-chieu/<uuid:pk>/go/", views.unlink, name="unlink"),
    path("gop/<int:pk>/tach/", views.split, name="split"),
    path("bien-phap/<int:pk>/xong/", views.finish_measure, name="finish_measure"),
    path("nguoi/<uuid:pk>/mo/", views.open_injury, name="open_injury"),
    path("nguoi/<uuid:pk>/sua/", views.mend_injury, name="mend_injury"),
    path("nguoi/<uuid:pk>/chet/", views.death, name="death"),
    path("anh/<int:pk>/", views.picture, name="picture"),
    path("<uuid:pk>/", views.case, name="case"),
    path("<uuid:pk>/mo/", views.look, name="look"),
    path("<uuid:pk>/gop/", views.merge, name="merge"),
    path("<uuid:pk>/ho-so/", views.dossier, name="dossier"),
    path("<uuid:pk>/viec/<int:duty>/xong/", views.finish, name="finish"),
    path("<uuid:pk>/bieu-mau/<slug:kind>/<slug:format>/", views.paper, name="paper"),
    path("<uuid:pk>/<slug:deed>/", views.deed, name="deed"),
]
