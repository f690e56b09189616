"""Writing a document: versions, comments, approval."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Any

from django.utils import timezone

from antoan.core import audit, files
from antoan.core.commands import command, locked
from antoan.core.scoping import Actor, require
from antoan.documents import kinds, papers, writing
from antoan.documents.ingestion import Understood
from antoan.documents.models import Comment, Document, Draft, DraftVersion
from antoan.documents.reading.sniffing import DOCX
from antoan.documents.refusals import (
    AddresseesMissing,
    AlreadyResolved,
    AnotherDraftsFile,
    BasedOnOlderVersion,
    CommentsOpen,
    EmptyComment,
    HeaderIncomplete,
    KindNotInForm,
    NotBeingWritten,
    NothingChanged,
    NothingWritten,
    ReasonMissing,
    TablesNotTaken,
    TitleMissing,
    UnitNotStanding,
    UnknownFile,
    WrongStatus,
)

_ALIKE = 0.5  # share of common words from which a file without mark is taken for a version of the draft


@command
def start_draft(actor: Actor, *, unit: Any, form: str, kind: str, title: str) -> Draft:
    """Begin a document; its words come with the first version.

    Raises:
        NotPermitted, TitleMissing
        KindNotInForm: that form has no such kind of document.
        UnitNotStanding: the unit was abolished; whoever follows it writes.
    """
    require(actor, "documents.draft", unit)
    today = timezone.localdate()
    if not title.strip():
        raise TitleMissing
    if kinds.kind_of(kind).in_form(form) is None:
        raise KindNotInForm(form=Document.Form(form).label, kind=kinds.kind_of(kind).name)
    if unit.version_on(today) is None:
        raise UnitNotStanding(unit=unit, day=today)
    draft = Draft.objects.create(
        unit=unit, form=form, kind=kind, title=" ".join(title.split()), begun_on=today, begun_by_id=actor.user_id
    )
    audit.record(actor, "documents.draft.started", draft, unit=unit, form=form, kind=kind, title=draft.title)
    return draft


@command
def save_version(
    actor: Actor, *, draft: Draft, version: int, header: Mapping[str, Any], text: str, note: str = ""
) -> DraftVersion:
    """Keep the paper as it is typed now. Saving the very same again adds nothing.

    `header` holds the fields of `writing.HEADER`; `version` is the draft's, as the page showed it.

    Raises:
        NotPermitted, ChangedMeanwhile, TitleMissing, NothingWritten
        AddresseesMissing: a letter is written to somebody.
        NotBeingWritten: it waits for approval, or is through.
    """
    require(actor, "documents.draft", draft.unit)
    draft = _writable(draft, version)
    content = {"header": writing.HEADER | dict(header), **writing.typed(text)}
    latest = draft.versions.first()
    if latest is not None and writing.is_same(latest.content, content):
        return latest
    made = _add(actor, draft, content, note)
    audit.record(actor, "documents.draft.saved", draft, unit=draft.unit, number=made.number, note=note)
    return made


@command
def save_file(
    actor: Actor, *, draft: Draft, version: int, understood: Understood, note: str = "", despite: bool = False
) -> DraftVersion:
    """Take a file that was edited by hand as a new version of the draft from which it was downloaded.

    A Word file from here bears the draft and version in its properties; any other is judged by its words. `despite` takes
    it although it was edited from an older version, or looks like another text.

    Raises:
        NotPermitted, ChangedMeanwhile, NotBeingWritten, NothingWritten, NothingChanged
        AnotherDraftsFile: it bears the mark of another draft.
        TablesNotTaken: a table stands where no paper has one.
        UnknownFile, BasedOnOlderVersion: a person must say that it is meant.
    """
    require(actor, "documents.draft", draft.unit)
    draft = _writable(draft, version)
    name, parsed = files.safe_name(understood.name), understood.parsed
    latest = draft.versions.first()
    _recognise(draft, latest, understood, name, despite)
    parts = writing.parts_of(parsed)
    if lost := sum(table.ruled for table in parsed.read.tables) - writing.tables_in(parts):
        raise TablesNotTaken(name=name, count=lost)
    before = latest.content["header"] if latest else writing.HEADER | {"title": draft.title}
    content = {"header": writing.header_after(before, parsed.header, parts), **parts}
    if latest is not None and writing.is_same(latest.content, content):
        raise NothingChanged(name=name, number=latest.number)
    file = files.keep(understood.data, name=name, media_type=parsed.read.media_type)
    made = _add(actor, draft, content, note, source=DraftVersion.Source.FILE, file=file, file_name=name)
    audit.record(
        actor,
        "documents.draft.file_taken",
        draft,
        unit=draft.unit,
        number=made.number,
        file=file.sha256,
        despite=despite,
    )
    return made


def _recognise(draft: Draft, latest: DraftVersion | None, understood: Understood, name: str, despite: bool) -> None:
    mark = papers.mark_in(understood.data) if understood.parsed.read.media_type == DOCX else None
    if mark is not None and mark[0] != draft.pk:
        other = Draft.objects.filter(pk=mark[0], unit=draft.unit).first()
        raise AnotherDraftsFile(name=name, title=other.title if other else "của đơn vị khác")
    if latest is None or despite:
        return
    if mark is not None:
        if mark[1] < latest.number:
            raise BasedOnOlderVersion(name=name, based_on=mark[1], latest=latest.number)
        return
    share = SequenceMatcher(None, latest.text.split(), understood.parsed.read.text.split(), autojunk=False).ratio()
    if share < _ALIKE:
        raise UnknownFile(name=name, share=round(share * 100))


def _writable(draft: Draft, version: int) -> Draft:
    draft = locked(draft, version=version, what="dự thảo này")
    if not draft.is_writing:
        raise NotBeingWritten(status=draft.get_status_display())
    return draft


def _add(actor: Actor, draft: Draft, content: dict[str, Any], note: str, **facts: Any) -> DraftVersion:
    content["header"]["title"] = " ".join(content["header"]["title"].split())
    if not content["header"]["title"]:
        raise TitleMissing
    if draft.kind == kinds.LETTER and not content["header"]["addressees"]:
        raise AddresseesMissing
    text = writing.text_of(content)
    if not text.strip():
        raise NothingWritten
    latest = draft.versions.first()
    made = DraftVersion.objects.create(
        draft=draft, number=latest.number + 1 if latest else 1, content=content, text=text, note=note.strip(),
        by_id=actor.user_id, **facts,
    )  # fmt: skip
    draft.title = content["header"]["title"]
    _touch(draft)
    return made


def _touch(draft: Draft) -> None:
    draft.version += 1
    draft.changed_at = timezone.now()
    draft.save()


@command
def comment(actor: Actor, *, draft: Draft, path: str, text: str) -> Comment:
    """Say something of a provision of the latest version; of the whole draft where `path` is empty.

    Raises:
        NotPermitted, EmptyComment
        WrongStatus: it was issued or given up.
    """
    require(actor, "documents.comment", draft.unit)
    draft = locked(draft)
    if not draft.is_open:
        raise WrongStatus(status=draft.get_status_display())
    if not text.strip():
        raise EmptyComment
    latest = draft.versions.first()
    part = next((part for part in writing.parts(latest.content) if part.path == path), None) if latest else None
    said = Comment.objects.create(
        draft=draft,
        path=path if part else "",
        excerpt=part.text if part and path else "",
        version_number=latest.number if latest else 0,
        text=text.strip(),
        by_id=actor.user_id,
    )
    audit.record(actor, "documents.comment.made", said, unit=draft.unit, draft=draft.pk, path=said.path, text=said.text)
    return said


@command
def resolve_comment(actor: Actor, *, comment: Comment, answer: str = "") -> Comment:
    """Close a comment, with what was done about it.

    Raises:
        NotPermitted, AlreadyResolved
    """
    unit = comment.draft.unit
    is_own = comment.by_id is not None and comment.by_id == actor.user_id  # everybody may take back what he said
    judges = "documents.approve" if actor.may("documents.approve", unit) else "documents.draft"
    require(actor, "documents.comment" if is_own else judges, unit)
    comment = locked(comment)
    if comment.resolved_at:
        raise AlreadyResolved
    comment.answer, comment.resolved_by_id, comment.resolved_at = answer.strip(), actor.user_id, timezone.now()
    comment.save()
    audit.record(actor, "documents.comment.resolved", comment, unit=unit, draft=comment.draft_id, text=comment.answer)
    return comment


@command
def send_for_approval(actor: Actor, *, draft: Draft, version: int) -> Draft:
    """Lay the latest version before whoever approves. From now on it is not changed.

    Raises:
        NotPermitted, ChangedMeanwhile, WrongStatus, NothingWritten
        HeaderIncomplete: nobody could sign or number it.
    """
    require(actor, "documents.draft", draft.unit)
    draft = _in(draft, Draft.Status.WRITING, version=version)
    latest = draft.versions.first()
    if latest is None:
        raise NothingWritten
    if lacking := writing.missing(latest.content["header"], draft.kind):
        raise HeaderIncomplete(missing=", ".join(lacking))
    draft.status, draft.sent_by_id, draft.sent_at, draft.reason = (
        Draft.Status.WAITING,
        actor.user_id,
        timezone.now(),
        "",
    )
    _touch(draft)
    audit.record(actor, "documents.draft.sent", draft, unit=draft.unit)
    return draft


@command
def return_draft(actor: Actor, *, draft: Draft, reason: str) -> Draft:
    """Give a draft back to be changed, also one that was approved already.

    Raises:
        NotPermitted, WrongStatus, ReasonMissing
    """
    require(actor, "documents.approve", draft.unit)
    draft = _in(draft, Draft.Status.WAITING, Draft.Status.APPROVED)
    draft.status, draft.reason = Draft.Status.WRITING, _given(reason)
    draft.approved_by, draft.approved_at = None, None
    _touch(draft)
    audit.record(actor, "documents.draft.returned", draft, unit=draft.unit, reason=draft.reason)
    return draft


@command
def approve(actor: Actor, *, draft: Draft, version: int) -> Draft:
    """Approve the latest version, to be numbered and issued as it is.

    Raises:
        NotPermitted, ChangedMeanwhile, WrongStatus
        CommentsOpen: somebody still waits for an answer.
    """
    require(actor, "documents.approve", draft.unit)
    draft = _in(draft, Draft.Status.WAITING, version=version)
    if count := draft.comments.filter(resolved_at=None).count():
        raise CommentsOpen(count=count)
    draft.status, draft.approved_by_id, draft.approved_at = Draft.Status.APPROVED, actor.user_id, timezone.now()
    _touch(draft)
    number = draft.versions.values_list("number", flat=True).first()
    audit.record(actor, "documents.draft.approved", draft, unit=draft.unit, number=number)
    return draft


@command
def withdraw_draft(actor: Actor, *, draft: Draft, reason: str) -> Draft:
    """Give a draft up. Its versions stay.

    Raises:
        NotPermitted, WrongStatus, ReasonMissing
    """
    require(actor, "documents.draft", draft.unit)
    draft = _in(draft, Draft.Status.WRITING, Draft.Status.WAITING, Draft.Status.APPROVED)
    draft.status, draft.reason = Draft.Status.WITHDRAWN, _given(reason)
    _touch(draft)
    audit.record(actor, "documents.draft.withdrawn", draft, unit=draft.unit, reason=draft.reason)
    return draft


def _in(draft: Draft, *statuses: str, version: int | None = None) -> Draft:
    """The draft, held, if it stands where the deed can be done."""
    draft = locked(draft, version=version, what="dự thảo này")
    if draft.status not in statuses:
        raise WrongStatus(status=draft.get_status_display())
    return draft


def _given(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing
    return reason.strip()
