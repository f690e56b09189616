"""A task of a plan, and each unit's part in it."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antoan.core.constraints import says
from antoan.core.scoping import Actor, ScopedQuerySet
from antoan.plans.models.plan import Plan, Proposal
from antoan.plans.models.recurrence import Recurrence, undated

says(
    plans_assignment_is_given_once=_("Đơn vị này đã được giao nhiệm vụ đó rồi."),
    plans_assignment_confirmed_only_when_reported_done=_("Chỉ xác nhận được kết quả mà đơn vị đã báo xong."),
    plans_assignment_percent_is_at_most_100=_("Tỷ lệ hoàn thành phải từ 0 đến 100."),
)


class Standing(models.TextChoices):
    """The State's four classes of a task, read from its dates on a day."""

    DONE_ON_TIME = "done_on_time", _("hoàn thành đúng hạn")
    DONE_LATE = "done_late", _("hoàn thành quá hạn")
    IN_TIME = "in_time", _("đang thực hiện trong hạn")
    OVERDUE = "overdue", _("đang thực hiện quá hạn")


class TaskQuerySet(ScopedQuerySet):
    view_action = "plans.view"

    def visible_to(self, actor: Actor, action: str | None = None) -> TaskQuerySet:
        return self.filter(plan__in=Plan.objects.visible_to(actor, action))


class Task(models.Model):
    """A task with the sentence it came from. Who owes it, by when, stands in its assignments."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tasks")
    proposal = models.OneToOneField(Proposal, models.SET_NULL, null=True, blank=True, related_name="task")
    order = models.FloatField(default=0)
    path = models.CharField(_("điều khoản"), max_length=200, blank=True)
    text = models.TextField(_("nội dung"))
    start = models.PositiveIntegerField(null=True)  # offsets into the document's text; null: written here
    end = models.PositiveIntegerField(null=True)
    product = models.TextField(_("sản phẩm, kết quả"), blank=True)
    due = models.DateField(_("thời hạn"), null=True, blank=True)
    recurrence = models.CharField(_("chu kỳ"), max_length=20, choices=Recurrence, blank=True)
    rule = models.CharField(max_length=200, blank=True)
    when = models.CharField(_("thời hạn bằng lời"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "order", "id"]
        verbose_name = _("nhiệm vụ")

    def __str__(self):
        return self.text if len(self.text) <= 80 else self.text[:79] + "…"

    def get_absolute_url(self):
        return reverse("plans:task", args=[self.pk])

    @property
    def undated_words(self) -> str:
        """What stands where a day would: the cycle or the span as the text has it, or that it names no time."""
        return undated(self.when, self.recurrence)


class AssignmentQuerySet(ScopedQuerySet):
    """Seen by those who see the unit that owes it and by those who see the unit that issued the plan."""

    scope = ("unit", "task__plan__unit")
    view_action = "plans.view"

    def standing(self) -> AssignmentQuerySet:
        """Those not passed on to a successor or withdrawn."""
        return self.filter(ended_on__isnull=True)

    def in_class(self, standing: str, today: date) -> AssignmentQuerySet:
        match standing:
            case Standing.DONE_ON_TIME:
                return self.filter(confirmed_on__isnull=False).filter(Q(due__isnull=True) | Q(done_on__lte=F("due")))
            case Standing.DONE_LATE:
                return self.filter(confirmed_on__isnull=False, done_on__gt=F("due"))
            case Standing.OVERDUE:
                return self.filter(confirmed_on__isnull=True, due__lt=today)
            case _:
                return self.filter(confirmed_on__isnull=True).filter(Q(due__isnull=True) | Q(due__gte=today))


class Assignment(models.Model):
    """One unit's part in a task: leading or coordinating, with the person who answers for it.

    `first_due` is what was promised first and never changes; `due` moves only by a granted extension, so *kept*,
    *extended* and *late* can be told apart. Done means: the unit says so and the issuer has confirmed.
    """

    class Part(models.TextChoices):
        LEAD = "lead", _("chủ trì")
        COORDINATE = "coordinate", _("phối hợp")

    task = models.ForeignKey(Task, models.CASCADE, related_name="assignments")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="assignments", verbose_name=_("đơn vị"))
    part = models.CharField(_("vai"), max_length=10, choices=Part, default=Part.LEAD)
    accountable = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name=_("người đứng đầu chịu trách nhiệm"),
    )
    obligation = models.OneToOneField("obligations.Obligation", models.PROTECT, null=True, related_name="assignment")
    assigned_on = models.DateField(_("ngày giao"))
    first_due = models.DateField(_("hạn đầu"), null=True)
    due = models.DateField(_("hạn hiện nay"), null=True)
    percent = models.PositiveSmallIntegerField(_("phần trăm"), default=0)
    done_on = models.DateField(_("ngày báo xong"), null=True)
    confirmed_on = models.DateField(_("ngày xác nhận"), null=True)
    ended_on = models.DateField(_("ngày thôi giao"), null=True)
    passed_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="passed_from")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["task", "-part", "id"]  # who leads, then who helps
        verbose_name = _("phần việc")
        constraints = [
            models.UniqueConstraint(
                fields=["task", "unit"], condition=Q(ended_on__isnull=True), name="plans_assignment_is_given_once"
            ),
            models.CheckConstraint(
                name="plans_assignment_confirmed_only_when_reported_done",
                condition=Q(confirmed_on__isnull=True) | Q(done_on__isnull=False),
            ),
            models.CheckConstraint(name="plans_assignment_percent_is_at_most_100", condition=Q(percent__lte=100)),
            models.CheckConstraint(
                name="plans_assignment_due_came_with_a_first_due",
                condition=Q(due__isnull=True) | Q(first_due__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "due"], name="plans_assignment_by_unit"),
            models.Index(
                fields=["due"],
                condition=Q(confirmed_on__isnull=True, ended_on__isnull=True),
                name="plans_assignment_open_by_due",
            ),
            # All that counting a unit's parts by their class reads, so that the rows themselves are not.
            models.Index(
                fields=["unit", "task", "part", "ended_on", "confirmed_on", "due", "done_on", "first_due"],
                name="plans_assignment_standings",
            ),
        ]

    def __str__(self):
        return f"{self.unit}: {self.task}"

    def get_absolute_url(self):
        return reverse("plans:assignment", args=[self.pk])

    def standing_on(self, day: date) -> Standing:
        if self.confirmed_on:
            late = self.due is not None and self.done_on is not None and self.done_on > self.due
            return Standing.DONE_LATE if late else Standing.DONE_ON_TIME
        return Standing.OVERDUE if self.due and self.due < day else Standing.IN_TIME

    @property
    def standing(self) -> Standing:
        return self.standing_on(timezone.localdate())

    @property
    def is_extended(self) -> bool:
        return self.due != self.first_due

    @property
    def awaits_confirmation(self) -> bool:
        """The unit says it is done and the issuer has not answered yet."""
        return self.done_on is not None and self.confirmed_on is None
