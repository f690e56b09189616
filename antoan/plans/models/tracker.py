"""What is remembered of the Excel trackers that offices send: which column means what."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ColumnMap(models.Model):
    """The columns of one office's tracker, recognised again by its folded headings."""

    unit = models.ForeignKey("units.Unit", models.CASCADE, related_name="+")
    headings_key = models.CharField(max_length=64)  # SHA-256 of the folded headings
    columns = models.JSONField(_("cột"))  # our field → column number, from 0
    used_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "headings_key"], name="plans_columnmap_one_a_layout")]

    def __str__(self):
        return f"{self.unit_id} {self.headings_key[:8]}"
