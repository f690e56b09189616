"""Addresses of plans."""

from django.urls import path

from antoan.plans.views import answer, plan, progress, report, review, tracker, urge

app_name = "plans"
urlpatterns = [
    path("", plan.index, name="index"),
    path("dua-vao/", plan.bring_in, name="bring_in"),
    path("lap-moi/", plan.begin, name="begin"),
    path("<int:pk>/", plan.tasks, name="plan"),
    path("<int:pk>/van-ban/", plan.text, name="text"),
    path("<int:pk>/ma-tran/", plan.matrix, name="matrix"),
    path("<int:pk>/nguon-luc/", plan.resources, name="resources"),
    path("<int:pk>/chi-tieu/", plan.targets, name="targets"),
    path("<int:pk>/nhat-ky/", plan.log, name="log"),
    path("<int:pk>/thong-tin/", plan.describe, name="describe"),
    path("<int:pk>/duyet/", review.review, name="review"),
    path("<int:pk>/co-quan/", review.bodies, name="bodies"),
    path("<int:pk>/duyet/them/", review.add, name="add_proposal"),
    path("<int:pk>/duyet/bang-ma/", review.reread, name="reread"),
    path("<int:pk>/duyet/gop/", review.merge, name="merge"),
    path("<int:pk>/ban-hanh/", review.issue, name="issue"),
    path("de-xuat/<int:pk>/", review.decide, name="decide"),
    path("nhiem-vu/<int:pk>/", plan.task, name="task"),
    path("nhiem-vu/<int:pk>/giao/", plan.assign, name="assign"),
    path("nhiem-vu/<int:pk>/kinh-phi/", plan.funding, name="funding"),
    path("chi-tieu/<int:pk>/so-lieu/", plan.target_reading, name="target_reading"),
    path("phan-viec/<int:pk>/", progress.assignment, name="assignment"),
    path("phan-viec/<int:pk>/vuong-mac/", progress.raise_obstacle, name="raise_obstacle"),
    path("phan-viec/<int:pk>/gia-han/", progress.ask_extension, name="ask_extension"),
    path("tien-do/<uuid:pk>/tra-loi/", progress.answer_report, name="answer_report"),
    path("minh-chung/<int:pk>/", progress.evidence, name="evidence"),
    path("vuong-mac/<int:pk>/", progress.obstacle, name="obstacle"),
    path("gia-han/<int:pk>/", progress.decide_extension, name="decide_extension"),
    path("<int:pk>/tra-loi/", answer.answer, name="answer"),
    path("<int:pk>/tra-loi/viet/", answer.write, name="write_answer"),
    path("<int:pk>/lien-ket/", answer.links, name="links"),
    path("<int:pk>/don-vi-tra-loi/", answer.expect, name="expect"),
    path("<int:pk>/don-doc/<int:unit_pk>/", urge.urge, name="urge"),
    path("don-doc/<int:pk>/", urge.urging, name="urging"),
    path("don-doc/<int:pk>/<str:kind>/", urge.paper, name="urging_paper"),
    path("<int:pk>/bao-cao/", report.report, name="report"),
    path("<int:pk>/bao-cao/<str:kind>/", report.paper, name="report_paper"),
    path("<int:pk>/xuat-excel/", tracker.export, name="export"),
    path("<int:pk>/nhap-excel/", tracker.bring, name="tracker"),
    path("mau-theo-doi.xlsx", tracker.template, name="tracker_template"),
]
