"""What the system knows about an accident: who told what, who was hurt, who investigates, and what came of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from antoan.core import clock
from antoan.core.constraints import says
from antoan.core.scoping import ScopedQuerySet, actions, lies_in_areas
from antoan.core.sealed import SealedText

actions(
    **{
        "accidents.view": _("Xem sổ tai nạn, hồ sơ vụ tai nạn"),
        "accidents.declare": _("Khai báo tai nạn, bệnh nghề nghiệp, sự cố"),
        "accidents.triage": _("Phân loại, gộp tin báo tai nạn"),
        "accidents.investigate": _("Điều tra tai nạn, lập biên bản"),
        "accidents.see_health": _("Xem thông tin định danh, sức khỏe của người bị nạn"),
    }
)
lies_in_areas("accidents")
says(
    accidents_accident_code_is_unique=_("Mã vụ bị trùng. Hãy gửi lại."),
    accidents_accident_merged_says_into_which=_("Vụ đã gộp phải ghi gộp vào vụ nào."),
    accidents_accident_left_out_for_a_reason=_("Hãy ghi lý do và căn cứ."),
    accidents_listedcase_linked_for_a_reason=_("Nối hai hồ sơ phải nói vì sao là cùng một người."),
    accidents_injury_is_not_its_own_twin=_("Một người không thể trùng với chính mình."),
    accidents_investigation_one_is_current=_("Vụ này đang có một đoàn điều tra. Hãy kết thúc đoàn ấy trước."),
    accidents_cause_hangs_on_another=_("Nguyên nhân không thể là nguyên nhân của chính nó."),
)


class Gravity(models.TextChoices):
    """The class by which the law sets investigator and time limit (84/2015/QH13, Điều 35): codes of the rule pack."""

    MINOR = "minor", _("nhẹ")
    SERIOUS = "serious", _("một người bị thương nặng")
    MANY_SERIOUS = "many_serious", _("từ hai người bị thương nặng")
    FATAL = "fatal", _("chết người")


class AccidentQuerySet(ScopedQuerySet):
    # The commune where it happened, and the body that is competent to investigate; an employer sees those of his workplace.
    scope = ("unit", "investigator")
    record_scope = "workplace"
    view_action = "accidents.view"

    def counted(self) -> AccidentQuerySet:
        """The cases that count: not those merged into another, nor what turned out to be none."""
        return self.exclude(status__in=(Accident.Status.MERGED, Accident.Status.NO_ACCIDENT))

    def running(self) -> AccidentQuerySet:
        """Those whose investigation is still owed or under way."""
        return self.filter(status__in=(Accident.Status.TOLD, Accident.Status.OPEN, Accident.Status.ANNOUNCED))


class Accident(models.Model):
    """An occupational accident, counted once though employer, commune and hospital may each declare it."""

    class Kind(models.TextChoices):
        ACCIDENT = "accident", _("tai nạn lao động")
        DANGEROUS_OCCURRENCE = "dangerous_occurrence", _("sự cố kỹ thuật gây mất an toàn, không ai bị thương")

    class Status(models.TextChoices):
        TOLD = "told", _("mới khai báo, chờ xác minh")
        OPEN = "open", _("đang điều tra")
        ANNOUNCED = "announced", _("đã công bố biên bản")
        CLOSED = "closed", _("đã kết thúc")
        MERGED = "merged", _("đã gộp vào vụ khác")
        NO_ACCIDENT = "no_accident", _("không phải tai nạn lao động")
        ROUTED = "routed", _("đã chuyển cơ quan theo luật khác")

    class Setting(models.TextChoices):
        """Where in working life it happened; decides the employer's duty (Điều 39)."""

        WORKPLACE = "workplace", _("tại nơi làm việc, trong giờ làm việc")
        DUTY_OUTSIDE = "duty_outside", _("ngoài nơi làm việc, khi làm theo yêu cầu của người sử dụng lao động")
        ON_THE_WAY = "on_the_way", _("trên đường đi và về giữa nơi ở và nơi làm việc")

    class Field(models.TextChoices):
        """Special fields whose law also tells whom to tell (Nghị định 39/2016, Điều 10 khoản 2)."""

        NONE = "", _("không thuộc lĩnh vực đặc thù")
        ROAD = "road", _("giao thông đường bộ, đường sắt, đường thủy, hàng không")
        SEA = "sea", _("hàng hải, tàu cá trên biển")
        MILITARY = "military", _("quân đội, công an, cơ yếu")
        RADIATION = "radiation", _("bức xạ, hạt nhân")
        OIL = "oil", _("thăm dò, khai thác dầu khí")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)  # made on the device
    code = models.CharField(_("mã vụ"), max_length=20, editable=False)
    kind = models.CharField(_("loại"), max_length=24, choices=Kind, default=Kind.ACCIDENT)
    status = models.CharField(_("tình trạng"), max_length=12, choices=Status, default=Status.TOLD)
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="accidents", verbose_name=_("đơn vị nơi xảy ra")
    )
    # The place as it was called when it happened, where that place is now part of another.
    told_unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    investigator = models.ForeignKey("units.Unit", models.PROTECT, null=True, blank=True, related_name="investigated")
    workplace = models.ForeignKey(
        "workplaces.Workplace", models.PROTECT, null=True, blank=True, related_name="accidents", verbose_name=_("cơ sở")
    )
    employer_name = models.CharField(_("cơ sở, người sử dụng lao động"), max_length=200, blank=True)  # as told
    hirer = models.CharField(_("người thuê mướn, chủ công trình"), max_length=200, blank=True)
    occurred_at = models.DateTimeField(_("thời điểm xảy ra"))
    # Law and statistics go by the day in Việt Nam; at 00:30 there, the UTC day is still yesterday.
    occurred_on = models.DateField(_("ngày xảy ra"), editable=False)
    is_time_known = models.BooleanField(_("biết giờ xảy ra"), default=True)
    place = models.CharField(_("nơi xảy ra"), max_length=300)
    country = models.CharField(_("nước ngoài"), max_length=100, blank=True)  # "" is Việt Nam
    time_zone = models.CharField(max_length=60, blank=True)
    account = models.TextField(_("diễn biến"), blank=True)
    work = models.CharField(_("công việc đang làm"), max_length=300, blank=True)
    first_cause = models.TextField(_("nguyên nhân ban đầu"), blank=True)
    setting = models.CharField(_("hoàn cảnh"), max_length=16, choices=Setting, default=Setting.WORKPLACE)
    field = models.CharField(_("lĩnh vực đặc thù"), max_length=12, choices=Field, default="", blank=True)
    factor = models.CharField(_("yếu tố gây chấn thương"), max_length=4, blank=True)  # code of accidents.factors
    deviation = models.CharField(_("diễn biến bất thường (ESAW)"), max_length=2, blank=True)
    contact = models.CharField(_("cách tiếp xúc (ESAW)"), max_length=2, blank=True)
    needs_expertise = models.BooleanField(_("cần giám định kỹ thuật hoặc pháp y"), default=False)
    cost_property = models.PositiveBigIntegerField(_("thiệt hại tài sản, thiết bị (đồng)"), null=True, blank=True)
    told_at = models.DateTimeField(_("lúc nhận tin đầu tiên"))
    left_out_reason = models.CharField(_("lý do"), max_length=500, blank=True)
    left_out_basis = models.CharField(_("căn cứ"), max_length=200, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    closed_on = models.DateField(_("ngày kết thúc"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AccidentQuerySet.as_manager()

    class Meta:
        ordering = ["-occurred_at", "-id"]
        verbose_name = _("vụ tai nạn lao động")
        constraints = [
            models.UniqueConstraint(fields=["code"], name="accidents_accident_code_is_unique"),
            models.CheckConstraint(
                name="accidents_accident_merged_says_into_which",
                condition=Q(status="merged", merged_into__isnull=False)
                | (~Q(status="merged") & Q(merged_into__isnull=True)),
            ),
            models.CheckConstraint(
                name="accidents_accident_left_out_for_a_reason",
                condition=~Q(status__in=["no_accident", "routed"]) | ~Q(left_out_reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-occurred_on"], name="accidents_by_unit_and_day"),
            models.Index(fields=["investigator", "-occurred_on"], name="accidents_by_investigator"),
            models.Index(fields=["workplace", "-occurred_on"], name="accidents_by_workplace"),
            models.Index(fields=["-occurred_at", "-id"], name="accidents_newest_first"),
        ]

    def __str__(self):
        return self.code

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.occurred_on = timezone.localdate(self.occurred_at)
        if (fields := kwargs.get("update_fields")) is not None and "occurred_at" in fields:
            kwargs["update_fields"] = {*fields, "occurred_on"}
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("accidents:case", args=[self.pk])

    @property
    def told_on(self) -> date:
        return timezone.localdate(self.told_at)

    @property
    def is_occurrence(self) -> bool:
        return self.kind == self.Kind.DANGEROUS_OCCURRENCE

    @property
    def is_left_out(self) -> bool:
        """Whether nobody here investigates it: merged, no occupational accident, or under another law."""
        return self.status in (self.Status.MERGED, self.Status.NO_ACCIDENT, self.Status.ROUTED)


class Employment(models.TextChoices):
    """How a hurt person worked: the groups that the directive names, as far as they are a way of working."""

    CONTRACT = "contract", _("hợp đồng lao động")
    PROBATION = "probation", _("thử việc")
    LEARNER = "learner", _("học nghề, tập nghề")
    LEASED = "leased", _("lao động thuê lại")
    DOMESTIC = "domestic", _("giúp việc gia đình")
    ABROAD = "abroad", _("đi làm việc ở nước ngoài theo hợp đồng")
    UNCONTRACTED = "uncontracted", _("không theo hợp đồng lao động")
    OFFICIAL = "official", _("cán bộ, công chức, viên chức")
    UNKNOWN = "unknown", _("chưa rõ")


class Sex(models.TextChoices):
    MALE = "male", _("nam")
    FEMALE = "female", _("nữ")
    UNKNOWN = "", _("chưa rõ")


def mask(name: str) -> str:
    """Enough to tell two people of a case apart: "K. T. Lan"."""
    words = name.split()
    return " ".join([*(f"{word[0]}." for word in words[:-1]), words[-1]]) if words else "chưa rõ tên"


class Injury(models.Model):
    """One person hurt in one accident: what statistics count. Name, papers and wounds are sealed in the database."""

    class Outcome(models.TextChoices):
        """What is told before a doctor has spoken."""

        DEAD = "dead", _("chết")
        SERIOUS = "serious", _("bị thương nặng")
        MINOR = "minor", _("bị thương nhẹ")

    class Fault(models.TextChoices):
        OTHER = "other", _("không hoàn toàn do lỗi của người bị nạn")
        OWN = "own", _("hoàn toàn do lỗi của chính người bị nạn")
        UNKNOWN = "", _("chưa kết luận")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    accident = models.ForeignKey(Accident, models.PROTECT, related_name="injuries")
    # Another telling of the same person: the row stays with the telling and is not counted.
    same_as = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="twins")
    name = SealedText(_("họ và tên"), blank=True)
    birth_year = models.PositiveSmallIntegerField(_("năm sinh"), null=True, blank=True)
    birth_day = SealedText(_("ngày sinh"), blank=True)  # dd/mm/yyyy
    sex = models.CharField(_("giới tính"), max_length=6, choices=Sex, default="", blank=True)
    national_id = SealedText(_("số định danh cá nhân"), blank=True)
    phone = SealedText(_("điện thoại"), blank=True)
    home = SealedText(_("nơi thường trú"), blank=True)
    origin = SealedText(_("quê quán"), blank=True)
    family = SealedText(_("hoàn cảnh gia đình, người liên hệ"), blank=True)
    employment = models.CharField(_("quan hệ lao động"), max_length=14, choices=Employment, default=Employment.UNKNOWN)
    is_disabled = models.BooleanField(_("người khuyết tật"), default=False)
    occupation = models.CharField(_("nghề nghiệp"), max_length=150, blank=True)
    occupation_group = models.CharField(_("nhóm nghề"), max_length=1, blank=True)  # accidents.occupation_groups
    hired_since = models.CharField(_("thời gian làm cho người sử dụng lao động"), max_length=60, blank=True)
    years_in_trade = models.CharField(_("tuổi nghề"), max_length=40, blank=True)
    grade = models.CharField(_("bậc thợ"), max_length=40, blank=True)
    contract = models.CharField(_("loại hợp đồng"), max_length=100, blank=True)
    is_trained = models.BooleanField(_("đã huấn luyện ATVSLĐ"), null=True, blank=True)
    trained_on = models.DateField(_("ngày huấn luyện"), null=True, blank=True)
    started_work = models.CharField(_("giờ bắt đầu làm việc trong ngày"), max_length=20, blank=True)
    told_outcome = models.CharField(_("tình trạng"), max_length=8, choices=Outcome, default=Outcome.MINOR)
    injuries = models.JSONField(_("chấn thương theo danh mục"), default=list, blank=True)  # codes such as "0110"
    wound = SealedText(_("tình trạng thương tích"), blank=True)
    treated_at = models.CharField(_("nơi điều trị"), max_length=200, blank=True)
    first_care = models.TextField(_("xử lý ban đầu"), blank=True)
    died_on = models.DateField(_("ngày chết"), null=True, blank=True)
    days_lost = models.PositiveSmallIntegerField(_("số ngày nghỉ"), null=True, blank=True)
    loss = models.PositiveSmallIntegerField(_("mức suy giảm khả năng lao động (%)"), null=True, blank=True)
    assessed_on = models.DateField(_("ngày kết luận giám định"), null=True, blank=True)
    wage = SealedText(_("tiền lương tháng (đồng)"), blank=True)
    insured_years = models.PositiveSmallIntegerField(_("số năm đóng bảo hiểm"), null=True, blank=True)
    is_insured = models.BooleanField(_("được đóng bảo hiểm tai nạn lao động"), null=True, blank=True)
    fault = models.CharField(_("lỗi"), max_length=6, choices=Fault, default="", blank=True)
    cost_medical = models.PositiveBigIntegerField(_("chi phí y tế (đồng)"), null=True, blank=True)
    cost_wages = models.PositiveBigIntegerField(_("trả lương trong thời gian điều trị (đồng)"), null=True, blank=True)
    cost_paid = models.PositiveBigIntegerField(_("bồi thường, trợ cấp đã trả (đồng)"), null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("người bị nạn")
        constraints = [
            models.CheckConstraint(
                name="accidents_injury_is_not_its_own_twin", condition=Q(same_as__isnull=True) | ~Q(same_as=F("id"))
            ),
        ]
        indexes = [
            models.Index(fields=["died_on"], condition=Q(died_on__isnull=False), name="accidents_injury_by_death")
        ]

    def __str__(self):
        return self.masked_name

    @property
    def gravity(self) -> str:
        """The class of this person (Nghị định 39/2016, Điều 9): dead, at least one injury of the list, or neither."""
        if self.died_on or self.told_outcome == self.Outcome.DEAD:
            return "fatal"
        return "serious" if self.injuries or self.told_outcome == self.Outcome.SERIOUS else "minor"

    @property
    def gravity_words(self) -> str:
        return {"fatal": "chết", "serious": "nặng", "minor": "nhẹ"}[self.gravity]

    @property
    def masked_name(self) -> str:
        return mask(self.name)

    @property
    def has_contract(self) -> bool:
        """Whether an employer answers for the person; where it is not known, the case decides by its workplace."""
        return self.employment not in (Employment.UNCONTRACTED, Employment.UNKNOWN)

    @property
    def wage_amount(self) -> int | None:
        return int(self.wage) if self.wage.isdecimal() else None


class GravityEntry(models.Model):
    """As which class a case was known, since when and why: a death later begins a row, and the history stays."""

    accident = models.ForeignKey(Accident, models.CASCADE, related_name="gravities")
    gravity = models.CharField(max_length=14, choices=Gravity)
    known_on = models.DateField()  # the day on which the news came that makes it so; the law's clock starts there
    reason = models.TextField()  # what changed, and what that did to competence and time
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["recorded_at", "id"]

    def __str__(self):
        return f"{self.get_gravity_display()} {self.known_on:%d/%m/%Y}"


class Declaration(models.Model):
    """One telling of an event by somebody. Its words stay as they were told, whatever the case becomes."""

    class Teller(models.TextChoices):
        EMPLOYER = "employer", _("người sử dụng lao động")
        WORKER = "worker", _("người lao động, gia đình, người làm cùng")
        COMMUNE = "commune", _("Ủy ban nhân dân cấp xã")
        HOSPITAL = "hospital", _("cơ sở y tế")
        POLICE = "police", _("công an")
        INSURANCE = "insurance", _("cơ quan bảo hiểm xã hội")
        OTHER = "other", _("người khác biết việc")

    class Channel(models.TextChoices):
        PUBLIC = "public", _("trang công khai")
        OFFICE = "office", _("cán bộ ghi")
        ACCOUNT = "account", _("tài khoản của cơ sở")
        IMPORTED = "imported", _("nhập từ danh sách")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)  # made on the device: sent twice, kept once
    accident = models.ForeignKey(Accident, models.PROTECT, related_name="declarations")
    teller = models.CharField(_("ai khai báo"), max_length=10, choices=Teller)
    name = SealedText(_("họ tên người khai báo"), blank=True)
    phone = SealedText(_("điện thoại người khai báo"), blank=True)
    post = models.CharField(_("chức vụ, quan hệ với người bị nạn"), max_length=150, blank=True)
    channel = models.CharField(max_length=10, choices=Channel)
    told_at = models.DateTimeField(_("lúc khai báo"))
    said = SealedText(_("nội dung đã khai"))  # JSON of all that was told
    is_suspect = models.BooleanField(default=False)  # too many from one place, or a field filled that people do not see
    address_digest = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["told_at", "id"]
        verbose_name = _("tin khai báo")
        indexes = [models.Index(fields=["address_digest", "told_at"], name="accidents_telling_by_address")]

    def __str__(self):
        return f"{self.get_teller_display()} {self.told_at:%d/%m/%Y}"


class Draft(models.Model):
    """What somebody has typed so far, step by step. The address is the secret; it is erased once sent, or after a week."""

    id = models.UUIDField(primary_key=True, editable=False)  # becomes the id of the declaration
    content = SealedText()  # JSON: step → fields
    saved_at = models.DateTimeField(default=clock.now)
    address_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-saved_at", "id"]
        verbose_name = _("bản khai đang viết")
        indexes = [models.Index(fields=["saved_at"], name="accidents_draft_by_day")]

    def __str__(self):
        return str(self.id)


class Merge(models.Model):
    """Two cases that were one event: what moved, and why it was believed. Undoing puts back exactly that."""

    into = models.ForeignKey(Accident, models.PROTECT, related_name="merges")
    other = models.ForeignKey(Accident, models.PROTECT, related_name="merges_away")
    reasons = models.JSONField(default=list)
    moved = (
        models.JSONField()
    )  # {"declarations": […], "injuries": […], "twins": [[of the other, of the first], …], "status": …}
    merged_at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["merged_at", "id"]

    def __str__(self):
        return f"{self.other_id} → {self.into_id}"


class Level(models.TextChoices):
    """Of the team that investigates: codes of the rule pack."""

    ESTABLISHMENT = "establishment", _("cấp cơ sở")
    PROVINCE = "province", _("cấp tỉnh")
    CENTRE = "centre", _("cấp trung ương")


class Investigation(models.Model):
    """One team's work on a case, from the decision to the sent minutes. A case investigated again has a second one."""

    class Conclusion(models.TextChoices):
        ACCIDENT = "accident", _("là tai nạn lao động")
        ALLOWANCE = "allowance", _("được hưởng trợ cấp theo khoản 2 Điều 39 Luật An toàn, vệ sinh lao động")
        NEITHER = "neither", _("không phải tai nạn lao động")

    accident = models.ForeignKey(Accident, models.PROTECT, related_name="investigations")
    level = models.CharField(_("cấp của đoàn"), max_length=14, choices=Level)
    decision_number = models.CharField(_("số quyết định"), max_length=60, blank=True)
    decided_on = models.DateField(_("ngày quyết định"))
    decided_by = models.CharField(_("người ra quyết định"), max_length=200)
    plan = models.TextField(_("kế hoạch điều tra"), blank=True)
    extended_on = models.DateField(_("ngày được gia hạn"), null=True, blank=True)
    extension_reason = models.CharField(_("lý do gia hạn"), max_length=500, blank=True)
    minutes_number = models.CharField(_("số biên bản"), max_length=60, blank=True)
    minutes_on = models.DateField(_("ngày lập biên bản"), null=True, blank=True)
    account = models.TextField(_("diễn biến theo kết quả điều tra"), blank=True)
    conclusion = models.CharField(_("kết luận"), max_length=10, choices=Conclusion, blank=True)
    announced_at = models.DateTimeField(_("lúc họp công bố"), null=True, blank=True)
    announced_place = models.CharField(_("nơi họp công bố"), max_length=300, blank=True)
    chair = models.CharField(_("chủ trì, thư ký"), max_length=200, blank=True)
    present = models.TextField(_("thành phần dự, mỗi dòng một người"), blank=True)
    opinions = models.TextField(_("ý kiến, bảo lưu"), blank=True)
    agreed = models.TextField(_("kết luận của cuộc họp"), blank=True)
    meeting_ended_at = models.DateTimeField(_("lúc kết thúc cuộc họp"), null=True, blank=True)
    sent_on = models.DateField(_("ngày gửi biên bản"), null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)  # no longer the current one: closed, or another level took over
    end_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["decided_on", "id"]
        verbose_name = _("cuộc điều tra")
        constraints = [
            models.UniqueConstraint(
                fields=["accident"], condition=Q(ended_on__isnull=True), name="accidents_investigation_one_is_current"
            ),
        ]

    def __str__(self):
        return f"{self.get_level_display()} {self.decided_on:%d/%m/%Y}"


class TeamMember(models.Model):
    class Role(models.TextChoices):
        HEAD = "head", _("trưởng đoàn")
        MEMBER = "member", _("thành viên")
        SECRETARY = "secretary", _("thư ký")
        PRESENT = "present", _("tham dự")

    investigation = models.ForeignKey(Investigation, models.CASCADE, related_name="members")
    name = models.CharField(_("họ và tên"), max_length=150)
    body = models.CharField(_("đơn vị"), max_length=200, blank=True)
    post = models.CharField(_("chức vụ"), max_length=150, blank=True)
    role = models.CharField(_("vai trò"), max_length=10, choices=Role, default=Role.MEMBER)

    class Meta:
        ordering = ["id"]
        verbose_name = _("thành viên đoàn điều tra")

    def __str__(self):
        return self.name


class LogEntry(models.Model):
    """Something that the team saw, heard or received, as it came."""

    class Kind(models.TextChoices):
        SCENE = "scene", _("hiện trường")
        STATEMENT = "statement", _("lời khai")
        DOCUMENT = "document", _("tài liệu, vật chứng")
        NOTE = "note", _("ghi chú")

    investigation = models.ForeignKey(Investigation, models.CASCADE, related_name="log")
    kind = models.CharField(_("loại"), max_length=10, choices=Kind)
    at = models.DateTimeField(_("lúc"))
    title = models.CharField(_("tóm tắt"), max_length=200)
    text = SealedText(_("nội dung"), blank=True)
    author = models.CharField(_("người ghi"), max_length=150)

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("mục nhật ký điều tra")

    def __str__(self):
        return self.title


class CaseFile(models.Model):
    """A picture or paper of a case: kept by its content, with who took it, when and where as far as it may be known."""

    accident = models.ForeignKey(Accident, models.PROTECT, related_name="files")
    entry = models.ForeignKey(LogEntry, models.PROTECT, null=True, blank=True, related_name="files")
    declaration = models.ForeignKey(Declaration, models.PROTECT, null=True, blank=True, related_name="files")
    file = models.ForeignKey("core.StoredFile", models.PROTECT, related_name="+")
    name = models.CharField(_("tên tệp"), max_length=150)
    taken_at = models.DateTimeField(_("chụp lúc"), null=True, blank=True)
    place = SealedText(_("nơi chụp"), blank=True)  # kept only where the sender allowed it
    author = models.CharField(_("người gửi"), max_length=150, blank=True)
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["added_at", "id"]
        verbose_name = _("tệp của hồ sơ")

    def __str__(self):
        return self.name


class Cause(models.Model):
    """Why it happened. A cause that made another happen hangs below it, down to the root."""

    investigation = models.ForeignKey(Investigation, models.CASCADE, related_name="causes")
    code = models.CharField(_("mã nguyên nhân"), max_length=2, blank=True)  # accidents.causes
    text = models.CharField(_("diễn giải"), max_length=500)
    because_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="effects")

    class Meta:
        ordering = ["id"]
        verbose_name = _("nguyên nhân")
        constraints = [
            models.CheckConstraint(
                name="accidents_cause_hangs_on_another", condition=Q(because_of__isnull=True) | ~Q(because_of=F("id"))
            ),
        ]

    def __str__(self):
        return self.text


class Fault(models.Model):
    class Side(models.TextChoices):
        EMPLOYER = "employer", _("người sử dụng lao động")
        WORKER = "worker", _("người lao động")
        OTHER = "other", _("người khác")

    investigation = models.ForeignKey(Investigation, models.CASCADE, related_name="faults")
    side = models.CharField(_("bên có lỗi"), max_length=10, choices=Side)
    name = SealedText(_("họ và tên"))
    text = models.CharField(_("lỗi"), max_length=500)
    proposal = models.CharField(_("đề nghị xử lý"), max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("người có lỗi")

    def __str__(self):
        return self.text


class Measure(models.Model):
    """What is to be done so that it does not happen again, by whom and until when; followed up until it is done."""

    investigation = models.ForeignKey(Investigation, models.CASCADE, related_name="measures")
    text = models.CharField(_("biện pháp"), max_length=500)
    body = models.CharField(_("người, cơ quan chịu trách nhiệm"), max_length=200)
    due = models.DateField(_("ngày hoàn thành"))
    obligation = models.OneToOneField("obligations.Obligation", models.PROTECT, null=True, blank=True, related_name="+")
    done_on = models.DateField(_("ngày xong"), null=True, blank=True)
    result = models.CharField(_("kết quả"), max_length=500, blank=True)

    class Meta:
        ordering = ["due", "id"]
        verbose_name = _("biện pháp ngăn ngừa")

    def __str__(self):
        return self.text


class DiseaseQuerySet(ScopedQuerySet):
    scope = "unit"
    record_scope = "workplace"
    view_action = "accidents.view"


class Disease(models.Model):
    """One person's occupational disease, by examination, assessment or insurance."""

    class Source(models.TextChoices):
        EXAMINATION = "examination", _("khám phát hiện bệnh nghề nghiệp")
        ASSESSMENT = "assessment", _("giám định y khoa")
        INSURANCE = "insurance", _("hồ sơ bảo hiểm xã hội")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="diseases", verbose_name=_("xã, phường"))
    workplace = models.ForeignKey(
        "workplaces.Workplace", models.PROTECT, null=True, blank=True, related_name="diseases", verbose_name=_("cơ sở")
    )
    employer_name = models.CharField(_("cơ sở"), max_length=200, blank=True)
    name = SealedText(_("họ và tên"))
    birth_year = models.PositiveSmallIntegerField(_("năm sinh"), null=True, blank=True)
    sex = models.CharField(_("giới tính"), max_length=6, choices=Sex, default="", blank=True)
    occupation = models.CharField(_("nghề nghiệp"), max_length=150, blank=True)
    disease = models.CharField(_("bệnh"), max_length=150)  # by the insured list in force on the day of finding
    is_insured_disease = models.BooleanField(default=True, editable=False)
    found_on = models.DateField(_("ngày phát hiện"))
    source = models.CharField(_("nguồn"), max_length=12, choices=Source)
    loss = models.PositiveSmallIntegerField(_("mức suy giảm khả năng lao động (%)"), null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)

    objects = DiseaseQuerySet.as_manager()

    class Meta:
        ordering = ["-found_on", "-id"]
        verbose_name = _("ca bệnh nghề nghiệp")

    def __str__(self):
        return self.disease


class ListedCaseQuerySet(ScopedQuerySet):
    scope = "unit"
    view_action = "accidents.triage"


class ListedCase(models.Model):
    """A person in a hospital's or the insurance's list: evidence of an accident that may or may not have been declared.

    `injury` is the declared person it turned out to be, with the reason; it can be taken back.
    """

    class Source(models.TextChoices):
        HOSPITAL = "hospital", _("cơ sở y tế")
        INSURANCE = "insurance", _("bảo hiểm xã hội")

    id = models.UUIDField(primary_key=True, editable=False)  # made from what the row says: brought twice, kept once
    source = models.CharField(_("nguồn"), max_length=10, choices=Source)
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+", verbose_name=_("xã, phường"))
    happened_on = models.DateField(_("ngày bị nạn hoặc vào viện"))
    name = SealedText(_("họ và tên"), blank=True)
    birth_year = models.PositiveSmallIntegerField(_("năm sinh"), null=True, blank=True)
    sex = models.CharField(_("giới tính"), max_length=6, choices=Sex, default="", blank=True)
    national_id = SealedText(_("số định danh cá nhân"), blank=True)
    phone = SealedText(_("điện thoại"), blank=True)
    place = models.CharField(_("cơ sở y tế, hoặc cơ sở nơi làm việc"), max_length=200, blank=True)
    diagnosis = SealedText(_("chẩn đoán (ICD-10)"), blank=True)
    external_cause = models.CharField(_("nguyên nhân ngoài (ICD-10)"), max_length=10, blank=True)
    is_dead = models.BooleanField(_("chết"), default=False)
    loss = models.PositiveSmallIntegerField(_("mức suy giảm khả năng lao động (%)"), null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)
    injury = models.ForeignKey(Injury, models.PROTECT, null=True, blank=True, related_name="listed")
    link_reason = models.CharField(_("vì sao là cùng người"), max_length=300, blank=True)

    objects = ListedCaseQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_on", "-id"]
        verbose_name = _("ca trong danh sách bệnh viện, bảo hiểm")
        constraints = [
            models.CheckConstraint(
                name="accidents_listedcase_linked_for_a_reason", condition=Q(injury__isnull=True) | ~Q(link_reason="")
            ),
        ]
        indexes = [models.Index(fields=["unit", "-happened_on"], name="accidents_listed_by_unit")]

    def __str__(self):
        return f"{self.get_source_display()} {self.happened_on:%d/%m/%Y}"

    @property
    def masked_name(self) -> str:
        return mask(self.name)
