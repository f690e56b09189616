"""How lower units answer an upper plan: who is asked, which lower task covers which upper one, what is refused and why."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from antoan.core import clock
from antoan.core.constraints import says
from antoan.plans.models.plan import Plan
from antoan.plans.models.task import Task

says(plans_answerlink_joins_two_tasks=_("Một nhiệm vụ không thể trả lời chính nó."))


class ExpectedAnswer(models.Model):
    """A unit that is to answer a plan with its own."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="expected_answers")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    due = models.DateField(_("hạn ban hành"), null=True)
    ended_on = models.DateField(null=True)  # since then a successor is to answer in its place

    class Meta:
        ordering = ["plan", "unit"]
        verbose_name = _("đơn vị phải trả lời kế hoạch")
        constraints = [models.UniqueConstraint(fields=["plan", "unit"], name="plans_expectedanswer_is_asked_once")]

    def __str__(self):
        return f"{self.plan_id} ← {self.unit_id}"


class AnswerLink(models.Model):
    """A lower task covers an upper one."""

    upper = models.ForeignKey(Task, models.CASCADE, related_name="answered_by")
    lower = models.ForeignKey(Task, models.CASCADE, related_name="answering")
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["upper", "lower"]
        constraints = [
            models.UniqueConstraint(fields=["upper", "lower"], name="plans_answerlink_is_made_once"),
            models.CheckConstraint(name="plans_answerlink_joins_two_tasks", condition=~Q(upper=F("lower"))),
        ]

    def __str__(self):
        return f"{self.upper_id} ← {self.lower_id}"


class AnswerRefusal(models.Model):
    """A unit says that an upper task does not concern it, and why."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="refusals")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    reason = models.TextField(_("lý do không thực hiện"))
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["task", "unit"]
        constraints = [models.UniqueConstraint(fields=["task", "unit"], name="plans_answerrefusal_is_said_once")]

    def __str__(self):
        return self.reason[:80]
