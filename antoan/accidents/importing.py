"""Lists that are brought in: accidents as offices keep them, and the registers of hospitals and of the insurance.

A row's key is made from what it says (HMAC with the installation's secret), so bringing a list twice changes nothing, and
the key tells nobody who is meant.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antoan.accidents import clock, duties
from antoan.accidents.commands.declaring import LAW_BEGINS, new_code
from antoan.accidents.models import Accident, Declaration, Employment, GravityEntry, Injury, ListedCase
from antoan.core.text import fold
from antoan.units.models import Unit
from antoan.workplaces.importing import cells
from antoan.workplaces.importing.kinds import Comparison, Faulty, Field, Kind, Setting
from antoan.workplaces.importing.tables import Table
from antoan.workplaces.models import Workplace

PART = 500
_OUTCOMES = {"dead": "chết", "serious": "nặng", "minor": "nhẹ"}
_OUTCOMES_ALSO = {
    "tu vong": "dead",
    "chet nguoi": "dead",
    "bi thuong nang": "serious",
    "thuong nang": "serious",
    "bi thuong nhe": "minor",
    "thuong nhe": "minor",
}
_SEXES = {"male": "nam", "female": "nữ"}
_SEXES_ALSO = {"m": "male", "f": "female", "nam gioi": "male", "nu gioi": "female", "1": "male", "2": "female"}
_EMPLOYMENT = {one.value: one.label for one in Employment if one != Employment.UNKNOWN}
_EMPLOYMENT_ALSO = {
    "co hop dong": "contract",
    "hdld": "contract",
    "khong hop dong": "uncontracted",
    "khong co hop dong": "uncontracted",
    "tu do": "uncontracted",
    "hoc viec": "learner",
    "thue lai": "leased",
}
_ICD = re.compile(r"[A-Z]\d{2}(\.?\d{1,2})?[A-Z]?")


def _birth_year(cell: Any, setting: Setting) -> int:
    """A year of birth, or the year of a day of birth."""
    if isinstance(cell, date):
        return cell.year
    match = re.search(r"\b(\d{4})\b", cells.said(cell))
    year = int(match[1]) if match else 0
    if not 1900 <= year <= setting.today.year:
        raise Faulty("not_a_year", f"“{cells.said(cell)}” không phải là năm sinh. Hãy ghi bốn chữ số, ví dụ 1985.")
    return year


def _hour(cell: Any, setting: Setting) -> time:
    """An hour of the day: a time, "8:30", "8 giờ 30"."""
    if isinstance(cell, datetime):
        return cell.time().replace(microsecond=0)
    if isinstance(cell, time):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool) and 0 <= cell < 1:
        return time(int(cell * 1440 + 0.5) // 60 % 24, int(cell * 1440 + 0.5) % 60)
    match = re.fullmatch(
        r"(\d{1,2})\s*(?:[:hg]|giờ)\s*(?:(\d{1,2})\s*(?:phút|p)?)?", cells.said(cell).strip().casefold()
    )
    if match and int(match[1]) < 24 and int(match[2] or 0) < 60:
        return time(int(match[1]), int(match[2] or 0))
    raise Faulty("not_an_hour", f"“{cells.said(cell)}” không phải là giờ. Hãy ghi như 8:30.")


def _icd(cell: Any, setting: Setting) -> str:
    """A code of ICD-10, "S72.0"."""
    code = cells.said(cell).strip().upper().split(" ")[0].rstrip(",;")
    if not _ICD.fullmatch(code):
        raise Faulty("not_an_icd_code", f"“{cells.said(cell)}” không phải là mã ICD-10. Hãy ghi như S72.0 hoặc W17.")
    return code


def _percent(cell: Any, setting: Setting) -> int:
    number = cells.count(str(cell).strip().removesuffix("%") if isinstance(cell, str) else cell, setting)
    if number > 100:
        raise Faulty("out_of_bounds", f"{number}% không thể đúng. Hãy ghi từ 0 đến 100.")
    return number


_COMMUNE = ("xa phuong", "xa", "phuong", "dia ban")
_WHO = (
    Field("name", "Họ và tên", ("ho va ten", "ho ten", "nguoi bi nan", "benh nhan", "ten"), cells.text(150), example="Katơr Văn Hùng", width=26, empty=""),
    Field("birth_year", "Năm sinh", ("nam sinh", "ngay sinh", "sinh"), _birth_year, example=1985, width=10),
    Field("sex", "Giới tính", ("gioi tinh", "gioi", "nam nu"), cells.choice(_SEXES, _SEXES_ALSO, what="giới tính"), choices=("nam", "nữ"), example="nam", width=10, empty=""),
)  # fmt: skip

ACCIDENT_FIELDS = (
    Field("occurred_on", "Ngày xảy ra", ("ngay xay ra", "ngay tai nan", "ngay bi nan", "thoi gian xay ra", "ngay"), cells.past_day, required=True, example="20/06/2024", width=14),
    Field("at", "Giờ xảy ra", ("gio xay ra", "gio tai nan", "gio"), _hour, example="8:00", width=10),
    Field("commune", "Xã/phường", _COMMUNE, cells.commune, required=True, example="Phước Bình, Bác Ái, Ninh Thuận", width=30, hint="Nơi xảy ra tai nạn; tên trước hay sau 01/07/2025 đều được."),
    Field("place", "Nơi xảy ra", ("noi xay ra", "dia diem", "noi"), cells.text(300), example="Mỏ đá thôn Bố Lang", width=30, empty=""),
    Field("employer", "Tên cơ sở", ("ten co so", "co so", "don vi", "doanh nghiep", "cong ty", "nguoi su dung lao dong"), cells.text(200), example="Công ty TNHH Đá xây dựng Suối Rua", width=32, empty=""),
    Field("event", "Số vụ trong danh sách", ("so vu", "ma vu", "vu so", "vu"), cells.text(40), example="1", width=12, empty="", hint="Nhiều người trong một vụ ghi cùng một số."),
    *_WHO,
    Field("occupation", "Nghề nghiệp", ("nghe nghiep", "nghe"), cells.text(150), example="Thợ khoan đá", width=20, empty=""),
    Field("employment", "Quan hệ lao động", ("quan he lao dong", "loai hop dong", "hop dong"), cells.choice(_EMPLOYMENT, _EMPLOYMENT_ALSO, what="quan hệ lao động"), choices=tuple(str(label) for label in _EMPLOYMENT.values()), example="hợp đồng lao động", width=22, empty="unknown"),
    Field("outcome", "Tình trạng (chết, nặng, nhẹ)", ("tinh trang", "muc do", "ket qua", "loai tai nan"), cells.choice(_OUTCOMES, _OUTCOMES_ALSO, what="tình trạng"), required=True, choices=tuple(_OUTCOMES.values()), example="nặng", width=14),
    Field("died_on", "Ngày chết", ("ngay chet", "ngay tu vong"), cells.past_day, example="", width=14),
    Field("account", "Diễn biến", ("dien bien", "tom tat", "noi dung", "mo ta"), cells.text(2000), example="Đá trên vách rơi trúng người đang khoan", width=40, empty=""),
    Field("closed_on", "Ngày công bố biên bản điều tra", ("ngay cong bo", "cong bo bien ban", "ngay ket thuc"), cells.past_day, example="", width=16, hint="Có ngày này thì vụ được ghi là đã kết thúc; để trống thì đồng hồ của luật chạy."),
)  # fmt: skip


def _key(*words: Any) -> UUID:
    text = "\x1f".join("" if word is None else fold(word) if isinstance(word, str) else str(word) for word in words)
    return UUID(bytes=hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).digest()[:16], version=4)


def _compare_accidents(table: Table, setting: Setting) -> Comparison:
    """Which people are new, which are known with other facts, which are the same."""
    columns = table.columns
    seen: dict[UUID, int] = {}
    keys: dict[int, tuple[UUID, UUID]] = {}
    nameless: dict[UUID, int] = {}
    for i in list(table.good()):
        row = {name: values[i] for name, values in columns.items()}
        _check_accident(table, i, row)
        if i in table.bad:
            continue
        where = row["employer"] or row["place"]
        event = _key("event", row["occurred_on"], row["commune"], where, row["event"])
        person = _key("person", event, row["name"], row["birth_year"])
        if not row["name"]:  # several of whom no name is known are several people
            nameless[event] = nameless.get(event, 0) + 1
            person = _key("person", event, nameless[event])
        elif (before := seen.setdefault(person, i)) != i:
            table.fault(
                i, "name", "repeated", f"Cùng người, cùng vụ với dòng {table.numbers[before]}. Hãy giữ một dòng."
            )
            continue
        keys[i] = (event, person)
    people = _known(Injury, [person for _, person in keys.values()])
    events = _known(Declaration, [event for event, _ in keys.values()])
    status, known = [""] * len(table), {}
    for i, (event, person) in keys.items():
        row = {name: values[i] for name, values in columns.items()}
        injury, told = people.get(person), events.get(event)
        changes = (
            {}
            if injury is None
            else {n: v for n, v in _facts(row).items() if v not in ("", None, "unknown") and getattr(injury, n) != v}
        )
        status[i] = "new" if injury is None else "changed" if changes else "same"
        known[i] = {
            "event": event,
            "person": person,
            "injury": injury,
            "told": told,
            "changes": {n: (getattr(injury, n), v) for n, v in changes.items()},
        }
    return Comparison(status, known)


def _check_accident(table: Table, i: int, row: dict[str, Any]) -> None:
    on = row["occurred_on"]
    if on < LAW_BEGINS:
        table.fault(
            i,
            "occurred_on",
            "before_the_law",
            f"Ngày {on:%d/%m/%Y} trước khi Luật An toàn, vệ sinh lao động có hiệu lực (01/07/2016).",
        )
    if row["died_on"] and row["died_on"] < on:
        table.fault(
            i,
            "died_on",
            "died_before_accident",
            f"Chết ngày {row['died_on']:%d/%m/%Y}, trước ngày tai nạn {on:%d/%m/%Y}. Hãy kiểm tra lại hai ngày.",
        )
    if row["died_on"] and row["outcome"] != "dead":
        table.fault(
            i,
            "outcome",
            "died_and_not_dead",
            "Có ngày chết nhưng tình trạng không phải “chết”. Hãy ghi lại tình trạng.",
        )
    if row["birth_year"] and not on.year - 110 <= row["birth_year"] <= on.year - 3:
        table.fault(
            i, "birth_year", "birth_impossible", f"Năm sinh {row['birth_year']} không hợp với tai nạn năm {on.year}."
        )
    if row["closed_on"] and row["closed_on"] < on:
        table.fault(
            i,
            "closed_on",
            "closed_before_accident",
            f"Công bố ngày {row['closed_on']:%d/%m/%Y}, trước ngày tai nạn {on:%d/%m/%Y}.",
        )
    if not (row["employer"] or row["place"]):
        table.fault(i, "place", "missing", "Hãy ghi nơi xảy ra hoặc tên cơ sở.")


def _known(model: Any, keys: list[UUID]) -> dict[UUID, Any]:
    found: dict[UUID, Any] = {}
    for start in range(0, len(keys), PART):
        found |= model.objects.in_bulk(keys[start : start + PART])
    return found


def _facts(row: dict[str, Any]) -> dict[str, Any]:
    died_on = row["died_on"] or (row["occurred_on"] if row["outcome"] == "dead" else None)
    return {
        "told_outcome": row["outcome"], "died_on": died_on, "sex": row["sex"], "birth_year": row["birth_year"],
        "occupation": row["occupation"], "employment": row["employment"],
    }  # fmt: skip


def _write_accidents(setting: Setting, table: Table, comparison: Comparison, rows: list[int]) -> None:
    """Enter the new people with their cases, mend the known ones, and let the clock run for what is not closed."""
    cases: dict[UUID, Accident] = {}
    told, injuries, entries = [], [], []
    touched: dict[UUID, str] = {}
    new_cases: list[Accident] = []
    workplaces = _workplaces(table, rows)
    units = Unit.objects.in_bulk({table.columns["commune"][i] for i in rows})
    for i in rows:
        row = {name: values[i] for name, values in table.columns.items()}
        known = comparison.known[i]
        if known["injury"] is not None:
            for name, (_before, value) in known["changes"].items():
                setattr(known["injury"], name, value)
            known["injury"].save(update_fields=list(known["changes"]))
            touched[known["injury"].accident_id] = "Danh sách nhập ghi khác trước"
            continue
        event = known["event"]
        if event not in cases and known["told"] is not None:
            cases[event] = known["told"].accident
            touched[cases[event].pk] = "Danh sách nhập có thêm người bị nạn"
        if event not in cases:
            cases[event] = accident = _case(row, units[row["commune"]], workplaces, len(new_cases))
            new_cases.append(accident)
            told.append(
                Declaration(
                    id=event, accident=accident, teller=Declaration.Teller.OTHER, channel=Declaration.Channel.IMPORTED, told_at=accident.told_at,
                    said=json.dumps(row, ensure_ascii=False, cls=DjangoJSONEncoder), by_id=setting.actor.user_id,
                )
            )  # fmt: skip
        injuries.append(Injury(id=known["person"], accident=cases[event], name=row["name"], **_facts(row)))
    Accident.objects.bulk_create(new_cases, batch_size=PART)
    Declaration.objects.bulk_create(told, batch_size=PART)
    Injury.objects.bulk_create(injuries, batch_size=PART)
    of_case: dict[UUID, list[Injury]] = {}
    for injury in injuries:
        of_case.setdefault(injury.accident_id, []).append(injury)
    for accident in new_cases:
        entries.append(
            GravityEntry(
                accident=accident,
                gravity=clock.gravity_of(tuple(of_case[accident.pk])),
                known_on=setting.today,
                reason="Theo danh sách nhập",
            )
        )
    GravityEntry.objects.bulk_create(entries, batch_size=PART)
    for accident in new_cases:
        if accident.status != Accident.Status.CLOSED:
            duties.follow(accident)
    for accident in Accident.objects.filter(pk__in=touched):
        duties.note_gravity(accident, known_on=setting.today, reason=touched[accident.pk])
        if accident.status != Accident.Status.CLOSED:
            duties.follow(accident)


def _case(row: dict[str, Any], unit: Unit, workplaces: dict[tuple[int, str], Workplace], number: int) -> Accident:
    at = datetime.combine(row["occurred_on"], row["at"] or time(0, 0), tzinfo=timezone.get_default_timezone())
    workplace = workplaces.get((unit.pk, fold(row["employer"])))
    accident = Accident(
        unit=unit, workplace=workplace, employer_name=row["employer"], place=row["place"] or row["employer"], occurred_at=at,
        occurred_on=row["occurred_on"], is_time_known=row["at"] is not None, account=row["account"], told_at=timezone.now(),
        status=Accident.Status.CLOSED if row["closed_on"] else Accident.Status.TOLD, closed_on=row["closed_on"],
    )  # fmt: skip
    accident.code = new_code(accident, letters=6)  # of thousands of one day no two are alike
    return accident


def _workplaces(table: Table, rows: list[int]) -> dict[tuple[int, str], Workplace]:
    """The register's workplaces of these names in these communes."""
    wanted = sorted({fold(table.columns["employer"][i]) for i in rows} - {""})
    found: dict[tuple[int, str], Workplace] = {}
    for start in range(0, len(wanted), PART):
        rows_ = Workplace.objects.counted().filter(name_key__in=wanted[start : start + PART]).order_by("pk")
        found |= {(one.unit_id, one.name_key): one for one in rows_}
    return found


ACCIDENTS = Kind(
    code="accidents", name=_("Tai nạn lao động"), action="accidents.declare", fields=ACCIDENT_FIELDS, compare=_compare_accidents,
    write=_write_accidents, guess_first=("died_on", "closed_on", "occurred_on", "at", "birth_year", "place", "name", "employer"),
    about=_("Mỗi dòng là một người bị nạn; nhiều người trong một vụ ghi cùng số vụ. Vụ chưa công bố biên bản thì đồng hồ của luật chạy."),
)  # fmt: skip


# --- hospitals and insurance: evidence, not declarations -----------------------------------------------------------------

_LISTED = (
    Field("happened_on", "Ngày", ("ngay bi nan", "ngay tai nan", "ngay xay ra", "ngay vao vien", "ngay nhap vien", "ngay"), cells.past_day, required=True, example="20/06/2024", width=14),
    Field("commune", "Xã/phường", _COMMUNE, cells.commune, required=True, example="Phước Bình, Bác Ái, Ninh Thuận", width=30, hint="Nơi xảy ra; không rõ thì nơi thường trú."),
    Field("name", "Họ và tên", _WHO[0].words, cells.text(150), required=True, example="Katơr Văn Hùng", width=26, empty=""),
    *_WHO[1:],
    Field("national_id", "Số định danh cá nhân", ("so dinh danh", "cccd", "cmnd", "can cuoc", "so bhxh", "ma so bhxh"), cells.text(20), example="", width=16, empty=""),
    Field("phone", "Điện thoại", ("dien thoai", "sdt"), cells.phone, example="", width=14, empty=""),
)  # fmt: skip
HOSPITAL_FIELDS = (
    *_LISTED,
    Field("place", "Cơ sở y tế", ("co so y te", "benh vien", "tram y te", "noi dieu tri"), cells.text(200), example="Trung tâm Y tế huyện Bác Ái", width=28, empty=""),
    Field("diagnosis", "Chẩn đoán (mã ICD-10)", ("chan doan", "ma benh", "icd"), _icd, example="S72.0", width=14, empty=""),
    Field("external_cause", "Nguyên nhân ngoài (mã ICD-10)", ("nguyen nhan ngoai", "nguyen nhan", "ma nguyen nhan"), _icd, example="W20", width=14, empty=""),
    Field("is_dead", "Chết", ("chet", "tu vong"), cells.yes, choices=("x",), width=8, empty=False),
)  # fmt: skip
INSURANCE_FIELDS = (
    *_LISTED,
    Field("place", "Đơn vị đóng bảo hiểm", ("don vi dong", "don vi", "ten co so", "co so"), cells.text(200), example="Công ty TNHH Đá xây dựng Suối Rua", width=32, empty=""),
    Field("loss", "Mức suy giảm (%)", ("suy giam", "ty le thuong tat", "ty le"), _percent, example=31, width=12),
    Field("is_dead", "Chết", ("chet", "tu vong"), cells.yes, choices=("x",), width=8, empty=False),
)  # fmt: skip
_KEPT = ("birth_year", "sex", "national_id", "phone", "place", "diagnosis", "external_cause", "is_dead", "loss")


def _listed(source: str) -> tuple[Any, Any]:
    """Comparing and writing for one source."""

    def compare(table: Table, setting: Setting) -> Comparison:
        columns, keys = table.columns, {}
        seen: dict[UUID, int] = {}
        for i in list(table.good()):
            key = _key(
                source, columns["happened_on"][i], columns["commune"][i], columns["name"][i], columns["birth_year"][i]
            )
            if (before := seen.setdefault(key, i)) != i:
                table.fault(
                    i, "name", "repeated", f"Cùng người, cùng ngày với dòng {table.numbers[before]}. Hãy giữ một dòng."
                )
                continue
            keys[i] = key
        rows = _known(ListedCase, list(keys.values()))
        status, known = [""] * len(table), {}
        for i, key in keys.items():
            row = rows.get(key)
            told = {name: columns[name][i] for name in _KEPT if name in columns and columns[name][i] not in ("", None)}
            changes = {} if row is None else {n: (getattr(row, n), v) for n, v in told.items() if getattr(row, n) != v}
            status[i] = "new" if row is None else "changed" if changes else "same"
            known[i] = {"key": key, "row": row, "told": told, "changes": changes}
        return Comparison(status, known)

    def write(setting: Setting, table: Table, comparison: Comparison, rows: list[int]) -> None:
        fresh, changed = [], []
        for i in rows:
            known = comparison.known[i]
            if known["row"] is None:
                fresh.append(
                    ListedCase(
                        id=known["key"], source=source, unit_id=table.columns["commune"][i], happened_on=table.columns["happened_on"][i],
                        name=table.columns["name"][i], **known["told"],
                    )
                )  # fmt: skip
                continue
            for name, (_before, value) in known["changes"].items():
                setattr(known["row"], name, value)
            changed.append(known["row"])
        ListedCase.objects.bulk_create(fresh, batch_size=PART)
        ListedCase.objects.bulk_update(changed, list(_KEPT), batch_size=200)

    return compare, write


_hospital, _insurance = _listed("hospital"), _listed("insurance")
HOSPITAL_CASES = Kind(
    code="hospital-cases", name=_("Ca chấn thương ở cơ sở y tế"), action="accidents.triage", fields=HOSPITAL_FIELDS, compare=_hospital[0],
    write=_hospital[1], guess_first=("external_cause", "diagnosis", "national_id", "birth_year", "happened_on", "place", "name"),
    about=_("Danh sách để đối chiếu với các vụ đã khai báo; tự nó không phải là tin khai báo."),
)  # fmt: skip
INSURANCE_CASES = Kind(
    code="insurance-cases", name=_("Hồ sơ hưởng chế độ tai nạn lao động"), action="accidents.triage", fields=INSURANCE_FIELDS,
    compare=_insurance[0], write=_insurance[1], guess_first=("national_id", "loss", "birth_year", "happened_on", "place", "name"),
    about=_("Danh sách của cơ quan bảo hiểm để đối chiếu với các vụ đã khai báo."),
)  # fmt: skip
