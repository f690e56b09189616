"""The measures of both forms in one table. Each names its row in the register of form rules (DF-… State, PF-… Party)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Face:
    """How a part is set: size in points, weight, slope."""

    size: float
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Form:
    """All measures of one form: lengths in millimetres, sizes and gaps in points."""

    top: float
    bottom: float
    left: float
    right: float
    number_from_top: float  # of the page number, from the edge of the paper
    left_share: float  # of the text width, taken by superior, issuer and number
    indent: float  # of the first line
    pitch: float  # from line to line in the body
    gap: float  # added between paragraphs
    faces: dict[str, Face]

    def as_data(self) -> dict[str, Any]:
        """The same as plain data, for the typesetting template."""
        return asdict(self)


# NĐ 30/2020/NĐ-CP, Phụ lục I.
STATE = Form(
    top=20,  # DF-01: 20-25
    bottom=20,  # DF-01: 20-25
    left=30,  # DF-01: 30-35
    right=20,  # DF-01: 15-20
    number_from_top=10,  # DF-25: in the top margin
    left_share=0.38,
    indent=12.7,  # DF-13: 10 or 12.7
    pitch=18,  # DF-13: single to 1.5 lines
    gap=6,  # DF-13: at least 6
    faces={
        "nation": Face(13, bold=True),  # DF-03: 12-13
        "motto": Face(14, bold=True),  # DF-04: 13-14
        "superior": Face(13),  # DF-05: 12-13
        "issuer": Face(13, bold=True),  # DF-06: 12-13
        "number": Face(13),  # DF-07: 13
        "date": Face(14, italic=True),  # DF-08: 13-14
        "kind": Face(14, bold=True),  # DF-09: 13-14
        "abstract": Face(14, bold=True),  # DF-10: 13-14
        "subject": Face(12),  # DF-11: 12-13
        "base": Face(14, italic=True),  # DF-12: 13-14
        "body": Face(14),  # DF-13: 13-14
        "authority": Face(14, bold=True),  # DF-14: 13-14
        "position": Face(14, bold=True),  # DF-14: 13-14
        "name": Face(14, bold=True),  # DF-15: 13-14
        "addressees": Face(14),  # DF-18: 13-14
        "recipients_title": Face(12, bold=True, italic=True),  # DF-19: 12
        "recipients": Face(11),  # DF-19: 11
        "urgency": Face(13, bold=True),  # DF-20: 13-14
        "page_number": Face(13),  # DF-25: 13-14
        "annex": Face(14, bold=True),  # DF-26: 14
        "annex_title": Face(14, bold=True),  # DF-26: 13-14
        "annex_reference": Face(14, italic=True),  # DF-26: 13-14
        "table": Face(12),  # no rule: one step below the body, as offices do
        "note": Face(11, italic=True),  # no rule
    },
)

# Hướng dẫn 36-HD/VPTW (2018) and its successor of 2026, which agree on these lines.
PARTY = Form(
    top=20,  # PF-01
    bottom=20,  # PF-01
    left=30,  # PF-01
    right=15,  # PF-01
    number_from_top=10,  # PF-17: 10
    left_share=0.45,
    indent=10,  # PF-11: about 10
    pitch=19,  # PF-11: exactly 18-22
    gap=6,  # PF-11: at least 6
    faces={
        "nation": Face(15, bold=True),  # PF-02: 15
        "motto": Face(15, bold=True),  # the Party's title has no second line
        "superior": Face(14),  # PF-03: 14
        "issuer": Face(14, bold=True),  # PF-04: 14
        "number": Face(14),  # PF-05: 14
        "date": Face(14, italic=True),  # PF-06: 14
        "kind": Face(16, bold=True),  # PF-07: 15-16
        "abstract": Face(14, bold=True),  # PF-08: 14-15
        "subject": Face(12, italic=True),  # PF-09: 12
        "base": Face(14),  # PF-10: 14-15
        "body": Face(14),  # PF-11: 14-15
        "authority": Face(14, bold=True),  # PF-12: 14
        "position": Face(14),  # PF-13: 14
        "name": Face(14, bold=True),  # PF-14: 14
        "addressees": Face(14, italic=True),  # PF-16: 14
        "recipients_title": Face(14),  # PF-15: 14, underlined
        "recipients": Face(12),  # PF-15: 12
        "urgency": Face(14, bold=True),  # PF-18: 14
        "page_number": Face(14),  # PF-17: 14
        "annex": Face(14, bold=True),  # as the kind of document
        "annex_title": Face(14, bold=True),
        "annex_reference": Face(14, italic=True),
        "table": Face(12),  # no rule: one step below the body, as offices do
        "note": Face(11, italic=True),  # no rule
    },
)

FORMS = {"party": PARTY, "state": STATE}
