"""Whole documents of every kind, as offices write them, against what a reader finds in them."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from antoan.documents import reading
from antoan.documents.parsing import coverage_gaps, parse
from antoan.documents.reading.tests.vietnamese import to_tcvn3_standard, to_vni
from antoan.documents.tree import ParsedDocument
from antoan.plans.proposing import as_json, propose

DATA = Path(__file__).with_name("data")
NAMES = sorted(path.stem for path in DATA.glob("*.txt"))
IN_COLUMNS = "ke-hoach-bang-thang-cot"  # a cell there is broken over lines, between which other cells stand


def text_of(name: str) -> str:
    return (DATA / f"{name}.txt").read_text(encoding="utf-8")


def gold_of(name: str) -> dict[str, Any]:
    return json.loads((DATA / f"{name}.gold.json").read_text(encoding="utf-8"))


def understood(data: bytes) -> tuple[ParsedDocument, dict[str, Any]]:
    parsed = parse(reading.read(data))
    return parsed, json.loads(json.dumps(as_json(parsed, propose(parsed)), ensure_ascii=False))


def sections_of(nodes: list[dict[str, Any]]) -> list[list[Any]]:
    """[path, title, how many paragraphs] of every section, in order."""
    found: list[list[Any]] = []
    for node in nodes:
        found.append([node["path"], node["title"], len(node["paragraphs"])])
        found += sections_of(node["children"])
    return found


def said(entry: dict[str, Any], *names: str) -> dict[str, Any]:
    """What an entry says of these names; what it leaves open is left out, as in the gold."""
    return {name: entry[name] for name in names if entry[name] not in (None, [])}


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", NAMES)
def test_header_sections_tasks_and_targets_are_those_that_a_reader_finds(name):
    _, found = understood(text_of(name).encode())
    gold = gold_of(name)
    assert found["header"] == gold["header"]
    assert sections_of(found["sections"]) == gold["sections"]
    assert [task["text"][: len(g["opens"])] for task, g in zip(found["tasks"], gold["tasks"], strict=True)] == [
        g["opens"] for g in gold["tasks"]
    ]
    assert [
        {"path": task["path"], **said(task, "lead", "coordinate", "due", "recurrence", "product")}
        for task in found["tasks"]
    ] == [{key: value for key, value in g.items() if key != "opens"} for g in gold["tasks"]]
    assert [
        {"path": target["path"], **said(target, "comparison", "value", "value_to", "unit", "of", "due")}
        for target in found["targets"]
    ] == gold["targets"]


@pytest.mark.parametrize("name", NAMES)
def test_every_place_holds_the_words_that_were_read_there(name):
    parsed, found = understood(text_of(name).encode())
    assert found["text"] == parsed.read.text
    rows = range(0)
    if name == IN_COLUMNS:
        (table,) = parsed.read.tables
        rows = range(table.start, table.end)
    for entry in found["tasks"] + found["targets"]:
        place = found["text"][entry["start"] : entry["end"]]
        if entry["start"] in rows:
            assert squeezed(place).startswith(squeezed(entry["text"])[:10])
        else:
            assert squeezed(entry["text"]) in squeezed(place)


@pytest.mark.parametrize("name", NAMES)
def test_no_sentence_is_lost_between_title_and_recipients_nor_in_annexes(name):
    parsed, found = understood(text_of(name).encode())
    assert coverage_gaps(parsed) == []
    left = list(found["text"])
    for sentence in found["sentences"]:
        left[sentence["start"] : sentence["end"]] = " " * (sentence["end"] - sentence["start"])
    body = found["body"]
    lost = "".join(left[body["start"] : body["end"]])
    foot = found["text"][parsed.foot_start : parsed.foot_end] if parsed.foot_end < parsed.body_end else ""
    assert not [c for c in lost if c.isalnum()] or lost.split() == foot.split()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "write",
    [
        lambda text: text.encode("utf-16"),
        lambda text: unicodedata.normalize("NFD", text).encode(),
        lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
        to_tcvn3_standard,
        to_vni,
    ],
    ids=["utf-16", "decomposed", "windows-lines", "tcvn3", "vni"],
)
def test_old_encodings_read_the_same(name, write):
    text = text_of(name).translate(str.maketrans("“”–", '""-'))  # which TCVN3 has not
    _, wanted = understood(text.encode())
    _, found = understood(write(text))
    for part in ("header", "sections", "tasks", "targets"):
        assert found[part] == wanted[part]
