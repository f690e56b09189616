"""When what was done for safety must be done again, and the duty that says so in *Việc của tôi*."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from django.db.models import Q
from django.utils import timezone

from antoan import law
from antoan.obligations import duties
from antoan.obligations.models import Obligation
from antoan.units.models import Kind as UnitKind
from antoan.units.models import Unit
from antoan.workplaces.kinds import REPORT
from antoan.workplaces.models import Upkeep, Workplace

# kind → rule of the law pack and its givens; equipment has none: each kind of machine has its own procedure
RULES: dict[str, tuple[str, dict[str, str]]] = {
    Upkeep.Kind.ENVIRONMENT: ("duties.environment_monitoring", {}),
    Upkeep.Kind.HEALTH: ("duties.health_check", {"workers": "ordinary"}),
    Upkeep.Kind.DISEASE: ("duties.disease_check", {"workers": "ordinary"}),
    Upkeep.Kind.SELF_INSPECTION: ("duties.self_inspection", {"place": "establishment"}),
}
FEW = 100
CITED = "duties.equipment_inspection"  # the provision beside an expiry that the paper gives


@dataclass(frozen=True)
class NextTime:
    """The last day of the next time, the provision it rests on, and the reckoning in sentences."""

    due: date
    basis: str
    steps: tuple[str, ...]


def next_time(kind: str, workplace: Workplace, *, done_on: date, due: date | None) -> NextTime | None:
    """As the paper says, or by the law of the day it was done; None where neither does."""
    if due is not None:
        basis = _citation(RULES[kind][0] if kind in RULES else CITED, done_on)
        return NextTime(due, basis, (f"Giấy hoặc biên bản ghi lần tới chậm nhất ngày {due:%d/%m/%Y}",))
    if kind not in RULES:
        return None
    key, given = RULES[kind]
    if kind == Upkeep.Kind.SELF_INSPECTION:
        given = {**given, "sector": "high_risk" if workplace.risks else "other"}
    try:
        found = law.on(done_on).get(key, **given)
    except law.NotInForce:
        return None
    months = found.value["months"] // found.value.get("times", 1)
    until = done_on + relativedelta(months=months)
    return NextTime(
        until,
        str(found.citation),
        (f"Đã làm {done_on:%d/%m/%Y} + {months} tháng = {until:%d/%m/%Y} ({found.citation})",),
    )


def _citation(key: str, on: date) -> str:
    try:
        rule = law.current().rule(key)
        given = {name: next(iter(values)) for name, values in rule.by.items()}
        return str(law.on(on).get(key, **given).citation)
    except law.NotInForce:
        return ""


def carry_duty(row: Upkeep, again: NextTime) -> None:
    """Make the duty of the next time; earlier ones of the same thing are done by this. Called inside a command."""
    open_before = Upkeep.objects.filter(
        workplace=row.workplace, kind=row.kind, name=row.name, obligation__done_on=None, obligation__ended_on=None
    ).exclude(obligation=None)
    if Upkeep.objects.filter(workplace=row.workplace, kind=row.kind, name=row.name, done_on__gt=row.done_on).exists():
        return  # an earlier time entered later: the newest still decides
    for before in open_before.select_related("obligation"):
        assert before.obligation is not None
        duties.fulfil(before.obligation, row.done_on)
    what = {
        Upkeep.Kind.EQUIPMENT: f"Kiểm định lại {row.name}",
        Upkeep.Kind.ENVIRONMENT: "Quan trắc lại môi trường lao động",
        Upkeep.Kind.HEALTH: "Khám sức khỏe định kỳ cho người lao động",
        Upkeep.Kind.DISEASE: "Khám phát hiện bệnh nghề nghiệp",
        Upkeep.Kind.SELF_INSPECTION: "Tự kiểm tra an toàn, vệ sinh lao động",
    }[Upkeep.Kind(row.kind)]
    duty = duties.oblige(
        f"workplaces.{row.kind}", unit=watching(row.workplace.unit), owed_by=str(row.workplace_id), about=row.workplace,
        due=again.due, begins_on=row.done_on, basis=again.basis[:300], title=f"{row.workplace}: {what}",
    )  # fmt: skip
    duty.steps = list(again.steps)
    duty.save(update_fields=["steps"])
    row.obligation = duty
    row.save(update_fields=["obligation"])


def reports_came(told: Collection[tuple[str, int]], on: date) -> None:
    """The reports of these (workplace, year) are here: the duties to send them are done. Called inside a command."""
    open_reports = Obligation.objects.standing().filter(kind=REPORT)
    if len(told) <= FEW:  # of one form; a whole list is compared here
        open_reports = open_reports.filter(owed_by__in=[workplace for workplace, _ in told])
    for row in open_reports.order_by("pk"):
        if (row.owed_by, int((row.derived or {})["from"][:4])) in told:
            duties.fulfil(row, on)


def watching(place: Unit) -> Unit:
    """The body that watches over the workplaces of a place: its People's Committee, else its Party committee, else any.

    Of a commune that went into another, the successor's; a place without bodies watches itself.
    """
    if not place.is_area:
        return place
    today = timezone.localdate()
    standing = Q(ends_on=None) | Q(ends_on__gt=today)
    order = (UnitKind.PEOPLES_COMMITTEE, UnitKind.PARTY_COMMITTEE)
    areas = [place.pk, *place.succeeded_by.filter(succession__undone_at=None).values_list("successor", flat=True).order_by("id")]  # fmt: skip
    bodies = list(Unit.objects.filter(standing, area__in=areas).order_by("id"))
    bodies.sort(key=lambda body: (areas.index(body.area_id), order.index(body.kind) if body.kind in order else 9))  # type: ignore[arg-type]
    return bodies[0] if bodies else place
