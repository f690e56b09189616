"""A plan, what was read out of its document, and the figures it promises."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from antoan.core.constraints import says
from antoan.core.scoping import Actor, ScopedQuerySet, actions, reach
from antoan.plans.models.recurrence import undated

actions(
    **{
        "plans.view": _("Xem kế hoạch, nhiệm vụ"),
        "plans.draft": _("Đưa kế hoạch vào, duyệt đề xuất"),
        "plans.assign": _("Giao nhiệm vụ, ban hành kế hoạch"),
        "plans.answer": _("Trả lời kế hoạch của cấp trên"),
        "plans.progress": _("Báo cáo tiến độ, nêu vướng mắc, xin gia hạn"),
        "plans.decide": _("Xác nhận hoặc trả lại kết quả, trả lời vướng mắc, cho gia hạn"),
        "plans.urge": _("Đôn đốc"),
        "plans.report": _("Lập báo cáo sơ kết, tổng kết"),
    }
)
says(
    plans_plan_comes_once_from_a_document=_("Văn bản này đã là một kế hoạch trong hệ thống."),
    plans_plan_does_not_answer_itself=_("Kế hoạch không thể trả lời chính nó."),
    plans_plan_ends_after_it_starts=_("Ngày kết thúc của kế hoạch phải sau ngày bắt đầu."),
    plans_proposal_confidence_is_a_fraction=_("Độ chắc chắn phải từ 0 đến 1."),
)


class PlanQuerySet(ScopedQuerySet):
    """A plan is seen by those whose unit issued it, by all who have a task in it, and by those asked to answer it."""

    scope = "unit"
    view_action = "plans.view"

    def visible_to(self, actor: Actor, action: str | None = None) -> Self:
        if actor.is_system:
            return self
        grants = actor.granted(action or self.view_action)
        if not grants:
            return self.none()
        units = reach(grants)
        from antoan.plans.models.cascade import ExpectedAnswer
        from antoan.plans.models.task import Assignment

        concerned = Q(pk__in=Assignment.objects.filter(unit__in=units).values("task__plan")) | Q(
            pk__in=ExpectedAnswer.objects.filter(unit__in=units).values("plan")
        )
        return self.filter(Q(unit__in=units) | concerned & ~Q(status=Plan.Status.REVIEWING))


class Plan(models.Model):
    """A plan of one unit, from a document or written here, perhaps answering an upper one."""

    class Status(models.TextChoices):
        REVIEWING = "reviewing", _("đang duyệt đề xuất")
        IN_FORCE = "in_force", _("đang thực hiện")
        CLOSED = "closed", _("đã kết thúc")

    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="plans", verbose_name=_("đơn vị ban hành"))
    document = models.OneToOneField("documents.Document", models.PROTECT, null=True, blank=True, related_name="plan")
    upper = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="answers", verbose_name=_("kế hoạch cấp trên")
    )
    # Who follows the plan up since its issuer was abolished; the paper keeps its issuer.
    kept_by = models.ForeignKey("units.Unit", models.PROTECT, null=True, blank=True, related_name="plans_taken_over")
    number = models.CharField(_("số"), max_length=30, blank=True)
    symbol = models.CharField(_("ký hiệu"), max_length=50, blank=True)
    title = models.TextField(_("tên kế hoạch"))
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    starts_on = models.DateField(_("thực hiện từ ngày"))
    ends_on = models.DateField(_("đến hết ngày"), null=True, blank=True)
    status = models.CharField(_("trạng thái"), max_length=20, choices=Status, default=Status.REVIEWING)
    # What a person said that names of this text mean where one name means several units: key of the name → unit keys.
    meanings = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-id"]
        verbose_name = _("kế hoạch")
        constraints = [
            models.CheckConstraint(
                name="plans_plan_does_not_answer_itself", condition=Q(upper__isnull=True) | ~Q(upper=F("id"))
            ),
            models.CheckConstraint(
                name="plans_plan_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self):
        return f"{_('Kế hoạch')} {self.reference}".strip() if self.reference else self.title

    def get_absolute_url(self):
        return reverse("plans:plan", args=[self.pk])

    @property
    def day(self) -> date:
        """The day whose units its text speaks of: when it was issued or, where that is not known, when it begins."""
        return self.issued_on or self.starts_on

    @property
    def reference(self) -> str:
        """Number and symbol as its form writes them: "45-KH/HU" (Party), "173/KH-UBND" (State)."""
        if not self.symbol:
            return self.number
        return f"{self.number or '…'}{'/' if '-' in self.symbol else '-'}{self.symbol}"


class ProposalQuerySet(ScopedQuerySet):
    scope = "plan__unit"
    view_action = "plans.view"


class Proposal(models.Model):
    """A task or target as it was read out of the document, waiting for a person.

    `read` keeps what the program proposed and is never changed; the fields beside it are what people made of it.
    """

    class Kind(models.TextChoices):
        TASK = "task", _("nhiệm vụ")
        TARGET = "target", _("chỉ tiêu")

    class State(models.TextChoices):
        PENDING = "pending", _("chờ duyệt")
        ACCEPTED = "accepted", _("đã nhận")
        REJECTED = "rejected", _("đã bỏ")
        MERGED = "merged", _("đã gộp")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="proposals")
    order = models.FloatField()  # a split part stands between its neighbours
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.TASK)
    path = models.CharField(max_length=200, blank=True)
    text = models.TextField(_("nội dung"))
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    lead = models.JSONField(_("cơ quan chủ trì"), default=list, blank=True)  # names as written
    coordinate = models.JSONField(_("cơ quan phối hợp"), default=list, blank=True)
    lead_units = models.ManyToManyField("units.Unit", related_name="+", blank=True)
    coordinate_units = models.ManyToManyField("units.Unit", related_name="+", blank=True)
    is_matched = models.BooleanField(default=False)  # every lead name found its units without doubt, or a person chose
    match_note = models.TextField(blank=True)  # what is unclear about the bodies, for the person who decides
    due = models.DateField(_("thời hạn"), null=True, blank=True)
    recurrence = models.CharField(_("chu kỳ"), max_length=20, blank=True)
    rule = models.CharField(max_length=200, blank=True)  # RFC 5545, where the cycle has a day
    when = models.CharField(
        _("thời hạn bằng lời"), max_length=200, blank=True
    )  # what the text says that is no single day
    product = models.TextField(_("sản phẩm"), blank=True)
    confidence = models.FloatField(default=1.0)
    why = models.TextField(blank=True)
    read = models.JSONField(default=dict)  # the proposal as the program made it
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, related_name="merged_from")
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")  # the second person
    confirmed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        verbose_name = _("đề xuất")
        constraints = [
            models.CheckConstraint(
                name="plans_proposal_confidence_is_a_fraction", condition=Q(confidence__gte=0, confidence__lte=1)
            ),
            models.CheckConstraint(
                name="plans_proposal_stands_somewhere_in_the_text", condition=Q(end__gte=F("start"))
            ),
        ]

    def __str__(self):
        return self.text[:80]

    @property
    def is_uncertain(self) -> bool:
        """Whether a person should look twice: the program doubted it, or its bodies are not all clear."""
        return self.confidence < 0.7 or (self.kind == self.Kind.TASK and not self.is_matched)

    @property
    def undated_words(self) -> str:
        """What stands where a day would: the cycle or the span as the text has it, or that it names no time."""
        return undated(self.when, self.recurrence)

    @property
    def lacks_its_day(self) -> bool:
        """Whether the text names a day that no calendar has, and nobody has put another in its place."""
        return self.due is None and bool(self.read.get("impossible_day"))

    @property
    def lacks_its_lead(self) -> bool:
        """Whether the text names leading bodies that are not all known for certain."""
        return bool(self.lead) and not self.is_matched

    @property
    def changes(self) -> dict[str, tuple]:
        """What people changed against the proposal: field → (as read, as it stands)."""
        now = {
            "text": self.text,
            "lead": self.lead,
            "coordinate": self.coordinate,
            "due": self.due.isoformat() if self.due else None,
            "recurrence": self.recurrence or None,
            "product": self.product or None,
        }
        return {
            name: (self.read.get(name), value)
            for name, value in now.items()
            if (self.read.get(name) or None) != (value or None)
        }


class TargetQuerySet(ScopedQuerySet):
    scope = "plan__unit"
    view_action = "plans.view"


class Target(models.Model):
    """A figure that a plan promises (chỉ tiêu): "đến năm 2030 ít nhất 50% số xã …"."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="targets")
    proposal = models.OneToOneField(Proposal, models.SET_NULL, null=True, related_name="target")
    path = models.CharField(max_length=200, blank=True)
    text = models.TextField(_("nội dung"))
    comparison = models.CharField(_("so sánh"), max_length=20, blank=True)
    value = models.DecimalField(_("giá trị"), max_digits=18, decimal_places=4, null=True)
    unit = models.CharField(_("đơn vị tính"), max_length=60, blank=True)
    of = models.TextField(_("của cái gì"), blank=True)
    due = models.DateField(_("thời hạn"), null=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.text[:80]


class TargetReading(models.Model):
    """How far a target had come on a day. A log: a new reading never overwrites an old one."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="readings")
    on = models.DateField(_("ngày"))
    value = models.DecimalField(_("giá trị"), max_digits=18, decimal_places=4)
    note = models.TextField(_("nguồn, cách tính"), blank=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self):
        return f"{self.on} {self.value}"
