"""Who works on safety in which unit and since when, what they were trained in, and how many the unit should have."""

from __future__ import annotations

from datetime import date

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antoan.core import clock
from antoan.core.constraints import says
from antoan.core.periods import Period, PeriodQuerySet
from antoan.core.scoping import ScopedQuerySet, actions
from antoan.core.text import squeeze

actions(
    **{
        "apparatus.view": _("Xem người làm công tác an toàn, vệ sinh lao động"),
        "apparatus.keep": _("Ghi sổ người làm công tác an toàn, vệ sinh lao động"),
        "apparatus.set_posts": _("Ghi số người cần có"),
    }
)
says(
    apparatus_staff_is_entered_once=_("Người này đang có trong sổ của đơn vị. Nếu trùng họ tên, hãy ghi thêm chức vụ."),
    apparatus_staff_leaves_for_a_reason=_("Thôi làm thì phải ghi lý do."),
    apparatus_training_holds_after_it_was_given=_("Ngày hết hạn phải sau ngày huấn luyện."),
    apparatus_posts_one_is_current=_("Đơn vị đã có số người cần có đang áp dụng."),
    apparatus_posts_begin_once_a_day=_("Đơn vị đã có số người cần có từ ngày này."),
)


class Share(models.TextChoices):
    """How much of the person's work it is."""

    WHOLE = "whole", _("chuyên trách")
    PART = "part", _("kiêm nhiệm")


class StaffQuerySet(PeriodQuerySet, ScopedQuerySet):  # type: ignore[override]
    scope = "unit"
    view_action = "apparatus.view"


class Staff(Period):
    """One person's time on safety in one unit. Whoever changes from part to whole of the job begins a new row."""

    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="staff", verbose_name=_("đơn vị"))
    name = models.CharField(_("họ và tên"), max_length=150)
    name_key = models.CharField(max_length=150, editable=False)  # case aside; marks tell Hoa from Hòa
    position = models.CharField(_("chức vụ, chức danh"), max_length=150, blank=True)
    user = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tài khoản")
    )
    share = models.CharField(_("làm việc"), max_length=10, choices=Share, default=Share.PART)
    allowance = models.PositiveBigIntegerField(_("phụ cấp (đồng/tháng)"), null=True, blank=True)  # null: not known
    end_reason = models.CharField(_("lý do thôi"), max_length=300, blank=True)
    passed_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="passed_to")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = StaffQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Period.Meta):
        abstract = False
        ordering = ["name_key", "id"]
        verbose_name = _("người làm công tác ATVSLĐ")
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["unit", "name_key", "position"],
                condition=Q(valid_to__isnull=True),
                name="apparatus_staff_is_entered_once",
            ),
            models.CheckConstraint(
                name="apparatus_staff_leaves_for_a_reason", condition=Q(valid_to__isnull=True) | ~Q(end_reason="")
            ),
        ]
        indexes = [models.Index(fields=["unit", "valid_from", "valid_to"], name="apparatus_staff_by_unit")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("apparatus:person", args=[self.pk])

    def save(self, *args, **kwargs):
        self.name_key = self.key_of(self.name)
        super().save(*args, **kwargs)

    @staticmethod
    def key_of(name: str) -> str:
        return squeeze(name).casefold()

    @property
    def is_standing(self) -> bool:
        return self.holds_on(timezone.localdate())


class Training(models.Model):
    """One training of a person, with its paper. A log: a later training does not overwrite an earlier one."""

    class Group(models.TextChoices):
        """The groups of training that the law knows (rule `training.groups`)."""

        ONE = "1", _("Nhóm 1: người quản lý phụ trách ATVSLĐ")
        TWO = "2", _("Nhóm 2: người làm công tác ATVSLĐ")
        THREE = "3", _("Nhóm 3: công việc có yêu cầu nghiêm ngặt")
        FOUR = "4", _("Nhóm 4: người lao động khác")
        FIVE = "5", _("Nhóm 5: người làm công tác y tế")
        SIX = "6", _("Nhóm 6: an toàn, vệ sinh viên")

    class State(models.TextChoices):
        """How a person stands with the papers on a day."""

        NONE = "none", _("chưa huấn luyện")
        HOLDS = "holds", _("còn hạn")
        SOON = "soon", _("sắp hết hạn")
        LAPSED = "lapsed", _("hết hạn")

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="trainings")
    group = models.CharField(_("nhóm huấn luyện"), max_length=1, choices=Group, default=Group.TWO)
    trained_on = models.DateField(_("ngày huấn luyện"))
    certificate = models.CharField(_("số giấy chứng nhận"), max_length=60, blank=True)
    holds_until = models.DateField(_("có giá trị đến hết ngày"))
    is_reckoned = models.BooleanField(default=False)  # the last day was computed by law, the paper did not give it
    obligation = models.OneToOneField(
        "obligations.Obligation", models.PROTECT, null=True, blank=True, related_name="training"
    )
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-holds_until", "-id"]
        verbose_name = _("lần huấn luyện")
        constraints = [
            models.CheckConstraint(
                name="apparatus_training_holds_after_it_was_given", condition=Q(holds_until__gt=F("trained_on"))
            ),
        ]

    def __str__(self):
        return f"{self.get_group_display()} {self.trained_on:%d/%m/%Y}"


class PostsQuerySet(PeriodQuerySet, ScopedQuerySet):  # type: ignore[override]
    scope = "unit"
    view_action = "apparatus.view"


class Posts(Period):
    """How many people a unit should have on safety, since when and by which paper."""

    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="posts", verbose_name=_("đơn vị"))
    wanted = models.PositiveSmallIntegerField(_("số người cần có"), validators=[MinValueValidator(0)])
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True)

    objects = PostsQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Period.Meta):
        abstract = False
        ordering = ["valid_from", "id"]
        verbose_name = _("số người cần có")
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["unit"], condition=Q(valid_to__isnull=True), name="apparatus_posts_one_is_current"
            ),
            models.UniqueConstraint(fields=["unit", "valid_from"], name="apparatus_posts_begin_once_a_day"),
        ]

    def __str__(self):
        return f"{self.wanted}"


LAPSING = 60  # days before the end of a paper in which a new training can still be arranged


def training_state(holds_until: date | None, today: date) -> Training.State:
    """How a person stands whose newest paper holds until that day."""
    if holds_until is None:
        return Training.State.NONE
    left = (holds_until - today).days
    if left < 0:
        return Training.State.LAPSED
    return Training.State.SOON if left <= LAPSING else Training.State.HOLDS
