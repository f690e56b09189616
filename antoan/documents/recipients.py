"""From the lines of "Nơi nhận" to units: whom a document is sent to inside the system."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from antoan.units.matching import Matcher
from antoan.units.models import Unit
from antoan.units.names import key_of

_KEPT = re.compile(r"Lưu\b", re.IGNORECASE)
_AS_ABOVE = re.compile(r"Như (?:trên|kính gửi)\b", re.IGNORECASE)
_NOTE = re.compile(
    r"\s*\((?:b/c|để b/c|để báo cáo|báo cáo|p/h|để phối hợp|t/h|để thực hiện|để biết|đ/b)\)\s*", re.IGNORECASE
)
# "Thường trực Huyện ủy" is reached where Huyện ủy receives its papers.
_STANDING = re.compile(r"^(?:Ban )?Thường (?:trực|vụ)\s+(?=(?:Tỉnh|Thành|Huyện|Quận|Thị|Đảng) ủy)", re.IGNORECASE)


@dataclass(frozen=True)
class Recipient:
    """A line of "Nơi nhận": the units it surely means, or those among which a person chooses."""

    name: str
    units: list[Unit] = field(default_factory=list)
    candidates: list[Unit] = field(default_factory=list)
    why: str = ""

    @property
    def is_certain(self) -> bool:
        return bool(self.units)


def match_recipients(header: dict[str, Any], *, issuer: Unit, on: date) -> list[Recipient]:
    """Each line with its units on that day, the issuer left out; the file copy ("Lưu") is nobody's."""
    lines: list[str] = []
    for line in [*header["addressees"], *header["recipients"]]:
        if _KEPT.match(line) or (_AS_ABOVE.match(line) and header["addressees"]):
            continue
        if key_of(line) not in map(key_of, lines):
            lines.append(line)
    matcher = Matcher(issuer=issuer, on=on)
    return [_matched(line, matcher, issuer) for line in lines]


def _matched(line: str, matcher: Matcher, issuer: Unit) -> Recipient:
    name = _NOTE.sub(" ", line).strip(" ;,.-–")
    match = matcher.match(name)
    if not match.certain and (whole := _STANDING.sub("", name)) != name:
        match = matcher.match(whole)
    own = {issuer.pk}
    units = [unit for unit in match.units if unit.pk not in own] if match.certain else []
    candidates = [unit for unit in match.candidates if unit.pk not in own]
    if match.certain and not units:
        return Recipient(line, why="Là chính đơn vị ban hành.")
    return Recipient(line, units, candidates, match.why)
