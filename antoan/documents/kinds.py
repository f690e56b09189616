"""The kinds of document that an office writes, with their abbreviation in each form. No Django here.

State: NĐ 30/2020/NĐ-CP, Điều 7 and Phụ lục III. Party: Hướng dẫn 36-HD/VPTW (rows PF-20, PF-21 of the register of rules).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DocumentKind:
    """A kind; `state` and `party` are its abbreviations, None where that form does not know the kind."""

    code: str
    name: str
    state: str | None
    party: str | None

    def in_form(self, form: str) -> str | None:
        return self.party if form == "party" else self.state


KINDS: tuple[DocumentKind, ...] = (
    DocumentKind("plan", "Kế hoạch", "KH", "KH"),
    DocumentKind("report", "Báo cáo", "BC", "BC"),
    DocumentKind("letter", "Công văn", "", "CV"),  # the State's letter bears no kind, only its body: 12/UBND-VHXH
    DocumentKind("decision", "Quyết định", "QĐ", "QĐ"),
    DocumentKind("notice", "Thông báo", "TB", "TB"),
    DocumentKind("invitation", "Giấy mời", "GM", None),
    DocumentKind("minutes", "Biên bản", "BB", "BB"),
    DocumentKind("proposal", "Tờ trình", "TTr", "TTr"),
    DocumentKind("guidance", "Hướng dẫn", "HD", "HD"),
    DocumentKind("programme", "Chương trình", "CTr", "CTr"),
    DocumentKind("directive", "Chỉ thị", "CT", "CT"),
    DocumentKind("resolution", "Nghị quyết", "NQ", "NQ"),
    DocumentKind("conclusion", "Kết luận", None, "KL"),
    DocumentKind("scheme", "Đề án", "ĐA", "ĐA"),
    DocumentKind("dispatch", "Công điện", "CĐ", None),
)
LETTER = "letter"
MINUTES = "minutes"
DECIDING = ("decision", "resolution")  # above their bases stands who decides
_BY_CODE = {kind.code: kind for kind in KINDS}
_KIND_FIRST = {"party": "/", "state": "-"}  # between the kind and the body: KH/HU, KH-UBND


def kind_of(code: str) -> DocumentKind:
    return _BY_CODE[code]


def kinds_in(form: str) -> list[DocumentKind]:
    return [kind for kind in KINDS if kind.in_form(form) is not None]


def symbol(kind: str, form: str, body: str) -> str:
    """The symbol of that body's documents of a kind: "KH-UBND", "KH/HU"; a letter of the State bears its body alone."""
    abbreviation = kind_of(kind).in_form(form)
    return _KIND_FIRST[form].join(part for part in (abbreviation, body.strip()) if part)


def body_of(symbol: str, kind: str, form: str) -> str:
    """The body in a symbol: "KH/HU" → "HU"; all of it where it does not begin with the kind."""
    abbreviation = kind_of(kind).in_form(form)
    return symbol.removeprefix(f"{abbreviation}{_KIND_FIRST[form]}") if abbreviation else symbol
