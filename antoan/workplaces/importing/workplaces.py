"""The list of workplaces: known again by tax code or by name and commune, so that bringing it twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antoan.core import bulk
from antoan.core.scoping import reach
from antoan.core.text import fold
from antoan.workplaces import sectors
from antoan.workplaces.importing import cells
from antoan.workplaces.importing.kinds import Comparison, Field, Setting
from antoan.workplaces.importing.kinds import Kind as ListKind
from antoan.workplaces.importing.tables import Table
from antoan.workplaces.models import LONG_AGO, RISKS, Group, HeadCount, Kind, Placing, Workplace

_KINDS_ALSO = {
    "cong ty": Kind.ENTERPRISE,
    "dn": Kind.ENTERPRISE,
    "cty": Kind.ENTERPRISE,
    "doanh nghiep tu nhan": Kind.ENTERPRISE,
    "chi nhanh": Kind.ENTERPRISE,
    "hop tac xa": Kind.COOPERATIVE,
    "htx": Kind.COOPERATIVE,
    "to hop tac": Kind.COOPERATIVE,
    "ho kinh doanh": Kind.HOUSEHOLD_BUSINESS,
    "ho kd": Kind.HOUSEHOLD_BUSINESS,
    "ho ca the": Kind.HOUSEHOLD_BUSINESS,
    "co so kinh doanh": Kind.HOUSEHOLD_BUSINESS,
    "trang trai": Kind.FARM,
    "co quan": Kind.PUBLIC_BODY,
    "don vi su nghiep": Kind.PUBLIC_BODY,
    "truong hoc": Kind.PUBLIC_BODY,
    "truong": Kind.PUBLIC_BODY,
    "tram y te": Kind.PUBLIC_BODY,
    "benh vien": Kind.PUBLIC_BODY,
    "nha nuoc": Kind.PUBLIC_BODY,
    "tho xay": Kind.BUILDERS,
    "tho xay dung": Kind.BUILDERS,
    "tau ca": Kind.FISHING,
    "ho nong dan": Kind.FAMILY_FARMING,
    "khac": Kind.OTHER_EMPLOYER,
}
_KIND_WORDS = {kind.value: kind.label for kind in Kind}
_RISK_WORDS = {
    "strict_machines": ("yeu cau nghiem ngat", "nghiem ngat", "may thiet bi"),
    "chemicals": ("hoa chat",),
    "heights": ("tren cao",),
    "mining": ("khai thac mo", "ham lo", "vat lieu no"),
    "electricity": ("dien luc", "dien"),
}

FIELDS = (
    Field("name", "Tên cơ sở", ("ten co so", "ten don vi", "ten doanh nghiep", "ten cong ty", "ten nguoi nop thue", "ten to chuc", "co so", "don vi", "doanh nghiep", "ten"), cells.text(200), required=True, example="Công ty TNHH Đá xây dựng Suối Rua", width=36, hint="Ghi đủ như trong giấy đăng ký."),
    Field("tax_code", "Mã số thuế", ("ma so thue", "mst", "ma so doanh nghiep", "ma so", "ma dn"), cells.tax_code, example="4500123456", width=16, empty="", hint="10 chữ số; hộ kinh doanh 12; chi nhánh 13. Để ô ở dạng chữ (Text) cho khỏi mất số 0 ở đầu."),
    Field("kind", "Loại hình", ("loai hinh", "hinh thuc", "loai co so", "loai"), cells.choice(_KIND_WORDS, _KINDS_ALSO, what="loại hình cơ sở"), choices=tuple(str(kind.label) for kind in Kind), example="Doanh nghiệp", width=24, hint="Để trống thì hiểu theo tên: Công ty, Hợp tác xã, Hộ kinh doanh, Trường …"),
    Field("sector", "Ngành (mã VSIC hoặc tên)", ("ma nganh", "nganh nghe", "nganh", "linh vuc", "vsic", "san xuat kinh doanh"), cells.sector, required=True, choices=tuple(str(sector) for sector in sectors.all_sectors().values()), example="08 Khai khoáng khác", width=30, hint="Mã VSIC 2018 (một chữ cái, hoặc từ 2 đến 5 chữ số) hoặc tên ngành."),
    Field("commune", "Xã/phường", ("xa phuong", "xa", "phuong", "dia ban", "noi hoat dong"), cells.commune, required=True, example="Phước Bình, Bác Ái, Ninh Thuận", width=30, hint="Tên xã trước hay sau 01/07/2025 đều được. Nếu trùng tên, ghi thêm huyện, tỉnh."),
    Field("address", "Địa chỉ", ("dia chi", "tru so", "thon", "duong"), cells.text(300), example="Thôn Bố Lang", width=30, empty=""),
    Field("head", "Người đứng đầu", ("nguoi dung dau", "nguoi dai dien", "giam doc", "chu co so", "chu ho", "dai dien"), cells.text(150), example="Pupur Thanh Xuân", width=22, empty=""),
    Field("phone", "Điện thoại", ("dien thoai", "so dien thoai", "sdt", "dt", "lien he"), cells.phone, example="0912345678", width=14, empty=""),
    Field("opened_on", "Hoạt động từ ngày", ("hoat dong tu", "ngay hoat dong", "ngay thanh lap", "ngay bat dau", "ngay cap", "thanh lap"), cells.past_day, example="15/03/2019", width=14),
    Field("workers", "Số lao động", ("tong so lao dong", "so lao dong", "so nguoi lao dong", "lao dong", "tong so"), cells.count, example=24, width=12, hint="Số người làm việc bình quân trong năm."),
    Field("women", "Lao động nữ", ("lao dong nu", "nu", "so nu"), cells.count, example=6, width=12),
    Field("year", "Năm của số lao động", ("nam cua so lao dong", "nam bao cao", "nam so lieu", "nam"), cells.year, example=2025, width=12, hint="Để trống thì hiểu là năm nay."),
    *(Field(risk, str(words), _RISK_WORDS[risk], cells.yes, choices=("x",), width=14, hint="Đánh dấu x nếu có.") for risk, words in RISKS.items()),
)  # fmt: skip

_COMPARED = ("kind", "tax_code", "name", "sector", "unit_id", "address", "head", "phone", "opened_on", *RISKS)
_ROW = ("id", "merged_into_id", "name_key", *_COMPARED)


def compare(table: Table, setting: Setting) -> Comparison:
    """Which rows are new, which change a workplace that is on record, which change nothing."""
    columns = table.columns
    columns["name_key"] = [fold(name) if name else "" for name in columns["name"]]
    columns["unit_id"] = columns["commune"]
    _cross_checks(table)
    _repeated(table)
    found = find_known(table, setting)
    status, known = [""] * len(table), {}
    matched: dict[Any, int] = {}
    for i in table.good():
        if (row := found.get(i)) is None:
            status[i] = "new"
        elif (before := matched.setdefault(row["id"], i)) != i:
            table.fault(i, "name", "repeated", f"Cùng một cơ sở với dòng {table.numbers[before]}. Hãy giữ một dòng.")
        else:
            known[i] = row
    _what_changes(table, known, status, setting)
    return Comparison(status, known)


def _cross_checks(table: Table) -> None:
    columns = table.columns
    for i, (women, workers) in enumerate(zip(columns["women"], columns["workers"], strict=True)):
        if women is None:
            continue
        if workers is None:
            table.fault(i, "workers", "missing", "Có số lao động nữ nhưng chưa có tổng số lao động.")
        elif women > workers:
            table.fault(
                i,
                "women",
                "more_women_than_workers",
                f"Nữ {women} người, nhiều hơn tổng số {workers}. Hãy kiểm tra lại.",
            )


def _repeated(table: Table) -> None:
    """A workplace that stands twice in the file: the first row counts."""
    first_code: dict[str, int] = {}
    first_place: dict[tuple[int, str], list[int]] = {}
    codes, keys, units = table.columns["tax_code"], table.columns["name_key"], table.columns["unit_id"]
    for i in list(table.good()):
        code, place = codes[i], (units[i], keys[i])
        if code and (before := first_code.setdefault(code, i)) != i:
            table.fault(
                i,
                "tax_code",
                "repeated",
                f"Mã số thuế {code} đã có ở dòng {table.numbers[before]}. Hãy giữ một dòng; chi nhánh ghi mã 13 chữ số.",
            )
            continue
        twins = first_place.setdefault(place, [])
        twin = next((j for j in twins if not code or not codes[j] or codes[j] == code), None)
        if twin is not None:
            table.fault(
                i,
                "name",
                "repeated",
                f"Tên và xã trùng với dòng {table.numbers[twin]}. Hãy giữ một dòng, hoặc ghi mã số thuế để phân biệt.",
            )
            continue
        twins.append(i)


_FOREIGN: dict[str, Any] = {"id": "out of reach"}
_SEVERAL: dict[str, Any] = {"id": "several"}


def find_known(table: Table, setting: Setting) -> dict[int, dict[str, Any]]:
    """Row → the workplace of the register that it speaks of: by tax code, else by name and commune. Faults are told."""
    columns, found = table.columns, {}
    by_code, by_place = _known(table, setting)
    for i in list(table.good()):
        code, place = columns["tax_code"][i], (columns["unit_id"][i], columns["name_key"][i])
        row = by_code.get(code) if code else None
        if row is None:
            row = _of_place(by_place.get(place, ()), code)
        if row is _FOREIGN:
            table.fault(
                i,
                "tax_code",
                "tax_code_elsewhere",
                f"Mã số thuế {code} đã có ở địa bàn ngoài tầm của bạn. Hãy kiểm tra lại mã, hoặc hỏi cấp trên.",
            )
        elif row is _SEVERAL:
            table.fault(
                i,
                "name",
                "ambiguous_workplace",
                f"Sổ có nhiều cơ sở tên “{columns['name'][i]}” ở xã này. Hãy ghi mã số thuế để phân biệt.",
            )
        elif row is not None:
            found[i] = row
    return found


def _known(
    table: Table, setting: Setting
) -> tuple[dict[str, dict[str, Any]], dict[tuple[int, str], list[dict[str, Any]]]]:
    """What the register has under the codes and under the names in the communes of the list."""
    codes = {code for i in table.good() if (code := table.columns["tax_code"][i])}
    places = {(table.columns["unit_id"][i], table.columns["name_key"][i]) for i in table.good()}
    by_code: dict[str, dict[str, Any]] = {}
    by_place: dict[tuple[int, str], list[dict[str, Any]]] = {}
    if not Workplace.objects.exists():
        return by_code, by_place
    actor = setting.actor
    own = None if actor.is_system else {row["pk"] for row in reach(actor.granted("workplaces.keep"), "workplaces.keep")}
    merged: list[dict[str, Any]] = []
    for row in _rows(codes, places):
        if row["merged_into_id"]:
            merged.append(row)
            continue
        if row["tax_code"] in codes:
            by_code.setdefault(row["tax_code"], row if own is None or row["unit_id"] in own else _FOREIGN)
        if (place := (row["unit_id"], row["name_key"])) in places:
            by_place.setdefault(place, []).append(row)
    for row in merged:  # a duplicate that was merged is known already: its row changes nothing
        if row["tax_code"] in codes:
            by_code.setdefault(row["tax_code"], row)
        if (place := (row["unit_id"], row["name_key"])) in places:
            by_place.setdefault(place, []).append(row)
    return by_code, by_place


def _rows(codes: set[str], places: set[tuple[int, str]]) -> Iterator[dict[str, Any]]:
    seen = set()
    for some in in_parts(sorted(codes)):
        for row in Workplace.objects.filter(tax_code__in=some).order_by("id").values(*_ROW).iterator(chunk_size=5000):
            seen.add(row["id"])
            yield row
    keys: dict[int, set[str]] = {}
    for unit_id, key in places:
        keys.setdefault(unit_id, set()).add(key)
    for unit_id, names in sorted(keys.items()):
        rows = Workplace.objects.filter(unit=unit_id).order_by("id")
        if len(names) <= _PART:
            rows = rows.filter(name_key__in=sorted(names))
        for row in rows.values(*_ROW).iterator(chunk_size=5000):
            if row["name_key"] in names and row["id"] not in seen:
                yield row


def _of_place(found: Any, code: str) -> dict[str, Any] | None:
    """The workplace of that name in that commune; one with another tax code is another one."""
    same = [row for row in found if not code or not row["tax_code"] or row["tax_code"] == code]
    if len(same) > 1:
        return _SEVERAL
    return same[0] if same else None


def _what_changes(table: Table, known: dict[int, dict[str, Any]], status: list[str], setting: Setting) -> None:
    """What the list knows more or otherwise; an empty cell takes nothing away."""
    counts = _counts(table, known, setting)
    compared = [(name, table.columns[name]) for name in _COMPARED]
    for i, row in known.items():
        if row["merged_into_id"]:
            status[i], row["changes"] = "same", {}
            continue
        changes = {}
        for name, column in compared:
            new = column[i]
            if new is not None and new != "" and new != row[name]:
                changes[name] = (row[name], new)
        workers = table.columns["workers"][i]
        told = (workers, table.columns["women"][i])
        had = counts.get((row["id"], _year(table, i, setting)))
        if workers is not None and (had is None or had[0] != workers or (told[1] is not None and had[1] != told[1])):
            changes["workers"] = (had[0] if had else None, workers)
        row["changes"], row["had"] = changes, had
        status[i] = "changed" if changes else "same"


def _year(table: Table, i: int, setting: Setting) -> int:
    return table.columns["year"][i] or setting.today.year


def _counts(
    table: Table, known: dict[int, dict[str, Any]], setting: Setting
) -> dict[tuple[Any, int], tuple[int, int | None]]:
    if not any(table.columns["workers"][i] is not None for i in known):
        return {}
    found = {}
    for some in in_parts([row["id"] for row in known.values()]):
        rows = HeadCount.objects.filter(workplace__in=some, group=Group.ALL).order_by("id")
        for workplace, year, workers, women in rows.values_list("workplace", "year", "workers", "women"):
            found[workplace, year] = (workers, women)
    return found


def write(setting: Setting, table: Table, comparison: Comparison, rows: list[int]) -> None:
    """Add the new workplaces, mend the known ones; their communes and head-counts with them."""
    new = [i for i in rows if comparison.status[i] == "new"]
    old = [i for i in rows if comparison.status[i] == "changed"]
    keys = dict(zip(new, bulk.new_keys(len(new)), strict=True))
    _insert(table, new, keys, setting)
    _mend(table, comparison, old, setting)
    _count(table, comparison, keys, old, setting)


_FILLED = ("address", "head", "phone", "opened_on")


def _insert(table: Table, new: list[int], keys: dict[int, str], setting: Setting) -> None:
    c, now = table.columns, timezone.now()
    letters = {sector: sectors.section_of(sector) for sector in set(c["sector"]) if sector}
    risks = [c[risk] for risk in RISKS]
    names = ("id", "name", "name_key", "kind", "tax_code", "sector", "section", "unit", *_FILLED, *RISKS, "workers", "workers_year", "recorded_at", "version")  # fmt: skip
    bulk.insert(
        Workplace,
        names,
        (
            (
                keys[i], c["name"][i], c["name_key"][i], c["kind"][i] or kind_of_name(c["name_key"][i]), c["tax_code"][i],
                c["sector"][i], letters[c["sector"][i]], c["unit_id"][i], c["address"][i], c["head"][i], c["phone"][i],
                c["opened_on"][i], *(bool(risk[i]) for risk in risks), c["workers"][i],
                _year(table, i, setting) if c["workers"][i] is not None else None, now, 1,
            )
            for i in new
        ),
    )  # fmt: skip
    bulk.insert(
        Placing, ("workplace", "unit", "address", "reason", "valid_from"),
        ((keys[i], c["unit_id"][i], c["address"][i], "", c["opened_on"][i] or LONG_AGO) for i in new),
    )  # fmt: skip


def _mend(table: Table, comparison: Comparison, old: list[int], setting: Setting) -> None:
    """One update for each set of columns that changes; a workplace that moved gets its next placing."""
    by_columns: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    moved: list[tuple[Any, int, str]] = []
    for i in old:
        row = comparison.known[i]
        values = {name: new for name, (_old, new) in row["changes"].items() if name != "workers"}
        if "name" in values:
            values["name_key"] = table.columns["name_key"][i]
        if "sector" in values:
            values["section"] = sectors.section_of(values["sector"])
        if "unit_id" in values:
            values["unit"] = values.pop("unit_id")
            moved.append((row["id"], values["unit"], table.columns["address"][i] or row["address"]))
        if values:
            names = tuple(sorted(values))
            by_columns.setdefault(names, []).append((*(values[name] for name in names), row["id"]))
    for names, rows in by_columns.items():
        bulk.update(Workplace, names, rows)
    if moved:
        move(moved, on=setting.today, reason="Theo danh sách nhập từ bảng tính")


def move(moved: list[tuple[Any, int, str]], *, on: date, reason: str) -> None:
    """Begin a new placing of each workplace on a day; the one before ends, or is put right where it began that day."""
    ids = [workplace for workplace, _unit, _address in moved]
    current = {
        row.workplace_id: row
        for some in in_parts(ids)
        for row in Placing.objects.filter(workplace__in=some, valid_to=None).order_by("valid_from", "id")
    }
    ended, begun, mended = [], [], []
    for workplace, unit, address in moved:
        row = current.get(workplace)
        if row is not None and row.valid_from >= on:
            mended.append((unit, address, row.pk))
            continue
        if row is not None:
            ended.append((on, row.pk))
        begun.append((workplace, unit, address, reason, on))
    bulk.update(Placing, ("valid_to",), ended)
    bulk.update(Placing, ("unit", "address"), mended)
    bulk.insert(Placing, ("workplace", "unit", "address", "reason", "valid_from"), begun)


def _count(table: Table, comparison: Comparison, keys: dict[int, str], old: list[int], setting: Setting) -> None:
    c, today = table.columns, setting.today
    fresh: list[tuple[Any, ...]] = []
    again: list[tuple[Any, ...]] = []
    newest: list[tuple[Any, ...]] = []
    for i, key in keys.items():
        if c["workers"][i] is not None:
            fresh.append((key, _year(table, i, setting), Group.ALL.value, c["workers"][i], c["women"][i], today))
    for i in old:
        row = comparison.known[i]
        if "workers" not in row["changes"] and c["workers"][i] is None:
            continue
        if "workers" not in row["changes"]:
            continue
        year = _year(table, i, setting)
        if row["had"] is None:
            fresh.append((row["id"], year, Group.ALL.value, c["workers"][i], c["women"][i], today))
        else:
            women = c["women"][i] if c["women"][i] is not None else row["had"][1]
            women = women if women is None or women <= c["workers"][i] else None
            again.append((c["workers"][i], women, today, row["id"], year))
        newest.append((c["workers"][i], year, row["id"], year))
    bulk.insert(HeadCount, ("workplace", "year", "group", "workers", "women", "reported_on"), fresh)
    for workers, women, day, workplace, year in again:
        HeadCount.objects.filter(workplace=workplace, year=year, group=Group.ALL).update(
            workers=workers, women=women, reported_on=day
        )
    for workers, year, workplace, _same in newest:
        Workplace.objects.filter(pk=workplace).exclude(workers_year__gt=year).update(workers=workers, workers_year=year)


_BY_NAME = (
    (("hop tac xa", "htx", "to hop tac"), Kind.COOPERATIVE),
    (("ho kinh doanh", "hkd", "ho ", "xuong moc", "co so "), Kind.HOUSEHOLD_BUSINESS),
    (("trang trai",), Kind.FARM),
    (("truong ", "tram y te", "trung tam", "benh vien", "ubnd", "uy ban", "phong ", "ban quan ly"), Kind.PUBLIC_BODY),
    (("to tho", "nhom tho", "tho xay"), Kind.BUILDERS),
    (("tau ca", "tau "), Kind.FISHING),
)


def kind_of_name(key: str) -> str:
    """What a workplace is, as far as its folded name tells; an enterprise where it tells nothing."""
    return next((kind.value for heads, kind in _BY_NAME if key.startswith(heads)), Kind.ENTERPRISE.value)


_PART = 800


def in_parts(values: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(values), _PART):
        yield values[start : start + _PART]


WORKPLACES = ListKind(
    code="workplaces",
    name=_("Danh sách cơ sở"),
    action="workplaces.keep",
    fields=FIELDS,
    compare=compare,
    write=write,
    guess_first=("women", "year", "workers", "tax_code", "sector", "kind", "commune", "address", "head", "phone", "opened_on", *RISKS, "name"),
    about=_("Cơ sở mới được thêm vào sổ; cơ sở đã có (cùng mã số thuế, hoặc cùng tên và xã) được bổ sung."),
)  # fmt: skip
