"""Where people work: employers, their sites, and the places where nobody employs anybody; who works there in which year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from antoan.core import clock
from antoan.core.constraints import says
from antoan.core.periods import Period
from antoan.core.scoping import Lone, ScopedQuerySet, actions, lies_in_areas
from antoan.core.text import fold
from antoan.workplaces import sectors

actions(
    **{
        "workplaces.view": _("Xem sổ cơ sở"),
        "workplaces.keep": _("Ghi sổ cơ sở, nhập từ bảng Excel"),
        "workplaces.report": _("Ghi số lao động, việc định kỳ, kế hoạch an toàn của cơ sở"),
    }
)
lies_in_areas("workplaces")
says(
    workplaces_upkeep_comes_again_after_it_was_done=_("Lần tới phải sau ngày đã làm."),
    workplaces_safetyplan_one_a_year=_("Năm này đã có kế hoạch an toàn, vệ sinh lao động."),
    workplaces_workplace_closes_after_it_opened=_("Ngày ngừng hoạt động phải sau ngày bắt đầu hoạt động."),
    workplaces_workplace_is_not_its_own_employer=_("Cơ sở không thể là cơ sở trực thuộc của chính nó."),
    workplaces_workplace_is_a_point_on_the_map=_("Tọa độ phải có đủ vĩ độ và kinh độ."),
    workplaces_headcount_one_a_year_and_group=_("Năm này đã có số lao động của nhóm đó. Hãy sửa số đã ghi."),
    workplaces_headcount_women_are_among_them=_("Số lao động nữ không thể lớn hơn tổng số."),
    workplaces_placing_begins_once_a_day=_("Cơ sở đã có địa bàn ghi từ ngày này."),
)


LONG_AGO = date(1900, 1, 1)  # a placing begins here where nobody knows when the workplace opened


class Kind(models.TextChoices):
    """What the place is. The last ones have no employer: whoever works there works for himself or from day to day."""

    ENTERPRISE = "enterprise", _("Doanh nghiệp")
    COOPERATIVE = "cooperative", _("Hợp tác xã, tổ hợp tác")
    HOUSEHOLD_BUSINESS = "household_business", _("Hộ kinh doanh")
    FARM = "farm", _("Trang trại")
    PUBLIC_BODY = "public_body", _("Cơ quan, đơn vị sự nghiệp")
    OTHER_EMPLOYER = "other_employer", _("Tổ chức khác có sử dụng lao động")
    BUILDERS = "builders", _("Nhóm thợ xây dựng tự do")
    DOMESTIC = "domestic", _("Giúp việc gia đình")
    FISHING = "fishing", _("Tàu, thuyền đánh cá của hộ")
    MINING_PIT = "mining_pit", _("Điểm đào đãi, khai thác của hộ")
    FAMILY_FARMING = "family_farming", _("Hộ làm nông, lâm nghiệp")
    OTHER_SELF_EMPLOYED = "other_self_employed", _("Nơi làm việc khác không có người sử dụng lao động")


WITHOUT_EMPLOYER = frozenset(
    {
        Kind.BUILDERS,
        Kind.DOMESTIC,
        Kind.FISHING,
        Kind.MINING_PIT,
        Kind.FAMILY_FARMING,
        Kind.OTHER_SELF_EMPLOYED,
    }
)
RISKS: dict[str, Any] = {
    "strict_machines": _("Máy, thiết bị có yêu cầu nghiêm ngặt"),
    "chemicals": _("Hóa chất nguy hiểm"),
    "heights": _("Làm việc trên cao"),
    "mining": _("Khai thác mỏ, hầm, vật liệu nổ"),
    "electricity": _("Điện: sản xuất, truyền tải, sửa chữa"),
}  # the risk features: field of Workplace → words


class WorkplaceQuerySet(ScopedQuerySet):
    scope = "unit"
    record_scope = "pk"
    view_action = "workplaces.view"

    def standing(self, on: date) -> WorkplaceQuerySet:
        """Those at work on that day, each counted once: duplicates that were merged are left out."""
        return self.counted().filter(
            Q(opened_on__isnull=True) | Q(opened_on__lte=on), Q(closed_on__isnull=True) | Q(closed_on__gt=on)
        )

    def counted(self) -> WorkplaceQuerySet:
        """Without those that turned out to be another one of the register."""
        return self.filter(merged_into=None)


class Workplace(Lone, models.Model):
    """An employer, a site of one (`parent`), or a place where people work without an employer.

    `unit` is the commune where it lies: its area where the country is on record, otherwise the commune's body. Earlier
    communes are in `placings`. It stands from `opened_on` up to, but not including, `closed_on`; null: not known, or no end.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)  # made on the device
    name = models.CharField(_("tên cơ sở"), max_length=200)
    name_key = models.CharField(max_length=200, editable=False)  # fold(name)
    kind = models.CharField(_("loại hình"), max_length=20, choices=Kind, default=Kind.ENTERPRISE)
    tax_code = models.CharField(
        _("mã số thuế"), max_length=13, blank=True
    )  # 10 digits, a branch's 13, a household's 12
    sector = models.CharField(_("ngành"), max_length=5)  # VSIC 2018, a letter or two to five digits
    section = models.CharField(max_length=1, editable=False)  # its letter in VSIC 2018, for filters
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="workplaces", db_index=False, verbose_name=_("xã, phường")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sites",
        db_index=False,
        verbose_name=_("thuộc đơn vị"),
    )
    address = models.CharField(_("địa chỉ"), max_length=300, blank=True)
    latitude = models.FloatField(
        _("vĩ độ"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("kinh độ"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    head = models.CharField(_("người đứng đầu"), max_length=150, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=20, blank=True)
    opened_on = models.DateField(_("hoạt động từ ngày"), null=True, blank=True)
    closed_on = models.DateField(_("ngừng từ ngày"), null=True, blank=True)
    strict_machines = models.BooleanField(RISKS["strict_machines"], default=False)
    chemicals = models.BooleanField(RISKS["chemicals"], default=False)
    heights = models.BooleanField(RISKS["heights"], default=False)
    mining = models.BooleanField(RISKS["mining"], default=False)
    electricity = models.BooleanField(RISKS["electricity"], default=False)
    # The newest head-count, repeated here so that lists and filters by size need no join.
    workers = models.PositiveIntegerField(_("số lao động"), null=True, blank=True, editable=False)
    workers_year = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", db_index=False, editable=False
    )
    recorded_at = models.DateTimeField(default=clock.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = WorkplaceQuerySet.as_manager()

    class Meta:
        ordering = ["name_key", "id"]
        verbose_name = _("cơ sở")
        constraints = [
            models.CheckConstraint(
                name="workplaces_workplace_closes_after_it_opened",
                condition=Q(opened_on__isnull=True) | Q(closed_on__isnull=True) | Q(closed_on__gt=F("opened_on")),
            ),
            models.CheckConstraint(
                name="workplaces_workplace_is_not_its_own_employer",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
            ),
            models.CheckConstraint(
                name="workplaces_workplace_is_a_point_on_the_map",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "name_key"], name="workplaces_by_unit_and_name"),
            models.Index(fields=["tax_code"], condition=~Q(tax_code=""), name="workplaces_by_tax_code"),
            models.Index(fields=["name_key", "id"], name="workplaces_by_name"),
            # Most workplaces are nobody's site and no duplicate: an index of the few costs nothing to the many.
            models.Index(fields=["parent"], condition=Q(parent__isnull=False), name="workplaces_by_employer"),
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="workplaces_merged"),
        ]

    def __str__(self):
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_key, self.section = fold(self.name), sectors.section_of(self.sector)
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "name_key", "section"}
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("workplaces:workplace", args=[self.pk])

    @property
    def held_by(self):
        return self.unit

    @property
    def has_employer(self) -> bool:
        """Whether somebody employs the people there, and so owes what the law asks of employers."""
        return self.kind not in WITHOUT_EMPLOYER

    @property
    def sector_name(self) -> str:
        return sectors.name_of(self.sector)

    @property
    def risks(self) -> list[str]:
        """The risk features it has, in words."""
        return [str(words) for field, words in RISKS.items() if getattr(self, field)]

    def stands_on(self, day: date) -> bool:
        return (self.opened_on is None or self.opened_on <= day) and (self.closed_on is None or day < self.closed_on)


class PlacingQuerySet(ScopedQuerySet):
    scope = "workplace__unit"
    record_scope = "workplace"
    view_action = "workplaces.view"


class Placing(Period):
    """In which commune and at which address a workplace lay, and when."""

    workplace = models.ForeignKey(Workplace, models.CASCADE, related_name="placings", db_index=False)
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", db_index=False, verbose_name=_("xã, phường")
    )
    address = models.CharField(_("địa chỉ"), max_length=300, blank=True)
    reason = models.CharField(_("lý do"), max_length=300, blank=True)

    class Meta(Period.Meta):
        abstract = False
        ordering = ["valid_from", "id"]
        verbose_name = _("địa bàn của cơ sở")
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(fields=["workplace", "valid_from"], name="workplaces_placing_begins_once_a_day"),
        ]

    def __str__(self):
        return f"{self.unit_id} {self.valid_from:%d/%m/%Y}"


class Group(models.TextChoices):
    """Of whom a head-count speaks: everybody, or one of the groups that clause II.4 of the reference plan names."""

    ALL = "all", _("Tất cả người lao động")
    MINORS = "minors", _("Chưa thành niên (dưới 18 tuổi)")
    DISABLED = "disabled", _("Khuyết tật")
    ELDERLY = "elderly", _("Cao tuổi")
    DOMESTIC = "domestic", _("Giúp việc gia đình")
    LEARNERS = "learners", _("Học nghề, tập nghề")
    PROBATION = "probation", _("Thử việc")
    LEASED = "leased", _("Thuê lại")
    ABROAD = "abroad", _("Làm việc ở nước ngoài")
    NO_LABOUR_RELATION = "no_labour_relation", _("Không có quan hệ lao động")


class HeadCountQuerySet(ScopedQuerySet):
    scope = "workplace__unit"
    record_scope = "workplace"
    view_action = "workplaces.view"


class HeadCount(models.Model):
    """How many people of a group worked at a place in a year, and how many hours. Null is not known, and is not zero.

    Women are counted within every group, so that the tenth group of clause II.4 crosses all the others.
    """

    workplace = models.ForeignKey(Workplace, models.CASCADE, related_name="headcounts", db_index=False)
    year = models.PositiveSmallIntegerField(_("năm"), validators=[MinValueValidator(1990), MaxValueValidator(2199)])
    group = models.CharField(_("nhóm"), max_length=20, choices=Group, default=Group.ALL)
    workers = models.PositiveIntegerField(_("số lao động bình quân (người)"))
    women = models.PositiveIntegerField(_("trong đó nữ (người)"), null=True, blank=True)
    hours = models.PositiveBigIntegerField(_("số giờ làm việc trong năm"), null=True, blank=True)
    reported_on = models.DateField(_("ngày báo"))

    objects = HeadCountQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "id"]
        verbose_name = _("số lao động")
        constraints = [
            models.UniqueConstraint(
                fields=["workplace", "year", "group"], name="workplaces_headcount_one_a_year_and_group"
            ),
            models.CheckConstraint(
                name="workplaces_headcount_women_are_among_them",
                condition=Q(women__isnull=True) | Q(women__lte=F("workers")),
            ),
        ]

    def __str__(self):
        return f"{self.year} {self.get_group_display()}: {self.workers}"


class UpkeepQuerySet(ScopedQuerySet):
    scope = "workplace__unit"
    record_scope = "workplace"
    view_action = "workplaces.view"


class Upkeep(models.Model):
    """Something of safety that was done and must be done again. A log: the next time is a row of its own.

    The newest row of its kind and name at a workplace carries the duty; earlier ones have theirs fulfilled.
    """

    class Kind(models.TextChoices):
        EQUIPMENT = "equipment", _("Kiểm định máy, thiết bị có yêu cầu nghiêm ngặt")
        ENVIRONMENT = "environment", _("Quan trắc môi trường lao động")
        HEALTH = "health", _("Khám sức khỏe định kỳ")
        DISEASE = "disease", _("Khám phát hiện bệnh nghề nghiệp")
        SELF_INSPECTION = "self_inspection", _("Tự kiểm tra an toàn, vệ sinh lao động")

    workplace = models.ForeignKey(Workplace, models.CASCADE, related_name="upkeep")
    kind = models.CharField(_("việc"), max_length=20, choices=Kind)
    name = models.CharField(_("máy, thiết bị"), max_length=150, blank=True)  # of equipment; "" for the others
    serial = models.CharField(_("số chế tạo, biển số"), max_length=60, blank=True)
    done_on = models.DateField(_("đã làm ngày"))
    due = models.DateField(_("lần tới, chậm nhất ngày"))
    is_reckoned = models.BooleanField(default=False)  # `due` follows from the law; the paper did not say
    paper = models.CharField(_("số giấy, biên bản"), max_length=100, blank=True)
    result = models.CharField(_("kết quả"), max_length=500, blank=True)
    people = models.PositiveIntegerField(_("số người được khám"), null=True, blank=True)
    found = models.PositiveIntegerField(_("số người phát hiện bệnh"), null=True, blank=True)
    obligation = models.OneToOneField(
        "obligations.Obligation", models.PROTECT, null=True, blank=True, related_name="upkeep"
    )
    recorded_at = models.DateTimeField(default=clock.now)

    objects = UpkeepQuerySet.as_manager()

    class Meta:
        ordering = ["-done_on", "-id"]
        verbose_name = _("việc định kỳ của cơ sở")
        constraints = [
            models.CheckConstraint(
                name="workplaces_upkeep_comes_again_after_it_was_done", condition=Q(due__gt=F("done_on"))
            ),
        ]
        indexes = [models.Index(fields=["workplace", "kind", "name"], name="workplaces_upkeep_by_kind")]

    def __str__(self):
        return self.name or str(self.get_kind_display())


class SafetyPlanQuerySet(ScopedQuerySet):
    scope = "workplace__unit"
    record_scope = "workplace"
    view_action = "workplaces.view"


class SafetyPlan(models.Model):
    """A workplace's plan of safety for a year, what it wants to spend and has spent (đồng), and who works on it."""

    workplace = models.ForeignKey(Workplace, models.CASCADE, related_name="safety_plans")
    year = models.PositiveSmallIntegerField(_("năm"), validators=[MinValueValidator(1990), MaxValueValidator(2199)])
    adopted_on = models.DateField(_("kế hoạch lập ngày"), null=True, blank=True)
    planned = models.PositiveBigIntegerField(_("kinh phí dự kiến (đồng)"), null=True, blank=True)
    spent = models.PositiveBigIntegerField(_("đã chi (đồng)"), null=True, blank=True)
    officers = models.PositiveSmallIntegerField(_("số người làm an toàn chuyên trách"), null=True, blank=True)
    part_officers = models.PositiveSmallIntegerField(_("số người làm an toàn bán chuyên trách"), null=True, blank=True)
    medical = models.PositiveSmallIntegerField(_("số người làm y tế"), null=True, blank=True)
    network = models.PositiveSmallIntegerField(_("số an toàn, vệ sinh viên"), null=True, blank=True)

    objects = SafetyPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "id"]
        verbose_name = _("tổ chức và kế hoạch an toàn")
        constraints = [
            models.UniqueConstraint(fields=["workplace", "year"], name="workplaces_safetyplan_one_a_year"),
        ]

    def __str__(self):
        return f"{self.year}"


class ImportBatchQuerySet(models.QuerySet):
    def of(self, user_id: int | None) -> ImportBatchQuerySet:
        """A batch is its sender's alone: nobody else looks through half-checked lists."""
        return self.filter(sender=user_id) if user_id is not None else self.none()


class ImportBatch(models.Model):
    """A list that was brought and waits to be looked through, or was taken in. It is read anew each time it is opened."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=30)
    unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, related_name="+", verbose_name=_("địa bàn"))
    file = models.ForeignKey("core.StoredFile", models.PROTECT, null=True, related_name="+")  # null: command line
    file_name = models.CharField(max_length=150)
    columns = models.JSONField(default=dict)  # our field → heading or letter in the file, as chosen
    sender = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    brought_at = models.DateTimeField(default=clock.now)
    taken_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-brought_at", "-id"]
        verbose_name = _("lần nhập danh sách")

    def __str__(self):
        return self.file_name

    def get_absolute_url(self):
        return reverse("workplaces:batch", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.taken_at is None and self.dropped_at is None


class ColumnMap(models.Model):
    """Which column of a sender's layout is which of our fields: chosen once, known again by the headings."""

    sender = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    headings = models.CharField(max_length=64)  # digest of the headings
    columns = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["sender", "kind", "headings"], name="workplaces_columnmap_one_for_a_layout"
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.headings[:8]}"


class ReminderQuerySet(ScopedQuerySet):
    scope = "workplace__unit"
    record_scope = "workplace"
    view_action = "workplaces.view"


class Reminder(models.Model):
    """A workplace was reminded that a report of a period is owed; the duty stands until it has reported."""

    workplace = models.ForeignKey(Workplace, models.CASCADE, related_name="reminders")
    year = models.PositiveSmallIntegerField()
    made_on = models.DateField()
    made_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["-made_on", "-id"]
        verbose_name = _("lời nhắc báo cáo")
        indexes = [models.Index(fields=["workplace", "year"], name="workplaces_reminder_by_year")]

    def __str__(self):
        return f"{self.year} {self.made_on:%d/%m/%Y}"


class EmployerCodeQuerySet(ScopedQuerySet):
    scope = "workplace__unit"
    view_action = "workplaces.keep"


def in_a_month():
    return clock.now() + timedelta(days=30)


class EmployerCode(models.Model):
    """A code on paper or in a link by which an employer gets his account. Used once; only its digest is kept."""

    workplace = models.ForeignKey(Workplace, models.CASCADE, related_name="employer_codes")
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the code
    full_name = models.CharField(_("họ và tên"), max_length=150)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(default=in_a_month)
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    objects = EmployerCodeQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        verbose_name = _("mã mời người sử dụng lao động")

    def __str__(self):
        return f"{self.full_name} · {self.workplace_id}"

    @property
    def is_open(self) -> bool:
        return self.used_at is None and self.revoked_at is None and clock.now() < self.expires_at


class CodeTrial(models.Model):
    """Somebody tried a code from an address: who tries too many waits."""

    address = models.CharField(max_length=45, db_index=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.address} {self.at:%H:%M}"
