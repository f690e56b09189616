"""Numbering and issuing: the number, the printed paper, the kept document and its sending arrive together or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from antoan.core import audit, files
from antoan.core.commands import command, locked
from antoan.core.scoping import Actor, require
from antoan.documents import kinds, numbering, papers, writing
from antoan.documents.commands.ingesting import keep_provisions
from antoan.documents.commands.sending import send
from antoan.documents.models import Document, Draft, DraftVersion, Register, RegisterEntry
from antoan.documents.parsing.bases import cited
from antoan.documents.reading.sniffing import DOCX, PDF
from antoan.documents.refusals import (
    NotThatPeriod,
    NumbersBackwards,
    NumberTaken,
    SignedBeforeDraft,
    SignedInFuture,
    SymbolMissing,
    UnitNotStanding,
    WrongStatus,
)
from antoan.documents.rendering import render_docx, render_pdf
from antoan.documents.tree import Paragraph, Provision

MOST_ON_PAPER = 2000


@command
def issue(
    actor: Actor, *, draft: Draft, version: int, signed_on: date, period: str, recipients: Iterable[Any] = ()
) -> Document:
    """Give an approved draft the next number of its register, print it, keep it as a document and send it.

    The number is taken in this very transaction: whoever issues at the same moment gets the next one, and if anything
    fails none is used up. `period` is one of `numbering.periods` of the day; `recipients` are units.

    Raises:
        NotPermitted, ChangedMeanwhile
        WrongStatus: it is not approved.
        SignedBeforeDraft, SignedInFuture, UnitNotStanding, NotThatPeriod, SymbolMissing
    Law: NĐ 30/2020/NĐ-CP, Điều 15 (State: by calendar year); Party: by term.
    """
    require(actor, "documents.issue", draft.unit)
    draft = locked(draft, version=version, what="dự thảo này")
    if draft.status != Draft.Status.APPROVED:
        raise WrongStatus(status=draft.get_status_display())
    _check_day(draft, signed_on, period)
    latest = draft.versions.get(number=draft.versions.values_list("number", flat=True)[0])
    if not latest.content["header"]["body"]:
        raise SymbolMissing

    register, number = take_number(draft.unit, draft.kind, period)
    document = _print(actor, draft, latest, number, signed_on)
    RegisterEntry.objects.create(
        register=register, number=number, document=document, title=draft.title, signed_on=signed_on, by_id=actor.user_id
    )
    draft.status, draft.document, draft.changed_at = Draft.Status.ISSUED, document, timezone.now()
    draft.version += 1
    draft.save()
    sent = send(actor, document, recipients)
    audit.record(
        actor, "documents.draft.issued", draft, unit=draft.unit, document=document.pk, number=document.reference,
        register=register.pk, signed_on=signed_on, sent_to=[row.unit_id for row in sent],
    )  # fmt: skip
    return document


def _check_day(draft: Draft, signed_on: date, period: str) -> None:
    if signed_on < draft.begun_on:
        raise SignedBeforeDraft(signed_on=signed_on, begun_on=draft.begun_on)
    if signed_on > timezone.localdate():
        raise SignedInFuture(signed_on=signed_on)
    if draft.unit.version_on(signed_on) is None:
        raise UnitNotStanding(unit=draft.unit, day=signed_on)
    if period not in numbering.periods(draft.form, signed_on):
        raise NotThatPeriod(signed_on=signed_on, period=numbering.words(period))


@command
def take_number_on_paper(
    actor: Actor, *, unit: Any, kind: str, period: str, first: int, last: int | None = None,
    title: str = "", signed_on: date | None = None,
) -> list[RegisterEntry]:  # fmt: skip
    """Say that numbers were used on paper, so that they are not given again here. From `first` to `last`, both included.

    Raises:
        NotPermitted
        NumbersBackwards: the range is empty, or too long to be meant.
        NumberTaken: one of them is in the book already; it is named.
    """
    require(actor, "documents.issue", unit)
    last = first if last is None else last
    if first < 1 or not first <= last < first + MOST_ON_PAPER:
        raise NumbersBackwards(first=first, last=last, limit=MOST_ON_PAPER)
    register = _held(unit, kind, period)
    if taken := register.entries.filter(number__range=(first, last)).order_by("number").first():
        raise NumberTaken(number=taken.number, title=taken.title or "đã dùng trên giấy")
    entries = RegisterEntry.objects.bulk_create(
        RegisterEntry(register=register, number=number, title=title.strip(), signed_on=signed_on, by_id=actor.user_id)
        for number in range(first, last + 1)
    )
    _move_on(register)
    audit.record(
        actor, "documents.number.taken_on_paper", register, unit=unit, kind=kind, period=period, first=first, last=last,
        title=title.strip(),
    )  # fmt: skip
    return entries


def take_number(unit: Any, kind: str, period: str) -> tuple[Register, int]:
    """The lowest number that is still free in a book, which stays held until the transaction ends.

    The caller writes its entry; the book moves on here.
    """
    register = _held(unit, kind, period)
    number = register.last + 1
    _move_on(register, also=number)
    return register, number


def next_number(unit: Any, kind: str, period: str) -> int:
    """The number that would be taken now; somebody else may be quicker."""
    register = Register.objects.filter(unit=unit, kind=kind, period=period).first()
    return register.last + 1 if register else 1


def _held(unit: Any, kind: str, period: str) -> Register:
    Register.objects.get_or_create(unit=unit, kind=kind, period=period)
    return Register.objects.select_for_update().get(unit=unit, kind=kind, period=period)


def _move_on(register: Register, *, also: int | None = None) -> None:
    """Set `last` before the first gap. Above it lie only numbers that paper took ahead of the book."""
    ahead = set(register.entries.filter(number__gt=register.last).values_list("number", flat=True))
    ahead |= {also} if also else set()
    last = register.last
    while last + 1 in ahead:
        last += 1
    register.last = last
    register.save(update_fields=["last"])


def _print(actor: Actor, draft: Draft, version: DraftVersion, number: int, signed_on: date) -> Document:
    """The paper as PDF and Word, kept as the document with its header and provisions."""
    content = version.content
    paper = papers.paper_of(
        content, form=draft.form, kind=draft.kind, number=number, signed_on=signed_on, created_at=timezone.now()
    )
    header = papers.header_of(content, form=draft.form, kind=draft.kind, number=number, signed_on=signed_on)
    name = f"{number:02d}-{(header.symbol or '').replace('/', '-')}"
    text, provisions = _laid_out(content)
    bases = cited(" ".join([header.title or "", *content["opening"]]), [])
    document = Document.objects.create(
        unit=draft.unit,
        file=files.keep(render_pdf(paper), name=f"{name}.pdf", media_type=PDF),
        file_name=files.safe_name(f"{name}.pdf"),
        word=files.keep(render_docx(paper), name=f"{name}.docx", media_type=DOCX),
        form=draft.form,
        superior=header.superior,
        issuer=header.issuer or str(draft.unit),
        number=header.number,
        symbol=header.symbol,
        place=header.place,
        year=signed_on.year,
        month=signed_on.month,
        day=signed_on.day,
        kind=kinds.kind_of(draft.kind).name,
        title=header.title,
        details={
            "bases": [vars(base) for base in bases],
            "recipients": header.recipients,
            "signer": vars(header.signer),
        },
        text=text,
        body_start=0,
        body_end=len(text),
        ingested_by_id=actor.user_id,
    )
    keep_provisions(document, provisions)
    return document


def _laid_out(content: writing.Content) -> tuple[str, list[Provision]]:
    """The body as one text, and its tree with the place of every provision and paragraph in it."""
    text = ""

    def add(line: str) -> tuple[int, int]:
        nonlocal text
        start = len(text)
        text += f"{line}\n"
        return start, len(text) - 1

    def lay(section: dict[str, Any]) -> Provision:
        heading, paragraphs = section["heading"], list(section["paragraphs"])
        kept: list[Paragraph] = []
        if section["runs_on"] and paragraphs:
            first = paragraphs.pop(0)
            start, end = add(f"{heading} {first}")
            heading_end = start + len(heading)
            kept.append(Paragraph(first, heading_end + 1, end))
        else:
            start, heading_end = add(heading)
        kept += [Paragraph(line, *add(line)) for line in paragraphs]
        children = [lay(child) for child in section["children"]]
        return Provision(
            section["label"], section["path"], section["title"], start, len(text) - 1, heading_end, kept, children
        )

    for line in content["opening"]:
        add(line)
    provisions = [lay(section) for section in content["sections"]]
    for line in content["closing"]:
        add(line)
    for annex in writing.annexes(content):
        add(f"{annex['label']}: {annex['title']}")
        for line in annex["lines"]:
            add(line)
    return text, provisions
