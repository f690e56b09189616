"""Pictures of a case: the tree of causes, and where on the body people were hurt. SVG, with words for who does not see."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from antoan.accidents.models import Accident, Investigation
from antoan.accidents.queries import Branch
from antoan.accidents.queries import cause_tree as branches_of

_WIDTH, _INDENT, _LINE, _PAD, _GAP, _LETTERS = 680, 36, 20, 8, 12, 7.4


def cause_tree(investigation: Investigation, accident: Accident) -> SafeString:
    """The accident on top, below it what made it happen, further in what made that happen."""
    branches = branches_of(investigation.causes.all())
    top = Box(0, [f"Vụ {accident.code}"], 0)
    boxes, y = [top], top.height + _GAP
    for branch in branches:
        box = Box(branch.depth + 1, _lines(branch), y)
        boxes.append(box)
        y += box.height + _GAP
    lines = []
    for place, box in enumerate(boxes[1:], start=1):
        parent = next(other for other in reversed(boxes[:place]) if other.depth == box.depth - 1)
        x = parent.x + _INDENT / 2
        lines.append((x, parent.y + parent.height, x, box.middle, box.x, box.middle))
    said = "; ".join(f"{branch.number} {branch.cause.text}" for branch in branches)
    return format_html(
        '<svg class="tree" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" font-family="Be Vietnam Pro, sans-serif" '
        'font-size="14"><title>Cây nguyên nhân: {}</title>{}{}</svg>',
        _WIDTH, round(y), said,
        format_html_join("", '<path d="M{} {} V{} H{}" fill="none" stroke="#8a929b" stroke-width="1.5"/>', ((a, b, d, e) for a, b, _c, d, e, _f in lines)),
        format_html_join("", "{}", ((box.drawn(),) for box in boxes)),
    )  # fmt: skip


class Box:
    def __init__(self, depth: int, lines: list[str], y: float):
        self.depth, self.lines, self.y = depth, lines, y
        self.x = min(depth, 8) * _INDENT + 1
        self.height = len(lines) * _LINE + 2 * _PAD

    @property
    def middle(self) -> float:
        return self.y + self.height / 2

    def drawn(self) -> SafeString:
        texts = format_html_join(
            "", '<text x="{}" y="{}" fill="#1d2733">{}</text>', ((self.x + _PAD, self.y + _PAD + (n + 0.75) * _LINE, line) for n, line in enumerate(self.lines))
        )  # fmt: skip
        return format_html(
            '<rect x="{}" y="{}" width="{}" height="{}" rx="4" fill="{}" stroke="#8a929b"/>{}',
            self.x, self.y + 1, _WIDTH - self.x - 2, self.height - 2, "#fff" if self.depth else "#efede6", texts,
        )  # fmt: skip


def _lines(branch: Branch) -> list[str]:
    code = f" [mã {branch.cause.code}]" if branch.cause.code else ""
    room = int((_WIDTH - min(branch.depth + 1, 8) * _INDENT - 2 * _PAD) / _LETTERS)
    return textwrap.wrap(f"{branch.number}. {branch.cause.text}{code}", room)


# Where the six groups of the statutory list lie on a drawn body, as circles (x, y, r) and rounded bars (x, y, w, h).
_PARTS: dict[str, tuple[str, list[tuple[int, ...]]]] = {
    "01": ("Đầu, mặt, cổ", [(50, 22, 16)]),
    "02": ("Ngực, bụng", [(32, 42, 36, 62)]),
    "03": ("Phần chi trên", [(14, 44, 14, 62), (72, 44, 14, 62)]),
    "04": ("Phần chi dưới", [(33, 108, 15, 80), (52, 108, 15, 80)]),
}
_WHOLE = {"05": "Bỏng", "06": "Nhiễm độc"}  # concern the whole body: a ring around it


def body_map(injuries: Iterable[str]) -> SafeString:
    """A body whose hurt parts are filled; nothing where no injury of the list is known."""
    hurt = sorted({code[:2] for code in injuries})
    if not hurt:
        return mark_safe("")
    names = [_PARTS[group][0] if group in _PARTS else _WHOLE.get(group, group) for group in hurt]
    shapes = [
        _shape(shape, "#a8201a" if group in hurt else "#fff")
        for group, (_, shapes) in _PARTS.items()
        for shape in shapes
    ]
    ring = format_html(
        '<rect x="2" y="2" width="96" height="190" rx="12" fill="none" stroke="{}" stroke-width="2" stroke-dasharray="5 4"/>',
        "#a8201a" if set(hurt) & set(_WHOLE) else "none",
    )
    return format_html(
        '<svg class="body" viewBox="0 0 100 194" role="img" width="100" height="194"><title>Bị thương: {}</title>{}{}</svg>',
        ", ".join(names),
        format_html_join("", "{}", ((shape,) for shape in shapes)),
        ring,
    )


def _shape(shape: tuple[int, ...], fill: str) -> SafeString:
    if len(shape) == 3:
        return format_html('<circle cx="{}" cy="{}" r="{}" fill="{}" stroke="#8a929b"/>', *shape, fill)
    return format_html('<rect x="{}" y="{}" width="{}" height="{}" rx="7" fill="{}" stroke="#8a929b"/>', *shape, fill)
