"""Documents (văn bản): the file as it came, its header, and its body as a tree of provisions with offsets into the text."""

from __future__ import annotations

from datetime import date

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from antoan.core.constraints import says
from antoan.core.scoping import Actor, ScopedQuerySet, actions, reach
from antoan.documents.tree import Base, Signer

actions(
    **{
        "documents.view": _("Xem văn bản"),
        "documents.ingest": _("Đưa văn bản vào hệ thống"),
        "documents.draft": _("Soạn dự thảo văn bản, trình duyệt"),
        "documents.comment": _("Xem, góp ý dự thảo văn bản của đơn vị"),
        "documents.approve": _("Duyệt hoặc trả lại dự thảo văn bản"),
        "documents.issue": _("Lấy số, ban hành, gửi văn bản; ghi sổ"),
        "documents.receive": _("Tiếp nhận, phân công xử lý văn bản đến"),
    }
)
says(documents_document_is_kept_once_a_unit=_("Đơn vị đã có văn bản này trong hệ thống."))


class DocumentQuerySet(ScopedQuerySet):
    scope = "unit"
    view_action = "documents.view"

    def visible_to(self, actor: Actor, action: str | None = None) -> DocumentQuerySet:
        """What the units in reach keep, and what was sent to them once they have opened it: opening leaves a receipt."""
        if actor.is_system or action not in (None, self.view_action):
            return super().visible_to(actor, action)
        grants = actor.granted(self.view_action)
        if not grants:
            return self.none()
        units = reach(grants)
        dispatch = apps.get_model("documents", "Dispatch")
        opened = dispatch._base_manager.filter(unit__in=units, opened_at__isnull=False)
        return self.filter(Q(unit__in=units) | Q(pk__in=opened.values("document")))


class Document(models.Model):
    """An official document. What the paper leaves blank is null here, never guessed."""

    class Form(models.TextChoices):
        PARTY = "party", _("Thể thức của Đảng")
        STATE = "state", _("Thể thức của Nhà nước")

    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="documents", verbose_name=_("đơn vị giữ"))
    file = models.ForeignKey("core.StoredFile", models.PROTECT, related_name="+", verbose_name=_("tệp gốc"))
    file_name = models.CharField(_("tên tệp"), max_length=150)
    # The same as a Word file, where the document was written here.
    word = models.ForeignKey("core.StoredFile", models.PROTECT, null=True, related_name="+", verbose_name=_("bản Word"))
    encoding = models.CharField(_("bảng mã"), max_length=20, null=True)
    encoding_confidence = models.FloatField(default=1.0)
    form = models.CharField(_("thể thức"), max_length=10, choices=Form, null=True)
    superior = models.CharField(_("cơ quan cấp trên"), max_length=300, null=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=300, null=True)
    number = models.CharField(_("số"), max_length=30, null=True)
    symbol = models.CharField(_("ký hiệu"), max_length=50, null=True)
    place = models.CharField(_("địa danh"), max_length=100, null=True)
    year = models.PositiveSmallIntegerField(_("năm"), null=True)
    month = models.PositiveSmallIntegerField(_("tháng"), null=True)
    day = models.PositiveSmallIntegerField(_("ngày"), null=True)
    kind = models.CharField(_("tên loại"), max_length=100, null=True)
    title = models.TextField(_("trích yếu"), null=True)
    # {"bases": [{kind, number, date}], "recipients": [text], "signer": {authority, position, name},
    #  "tables": [{heading, start, end, rows, columns, cells: [ReadCell]}]}
    details = models.JSONField(default=dict)
    text = models.TextField(_("toàn văn"))
    body_start = models.PositiveIntegerField(default=0)
    body_end = models.PositiveIntegerField(default=0)
    warnings = models.JSONField(default=list)
    ingested_at = models.DateTimeField(auto_now_add=True)
    ingested_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-ingested_at", "-id"]
        verbose_name = _("văn bản")
        constraints = [
            models.UniqueConstraint(fields=["unit", "file"], name="documents_document_is_kept_once_a_unit"),
        ]

    def __str__(self):
        return " ".join(part for part in (self.kind, self.reference) if part) or self.file_name

    def get_absolute_url(self):
        return reverse("documents:document", args=[self.pk])

    @property
    def reference(self) -> str:
        """Number and symbol as the form writes them: "45-KH/HU", "173/KH-UBND"; dots where the number is blank."""
        if not self.symbol:
            return self.number or ""
        dash = "/" if self.form == self.Form.STATE else "-"
        return f"{self.number or '…'}{dash}{self.symbol}"

    @property
    def signer(self) -> Signer:
        return Signer(**(self.details.get("signer") or {}))

    @property
    def recipients(self) -> list[str]:
        return self.details.get("recipients") or []

    @property
    def bases(self) -> list[Base]:
        return [Base(**base) for base in self.details.get("bases") or []]

    @property
    def issued_on(self) -> date | None:
        """The day of the document where the paper gives it whole."""
        return date(self.year, self.month, self.day) if self.year and self.month and self.day else None

    @property
    def dated(self) -> str:
        """The date as far as it is known: "20/06/2024", "tháng 6/2024", "năm 2024"."""
        if self.issued_on:
            return f"{self.issued_on:%d/%m/%Y}"
        if self.year and self.month:
            return f"tháng {self.month}/{self.year}"
        return f"năm {self.year}" if self.year else ""


class Provision(models.Model):
    """A numbered or titled part of a document; `start`..`end` are offsets into its text."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="provisions")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children")
    order = models.PositiveIntegerField()
    label = models.CharField(max_length=60)
    path = models.CharField(max_length=200)
    title = models.TextField(blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    heading_end = models.PositiveIntegerField()
    paragraphs = models.JSONField(
        default=list
    )  # [{text, start, end, sentences?}]: more than one sentence each with its own place

    class Meta:
        ordering = ["document", "order"]
        constraints = [
            models.UniqueConstraint(fields=["document", "order"], name="documents_provision_has_its_place"),
        ]

    def __str__(self):
        return self.path
