"""A document while it is written: its versions, and what people say of its provisions."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antoan.core import clock
from antoan.core.constraints import says
from antoan.core.scoping import ScopedQuerySet
from antoan.documents import kinds
from antoan.documents.models.document import Document

says(
    documents_draft_issued_has_its_document=_("Dự thảo đã ban hành phải có văn bản kèm theo."),
    documents_draftversion_number_is_its_own=_("Người khác vừa lưu một phiên bản. Hãy tải lại trang rồi lưu tiếp."),
    documents_comment_resolved_has_a_day=_("Góp ý đã giải quyết phải có ngày."),
)


class DraftQuerySet(ScopedQuerySet):
    scope = "unit"
    # A draft is its office's own affair: the bodies above see what is issued.
    view_action = "documents.comment"


class Draft(models.Model):
    """A paper on its way: written, commented, approved, numbered, issued. Its words stand in its versions."""

    class Status(models.TextChoices):
        WRITING = "writing", _("đang soạn")
        WAITING = "waiting", _("chờ duyệt")
        APPROVED = "approved", _("đã duyệt")
        ISSUED = "issued", _("đã ban hành")
        WITHDRAWN = "withdrawn", _("đã bỏ")

    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="drafts", verbose_name=_("đơn vị ban hành"))
    form = models.CharField(_("thể thức"), max_length=10, choices=Document.Form)
    kind = models.CharField(_("loại văn bản"), max_length=20, choices=[(kind.code, kind.name) for kind in kinds.KINDS])
    title = models.TextField(_("trích yếu"))  # as in the latest version
    status = models.CharField(_("trạng thái"), max_length=10, choices=Status, default=Status.WRITING)
    begun_on = models.DateField(_("ngày bắt đầu soạn"))
    begun_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    sent_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)  # why it was returned or given up, the last time
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="draft")
    changed_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-id"]
        verbose_name = _("dự thảo")
        constraints = [
            models.CheckConstraint(
                name="documents_draft_issued_has_its_document",
                condition=Q(status="issued", document__isnull=False) | (~Q(status="issued") & Q(document__isnull=True)),
            ),
        ]

    def __str__(self):
        return f"Dự thảo {kinds.kind_of(self.kind).name.lower()}"

    def get_absolute_url(self):
        return reverse("documents:draft", args=[self.pk])

    @property
    def is_writing(self) -> bool:
        return self.status == self.Status.WRITING

    @property
    def is_open(self) -> bool:
        """Whether anything can still happen to it."""
        return self.status in (self.Status.WRITING, self.Status.WAITING, self.Status.APPROVED)


class FollowsDraft(ScopedQuerySet):
    scope = "draft__unit"
    view_action = "documents.comment"


class DraftVersion(models.Model):
    """The whole paper as somebody left it. Versions are only ever added.

    `content` is {header, opening, sections, closing} as antoan.documents.writing makes it; `text` the body as it is typed.
    """

    class Source(models.TextChoices):
        TYPED = "typed", _("soạn tại đây")
        FILE = "file", _("từ tệp sửa tay")

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("phiên bản"))
    content = models.JSONField()
    text = models.TextField()
    source = models.CharField(max_length=10, choices=Source, default=Source.TYPED)
    file = models.ForeignKey("core.StoredFile", models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=150, blank=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects = FollowsDraft.as_manager()

    class Meta:
        ordering = ["draft", "-number"]
        verbose_name = _("phiên bản")
        constraints = [
            models.UniqueConstraint(fields=["draft", "number"], name="documents_draftversion_number_is_its_own"),
        ]

    def __str__(self):
        return f"phiên bản {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("a version is written once; save another one")
        super().save(*args, **kwargs)


class Comment(models.Model):
    """What somebody says of a provision; without a path, of the whole draft. It stands until it is resolved."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="comments")
    path = models.CharField(_("mục"), max_length=200, blank=True)
    excerpt = models.TextField(blank=True)  # the provision's words when this was said
    version_number = models.PositiveIntegerField()
    text = models.TextField(_("góp ý"))
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    answer = models.TextField(_("giải trình"), blank=True)
    resolved_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)

    objects = FollowsDraft.as_manager()

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("góp ý")
        constraints = [
            models.CheckConstraint(
                name="documents_comment_resolved_has_a_day",
                condition=Q(resolved_at__isnull=False) | Q(resolved_by__isnull=True),
            ),
        ]

    def __str__(self):
        day = timezone.localtime(self.at)
        return f"{self.path or 'toàn văn'} {day:%d/%m/%Y}"
