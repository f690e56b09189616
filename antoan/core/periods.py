"""Periods of validity, half-open: a row holds from `valid_from` up to, but not including, `valid_to`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from antoan.core.refusals import Refusal


class PeriodQuerySet(models.QuerySet):
    def on(self, day: date) -> PeriodQuerySet:
        """The rows that hold on that day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)

    def overlapping(self, start: date, end: date | None) -> PeriodQuerySet:
        """The rows that hold on at least one day from `start` up to, but not including, `end`."""
        rows = self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=start))
        return rows if end is None else rows.filter(valid_from__lt=end)


class Period(models.Model):
    """Something that holds for a time. The day one row ends is the day the next begins: no gap, no day counted twice."""

    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
        ]

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    @property
    def last_day(self) -> date | None:
        """The last day that counts, as screens show it ("đến hết ngày 30/06/2025")."""
        return self.valid_to - timedelta(days=1) if self.valid_to else None


class NotATerm(Refusal):
    field = "period"
    message = _(
        "“{text}” không phải là kỳ. Hãy ghi năm (2024), nửa năm (2024-H1), quý (2024-Q3), tháng (2024-06) hoặc 2024-01-01..2024-06-30."
    )


@dataclass(frozen=True)
class Term:
    """A stretch of days that reports speak of, half-open: `start` counts, `end` no longer does."""

    start: date
    end: date

    @classmethod
    def parse(cls, text: str) -> Term:
        """Read "2024", "2024-H1", "2024-Q3", "2024-06" or "2024-01-01..2024-06-30" (the last day counts).

        Raises:
            NotATerm: the text is none of these.
        """
        said, text = text.strip(), text.strip().upper()
        try:
            if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)\.\.(\d{4})-(\d\d)-(\d\d)", text):
                y, m, d, yy, mm, dd = map(int, match.groups())
                term = cls(date(y, m, d), date(yy, mm, dd) + timedelta(days=1))
            elif match := re.fullmatch(r"(\d{4})(?:-(?:H([12])|Q([1-4])|(\d\d)))?", text):
                year, half, quarter, month = (int(part) if part else 0 for part in match.groups())
                first, count = (
                    (half * 6 - 5, 6) if half else (quarter * 3 - 2, 3) if quarter else (month, 1) if month else (1, 12)
                )
                following = first + count
                term = cls(date(year, first, 1), date(year + (following > 12), (following - 1) % 12 + 1, 1))
            else:
                raise NotATerm(text=said)
        except (ValueError, OverflowError) as error:
            raise NotATerm(text=said) from error
        if term.end <= term.start:
            raise NotATerm(text=said)
        return term

    @property
    def last_day(self) -> date:
        return self.end - timedelta(days=1)

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def __str__(self) -> str:
        months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month
        year = self.start.year
        if self.start.day == self.end.day == 1:
            if months == 12 and self.start.month == 1:
                return f"năm {year}"
            if months == 6 and self.start.month in (1, 7):
                return f"6 tháng {'đầu' if self.start.month == 1 else 'cuối'} năm {year}"
            if months == 3 and self.start.month % 3 == 1:
                return f"quý {['I', 'II', 'III', 'IV'][self.start.month // 3]} năm {year}"
            if months == 1:
                return f"tháng {self.start.month} năm {year}"
        return f"từ ngày {self.start:%d/%m/%Y} đến ngày {self.last_day:%d/%m/%Y}"
