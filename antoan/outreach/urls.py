"""Addresses of outreach: study sessions and guidance."""

from django.urls import path

from antoan.outreach import guidance_views, study_views

app_name = "outreach"
urlpatterns = [
    path("hoc-tap/", study_views.study, name="study"),
    path("hoc-tap/len-lich/", study_views.plan, name="plan"),
    path("hoc-tap/mau-danh-sach.xlsx", study_views.template, name="template"),
    path("hoc-tap/<int:pk>/", study_views.session, name="session"),
    path("hoc-tap/<int:pk>/sua/", study_views.change, name="change"),
    path("hoc-tap/<int:pk>/hoan-huy/", study_views.call_off, name="call_off"),
    path("hoc-tap/<int:pk>/so-nguoi-du/", study_views.count, name="count"),
    path("hoc-tap/<int:pk>/danh-sach/", study_views.bring, name="bring"),
    path("hoc-tap/<int:pk>/giay-moi/<str:kind>/", study_views.invitation, name="invitation"),
    path("huong-dan/", guidance_views.index, name="guidance_index"),
    path("huong-dan/gui/<int:unit>/", guidance_views.send, name="send"),
    path("huong-dan/<int:pk>/", guidance_views.guidance, name="guidance"),
    path("huong-dan/<int:pk>/don-doc/<str:kind>/", guidance_views.urging, name="urging"),
    path("huong-dan/<int:pk>/tep/", guidance_views.file, name="file"),
]
