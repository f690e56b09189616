"""Settled questions as a text of the home's own law, so that whoever asks the law gets the answer, with its mark.

The rows are the truth; the file is written anew from them. An office that moves copies its database and then has the
file again with the next settlement.
"""

from __future__ import annotations

import fcntl
import shutil
import tempfile
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from antoan.law import pack
from antoan.law.errors import Fault, WrongPack
from antoan.law.loading import load
from antoan.law.models import Settlement
from antoan.law.refusals import OwnLawNotSound, TextNotSound
from antoan.law.rules import Rule

NAME = "settlements.yaml"
HEAD = "# Written by the product from the answers to open questions. Correct them on the page Câu hỏi mở, not here.\n"
KEPT = ("operator", "starts", "ends", "rolls")


def details_of(rule: Rule, variant: str) -> dict[str, Any]:
    """What a new entry of the rule takes over from the others: unit, operator, where the time starts and ends."""
    entries = [each for each in pack.current().history(rule.key) if not variant or ",".join(each.variant) == variant]
    # An entry that decides says more than an open one; of those, the latest is nearest to the new one.
    entries.sort(key=lambda each: (each.decides, each.valid_from))
    if not entries:
        return {}
    like = entries[-1]
    return {"unit": like.unit} | {name: getattr(like, name) for name in KEPT if getattr(like, name) not in ("", None)}


def as_text(settlements: Iterable[Settlement]) -> str:
    """The pack that these answers make; those in words alone decide nothing and are left out."""
    instruments: dict[str, Any] = {}
    amendments: dict[str, Any] = {}
    known = pack.current()
    for each in settlements:
        if not each.key:
            continue
        if each.document_about:
            instruments[each.document] = {
                "about": each.document_about,
                "valid_from": each.document_valid_from,
                "confidence": "likely",
            }
        entry = {
            "valid_from": each.valid_from,
            "value": _for_variants(known.rule(each.key), each.variant, each.value),
            **each.details,
            "citation": {"document": each.document, "provision": each.provision},
            "confidence": "likely",
            "settles": each.question,
        }
        amendments.setdefault(each.key, {"values": []})["values"].append(entry)
    content = {name: rows for name, rows in (("instruments", instruments), ("amendments", amendments)) if rows}
    return HEAD + (yaml.dump(content, Dumper=_Plain, allow_unicode=True, sort_keys=False) if content else "")


class _Plain(yaml.SafeDumper):
    """Without anchors: a lawyer reads the file."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _for_variants(rule: Rule, variant: str, value: Any) -> Any:
    """The value under the codes of its variant, or under each where it holds for all."""
    chosen = variant.split(",") if variant else [None] * len(rule.by)
    for codes, code in zip(reversed(list(rule.by.values())), reversed(chosen), strict=True):
        value = dict.fromkeys([code] if code else codes, value)
    return value


def check(settlements: Iterable[Settlement]) -> None:
    """Read the law strictly as it would stand with these answers.

    Raises:
        TextNotSound: they cannot be read, or say two things for one day.
        OwnLawNotSound: another text of the home is wrong, so nothing of it decides at present.
    """
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / "own"
        if pack.own_folder().is_dir():
            shutil.copytree(pack.own_folder(), own, ignore=shutil.ignore_patterns(NAME, ".*"))
        own.mkdir(exist_ok=True)
        (own / NAME).write_text(as_text(settlements), encoding="utf-8")
        try:
            load(pack.SHIPPED, own)
        except WrongPack as wrong:
            (own / NAME).unlink()
            sound_without(own)
            raise TextNotSound(faults=told(wrong.faults)) from wrong


def sound_without(own: Path) -> None:
    """See that the home's other texts are right: then what is wrong is the answer.

    Raises:
        OwnLawNotSound
    """
    try:
        load(pack.SHIPPED, own)
    except WrongPack as wrong:
        raise OwnLawNotSound(faults=told(wrong.faults)) from wrong


def told(faults: Iterable[Fault]) -> str:
    """The first faults, for a sentence."""
    return "; ".join(said(each) for each in islice(faults, 3))


def said(fault: Fault) -> str:
    """A fault with the name of its file alone: readers of pages do not know our folders."""
    return f"{Path(fault.file).name}, dòng {fault.line}: {fault.message}"


def write() -> None:
    """Put the standing answers into the home, and let the next question see them.

    Two that write at once take turns, and each reads the rows in its turn, so that the later has both.
    """
    folder = pack.own_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        text = as_text(standing())
        draft = folder / f".{NAME}.draft"
        draft.write_text(text, encoding="utf-8")
        draft.replace(folder / NAME)
    pack.refresh()


def standing() -> list[Settlement]:
    return list(Settlement.objects.filter(withdrawn_at=None).order_by("at", "pk"))
