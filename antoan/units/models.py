"""Units over time. A unit's identity is ours; its name, code, kind and parent each hold for a period."""

from __future__ import annotations

from datetime import date
from typing import cast

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antoan.core.periods import Period
from antoan.core.scoping import Actor, ScopedQuerySet, actions
from antoan.core.text import fold
from antoan.units.names import key_of

actions(
    **{
        "units.view": _("Xem đơn vị"),
        "units.manage": _("Quản lý đơn vị, sáp nhập, chia tách"),
    }
)


class Kind(models.TextChoices):
    """What a unit is. Areas are places; bodies work in them."""

    COUNTRY = "country", _("Quốc gia")
    PROVINCE = "province", _("Tỉnh, thành phố")
    DISTRICT = "district", _("Huyện, quận, thị xã, thành phố thuộc tỉnh")
    COMMUNE = "commune", _("Xã, phường, thị trấn, đặc khu")
    PARTY_COMMITTEE = "party_committee", _("Cấp ủy Đảng")
    PARTY_BOARD = "party_board", _("Ban, cơ quan của cấp ủy")
    PEOPLES_COUNCIL = "peoples_council", _("Hội đồng nhân dân")
    PEOPLES_COMMITTEE = "peoples_committee", _("Ủy ban nhân dân")
    DEPARTMENT = "department", _("Cơ quan chuyên môn")
    FRONT = "front", _("Mặt trận Tổ quốc")
    ORGANISATION = "organisation", _("Tổ chức chính trị - xã hội")
    ARMED_FORCE = "armed_force", _("Công an, quân sự")
    SCHOOL = "school", _("Trường học, đơn vị sự nghiệp")
    OTHER = "other", _("Cơ quan, đơn vị khác")


AREAS = (Kind.COUNTRY, Kind.PROVINCE, Kind.DISTRICT, Kind.COMMUNE)


class Level(models.IntegerChoices):
    """The level of government on which a unit works."""

    CENTRAL = 0, _("Trung ương")
    PROVINCE = 1, _("Tỉnh")
    DISTRICT = 2, _("Huyện")
    COMMUNE = 3, _("Xã")


class UnitQuerySet(ScopedQuerySet):
    scope = ""
    view_action = "units.view"

    def visible_to(self, actor: Actor, action: str | None = None) -> UnitQuerySet:
        """Which units stand where is public fact, so whoever is signed in reads all of them.

        For any other action ("accounts.manage" …) the reach of the actor's grants holds, as everywhere.
        """
        if action in (None, self.view_action):
            return self if actor.is_system or actor.user_id is not None else self.none()
        return cast("UnitQuerySet", super().visible_to(actor, action))

    def as_of(self, day: date) -> UnitQuerySet:
        """The units that stand on that day."""
        return self.filter(pk__in=UnitVersion.objects.on(day).values("unit"))

    def subtree(self, unit: Unit, *, on: date) -> UnitQuerySet:
        """The unit and all below it on that day: one query over the indexed closure."""
        return self.filter(pk__in=UnitClosure.objects.on(on).filter(ancestor=unit).values("descendant"))

    def named(self, name: str, *, on: date | None = None) -> UnitQuerySet:
        """Units of that name or alias (marks, case and kind word aside), standing on that day or, without one, ever."""
        keys = {key_of(name), fold(name)}
        versions = UnitVersion.objects.filter(Q(name_key__in=keys) | Q(bare_key__in=keys))
        aliases = UnitAlias.objects.filter(key__in=keys)
        if on is not None:
            versions, aliases = versions.on(on), aliases.on(on)
        return self.filter(Q(pk__in=versions.values("unit")) | Q(pk__in=aliases.values("unit")))


class Unit(models.Model):
    """Any body or area. `name` and `kind` repeat its latest version, so that a list needs no join."""

    name = models.CharField(_("tên"), max_length=200, db_index=True)
    kind = models.CharField(_("loại"), max_length=30, choices=Kind)
    area = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="bodies", verbose_name=_("địa bàn")
    )  # the area in which a body works; null for areas themselves
    ends_on = models.DateField(null=True, editable=False)  # first day on which it no longer stands; null: it stands

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("đơn vị")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("units:unit", args=[self.pk])

    @property
    def is_area(self) -> bool:
        return self.kind in AREAS

    def version_on(self, day: date) -> UnitVersion | None:
        return self.versions.on(day).select_related("parent").first()

    def parent_on(self, day: date) -> Unit | None:
        version = self.version_on(day)
        return version.parent if version else None


class UnitVersion(Period):
    """How a unit was called, coded, ranked and placed, and when. A row ends where the next one begins."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="versions")
    name = models.CharField(_("tên đầy đủ"), max_length=200)
    name_key = models.CharField(max_length=200, editable=False)  # names.key_of(name): "xa bac ai"
    bare_key = models.CharField(max_length=200, editable=False)  # without the word of its kind: "bac ai"
    code = models.CharField(_("mã số chính thức"), max_length=20, blank=True)
    kind = models.CharField(_("loại"), max_length=30, choices=Kind)
    level = models.PositiveSmallIntegerField(_("cấp"), choices=Level)
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="child_versions")
    order = models.PositiveIntegerField(_("thứ tự"), default=0)  # official order among its siblings

    class Meta(Period.Meta):
        abstract = False
        ordering = ["valid_from", "id"]
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["unit"], condition=Q(valid_to__isnull=True), name="units_unitversion_one_is_current"
            ),
            models.UniqueConstraint(fields=["unit", "valid_from"], name="units_unitversion_begins_once_a_day"),
        ]
        indexes = [
            models.Index(fields=["name_key"], name="units_version_by_name"),
            models.Index(fields=["bare_key"], name="units_version_by_bare_name"),
            models.Index(fields=["code"], name="units_version_by_code"),
            models.Index(fields=["parent", "valid_from"], name="units_version_by_parent"),
        ]

    def __str__(self):
        return self.name


class UnitAlias(Period):
    """Another way in which papers call a unit: "UBND huyện", "MTTQ", "Đảng uỷ xã Phước Bình"."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="aliases")
    name = models.CharField(_("tên gọi khác"), max_length=200)
    key = models.CharField(max_length=200, editable=False, db_index=True)

    class Meta(Period.Meta):
        abstract = False

    def __str__(self):
        return self.name


class UnitClosure(Period):
    """Every (ancestor, descendant) pair of the tree and when it held, itself at depth 0 included."""

    ancestor = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    descendant = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    depth = models.PositiveSmallIntegerField()

    class Meta(Period.Meta):
        abstract = False
        indexes = [
            models.Index(fields=["ancestor", "valid_from", "valid_to", "descendant"], name="units_closure_down"),
            models.Index(fields=["descendant", "valid_from", "valid_to", "ancestor"], name="units_closure_up"),
        ]

    def __str__(self):
        return f"{self.ancestor_id} > {self.descendant_id}"


class Succession(models.Model):
    """Who follows whom, from which day, by which legal act. It can be undone to the exact state before it."""

    class Deed(models.TextChoices):
        MERGE = "merge", _("Sáp nhập, hợp nhất")
        SPLIT = "split", _("Chia, tách")
        RENAME = "rename", _("Đổi tên, nâng cấp")
        ABOLISH = "abolish", _("Giải thể, kết thúc hoạt động")
        TRANSFER = "transfer", _("Chuyển về đơn vị khác quản lý")

    deed = models.CharField(_("hình thức"), max_length=20, choices=Deed)
    effective_on = models.DateField(_("ngày có hiệu lực"), db_index=True)
    basis = models.CharField(_("căn cứ pháp lý"), max_length=300)
    recorded_at = models.DateTimeField(default=timezone.now)
    # The rows as they stood before and after, by table: what undoing puts back. Shape: antoan.units.journal.
    before = models.JSONField(default=dict, editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["effective_on", "id"]

    def __str__(self):
        return f"{self.get_deed_display()} {self.effective_on:%d/%m/%Y}"


class SuccessionPart(models.Model):
    """One predecessor → one successor of a succession, and how much of the one went to the other."""

    class Extent(models.TextChoices):
        WHOLE = "whole", _("toàn bộ")
        PART = "part", _("một phần")
        LARGEST_PART = "largest_part", _("phần lớn nhất")

    succession = models.ForeignKey(Succession, models.CASCADE, related_name="parts")
    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="succeeded_by")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="took_over")
    extent = models.CharField(max_length=20, choices=Extent, default=Extent.WHOLE)
    share = models.DecimalField(
        _("phần dân số, từ 0 đến 1"), max_digits=5, decimal_places=4, null=True, blank=True
    )  # null: not known, and it is said so

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["succession", "predecessor", "successor"], name="units_successionpart_named_once"
            ),
            models.CheckConstraint(
                name="units_successionpart_share_is_a_fraction",
                condition=Q(share__isnull=True) | Q(share__gt=0, share__lte=1),
            ),
        ]

    def __str__(self):
        return f"{self.predecessor_id} → {self.successor_id}"

    @property
    def share_words(self) -> str:
        """The share as an office writes it; that it is not known is said so. A whole needs no share."""
        if self.share is not None:
            return f"{self.share * 100:.2f}".rstrip("0").rstrip(".").replace(".", ",") + "% dân số"
        return "" if self.extent == self.Extent.WHOLE else "không rõ tỷ lệ"


class UnitLineage(models.Model):
    """Every unit with all whose work it took over, however many successions ago; itself at distance 0 included."""

    predecessor = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    successor = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    distance = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["successor", "predecessor"], name="units_unitlineage_pair_is_unique"),
        ]

    def __str__(self):
        return f"{self.predecessor_id} → {self.successor_id}"
