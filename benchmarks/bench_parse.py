"""How long reading a plan takes: the reference plan, and a plan of two hundred pages, which must cost twice one of a hundred."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import antoan.plans
from benchmarks.bench import Bench, Measure

REFERENCE = Path(antoan.plans.__file__).parent / "demo" / "ke-hoach-huyen-uy-bac-ai-2024.txt"
LINES_A_PAGE = 35  # lines with text: A4 in 14 point
SHORT, LONG = 0.25, 5.0  # CPU seconds


def run(bench: Bench) -> Iterator[Measure]:
    bench.tell("Đang đo việc đọc kế hoạch …")
    runs = 5
    yield Measure("parse.reference", _cost(bench, REFERENCE, runs) / SHORT, 1.0, "0,25 giây CPU", runs)
    hundred, two_hundred = (bench.folder / f"{pages}-trang.txt" for pages in (100, 200))
    hundred.write_text(long_plan(100), encoding="utf-8")
    two_hundred.write_text(long_plan(200), encoding="utf-8")
    # Both in the same moments of the machine: the second ratio is of two like measures.
    costs = [(_cost(bench, hundred, 1), _cost(bench, two_hundred, 1)) for _ in range(3)]
    long = median(cost for _, cost in costs)
    yield Measure("parse.200_pages", long / LONG, 1.0, "5 giây CPU", len(costs))
    ratio = median(two / (2 * one) for one, two in costs)
    yield Measure("parse.200_pages_linear", ratio, 1.25, "hai lần 100 trang", len(costs))


def _cost(bench: Bench, file: Path, runs: int) -> float:
    return median(bench.sqlite.run("reading_cost", file) for _ in range(runs))


def long_plan(pages: int) -> str:
    """A plan of so many pages: the head and foot of the reference, its body again and again with parts numbered onwards."""
    lines = REFERENCE.read_text(encoding="utf-8").splitlines()
    first = next(n for n, line in enumerate(lines) if re.match(r"\s*I\s*[.-]", line))
    last = next(n for n, line in enumerate(lines) if re.search(r"Nơi nhận", line))
    head, body, foot = lines[:first], lines[first:last], lines[last:]
    parts = _parts(body)
    out, number = list(head), 0
    while sum(bool(line.strip()) for line in out) < pages * LINES_A_PAGE:
        out += [_renumbered(line, number + 1) for line in parts[number % len(parts)]]
        number += 1
    return "\n".join([*out, *foot]) + "\n"


def _parts(body: list[str]) -> list[list[str]]:
    starts = [n for n, line in enumerate(body) if re.match(r"\s*[IVX]+\s*[.-]", line)]
    return [body[a:b] for a, b in zip(starts, [*starts[1:], len(body)], strict=True)]


def _renumbered(line: str, number: int) -> str:
    return re.sub(r"^(\s*)[IVX]+(?=\s*[.-])", lambda match: match[1] + roman(number), line)


def roman(number: int) -> str:
    """1 → I, 49 → XLIX."""
    signs = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for value, sign in signs:
        text += sign * (number // value)
        number %= value
    return text
