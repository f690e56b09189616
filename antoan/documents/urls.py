"""Addresses of documents."""

from django.urls import path

from antoan.documents.views import drafts, papers, registers

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
    path("ban-hanh/", papers.issued, name="issued"),
    path("da-luu/", papers.kept, name="kept"),
    path("so/", registers.registers, name="registers"),
    path("so/giay/", registers.take_on_paper, name="take_on_paper"),
    path("so/<int:pk>/", registers.register, name="register"),
    path("<int:pk>/", papers.document, name="document"),
    path("<int:pk>/tep/", papers.original, name="original"),
    path("<int:pk>/word/", papers.word, name="word"),
]
