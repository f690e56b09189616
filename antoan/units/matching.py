"""From the names of bodies written in a document to units. What is not certain comes back as candidates, never as a guess."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Q

from antoan.units.models import Kind, Level, Unit, UnitAlias, UnitClosure, UnitVersion
from antoan.units.names import LEVELS_OF_WORD, BodyName, apart, key_of, spoken


@dataclass(frozen=True)
class Match:
    """What a name was understood as. `units` are sure where `certain`; otherwise `candidates` are for a person to choose."""

    units: list[Unit] = field(default_factory=list)
    certain: bool = False
    candidates: list[Unit] = field(default_factory=list)
    why: str = ""
    is_unknown: bool = False  # nothing near the issuer is called so


@dataclass(frozen=True)
class _Body:
    unit: Unit
    key: str
    name: BodyName
    kind: str
    level: int
    is_home: bool  # in the issuer's own tree, not above it


# What a plural or a collective noun stands for, by the key of its head.
_CLASSES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        (
            "cap uy",
            "cap uy dang",
            "dang uy",
            "dang bo",
            "chi bo dang bo",
            "to chuc dang",
            "cap uy to chuc dang",
            "to chuc co so dang",
            "tccsd",
        ),
        (Kind.PARTY_COMMITTEE,),
    ),
    **dict.fromkeys(("uy ban nhan dan", "chinh quyen", "chinh quyen dia phuong"), (Kind.PEOPLES_COMMITTEE,)),
    "hoi dong nhan dan": (Kind.PEOPLES_COUNCIL,),
    **dict.fromkeys(("mat tran to quoc", "mat tran"), (Kind.FRONT,)),
    **dict.fromkeys(
        ("to chuc chinh tri xa hoi", "doan the", "doan the chinh tri xa hoi", "doan the nhan dan", "hoi doan the"),
        (Kind.ORGANISATION,),
    ),
    **dict.fromkeys(("phong ban", "phong ban chuyen mon", "phong", "co quan chuyen mon"), (Kind.DEPARTMENT,)),
    **dict.fromkeys(("so ban nganh", "so nganh", "so", "so ban"), (Kind.DEPARTMENT,)),
    **dict.fromkeys(("ban", "ban dang", "ban xay dung dang", "co quan tham muu giup viec"), (Kind.PARTY_BOARD,)),
}
_OWN_LEVEL_ONLY = {Kind.DEPARTMENT, Kind.PARTY_BOARD, Kind.ORGANISATION}
_COLLECTIVE = {"chinh quyen", "chinh quyen dia phuong", "cap uy", "cap uy dang", "to chuc dang", "cap uy to chuc dang"}
_MANY = re.compile(r"\b(các|toàn thể|tất cả|những)\b")
_KIND_LIST = r"(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu)"
_PLURAL_PLACE = re.compile(
    rf"\b(?:các |cấp )?({_KIND_LIST}(?:\s*(?:,|và)?\s*{_KIND_LIST})*)(?! hội| ủy| đoàn)\b\s*:?\s*(.*)$"
)
_LEVEL_OF = {"tỉnh": 1, "huyện": 2, "quận": 2, "thị xã": 2, "xã": 3, "phường": 3, "thị trấn": 3, "đặc khu": 3}


def match_bodies(text: str, *, issuer: Unit, on: date) -> Match:
    """The units which that name means in a document of the issuer on that day. For many names make one `Matcher`."""
    return Matcher(issuer, on).match(text)


class Matcher:
    """Matches the names of one document: the tree is loaded once, with a number of queries that does not grow.

    Names are looked for in the issuer's own tree (from the committee at its level down) and among the bodies of the
    levels above it, never elsewhere.
    """

    def __init__(self, issuer: Unit, on: date):
        self.issuer, self.on = issuer, on
        self._seen: dict[str, Match] = {}

    def match(self, text: str) -> Match:
        """What the name means: its very name or alias first, then what it is and where, then a class or a list."""
        if text not in self._seen:
            self._seen[text] = self._match(text)
        return self._seen[text]

    def home(self) -> list[Unit]:
        """The bodies of the issuer's own tree that day, in official order."""
        return [body.unit for body in self._bodies if body.is_home]

    def groups_below(self) -> list[tuple[str, list[Unit]]]:
        """The bodies of each kind on each level below the issuer's, where there are several, with what they are called."""
        found: dict[tuple[int, str], list[Unit]] = {}
        for body in self._bodies:
            if body.is_home and body.level > self._level:
                found.setdefault((body.level, body.kind), []).append(body.unit)
        return [
            (f"Cả {len(units)} đơn vị cấp dưới: {Kind(kind).label} ({', '.join(map(str, units[:2]))}…)", units)
            for (_level, kind), units in sorted(found.items())
            if len(units) > 1
        ]

    def _match(self, text: str) -> Match:
        if not key_of(text):
            return Match(why="Không có tên cơ quan nào.")
        steps: tuple[Callable[[str], Match | None], ...] = (
            self._by_name, self._as_class, self._as_list, self._by_head, self._as_enumeration,
        )  # fmt: skip
        for step in steps:
            if (match := step(text)) is not None:
                return match
        return Match(why=self.not_found(text), is_unknown=True)

    def not_found(self, *names: str) -> str:
        """The sentence that says, once for all of them, that these names are in no unit near the issuer."""
        listed = ", ".join(f"“{name}”" for name in names)
        return f"Không tìm thấy {listed} trong các đơn vị của {self.issuer} và cấp trên ngày {self.on:%d/%m/%Y}."

    # The tree

    @cached_property
    def _bodies(self) -> list[_Body]:
        above = list(
            UnitClosure.objects.on(self.on)
            .filter(descendant=self.issuer)
            .order_by("depth")
            .values_list("ancestor", flat=True)
        )
        level_of = dict(UnitVersion.objects.on(self.on).filter(unit__in=above).values_list("unit", "level"))
        chain = [unit for unit in above if unit in level_of]
        if not chain:
            return []
        own = [unit for unit in chain if level_of[unit] == level_of[self.issuer.pk]]
        home = own[-1]  # the party committee of the level holds its people's committee, front and organisations
        in_scope = Q(unit__in=UnitClosure.objects.on(self.on).filter(ancestor=home).values("descendant"))
        for upper in chain[chain.index(home) + 1 :]:
            under = UnitClosure.objects.on(self.on).filter(ancestor=upper).values("descendant")
            in_scope |= Q(unit__in=under, level=level_of[upper])
        below_home = set(UnitClosure.objects.on(self.on).filter(ancestor=home).values_list("descendant", flat=True))
        versions = list(UnitVersion.objects.on(self.on).filter(in_scope).select_related("unit"))
        places = _official_places(versions)
        versions.sort(key=lambda row: (row.level, places[row.unit_id]))
        return [
            _Body(row.unit, key_of(row.name), apart(row.name), row.kind, row.level, row.unit_id in below_home)
            for row in versions
        ]

    @cached_property
    def _level(self) -> int:
        own = next((body.level for body in self._bodies if body.unit.pk == self.issuer.pk), None)
        return Level.CENTRAL if own is None else own

    @cached_property
    def _aliases(self) -> dict[str, list[_Body]]:
        """The bodies by each name under which they go."""
        by_unit = {body.unit.pk: body for body in self._bodies}
        named: dict[str, list[_Body]] = {}
        for body in self._bodies:
            named.setdefault(body.key, []).append(body)
        aliases = UnitAlias.objects.on(self.on).filter(unit__in=by_unit).order_by("id")
        for unit_id, key in aliases.values_list("unit_id", "key"):
            if by_unit[unit_id] not in named.setdefault(key, []):
                named[key].append(by_unit[unit_id])
        return named

    # The steps

    def _by_name(self, text: str) -> Match | None:
        found = self._aliases.get(key_of(text), [])
        return self._one_of(text, found, "Đúng tên hoặc tên gọi khác.") if found else None

    def _by_head(self, text: str) -> Match | None:
        """What it is and on which level: "UBND huyện", "Ban Tuyên giáo", "Đảng ủy xã Phước Bình"."""
        asked = apart(text)
        found = [body for body in self._bodies if body.name.head == asked.head or body.key == asked.head]
        if asked.area:
            found = [body for body in found if body.name.area == asked.area]
        if asked.levels:
            found = [body for body in found if body.level in asked.levels]
        elif same_level := [body for body in found if body.level == self._level]:
            found = same_level
        # A level named without its area is the issuer's own before one above it.
        found = [body for body in found if body.is_home] or found
        if not found:
            return None
        how = "Theo tên và cấp." if asked.levels else "Không nêu cấp: hiểu là cùng cấp với đơn vị ban hành."
        return self._one_of(text, found, how)

    def _as_class(self, text: str) -> Match | None:
        """A plural or a collective noun: all bodies of a kind at the issuer's level and below, without the issuer itself."""
        words = spoken(text)
        is_many = bool(_MANY.search(words)) or bool(re.search(r"\bcấp (?:huyện|xã|tỉnh)\b", words))
        levels: set[int] | None = None
        if re.search(r"\b(các cấp(?! ủy)|từng cấp)\b", words):
            words = re.sub(r"\b(ở )?(các cấp(?! ủy)|từng cấp)\b", " ", words)
            is_many = True
        place = _PLURAL_PLACE.search(re.sub(r"\bhợp tác xã\b", " ", words))
        if place:
            if place.group(2).strip(" ,;:"):
                return None  # names follow: a list, or one body
            levels = {level for word, level in _LEVEL_OF.items() if re.search(rf"\b{word}\b(?! hội)", place.group(1))}
            if "thành phố" in place.group(1):
                levels |= {1, 2}
            words = words[: place.start()]
        elif is_many and (whose := re.search(r"\b(tỉnh|thành|huyện|quận|thị) ủy\b.*$", words)) and whose.start():
            levels = set(LEVELS_OF_WORD[whose.group(1)])  # "các ban Huyện ủy"
            words = words[: whose.start()]
        head = re.sub(r"^(thuong truc|ban thuong truc|ban thuong vu|ban chap hanh) ", "", _bare_class(words))
        kinds = _CLASSES.get(head)
        if kinds is None or not (is_many or (head in _COLLECTIVE and not levels)):
            return None
        if "trực thuộc" in words and head == "tccsd":
            levels = None
        if head.startswith("so") and levels is None:
            levels = {Level.PROVINCE}
        if head.startswith("phong") and self.issuer.kind == Kind.PARTY_COMMITTEE:
            kinds = (*kinds, Kind.PARTY_BOARD)
        return self._all_of(text, kinds, levels)

    def _all_of(self, text: str, kinds: tuple[str, ...], levels: set[int] | None) -> Match | None:
        pool = [body for body in self._bodies if body.kind in kinds and body.unit.pk != self.issuer.pk]
        home = [body for body in pool if body.is_home]
        if levels:
            found = [body for body in home if body.level in levels]
        elif set(kinds) <= _OWN_LEVEL_ONLY:
            found = [body for body in home if body.level == self._level] or home
        else:
            found = home
        if not found:
            above = [body for body in pool if not levels or body.level in levels]
            return self._one_of(text, above, "Đơn vị cấp trên.", is_certain=False) if above else None
        if len(found) == 1:  # "các tổ chức …" with one of them in the register: the others are missing there
            only = found[0].unit
            return Match(
                [], False, [only], f"“{text}” nói nhiều đơn vị, mà danh mục mới có {only}. Hãy chọn hoặc thêm."
            )
        return Match([body.unit for body in found], True, [], f"“{text}” gồm {len(found)} đơn vị: {_listed(found)}.")

    def _as_list(self, text: str) -> Match | None:
        """One kind of body and several places: "UBND các xã: Phước Bình, Phước Tân"."""
        words = spoken(text)
        place = _PLURAL_PLACE.search(words)
        if not place or not place.group(2).strip():
            return None
        names = [name for name in re.split(r"\s*[,;]\s*|\s+và\s+", place.group(2).strip(" ,;:.")) if name]
        if len(names) < 2 and not place.group(0).startswith("các "):
            return None
        head = _bare_class(words[: place.start()])
        kinds = _CLASSES.get(head, ())
        pool = [body for body in self._bodies if body.is_home and (body.name.head == head or body.kind in kinds)]
        found: list[_Body] = []
        missing: list[str] = []
        for name in names:
            area = key_of(re.sub(rf"^{_KIND_LIST} ", "", name))
            here = [body for body in pool if body.name.area == area]
            found += here
            if len(here) != 1:
                missing.append(name.title())
        if not found:
            return None
        units = [body.unit for body in found]
        if missing:
            return Match(
                [], False, units, f"“{text}”: không nhận ra {', '.join(missing)}. Hãy chọn các đơn vị còn lại."
            )
        return Match(units, True, [], f"“{text}” gồm {len(units)} đơn vị: {_listed(found)}.")

    def _as_enumeration(self, text: str) -> Match | None:
        """Several bodies in one breath: sure only where each of them is."""
        if key_of(text).startswith("van phong hoi dong nhan dan va"):  # one office that serves two bodies
            return None
        pieces = [piece for piece in re.split(r"\s*[,;]\s*|\s+và\s+", text) if key_of(piece)]
        if len(pieces) < 2:
            return None
        matches = [self.match(piece) for piece in pieces]
        units = _once(unit for match in matches for unit in (*match.units, *match.candidates))
        if not units:
            return None
        if all(match.certain for match in matches):
            return Match(units, True, [], " ".join(match.why for match in matches))
        unclear = ", ".join(f"“{piece}”" for piece, match in zip(pieces, matches, strict=True) if not match.certain)
        return Match([], False, units, f"Chưa rõ {unclear} trong “{text}”. Hãy chọn đơn vị.")

    def _one_of(self, text: str, found: list[_Body], how: str, *, is_certain: bool = True) -> Match:
        if len(found) == 1 and _is_other_name(text, found[0]):
            return Match(
                [], False, [found[0].unit], f"“{text}” gần giống {found[0].unit} nhưng khác dấu. Hãy kiểm tra lại tên."
            )
        if len(found) == 1 and is_certain:
            return Match([found[0].unit], True, [], f"{how} “{text}” là {found[0].unit}.")
        return Match(
            [], False, [body.unit for body in found],
            f"“{text}” có thể là {len(found)} đơn vị: {_listed(found)}. Hãy chọn đơn vị đúng.",
        )  # fmt: skip


def _official_places(versions: list[UnitVersion]) -> dict[int, tuple]:
    """The orders on the way down to each unit, so that the bodies of a commune stand where the commune stands."""
    row_of = {row.unit_id: row for row in versions}
    places: dict[int, tuple] = {}
    for row in versions:
        way = [(row.order, row.name, row.pk)]
        at = row
        while at.parent_id in row_of:
            at = row_of[at.parent_id]
            way.append((at.order, at.name, at.pk))
        places[row.unit_id] = tuple(reversed(way))
    return places


def _is_other_name(text: str, body: _Body) -> bool:
    """Whether the place in the text bears other marks than the body's: "Phước Bính" is not "Phước Bình"."""
    asked = apart(text).area_marks
    is_typed_plain = all(len(syllable) == 1 or syllable.isascii() for syllable in asked)
    return bool(asked and body.name.area_marks) and not is_typed_plain and asked != body.name.area_marks


def _bare_class(words: str) -> str:
    """The key of a class's head without "các", "của" and the like."""
    key = key_of(
        re.sub(r"\b(các|toàn thể|tất cả|những|trực thuộc|thuộc|của|cấp(?! ủy))\b", " ", words.replace(",", " "))
    )
    return key.strip()


def _listed(bodies: list[_Body]) -> str:
    return ", ".join(str(body.unit) for body in bodies[:4]) + ("…" if len(bodies) > 4 else "")


def _once(units: Iterable[Unit]) -> list[Unit]:
    return list({unit.pk: unit for unit in units}.values())


_KINDS: tuple[tuple[str, str], ...] = (
    (r"^(van phong|ban (?!thuong vu|chap hanh)|uy ban kiem tra|trung tam chinh tri).*(tinh|thanh|huyen|quan|thi|dang) uy\b", Kind.PARTY_BOARD),
    (r"^(dang uy|dang bo|chi bo|ban thuong vu|ban chap hanh dang|(tinh|thanh|huyen|quan|thi) uy)\b", Kind.PARTY_COMMITTEE),
    (r"^(ban bi thu|bo chinh tri|trung uong dang)\b", Kind.PARTY_COMMITTEE),
    (r"^(thuong truc )?hoi dong nhan dan\b", Kind.PEOPLES_COUNCIL),
    (r"^uy ban nhan dan\b", Kind.PEOPLES_COMMITTEE),
    (r"^(ban thuong truc )?mat tran\b", Kind.FRONT),
    (r"^(lien doan|cong doan|hoi (nong dan|lien hiep|phu nu|cuu chien binh)|doan thanh nien|(tinh|thanh|huyen|quan|thi) doan)\b", Kind.ORGANISATION),
    (r"^(cong an|bo chi huy|ban chi huy|bo tu lenh|bo doi|don bien phong)\b", Kind.ARMED_FORCE),
    (r"^(so|phong|chi cuc|cuc|tong cuc|bo|thanh tra|van phong|ban quan ly|ban dan toc)\b", Kind.DEPARTMENT),
    (r"^(truong|trung tam|benh vien|tram y te|hoc vien)\b", Kind.SCHOOL),
)  # fmt: skip


def kind_of_name(name: str) -> tuple[str, int]:
    """What a body of that name is, and on which level it works, as far as the name says: `Kind`, `Level`.

    A city without more is taken as one under the central government; a name that says nothing is `Kind.OTHER` of a commune.
    """
    key = key_of(name)
    kind = next((kind for pattern, kind in _KINDS if re.search(pattern, key)), Kind.OTHER)
    levels = apart(name).levels
    if levels:
        return kind, levels[0]
    if re.match(r"^(so|ubnd tinh|cuc)\b", key):
        return kind, Level.PROVINCE
    if re.match(r"^(bo|tong cuc|ban bi thu|bo chinh tri|trung uong|chinh phu|quoc hoi)\b", key):
        return kind, Level.CENTRAL
    if re.match(r"^phong\b", key):
        return kind, Level.DISTRICT
    return kind, Level.COMMUNE
