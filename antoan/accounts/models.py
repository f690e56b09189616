"""People, the roles they hold in units and for how long, invitations, and who acts for a colleague on leave."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antoan.core.constraints import says
from antoan.core.periods import Period, PeriodQuerySet
from antoan.core.scoping import ScopedQuerySet, actions
from antoan.core.text import fold

actions(
    **{
        "accounts.view": _("Xem danh bạ người dùng của đơn vị"),
        "accounts.manage": _("Mời người dùng, phân quyền trong đơn vị"),
        "accounts.audit": _("Xem nhật ký hệ thống của đơn vị"),
    }
)
says(
    accounts_user_name_is_unique_in_any_case=_("Tên đăng nhập này đã có người dùng. Hãy chọn tên khác."),
    accounts_recordmembership_is_held_once=_("Người này đang giữ vai trò đó ở cơ sở."),
    accounts_recordmembership_role_is_known=_("Vai trò này không có trong bảng phân quyền."),
    accounts_membership_is_held_once=_("Người này đang giữ vai trò đó trong đơn vị."),
    accounts_membership_role_is_known=_("Vai trò này không có trong bảng phân quyền."),
    accounts_invitation_role_is_known=_("Vai trò này không có trong bảng phân quyền."),
    accounts_delegation_has_an_end=_("Ủy quyền phải có ngày kết thúc."),
)


class Role(models.TextChoices):
    """What a person is in a unit. What each role may do stands in docs/permissions.md and antoan.accounts.roles."""

    LEADER = "leader", _("Lãnh đạo")
    OFFICE = "office", _("Văn phòng, chuyên viên tổng hợp")
    OFFICER = "officer", _("Cán bộ phụ trách")
    SUPERVISOR = "supervisor", _("Giám sát (Mặt trận, thanh tra)")
    ADMIN = "admin", _("Quản trị đơn vị")


class User(AbstractUser):
    """A person who signs in. The user name may be a telephone number: many officers have no office mailbox."""

    full_name = models.CharField(_("họ và tên"), max_length=150)
    position = models.CharField(_("chức vụ"), max_length=150, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=20, blank=True)
    wants_digest = models.BooleanField(_("nhận thư nhắc việc mỗi sáng"), default=True)
    name_key = models.CharField(max_length=150, editable=False, db_index=True)  # fold(full_name), for searching
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]

    class Meta:
        verbose_name = _("người dùng")
        ordering = ["full_name", "id"]
        constraints = [
            # "Lan" and "lan" would be one person to everybody but the machine.
            models.UniqueConstraint(Lower("username"), name="accounts_user_name_is_unique_in_any_case"),
        ]

    def __str__(self):
        return self.full_name or self.username

    def save(self, *args, **kwargs):
        self.name_key = fold(self.full_name)
        if (fields := kwargs.get("update_fields")) is not None and "full_name" in fields:
            kwargs["update_fields"] = {*fields, "name_key"}
        super().save(*args, **kwargs)

    def get_full_name(self):
        return str(self)

    get_short_name = get_full_name


class MembershipQuerySet(PeriodQuerySet, ScopedQuerySet):  # type: ignore[override]
    scope = "unit"
    view_action = "accounts.view"


class Membership(Period):
    """A role that a person holds in a unit for a time."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("người dùng"))
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="memberships", verbose_name=_("đơn vị"))
    role = models.CharField(_("vai trò"), max_length=20, choices=Role)

    objects = MembershipQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Period.Meta):
        abstract = False
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "unit", "role"],
                condition=Q(valid_to__isnull=True),
                name="accounts_membership_is_held_once",
            ),
            # A role without a row in the permission table would leave its holder unable to open any page.
            models.CheckConstraint(name="accounts_membership_role_is_known", condition=Q(role__in=Role.values)),
        ]

    def __str__(self):
        return f"{self.user} · {self.get_role_display()} · {self.unit}"


class RecordRole(models.TextChoices):
    """What a person is to one record, who sits in no unit: what each may do stands in docs/permissions.md."""

    EMPLOYER = "employer", _("Người sử dụng lao động")


class RecordMembership(Period):
    """A role that a person holds on one record for a time: an employer sees his own workplace and no other."""

    user = models.ForeignKey(User, models.CASCADE, related_name="record_memberships", verbose_name=_("người dùng"))
    role = models.CharField(_("vai trò"), max_length=20, choices=RecordRole)
    record = models.CharField(max_length=40, db_index=True)  # key of the record; a room above knows which table

    class Meta(Period.Meta):
        abstract = False
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "record", "role"],
                condition=Q(valid_to__isnull=True),
                name="accounts_recordmembership_is_held_once",
            ),
            models.CheckConstraint(
                name="accounts_recordmembership_role_is_known", condition=Q(role__in=RecordRole.values)
            ),
        ]

    def __str__(self):
        return f"{self.user} · {self.get_role_display()} · {self.record}"


class DelegationQuerySet(PeriodQuerySet, ScopedQuerySet):  # type: ignore[override]
    scope = "membership__unit"
    view_action = "accounts.view"


class Delegation(Period):
    """One person acts for another who is on leave, between two days, in one of that person's memberships."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="delegations")
    to = models.ForeignKey(User, models.CASCADE, related_name="delegations", verbose_name=_("người làm thay"))
    reason = models.CharField(_("lý do"), max_length=200, blank=True)

    objects = DelegationQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Period.Meta):
        abstract = False
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(name="accounts_delegation_has_an_end", condition=Q(valid_to__isnull=False)),
        ]

    def __str__(self):
        return f"{self.to} ← {self.membership}"


def new_token() -> str:
    return secrets.token_urlsafe(24)


def in_two_weeks():
    return timezone.now() + timedelta(days=14)


def in_two_days():
    return timezone.now() + timedelta(days=2)


class InvitationQuerySet(ScopedQuerySet):
    scope = "unit"
    view_action = "accounts.manage"


class Invitation(models.Model):
    """A link by which a unit's administrator lets somebody in, with the role that waits there. Used once."""

    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="invitations", verbose_name=_("đơn vị"))
    role = models.CharField(_("vai trò"), max_length=20, choices=Role)
    full_name = models.CharField(_("họ và tên"), max_length=150)
    position = models.CharField(_("chức vụ"), max_length=150, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    invited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=in_two_weeks)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="accounts_invitation_expires_after_it_is_made", condition=Q(expires_at__gt=F("invited_at"))
            ),
            models.CheckConstraint(name="accounts_invitation_role_is_known", condition=Q(role__in=Role.values)),
        ]

    def __str__(self):
        return f"{self.full_name} · {self.get_role_display()}"

    @property
    def is_open(self) -> bool:
        return self.accepted_by_id is None and self.revoked_at is None and timezone.now() < self.expires_at


class PasswordReset(models.Model):
    """A link by which a person who forgot the password chooses a new one, made by the administrator. Used once."""

    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="password_resets")
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=in_two_days)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self):
        return f"{self.user} {self.made_at:%d/%m/%Y}"

    @property
    def is_open(self) -> bool:
        return self.used_at is None and timezone.now() < self.expires_at
