"""A paper from what `antoan plan parse --json` gives: the way back from an understood document to one that can be signed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

from antoan.documents.parsing.bases import cited
from antoan.documents.tree import Base, Header, Signer

from .paper import Block, Heading, Paper, Para, Run

_ROMAN = re.compile(r"[IVXLC]+$")
_LETTER = re.compile(r"[a-zđ]$")


class NotAPaper(Exception):
    """The data are not what `plan parse --json` gives; the message names the place, in Vietnamese."""


def paper_of(data: Any, form: Literal["party", "state"] | None = None) -> Paper:
    """Set a parsed document as a paper; its own form where none is asked for, else the State's.

    Header, opening words, sections and closing words come in their order; what is null stays room to be filled in.

    Raises:
        NotAPaper: a part is missing or is not of its kind; the message says which and what stands there.
    """
    data = _mapping(data, "tệp")
    form = form or ("party" if data.get("form") == "party" else "state")
    header = header_of(data.get("header"))
    opening = _texts(data.get("opening"), "opening")
    said = cited(" ".join([header.title or "", *opening]), [])
    known = {base.number or base.kind for base in said}
    bases = [_base_line(base) for base in header.bases if (base.number or base.kind) not in known]
    body: list[Block] = [Para(text) for text in opening]
    body += _sections(data.get("sections"), "sections", 1)
    body += [Para(text) for text in _texts(data.get("closing"), "closing")]
    return Paper(form=form, header=header, body=body, bases=_ended(bases))


def _must_be_a_day(facts: dict[str, Any]) -> None:
    """What is left blank may be any day; what is given must be in the calendar."""
    try:
        date(facts["year"] or 2000, facts["month"] or 1, facts["day"] or 1)
    except (ValueError, OverflowError) as error:
        given = "/".join(str(facts[name] or "…") for name in ("day", "month", "year"))
        raise NotAPaper(f"header.date: không có ngày {given}.") from error


def header_of(data: Any) -> Header:
    """The header from its JSON shape."""
    data = _mapping(data, "header")
    day = _mapping(data.get("date") or {}, "header.date")
    signer = _mapping(data.get("signer") or {}, "header.signer")
    facts: dict[str, Any] = {
        name: _text(data.get(name), f"header.{name}")
        for name in ("superior", "issuer", "number", "symbol", "place", "kind", "title")
    }
    facts |= {name: _number(day.get(name), f"header.date.{name}") for name in ("year", "month", "day")}
    _must_be_a_day(facts)
    bases = _list(data.get("bases"), "header.bases")
    return Header(
        **facts,
        bases=[_base(base, f"header.bases[{place}]") for place, base in enumerate(bases)],
        recipients=_texts(data.get("recipients"), "header.recipients"),
        signer=Signer(
            **{name: _text(signer.get(name), f"header.signer.{name}") for name in ("authority", "position", "name")}
        ),
    )


def _sections(data: Any, where: str, level: int) -> list[Block]:
    blocks: list[Block] = []
    for place, section in enumerate(_list(data, where)):
        here = f"{where}[{place}]"
        section = _mapping(section, here)
        label, title = _text(section.get("label"), f"{here}.label") or "", _text(section.get("title"), f"{here}.title")
        paragraphs = _texts(section.get("paragraphs"), f"{here}.paragraphs")
        if title and paragraphs and paragraphs[0][:1].islower():  # it goes on in the line of its title
            blocks.append(Para([Run(f"{title}: ", bold=level <= 3), Run(paragraphs[0])], label=_printed(label)))
            blocks += [Para(text) for text in paragraphs[1:]]
        elif title or not paragraphs:
            blocks.append(Heading(_printed(label), title or "", level))
            blocks += [Para(text) for text in paragraphs]
        else:
            blocks.append(Para(paragraphs[0], label=_printed(label)))
            blocks += [Para(text) for text in paragraphs[1:]]
        blocks += _sections(section.get("children"), f"{here}.children", level + 1)
    return blocks


def _printed(label: str) -> str:
    """A label as papers write it: "I.", "1.", "1.1.", "a)", "Điều 3."."""
    if not label or not label[-1].isalnum():
        return label
    return f"{label})" if _LETTER.match(label) else f"{label}."


def _base_line(base: Base) -> str:
    number = f" số {base.number}" if base.number else ""
    day = f", ngày {int(base.date[8:])}/{int(base.date[5:7])}/{base.date[:4]}" if base.date else ""
    return f"Căn cứ {base.kind or 'Văn bản'}{number}{day}"


def _ended(lines: Sequence[str]) -> list[str]:
    return [f"{line}{'.' if place == len(lines) else ';'}" for place, line in enumerate(lines, start=1)]


def _base(data: Any, where: str) -> Base:
    data = _mapping(data, where)
    return Base(**{name: _text(data.get(name), f"{where}.{name}") for name in ("kind", "number", "date")})


def _mapping(data: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise NotAPaper(f"“{where}” phải là một nhóm có tên trường, nhưng ở đó là {_seen(data)}.")
    return data


def _list(data: Any, where: str) -> list[Any]:
    if data is None:
        return []
    if not isinstance(data, list):
        raise NotAPaper(f"“{where}” phải là một danh sách, nhưng ở đó là {_seen(data)}.")
    return data


def _texts(data: Any, where: str) -> list[str]:
    return [_text(text, f"{where}[{place}]") or "" for place, text in enumerate(_list(data, where))]


def _text(data: Any, where: str) -> str | None:
    if data is not None and not isinstance(data, str):
        raise NotAPaper(f"“{where}” phải là chữ, nhưng ở đó là {_seen(data)}.")
    return data


def _number(data: Any, where: str) -> int | None:
    if data is not None and (not isinstance(data, int) or isinstance(data, bool)):
        raise NotAPaper(f"“{where}” phải là số, nhưng ở đó là {_seen(data)}.")
    return data


def _seen(data: Any) -> str:
    return "trống (null)" if data is None else f"“{str(data)[:40]}”"
