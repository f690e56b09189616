"""Addresses of documents."""

from django.urls import path

from antoan.documents.views import drafts, filled, papers, registers

app_name = "documents"
urlpatterns = [
    path("", papers.index, name="index"),
    path("den/<int:pk>/", papers.incoming, name="incoming"),
    path("du-thao/", drafts.drafts, name="drafts"),
    path("du-thao/moi/", drafts.new, name="new_draft"),
    path("du-thao/<int:pk>/", drafts.draft, name="draft"),
    path("du-thao/<int:pk>/soan/", drafts.write, name="write"),
    path("du-thao/<int:pk>/gui-lai/", drafts.upload, name="upload"),
    path("du-thao/<int:pk>/so-sanh/", drafts.compare, name="compare"),
    path("du-thao/<int:pk>/ban-<int:number>.<str:kind>", drafts.version_file, name="version_file"),
    path("du-thao/<int:pk>/ban-hanh/", papers.issue, name="issue"),
    path("bieu-mau/", filled.forms, name="filled_forms"),
    path("bieu-mau/moi/", filled.new, name="new_form"),
    path("bieu-mau/<int:pk>/", filled.fill, name="filled_form"),
    path("bieu-mau/<int:pk>/xem/", filled.preview, name="form_preview"),
    path("bieu-mau/<int:pk>/giay.<str:kind>", filled.paper_file, name="form_file"),
    path("ban-hanh/", papers.issued, name="issued"),
    path("da-luu/", papers.kept, name="kept"),
    path("so/", registers.registers, name="registers"),
    path("so/giay/", registers.take_on_paper, name="take_on_paper"),
    path("so/<int:pk>/", registers.register, name="register"),
    path("<int:pk>/", papers.document, name="document"),
    path("<int:pk>/tep/", papers.original, name="original"),
    path("<int:pk>/word/", papers.word, name="word"),
]
