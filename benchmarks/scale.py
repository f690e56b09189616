"""The country as it might be after two years of use, poured into an empty database: `python -m benchmarks.scale 0.05`.

Scale 1 is 3 400 units, 500 plans, 50 000 tasks and 1 000 000 audit events. A smaller scale has fewer provinces and events,
but provinces and plans of the same size: what a page shows does not shrink with the data. The names are the country's
own; days are told from today: of what was due nine parts of ten are done, most of them in time.
"""

from __future__ import annotations

import csv
import json
import math
import random
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, count
from typing import Any
from uuid import UUID

from antoan.cli.setup import django

django()

from django.contrib.contenttypes.models import ContentType  # noqa: E402, F401  (fills its table before rows are poured)
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management.color import no_style  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

import antoan.units  # noqa: E402
from antoan.accounts.models import Membership, Role, User  # noqa: E402
from antoan.core.audit import GENESIS, digest_of  # noqa: E402
from antoan.core.models import AuditEvent, AuditHead  # noqa: E402
from antoan.core.scoping import system_actor  # noqa: E402
from antoan.core.text import fold  # noqa: E402
from antoan.obligations.commands import remind  # noqa: E402
from antoan.obligations.models import Obligation  # noqa: E402
from antoan.plans.models import (  # noqa: E402
    AnswerLink,
    Assignment,
    ExpectedAnswer,
    Extension,
    Obstacle,
    Plan,
    ProgressReport,
    Task,
)
from antoan.units.models import Kind, Level, Unit, UnitClosure, UnitLineage, UnitVersion  # noqa: E402
from antoan.units.names import key_of  # noqa: E402

TASKS_A_PLAN = 100
PLANS, EVENTS = 500, 1_000_000
MINISTRIES = (
    "Bộ Nội vụ", "Bộ Xây dựng", "Bộ Công Thương", "Bộ Y tế", "Bộ Nông nghiệp và Môi trường", "Bộ Tài chính", "Bộ Công an",
    "Bộ Giáo dục và Đào tạo", "Bộ Khoa học và Công nghệ", "Tổng Liên đoàn Lao động Việt Nam",
)  # fmt: skip
DEEDS = (
    "Kiểm tra việc chấp hành pháp luật về an toàn, vệ sinh lao động tại các công trình xây dựng, mỏ đá, làng nghề trên địa bàn",
    "Tuyên truyền, phổ biến pháp luật về an toàn, vệ sinh lao động cho người lao động không theo hợp đồng lao động",
    "Huấn luyện an toàn, vệ sinh lao động cho người sử dụng lao động và người làm công việc có yêu cầu nghiêm ngặt",
    "Rà soát, thống kê máy, thiết bị, vật tư có yêu cầu nghiêm ngặt về an toàn lao động chưa được kiểm định",
    "Khai báo, thống kê, báo cáo tai nạn lao động, bệnh nghề nghiệp đầy đủ, đúng thời hạn theo quy định",
    "Bố trí kinh phí cho công tác an toàn, vệ sinh lao động trong dự toán ngân sách hằng năm của địa phương",
    "Tổ chức khám sức khỏe định kỳ, khám phát hiện bệnh nghề nghiệp cho người lao động làm nghề nặng nhọc, độc hại",
    "Giám sát việc thực hiện các kết luận thanh tra, kiểm tra và kiến nghị sau điều tra tai nạn lao động",
)


# --- pouring rows ---------------------------------------------------------------------------------------------------


def pour(rows: Iterable[models.Model]) -> None:
    """Write unsaved rows of one model, keys included, as fast as the database takes them."""
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    fields = first._meta.concrete_fields
    dated = [field for field in fields if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)]
    table = connection.ops.quote_name(first._meta.db_table)
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    values = (
        [_ready(field, getattr(row, field.attname)) for field in fields] for row in _dated(chain([first], rows), dated)
    )
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            places = ", ".join("?" * len(fields))
            cursor.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", values)
        else:
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)


def _dated(rows: Iterable[models.Model], fields: list[models.Field]) -> Iterator[models.Model]:
    """Rows with the moments that saving would have set, where none is given."""
    now = timezone.now()
    for row in rows:
        for field in fields:
            if getattr(row, field.attname) is None:
                setattr(row, field.attname, now)
        yield row


def _ready(field: models.Field, value: Any) -> Any:
    """The value as the driver takes it; numbers, text and nothing, which most values are, go as they stand."""
    return value if value is None or type(value) in (int, str) else field.get_db_prep_save(value, connection)


# --- the country ----------------------------------------------------------------------------------------------------


class Country:
    """Units and people, then plans with their tasks, parts and links, then the log. All chance comes from one seed."""

    def __init__(self, scale: float):
        self.scale = scale
        self.today = timezone.localdate()
        self.chance = random.Random(31)
        self.born = date(2025, 7, 1)
        self.units: list[Unit] = []
        self.parent: dict[int, Unit | None] = {}
        self.level: dict[int, int] = {}
        self.communes: dict[int, list[Unit]] = {}  # by the key of their province
        self.keys = {model: count(1) for model in (Unit, UnitVersion, UnitClosure, Plan, Task, Obligation, Assignment)}
        self.rows: dict[type[models.Model], list[models.Model]] = {}

    def add(self, row: models.Model) -> Any:
        self.rows.setdefault(type(row), []).append(row)
        return row

    def key(self, model: type[models.Model]) -> int:
        return next(self.keys[model])

    def day(self, first: int, last: int) -> date:
        """Some day so many days from today."""
        return self.today + timedelta(days=self.chance.randint(first, last))

    def moment(self, day: date) -> datetime:
        return datetime.combine(day, time(self.chance.randint(0, 9), self.chance.randint(0, 59)), UTC)

    # units and people

    def settle(self) -> None:
        top = self._unit("Ban Bí thư Trung ương Đảng", Kind.PARTY_COMMITTEE, Level.CENTRAL, None)
        for name in MINISTRIES:
            self.idle = self._unit(name, Kind.DEPARTMENT, Level.CENTRAL, top)  # to whom nothing is given
        wanted = max(1, round(34 * self.scale))
        by_province: dict[str, list[str]] = {}
        for row in _listed("communes_2025.csv"):
            by_province.setdefault(row["parent_code"], []).append(row["name"])
        # Those of the usual size first: a small world is made of usual provinces, too, and a usual one is measured.
        usual = sum(map(len, by_province.values())) / len(by_province)
        by_size = sorted(_listed("provinces_2025.csv"), key=lambda row: abs(len(by_province[row["code"]]) - usual))
        for row in by_size[:wanted]:
            word = "Thành ủy" if row["kind"] == "thành phố" else "Tỉnh ủy"
            bare = row["name"].removeprefix("Thành phố ").removeprefix("Tỉnh ")
            province = self._unit(f"{word} {bare}", Kind.PARTY_COMMITTEE, Level.PROVINCE, top)
            self._unit(f"Sở Nội vụ {_inside(row['name'])}", Kind.DEPARTMENT, Level.PROVINCE, province)
            self.communes[province.pk] = [
                self._unit(f"Đảng ủy {_inside(name)}", Kind.PARTY_COMMITTEE, Level.COMMUNE, province)
                for name in by_province[row["code"]]
            ]
        self.top, self.provinces = top, [unit for unit in self.units if unit.pk in self.communes]
        for number, unit in enumerate(self.units, 1):
            self._people(number, unit)

    def _unit(self, name: str, kind: str, level: int, parent: Unit | None) -> Unit:
        unit = self.add(Unit(pk=self.key(Unit), name=name, kind=kind))
        self.units.append(unit)
        self.parent[unit.pk], self.level[unit.pk] = parent, level
        self.add(
            UnitVersion(
                pk=self.key(UnitVersion), unit=unit, name=name, name_key=key_of(name), bare_key=key_of(name), kind=kind, level=level,
                parent=parent, order=unit.pk, valid_from=self.born,
            )
        )  # fmt: skip
        above, depth = unit, 0
        while above is not None:
            self.add(
                UnitClosure(
                    pk=self.key(UnitClosure), ancestor=above, descendant=unit, depth=depth, valid_from=self.born
                )
            )
            above, depth = self.parent[above.pk], depth + 1
        self.add(UnitLineage(pk=unit.pk, predecessor=unit, successor=unit, distance=0))
        return unit

    def _people(self, number: int, unit: Unit) -> None:
        """A leader and an officer of the office, with keys 2n - 1 and 2n."""
        for role, key in ((Role.LEADER, 2 * number - 1), (Role.OFFICE, 2 * number)):
            name = f"Nguyễn Văn {'An' if role == Role.LEADER else 'Bình'} {number}"
            self.add(
                User(
                    pk=key, username=f"{role}{number}", full_name=name, name_key=fold(name), password="!",
                    position="Bí thư" if role == Role.LEADER else "Chuyên viên", date_joined=self.moment(self.born),
                )
            )  # fmt: skip
            self.add(Membership(pk=key, user_id=key, unit=unit, role=role, valid_from=self.born))

    # plans

    def plan(self) -> None:
        """The central plan, each province's answer to it, and the answers of communes, province after province."""
        wanted = max(3, round(PLANS * self.scale))
        central = self._plan(self.top, None)
        answers = [(self._plan(province, central), self.communes[province.pk]) for province in self.provinces]
        left = wanted - 1 - len(answers)
        for upper, communes in answers:
            for commune in communes[: max(left, 0)]:
                self._plan(commune, upper)
            left -= len(communes)
        self._expect(central, self.provinces)
        for upper, communes in answers:
            self._expect(upper, communes)

    def _expect(self, plan: Plan, units: list[Unit]) -> None:
        for unit in units:
            self.add(ExpectedAnswer(plan=plan, unit=unit, due=self.today - timedelta(days=30)))

    def _plan(self, unit: Unit, upper: Plan | None) -> Plan:
        starts = self.day(-330, -240)
        plan = self.add(
            Plan(
                pk=self.key(Plan), unit=unit, upper=upper, number=str(unit.pk), symbol="KH/TU" if self.level[unit.pk] < 3 else "KH/ĐU",
                title=f"Thực hiện Chỉ thị số 31-CT/TW về tiếp tục tăng cường sự lãnh đạo của Đảng đối với công tác an toàn, vệ sinh lao động ({unit})",
                issued_on=starts, starts_on=starts, ends_on=self.today + timedelta(days=400), status=Plan.Status.IN_FORCE,
                created_at=self.moment(starts),
            )
        )  # fmt: skip
        for number in range(TASKS_A_PLAN):
            task = self.add(
                Task(
                    pk=self.key(Task), plan=plan, order=number, path=f"{'I' * (number // 34 + 1)}.{number % 34 + 1}",
                    text=f"{DEEDS[number % len(DEEDS)]}, đợt {number // len(DEEDS) + 1}", product="Báo cáo kết quả",
                )
            )  # fmt: skip
            task.due = None if number % 4 == 0 else starts + timedelta(days=self.chance.randint(60, 600))
            task.recurrence = "continuous" if task.due is None else ""
            for part, owner in self._owners(unit, number):
                self._give(plan, task, owner, part, starts)
            if upper is not None and self.chance.random() < 0.8:
                first = self.rows[Task][(upper.pk - 1) * TASKS_A_PLAN]
                self.add(AnswerLink(upper_id=first.pk + number, lower=task, at=self.moment(starts)))
        return plan

    def _owners(self, unit: Unit, number: int) -> Iterator[tuple[str, Unit]]:
        """Who does it: mostly one unit, with another's help; every tenth task is each one's below."""
        below = self.provinces if unit is self.top else self.communes.get(unit.pk)
        if below and number % 10 == 0:
            yield from ((Assignment.Part.LEAD, other) for other in below)
            return
        lead = below[number % len(below)] if below and number % 3 == 0 else unit
        yield Assignment.Part.LEAD, lead
        if below and lead is unit:
            yield Assignment.Part.COORDINATE, below[number * 7 % len(below)]

    def _give(self, plan: Plan, task: Task, unit: Unit, part: str, starts: date) -> None:
        head = 2 * unit.pk - 1
        first_due, due = task.due, task.due
        is_extended = due is not None and self.chance.random() < 0.05
        if is_extended:
            due = due + timedelta(days=30)
        late = due is not None and due < self.today
        done_on = confirmed_on = None
        # Of what was due, nine of ten is done, one in nine of it late; of what is to come, a tenth is done already.
        if due is not None and self.chance.random() < (0.9 if late else 0.1):
            done_on = min(due + timedelta(days=self.chance.randint(-30, 4)), self.today)
            done_on = max(done_on, starts)
            confirmed_on = min(done_on + timedelta(days=5), self.today) if self.chance.random() < 0.97 else None
        obligation = self.add(
            Obligation(
                pk=self.key(Obligation), kind="plans.task" if part == Assignment.Part.LEAD else "plans.help", unit=unit, to_id=plan.unit_id, accountable_id=head, title=task.text,
                basis=str(plan), about_id=str(task.pk), begins_on=starts, first_due=first_due, due=due, done_on=confirmed_on,
            )
        )  # fmt: skip
        row = self.add(
            Assignment(
                pk=self.key(Assignment), task=task, unit=unit, part=part, accountable_id=head, obligation=obligation, assigned_on=starts,
                first_due=first_due, due=due, percent=100 if done_on else self.chance.choice((0, 20, 50, 80)), done_on=done_on,
                confirmed_on=confirmed_on,
            )
        )  # fmt: skip
        obligation.about_id = str(row.pk)
        if is_extended:
            asked = self.moment(self.day(-60, -1))
            self.add(
                Extension(
                    assignment=row, old_due=first_due, asked_due=due, reason="Mưa lũ kéo dài", at=asked, is_granted=True,
                    decided_at=asked, by_id=head + 1,
                )
            )  # fmt: skip
        if row.percent:
            self._report(row, done_on, confirmed_on)
        if self.chance.random() < 0.02:
            raised = self.day(-200, -1)
            self.add(
                Obstacle(
                    assignment=row, text="Thiếu kinh phí huấn luyện", to_id=plan.unit_id, answer_due=raised + timedelta(days=15),
                    at=self.moment(raised), answer="Đã bổ sung" if self.chance.random() < 0.8 else "", by_id=head + 1,
                )
            )  # fmt: skip
            obstacle: Any = self.rows[Obstacle][-1]
            obstacle.answered_at = self.moment(raised + timedelta(days=5)) if obstacle.answer else None

    def _report(self, part: Assignment, done_on: date | None, confirmed_on: date | None) -> None:
        on = done_on or self.day(-200, 0)
        self.add(
            ProgressReport(
                id=UUID(int=self.chance.getrandbits(128)), assignment=part, on=on, at=self.moment(on), percent=part.percent,
                text="Đã tổ chức thực hiện, có văn bản kèm theo", claims_done=done_on is not None, product="Báo cáo kết quả",
                by_id=part.accountable_id + 1, verdict="confirmed" if confirmed_on else "",
                verdict_at=self.moment(confirmed_on) if confirmed_on else None,
            )
        )  # fmt: skip

    # the log

    def events(self) -> Iterator[AuditEvent]:
        """The chain: each link is a deed on a task or a report of it, spread evenly over the last two years."""
        wanted = max(1000, round(EVENTS * self.scale))
        last = TASKS_A_PLAN * len(self.rows[Plan])
        begin = self.moment(self.today) - timedelta(days=700)
        step = timedelta(days=700) / wanted
        previous = GENESIS
        for number in range(1, wanted + 1):
            task = self.rows[Task][self.chance.randrange(last)]
            unit = task.plan.unit_id
            event = AuditEvent(
                number=number, at=begin + step * number, actor_id=2 * unit, actor_name=f"Nguyễn Văn Bình {unit}", channel="web",
                address="10.0.0.1", action="plans.task.described", target_type="plans.task", target_id=str(task.pk), unit_id=unit,
                what={"percent": number % 101}, previous=previous,
            )  # fmt: skip
            previous = event.digest = digest_of(event)
            yield event
        self.last = (wanted, previous)


def _inside(name: str) -> str:
    """The name of an area inside another: "Đảng ủy phường Sa Pa"."""
    return name[0].lower() + name[1:]


def _listed(name: str) -> Iterator[dict[str, str]]:
    from importlib.resources import files

    with files(antoan.units).joinpath("data", name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def session_of(user: User) -> str:
    """The key of a session in which this person is signed in."""
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session["_auth_user_backend"] = "allauth.account.auth_backends.AuthenticationBackend"
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def build(scale: float) -> dict[str, Any]:
    """Fill the database and return who reads: keys of plans, and sessions of people."""
    country = Country(scale)
    country.settle()
    country.plan()
    with transaction.atomic():
        for model in (
            Unit, UnitVersion, UnitClosure, UnitLineage, User, Membership, Plan, Task, ExpectedAnswer, AnswerLink, Obligation,
            Assignment, Extension, Obstacle, ProgressReport,
        ):  # fmt: skip
            rows = country.rows.get(model, [])
            if model._meta.pk.get_internal_type() == "BigAutoField":
                for number, row in enumerate(rows, 1):
                    row.pk = row.pk or number
            pour(rows)
        pour(country.events())
        number, digest = country.last
        AuditHead.objects.filter(pk=1).update(number=number, digest=digest)
        with connection.cursor() as cursor:
            for line in connection.ops.sequence_reset_sql(no_style(), list(country.rows)):
                cursor.execute(line)
    remind(system_actor("clock"))
    if connection.vendor == "postgresql":  # its autovacuum would have done it long ago
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    province = country.provinces[0]
    commune = country.communes[province.pk][0]
    plan = Plan.objects.get(unit=province)
    people = {
        "province_leader": 2 * province.pk - 1,
        "province_office": 2 * province.pk,
        "commune_office": 2 * commune.pk,
        "country_leader": 2 * country.top.pk - 1,
        "idle": 2 * country.idle.pk,
    }
    return {
        "plan": plan.pk,
        "plans": list(Plan.objects.order_by("pk").values_list("pk", flat=True)),
        "part": Assignment.objects.filter(done_on=None, unit=commune, part="lead").order_by("pk")[0].pk,
        "sessions": {name: session_of(User.objects.get(pk=key)) for name, key in people.items()},
        "counts": {model._meta.label_lower: len(rows) for model, rows in country.rows.items()},
    }


if __name__ == "__main__":
    if not math.isfinite(wanted := float(sys.argv[1])) or wanted <= 0:
        sys.exit("quy mô phải lớn hơn 0")
    print(json.dumps(build(wanted)))
