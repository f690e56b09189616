"""Study of a directive: planned, held, who came out of how many. Guidance: to which units, and who has opened it."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antoan.core import clock
from antoan.core.constraints import says
from antoan.core.scoping import ScopedQuerySet, actions
from antoan.core.text import fold, squeeze

actions(
    **{
        "outreach.view": _("Xem buổi học tập, hướng dẫn"),
        "outreach.hold": _("Lên lịch, ghi kết quả buổi học tập"),
        "outreach.guide": _("Gửi hướng dẫn cho đơn vị"),
    }
)
says(
    outreach_audience_group_is_named_once=_("Mỗi nhóm người dự chỉ ghi một lần."),
    outreach_attendee_is_listed_once=_("Người này đã có trong danh sách dự."),
    outreach_session_is_held_or_called_off=_("Buổi đã hoãn, hủy thì không ghi là đã tổ chức."),
    outreach_guidance_says_something=_("Hướng dẫn phải có nội dung hoặc kèm một văn bản."),
)


class Group(models.TextChoices):
    """Whom a session is for; the groups of clause II.2 that a commune can count."""

    COMMITTEE = "committee", _("Cấp ủy viên")
    MEMBERS = "members", _("Đảng viên")
    OFFICIALS = "officials", _("Cán bộ, công chức, viên chức")
    UNIONS = "unions", _("Đoàn viên, hội viên")
    EMPLOYERS = "employers", _("Người sử dụng lao động, hộ kinh doanh")
    WORKERS = "workers", _("Người lao động có hợp đồng")
    UNCONTRACTED = "uncontracted", _("Người lao động không theo hợp đồng")
    LEARNERS = "learners", _("Học sinh, người học nghề")
    OTHERS = "others", _("Người khác")


class SessionQuerySet(ScopedQuerySet):
    scope = "unit"
    view_action = "outreach.view"

    def planned(self) -> Self:
        return self.filter(held_on=None, call_off_reason="")


class StudySession(models.Model):
    """One session in which a unit studies a directive; held once its day and its attendance are on record."""

    class State(models.TextChoices):
        PLANNED = "planned", _("đã lên lịch")
        HELD = "held", _("đã tổ chức")
        CALLED_OFF = "called_off", _("hoãn, hủy")

    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="study_sessions", verbose_name=_("đơn vị"))
    directive = models.CharField(_("văn bản học tập"), max_length=300)
    directive_key = models.CharField(max_length=300, editable=False, db_index=True)  # by which units are compared
    subject = models.TextField(_("nội dung"))
    on = models.DateField(_("ngày"))
    at = models.TimeField(_("giờ"), null=True, blank=True)
    place = models.CharField(_("địa điểm"), max_length=200)
    held_on = models.DateField(_("đã tổ chức ngày"), null=True, blank=True)
    call_off_reason = models.CharField(_("lý do hoãn, hủy"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        verbose_name = _("buổi học tập")
        constraints = [
            models.CheckConstraint(
                name="outreach_session_is_held_or_called_off", condition=Q(held_on=None) | Q(call_off_reason="")
            ),
        ]

    def __str__(self):
        return f"{_('Học tập')} {self.directive}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.directive_key = self.key_of(self.directive)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("outreach:session", args=[self.pk])

    @staticmethod
    def key_of(directive: str) -> str:
        return fold(squeeze(directive))

    @property
    def state(self) -> State:
        if self.call_off_reason:
            return self.State.CALLED_OFF
        return self.State.HELD if self.held_on else self.State.PLANNED

    @property
    def awaits_result(self) -> bool:
        """Its day is past, and nobody has said how it went."""
        return self.state == self.State.PLANNED and self.on < timezone.localdate()


class Audience(models.Model):
    """How many of a group are expected, and how many came; `attended` None: not yet counted."""

    session = models.ForeignKey(StudySession, models.CASCADE, related_name="audience")
    group = models.CharField(_("nhóm"), max_length=20, choices=Group)
    expected = models.PositiveIntegerField(_("số người dự kiến"))
    attended = models.PositiveIntegerField(_("số người dự"), null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["session", "group"], name="outreach_audience_group_is_named_once")
        ]

    def __str__(self):
        return f"{self.get_group_display()}: {self.attended}/{self.expected}"


class Attendee(models.Model):
    """Somebody on the list of those who came."""

    session = models.ForeignKey(StudySession, models.CASCADE, related_name="attendees")
    name = models.CharField(_("họ và tên"), max_length=150)
    name_key = models.CharField(max_length=150, editable=False)
    workplace = models.CharField(_("chức vụ, nơi công tác"), max_length=200, blank=True)
    group = models.CharField(_("nhóm"), max_length=20, choices=Group)

    class Meta:
        ordering = ["name_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "name_key", "workplace"], name="outreach_attendee_is_listed_once"
            )
        ]

    def __str__(self):
        return self.name


class GuidanceQuerySet(ScopedQuerySet):
    """Guidance is seen by who issued it, by the units it is addressed to, and above both."""

    scope = ("unit", "addressees__unit")
    view_action = "outreach.view"


class Guidance(models.Model):
    """What an upper body tells units to do: a text, a document of its own, or both."""

    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="guidance", verbose_name=_("đơn vị gửi"))
    title = models.CharField(_("tên hướng dẫn"), max_length=300)
    text = models.TextField(_("nội dung"), blank=True)
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("văn bản kèm")
    )
    read_within = models.PositiveSmallIntegerField(_("đọc trong (ngày)"), default=5)
    issued_at = models.DateTimeField(default=clock.now)
    issued_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    objects = GuidanceQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-id"]
        verbose_name = _("hướng dẫn")
        constraints = [
            models.CheckConstraint(
                name="outreach_guidance_says_something", condition=~Q(text="") | Q(document__isnull=False)
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("outreach:guidance", args=[self.pk])


class Addressee(models.Model):
    """A unit to which guidance is addressed."""

    guidance = models.ForeignKey(Guidance, models.CASCADE, related_name="addressees")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    obligation = models.OneToOneField("obligations.Obligation", models.PROTECT, null=True, related_name="addressee")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["guidance", "unit"], name="outreach_addressee_is_named_once")]

    def __str__(self):
        return str(self.unit)


class Receipt(models.Model):
    """Somebody of an addressed unit has opened the guidance."""

    addressee = models.ForeignKey(Addressee, models.CASCADE, related_name="receipts")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["addressee", "user"], name="outreach_receipt_is_given_once")]

    def __str__(self):
        return f"{self.user_id} {self.at:%d/%m/%Y}"
