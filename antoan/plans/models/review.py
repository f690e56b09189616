"""The review report (sơ kết, tổng kết) of a plan for a term: its figures are counted, its words are edited."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from antoan.core.scoping import ScopedQuerySet
from antoan.plans.models.plan import Plan


class ReviewReportQuerySet(ScopedQuerySet):
    scope = "unit"
    view_action = "plans.view"


class ReviewReport(models.Model):
    """What people wrote into a review; the figures are computed anew when it is rendered."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="reviews")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị báo cáo"))
    term = models.CharField(_("kỳ"), max_length=30)  # as Term.parse reads it
    narrative = models.JSONField(default=dict)  # section key → text, where a person changed the suggested words
    header = models.JSONField(default=dict)  # number, place, day, signer, recipients as far as they were filled in
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ReviewReportQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        verbose_name = _("báo cáo sơ kết, tổng kết")
        constraints = [models.UniqueConstraint(fields=["plan", "unit", "term"], name="plans_reviewreport_one_a_term")]

    def __str__(self):
        return f"{self.plan_id} {self.term}"
