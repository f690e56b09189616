"""What happens to an assignment, as a log: reports with evidence, obstacles, extensions, urgings. Nothing is overwritten."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from antoan.core import clock
from antoan.core.constraints import says
from antoan.core.scoping import ScopedQuerySet
from antoan.plans.models.plan import Plan
from antoan.plans.models.task import Assignment

says(
    plans_progressreport_done_names_a_product_or_a_reason=_(
        "Báo xong thì phải nêu sản phẩm (văn bản, số liệu, ảnh) hoặc lý do không có sản phẩm."
    ),
    plans_progressreport_percent_is_at_most_100=_("Tỷ lệ hoàn thành phải từ 0 đến 100."),
)


class FollowsAssignment(ScopedQuerySet):
    scope = ("assignment__unit", "assignment__task__plan__unit")
    view_action = "plans.view"


class ProgressReport(models.Model):
    """How far a unit says it has come. Made on the device: sending the same `id` twice makes one."""

    class Verdict(models.TextChoices):
        CONFIRMED = "confirmed", _("đã xác nhận")
        RETURNED = "returned", _("trả lại để bổ sung")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="reports")
    on = models.DateField(_("ngày"))
    text = models.TextField(_("kết quả đã làm"))
    percent = models.PositiveSmallIntegerField(_("phần trăm"), null=True, blank=True)
    count = models.DecimalField(_("số lượng"), max_digits=14, decimal_places=2, null=True, blank=True)
    count_unit = models.CharField(_("đơn vị tính"), max_length=60, blank=True)
    claims_done = models.BooleanField(_("đã xong"), default=False)
    product = models.TextField(_("sản phẩm"), blank=True)
    no_product_reason = models.TextField(_("lý do không có sản phẩm"), blank=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    verdict_text = models.TextField(blank=True)
    verdict_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    verdict_at = models.DateTimeField(null=True)

    objects = FollowsAssignment.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("báo cáo tiến độ")
        constraints = [
            models.CheckConstraint(
                name="plans_progressreport_done_names_a_product_or_a_reason",
                condition=Q(claims_done=False) | ~Q(product="") | ~Q(no_product_reason=""),
            ),
            models.CheckConstraint(
                name="plans_progressreport_percent_is_at_most_100",
                condition=Q(percent__isnull=True) | Q(percent__lte=100),
            ),
        ]
        indexes = [
            models.Index(fields=["at"], name="plans_progressreport_by_time"),
            models.Index(fields=["verdict_at"], name="plans_report_by_verdict"),
        ]

    def __str__(self):
        return self.text[:80]


class Evidence(models.Model):
    """A file or a link that shows what a report says."""

    report = models.ForeignKey(ProgressReport, models.CASCADE, related_name="evidence")
    file = models.ForeignKey("core.StoredFile", models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=150)
    link = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="plans_evidence_is_a_file_or_a_link",
                condition=Q(file__isnull=False, link="") | Q(file__isnull=True) & ~Q(link=""),
            ),
        ]

    def __str__(self):
        return self.name


class Obstacle(models.Model):
    """What hinders (khó khăn, vướng mắc), to whom it was raised, by when an answer is owed, and the answer."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="obstacles")
    text = models.TextField(_("khó khăn, vướng mắc"))
    to = models.ForeignKey("units.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị giải quyết"))
    answer_due = models.DateField(_("hạn trả lời"))
    obligation = models.OneToOneField("obligations.Obligation", models.PROTECT, null=True, related_name="obstacle")
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    answer = models.TextField(_("trả lời"), blank=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class ObstacleQuerySet(ScopedQuerySet):
        scope = ("assignment__unit", "assignment__task__plan__unit", "to")
        view_action = "plans.view"

    objects = ObstacleQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("vướng mắc")

    def __str__(self):
        return self.text[:80]


class Extension(models.Model):
    """A later day that was asked for, and what was decided. The old day stays on the record."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="extensions")
    old_due = models.DateField(_("hạn cũ"))
    asked_due = models.DateField(_("xin lùi đến ngày"))
    reason = models.TextField(_("lý do"))
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    is_granted = models.BooleanField(null=True)  # null: not decided
    decision = models.TextField(_("ý kiến"), blank=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = FollowsAssignment.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("đề nghị gia hạn")
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"], condition=Q(is_granted__isnull=True), name="plans_extension_one_waits_at_a_time"
            ),
        ]

    def __str__(self):
        return f"{self.old_due:%d/%m/%Y} → {self.asked_due:%d/%m/%Y}"


class Urging(models.Model):
    """A reminder document (đôn đốc) from a plan's issuer to one unit about what it owes."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="urgings")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="urgings_received")
    assignments = models.ManyToManyField(Assignment, related_name="urgings")
    text = models.TextField(_("nội dung"))
    answer_by = models.DateField(_("đề nghị báo cáo trước ngày"))
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    seen_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True)

    class UrgingQuerySet(ScopedQuerySet):
        scope = ("unit", "plan__unit")
        view_action = "plans.view"

    objects = UrgingQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("văn bản đôn đốc")

    def __str__(self):
        return f"{self.unit} {self.at:%d/%m/%Y}"
