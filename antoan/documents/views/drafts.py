"""Pages of drafts: the list, a new one, writing with a preview, one draft with its comments, two versions side by side."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from antoan.core.http import Request
from antoan.core.scoping import require
from antoan.documents import commands, difference, papers, queries, sheets, writing
from antoan.documents.forms import NewDraftForm, WordFileForm, WriteForm
from antoan.documents.ingestion import understand_upload
from antoan.documents.models import Document, Draft, DraftVersion
from antoan.documents.reading.sniffing import DOCX
from antoan.documents.rendering import render_pdf
from antoan.documents.views.common import as_sheet, attempt, demand, draft_in_reach, tell
from antoan.documents.views.paper import of_part, printed

FILES = {"pdf": "application/pdf", "docx": DOCX}


@require_GET
def drafts(request: Request) -> HttpResponse:
    """What are we writing, and who has it now?"""
    rows = queries.draft_rows(request.actor)
    if words := request.GET.get("tim", "").strip():
        rows = rows.filter(title__icontains=words)
    if sheet := as_sheet(request, lambda: sheets.drafts(rows), name="du-thao"):
        return sheet
    page = Paginator(rows, 50).get_page(request.GET.get("trang"))
    waiting = queries.draft_rows(request.actor).filter(status=Draft.Status.WAITING).count()
    context = {
        "rows": page, "words": words, "waiting": waiting, "tab": "drafts",
        "begins": queries.own_units(request.actor, "documents.draft").exists(),
    }  # fmt: skip
    return render(request, "documents/drafts.html", context)


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Which document do we begin?"""
    demand(request, "documents.draft", None)
    if not queries.own_units(request.actor, "documents.draft").exists():
        ended = queries.ended_units(request.actor, "documents.draft")
        return render(request, "documents/new_draft.html", {"ended": ended})
    given = {"kind": request.GET.get("loai"), "form": request.GET.get("the-thuc")}
    initial = {name: value for name, value in given.items() if value}
    form = NewDraftForm(request.POST or None, actor=request.actor, initial=initial)
    if request.method == "POST" and (
        draft := attempt(form, lambda: commands.start_draft(request.actor, **form.cleaned_data))
    ):
        return redirect("documents:write", draft.pk)
    return render(request, "documents/new_draft.html", {"form": form, "forms": Document.Form.choices})


@require_http_methods(["GET", "POST"])
def write(request: Request, pk: int) -> HttpResponse:
    """What does the paper say? Typed here, looked at as it will be printed, then kept as a version."""
    draft = draft_in_reach(request, pk)
    demand(request, "documents.draft", draft.unit)
    if not draft.is_writing:
        messages.warning(request, f"Dự thảo {draft.get_status_display()} nên không sửa được nữa.")
        return redirect(draft)
    latest = draft.versions.first()
    initial = queries.header_for(draft) | {"text": latest.text if latest else "", "version": draft.version}
    form = WriteForm(request.POST or None, initial=initial, kind=draft.kind)
    deed = request.POST.get("deed", "")
    if request.method == "POST" and deed in ("preview", "pdf") and form.is_valid():
        content = {"header": form.header(), **writing.typed(form.cleaned_data["text"])}
        if deed == "pdf":
            return _file(render_pdf(_paper(draft, content)), "pdf", f"du-thao-{draft.pk}")
        return render(
            request, "documents/preview.html", {"draft": draft, "form": form, "paper": printed(draft, content)}
        )
    if request.method == "POST" and deed == "save":
        facts = form.cleaned_data if form.is_valid() else {}
        saved = attempt(
            form,
            lambda: commands.save_version(
                request.actor, draft=draft, version=facts["version"], header=form.header(), text=facts["text"],
                note=facts["note"],
            ),
        )  # fmt: skip
        if saved:
            messages.success(request, f"Đã lưu phiên bản {saved.number}.")
            return redirect(draft)
    missing = writing.missing(latest.content["header"], draft.kind) if latest else []
    context = {"draft": draft, "form": form, "is_first": latest is None, "missing": missing}
    return render(request, "documents/write.html", context)


@require_http_methods(["GET", "POST"])
def draft(request: Request, pk: int) -> HttpResponse:
    """What does the draft say, what do people say of it, and what happens next?"""
    found = draft_in_reach(request, pk)
    if request.method == "POST":
        return _deed(request, found)
    version = _version(found, request.GET.get("ban"))
    said: dict[str, list[Any]] = {}
    for comment in found.comments.select_related("by", "resolved_by"):
        said.setdefault(comment.path, []).append(comment)
    wanted = request.GET.get("gop-y")
    rows: list[dict[str, Any]] = []
    if version:
        for number, part in enumerate(writing.parts(version.content)):
            rows.append(
                {
                    "part": part, "lines": of_part(part), "number": number, "comments": said.pop(part.path, []) if part.path else [],
                    "is_asked": bool(part.path) and wanted == part.path,
                }
            )  # fmt: skip
    general = said.pop("", [])
    on_page = [*(row["comments"] for row in rows), general, *(comments for _, comments in sorted(said.items()))]
    still_open = [comment for comments in on_page for comment in comments if comment.resolved_at is None]
    is_latest = version is None or version.number == found.versions.values_list("number", flat=True)[0]
    context = {
        "draft": found, "version": version, "rows": rows, "general": general, "gone": sorted(said.items()),
        "versions": list(found.versions.select_related("by").defer("content", "text")), "open_count": len(still_open),
        "first_open": still_open[0].pk if still_open else None, "is_latest": is_latest,
        "asks_general": wanted == "", "word_form": WordFileForm(initial={"version": found.version}),
        "header": printed(found, version.content) if version else None,
        "missing": writing.missing(version.content["header"], found.kind) if version and is_latest else [],
    }  # fmt: skip
    return render(request, "documents/draft.html", context)


def _deed(request: Request, found: Draft) -> HttpResponse:
    """One of the buttons of a draft."""
    actor, given = request.actor, request.POST
    version = int(given["version"]) if given.get("version", "").isdigit() else found.version
    match given.get("deed"):
        case "comment":
            path = given.get("path", "")
            tell(
                request,
                lambda: commands.comment(actor, draft=found, path=path, text=given.get("text", "")),
                "Đã ghi góp ý.",
            )
            return redirect(f"{found.get_absolute_url()}#{given.get('back', 'gop-y-chung')}")
        case "resolve":
            comment = get_object_or_404(found.comments, pk=given.get("comment") or 0)
            tell(
                request,
                lambda: commands.resolve_comment(actor, comment=comment, answer=given.get("answer", "")),
                "Đã giải quyết góp ý.",
            )
            return redirect(f"{found.get_absolute_url()}#{given.get('back', 'gop-y-chung')}")
        case "send":
            tell(
                request,
                lambda: commands.send_for_approval(actor, draft=found, version=version),
                "Đã trình duyệt dự thảo.",
            )
        case "return":
            tell(
                request,
                lambda: commands.return_draft(actor, draft=found, reason=given.get("reason", "")),
                "Đã trả lại dự thảo cho người soạn.",
            )
        case "approve":
            tell(request, lambda: commands.approve(actor, draft=found, version=version), "Đã duyệt dự thảo.")
        case "withdraw":
            tell(
                request,
                lambda: commands.withdraw_draft(actor, draft=found, reason=given.get("reason", "")),
                "Đã bỏ dự thảo.",
            )
        case _:
            raise Http404
    return redirect(found)


@require_http_methods(["GET", "POST"])
def upload(request: Request, pk: int) -> HttpResponse:
    """Which file holds what we changed in Word?"""
    found = draft_in_reach(request, pk)
    demand(request, "documents.draft", found.unit)
    form = WordFileForm(request.POST or None, request.FILES or None, initial={"version": found.version})
    if request.method == "POST":

        def deed() -> DraftVersion:
            require(request.actor, "documents.draft", found.unit)  # before the work of reading
            facts = form.cleaned_data
            return commands.save_file(
                request.actor, draft=found, version=facts["version"], understood=understand_upload(facts["file"]),
                note=facts["note"], despite=facts["despite"],
            )  # fmt: skip

        if made := attempt(form, deed):
            messages.success(request, f"Đã nhận tệp thành phiên bản {made.number}. Hãy xem lại những chỗ đã sửa.")
            return redirect("documents:compare", found.pk)
    return render(request, "documents/upload.html", {"draft": found, "form": form})


@require_GET
def compare(request: Request, pk: int) -> HttpResponse:
    """What changed between two versions? By default between the last two."""
    found = draft_in_reach(request, pk)
    versions = list(found.versions.select_related("by"))
    if len(versions) < 2:
        messages.warning(request, "Dự thảo mới có một phiên bản nên chưa có gì để so sánh.")
        return redirect(found)
    after = _version(found, request.GET.get("den")) or versions[0]
    before = _version(found, request.GET.get("tu")) if request.GET.get("tu") else None
    before = before or next((version for version in versions if version.number < after.number), versions[-1])
    changes = difference.difference(before.content, after.content)
    context = {
        "draft": found, "before": before, "after": after, "versions": versions, "all": "tat-ca" in request.GET,
        "changes": changes, "changed": difference.changed(changes),
    }  # fmt: skip
    return render(request, "documents/compare.html", context)


@require_GET
def version_file(request: Request, pk: int, number: int, kind: str) -> HttpResponse:
    """A version as it would be printed, without number and date."""
    found = draft_in_reach(request, pk)
    version = get_object_or_404(found.versions, number=number)
    if kind not in FILES:
        raise Http404
    paper = _paper(found, version.content)
    made = render_pdf(paper) if kind == "pdf" else papers.word_of(paper, draft=found.pk, version=number)
    return _file(made, kind, f"du-thao-{found.pk}-ban-{number}")


def _paper(found: Draft, content: writing.Content) -> Any:
    return papers.paper_of(content, form=found.form, kind=found.kind, created_at=timezone.now())


def _version(found: Draft, number: str | None) -> DraftVersion | None:
    """The version of that number, or the latest."""
    if number and number.isdigit():
        return get_object_or_404(found.versions.select_related("by"), number=int(number))
    return found.versions.select_related("by").first()


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    disposition = "inline" if kind == "pdf" else "attachment"
    headers = {"Content-Disposition": f'{disposition}; filename="{name}.{kind}"'}
    return HttpResponse(content, content_type=FILES[kind], headers=headers)
