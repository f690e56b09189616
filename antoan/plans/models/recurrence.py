"""How often a duty returns, and in words the time of what has no single day."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Recurrence(models.TextChoices):
    """How often a duty returns."""

    CONTINUOUS = "continuous", _("thường xuyên")
    WEEKLY = "weekly", _("hằng tuần")
    MONTHLY = "monthly", _("hằng tháng")
    QUARTERLY = "quarterly", _("hằng quý")
    SEMIANNUAL = "semiannual", _("6 tháng")
    ANNUAL = "annual", _("hằng năm")


def undated(when: str, recurrence: str) -> str:
    """In words the time of what has no single day: as the text says it, else its cycle. A day is never made up."""
    return when or (str(Recurrence(recurrence).label) if recurrence in Recurrence.values else "không nêu hạn")
