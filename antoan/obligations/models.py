"""Obligations: who owes what to whom by when, for every domain in one table."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antoan.core import clock
from antoan.core.scoping import ScopedQuerySet, actions
from antoan.obligations.kinds import help_kinds

actions(
    **{
        "obligations.view": _("Xem việc phải làm"),
        "obligations.note": _("Ghi việc phải làm theo luật, báo đã xong"),
    }
)

SOON = timedelta(days=7)
LAW = "law.duty"  # the kind of a duty that an office noted from the law itself


class State(models.TextChoices):
    """Where a duty stands on a day. It is read from the dates, never stored, so it cannot be out of date."""

    OPEN = "open", _("mở")
    SOON = "soon", _("sắp đến hạn")
    OVERDUE = "overdue", _("quá hạn")
    DONE = "done", _("xong")
    PASSED = "passed", _("chuyển")


class ObligationQuerySet(ScopedQuerySet):
    scope = "unit"
    record_scope = "owed_by"  # an employer sees what his workplace owes
    view_action = "obligations.view"

    def standing(self) -> ObligationQuerySet:
        """Those still owed."""
        return self.filter(done_on__isnull=True, ended_on__isnull=True)

    def led(self) -> ObligationQuerySet:
        """Those for whose result whoever owes them answers: without those in which another unit leads."""
        return self.exclude(kind__in=help_kinds())

    def own(self) -> ObligationQuerySet:
        """What the unit owes itself and leads: its lateness is the unit's."""
        return self.filter(owed_by="").led()

    def helping(self) -> ObligationQuerySet:
        """In what the unit works along with another that leads."""
        return self.filter(owed_by="", kind__in=help_kinds())

    def watched(self) -> ObligationQuerySet:
        """What somebody else owes under the unit's watch: a workplace. Its lateness is never the unit's."""
        return self.filter(owed_by__gt="")

    def in_state(self, state: str, today: date) -> ObligationQuerySet:
        match state:
            case State.DONE:
                return self.filter(done_on__isnull=False)
            case State.PASSED:
                return self.filter(done_on__isnull=True, ended_on__isnull=False)
            case State.OVERDUE:
                return self.standing().filter(due__lt=today).led()
            case State.SOON:
                return self.standing().filter(due__gte=today, due__lte=today + SOON)
            case _:
                past = Q(due__lt=today, kind__in=help_kinds())  # whoever leads is late, not whoever helps
                return self.standing().filter(Q(due__isnull=True) | Q(due__gt=today + SOON) | past)


class Obligation(models.Model):
    """One duty of one unit, or of a record under a unit's watch. `first_due` was promised first and is never overwritten."""

    kind = models.CharField(max_length=60)  # registered by a domain: antoan.obligations.kinds
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="obligations", verbose_name=_("đơn vị phải làm")
    )
    # Where whoever owes is no unit, the key of the record that names him: the workplace of an employer (or, where it is not
    # in the register, the case that says who he is). `unit` is then the body that watches over it. "": the unit owes.
    owed_by = models.CharField(max_length=40, blank=True, default="")
    to = models.ForeignKey("units.Unit", models.PROTECT, null=True, related_name="+", verbose_name=_("đơn vị giao"))
    accountable = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="answers_for",
        verbose_name=_("người chịu trách nhiệm"),
    )
    title = models.TextField(_("nội dung"))
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True)
    about_id = models.CharField(max_length=40)  # key of the row which the kind speaks of
    begins_on = models.DateField(_("ngày giao"))
    first_due = models.DateField(_("hạn đầu"), null=True)
    due = models.DateField(_("hạn hiện nay"), null=True)  # null: continuing, without a day
    done_on = models.DateField(_("ngày xong"), null=True)
    ended_on = models.DateField(_("ngày thôi"), null=True)  # passed to a successor or withdrawn, not done
    passed_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="passed_from")
    # How the day was computed, for people: ["khai báo 20/06/2024 + 30 ngày = 20/07/2024", …]; empty: it was set by hand.
    steps = models.JSONField(default=list, blank=True)
    # Where the day comes from the law: {"duty", "from", "with", "digest"}; it is recomputed when the law changes.
    derived = models.JSONField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ObligationQuerySet.as_manager()

    class Meta:
        ordering = [F("due").asc(nulls_last=True), "id"]
        verbose_name = _("việc phải làm")
        constraints = [
            models.CheckConstraint(
                name="obligations_obligation_due_came_with_a_first_due",
                condition=Q(due__isnull=True) | Q(first_due__isnull=False),
            ),
            models.CheckConstraint(
                name="obligations_obligation_is_done_or_ended_not_both",
                condition=Q(done_on__isnull=True) | Q(ended_on__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                # All that counting asks for, so that it is answered by the index alone: the kind says who leads, `owed_by`
                # who owes, and SQLite reads the row where a column of the condition is not in the index.
                fields=["unit", "due", "kind", "owed_by", "done_on", "ended_on"],
                condition=Q(done_on__isnull=True, ended_on__isnull=True),
                name="obligations_standing_by_unit",
            ),
            models.Index(
                fields=["owed_by", "due", "kind", "done_on", "ended_on"],
                condition=Q(done_on__isnull=True, ended_on__isnull=True, owed_by__gt=""),
                name="obligations_standing_by_record",
            ),
            models.Index(fields=["kind", "about_id"], name="obligations_by_subject"),
            models.Index(fields=["accountable", "due"], name="obligations_by_head"),
        ]

    def __str__(self):
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "changed_at"}
        super().save(*args, **kwargs)

    def state_on(self, day: date) -> State:
        if self.done_on:
            return State.DONE
        if self.ended_on:
            return State.PASSED
        if self.due is None or self.due > day + SOON:
            return State.OPEN
        if self.due < day:
            return State.OPEN if self.is_help else State.OVERDUE
        return State.SOON

    @property
    def is_help(self) -> bool:
        """Whether another unit leads and answers for the result."""
        return self.kind in help_kinds()

    @property
    def is_watched(self) -> bool:
        """Whether somebody other than the unit owes it: the unit sees to it that it is done."""
        return self.owed_by != ""

    @property
    def stands_with(self) -> str:
        """The unit as lists name it: one that only watches says so."""
        return f"{self.unit} theo dõi" if self.is_watched else str(self.unit)

    @property
    def state(self) -> State:
        return self.state_on(timezone.localdate())

    @property
    def days_left(self) -> int | None:
        return (self.due - timezone.localdate()).days if self.due else None


class NoticeQuerySet(ScopedQuerySet):
    scope = "unit"
    view_action = "obligations.view"


class Notice(models.Model):
    """A word about a duty to one unit: soon due, due, overdue, and further up the longer it stays so.

    What a workplace owes is said to the employers in person, and to the body that watches over it once it is late.
    """

    class Step(models.TextChoices):
        SOON = "soon", _("sắp đến hạn")
        DUE = "due", _("đến hạn hôm nay")
        OVERDUE = "overdue", _("đã quá hạn")
        ESCALATED = "escalated", _("quá hạn, báo cấp trên")
        URGED = "urged", _("được nhắc, đôn đốc")

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="notices")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")  # to whom it is said
    # A head in person, who does not sit in the unit; null: everybody who does.
    user = models.ForeignKey("accounts.User", models.CASCADE, null=True, related_name="notices")
    step = models.CharField(max_length=20, choices=Step)
    due = models.DateField()  # the due day it speaks of: an extension starts the steps anew
    made_at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "unit", "step", "due"],
                condition=Q(user__isnull=True),
                name="obligations_notice_is_said_once",
            ),
            models.UniqueConstraint(
                fields=["obligation", "user", "step", "due"],
                condition=Q(user__isnull=False),
                name="obligations_notice_is_said_once_to_a_head",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "-made_at", "-id"],
                condition=Q(seen_at__isnull=True, user__isnull=True),
                name="obligations_unseen_by_unit",
            ),
        ]

    def __str__(self):
        return f"{self.obligation_id} {self.step}"

    @property
    def words(self) -> str:
        """What is said, as its reader understands it: to the watching body it is not its own duty that is late."""
        if self.user_id is None and self.obligation.is_watched:
            return "cơ sở chậm"
        return str(self.get_step_display())


class Feed(models.Model):
    """A secret address under which a person's calendar program reads what he owes. Only its digest is kept."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="feeds")
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the secret
    made_at = models.DateTimeField(default=clock.now)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        verbose_name = _("địa chỉ lịch")

    def __str__(self):
        return f"{self.user_id} {self.made_at:%d/%m/%Y}"


class Digest(models.Model):
    """The one mail a day that tells a person what is due; sent when the job has handed it to the mail server."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    on = models.DateField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-on", "user"]
        constraints = [models.UniqueConstraint(fields=["user", "on"], name="obligations_digest_is_sent_once_a_day")]

    def __str__(self):
        return f"{self.user_id} {self.on}"
