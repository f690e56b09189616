"""Money and programmes behind a task (clause II.5 of the reference plan). Amounts in đồng."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from antoan.core.constraints import says
from antoan.core.scoping import Actor, ScopedQuerySet
from antoan.plans.models.task import Task

says(plans_fundingline_amounts_are_not_negative=_("Số tiền không thể âm."))


class FundingLineQuerySet(ScopedQuerySet):
    view_action = "plans.view"

    def visible_to(self, actor: Actor, action: str | None = None):
        return self.filter(task__in=Task.objects.visible_to(actor, action))


class FundingLine(models.Model):
    """A budget line of a task, or a programme in which the task is integrated (then without amounts)."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="funding")
    year = models.PositiveSmallIntegerField(_("năm"))
    programme = models.CharField(_("chương trình, dự án"), max_length=300, blank=True)
    source = models.CharField(_("nguồn vốn"), max_length=200, blank=True)
    planned = models.DecimalField(_("dự toán"), max_digits=16, decimal_places=0, null=True, blank=True)
    allocated = models.DecimalField(_("đã phân bổ"), max_digits=16, decimal_places=0, null=True, blank=True)
    disbursed = models.DecimalField(_("đã giải ngân"), max_digits=16, decimal_places=0, null=True, blank=True)
    note = models.TextField(_("ghi chú"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = FundingLineQuerySet.as_manager()

    class Meta:
        ordering = ["year", "id"]
        verbose_name = _("nguồn lực")
        constraints = [
            models.CheckConstraint(
                name="plans_fundingline_amounts_are_not_negative",
                condition=(Q(planned__isnull=True) | Q(planned__gte=0))
                & (Q(allocated__isnull=True) | Q(allocated__gte=0))
                & (Q(disbursed__isnull=True) | Q(disbursed__gte=0)),
            ),
            models.CheckConstraint(
                name="plans_fundingline_names_a_source_or_programme", condition=~Q(programme="") | ~Q(source="")
            ),
        ]

    def __str__(self):
        return self.programme or self.source
