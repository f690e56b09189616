"""Pages *Tai nạn*: who was hurt, where, who investigates and until when; and the deeds on a case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from antoan.accidents import clock, codes, commands, drawing, kinds, matching, papers, photos, queries, sheets
from antoan.accidents import forms as kit
from antoan.accidents.models import Accident, CaseFile, Injury, ListedCase, Measure, Merge
from antoan.accidents.owed import benefits_of
from antoan.core import files
from antoan.core.http import Request
from antoan.core.pages import attachment, attempt, demand, tell
from antoan.core.refusals import NotPermitted, Refusal
from antoan.obligations.models import Obligation
from antoan.units.models import Unit

PICKS = {
    "": "Tất cả",
    "chet": "Chết người",
    "moi": "Chờ xác minh",
    "dieu-tra": "Đang điều tra",
    "su-co": "Sự cố",
    "khong": "Đã loại, gộp, chuyển",
}
ROWS_A_PAGE = 50


def _case(request: Request, pk: UUID) -> Accident:
    return get_object_or_404(queries.case(request.actor), pk=pk)


def _may_work(request: Request, accident: Accident) -> bool:
    try:
        commands.require_work(request.actor, accident)
    except NotPermitted:
        return False
    return True


def _filters(request: Request) -> dict[str, Any]:
    year = request.GET.get("nam", "")
    picked = request.GET.get("xem", "")
    return {
        "year": int(year) if year.isdecimal() and 1900 <= int(year[:5]) <= 2199 else None,
        "picked": picked if picked in PICKS else "", "q": request.GET.get("q", "")[:100],
    }  # fmt: skip


@require_GET
def index(request: Request) -> HttpResponse:
    """Who died or was hurt, where, and which investigations run?"""
    filters = _filters(request)
    rows = queries.register_rows(request.actor, **filters)
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("trang"))
    context = {
        "rows": page, "cases": queries.rows_of(page), "totals": queries.totals(rows), "picks": PICKS, "filters": filters,
        "years": queries.years(request.actor), "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "accidents/index.html", context)


@require_GET
def export(request: Request) -> HttpResponse:
    """What the list shows, filtered, without what is sealed."""
    rows = queries.rows_of(queries.register_rows(request.actor, **_filters(request)).iterator(chunk_size=500))
    return attachment(sheets.export(rows, of="các đơn vị trong phạm vi theo dõi"), "xlsx", name="so-tai-nan-lao-dong")


@require_GET
def case(request: Request, pk: UUID) -> HttpResponse:
    """What happened, who investigates, until when, and what comes next?"""
    return _show(request, _case(request, pk))


def _show(request: Request, accident: Accident, opened: list[Injury] | None = None) -> HttpResponse:
    facts = clock.facts_of(accident)
    steps = clock.steps_of(facts)
    investigation = queries.current_investigation(accident)
    duties = queries.duties_of(accident)
    people = opened if opened is not None else list(facts.people)
    can_sort = request.actor.may("accidents.triage", accident.unit)
    context = {
        "accident": accident, "facts": facts, "sentence": clock.sentence_of(facts, steps), "steps": _with_duties(steps, duties), "people": people,
        "opened": opened is not None, "step": clock.investigation_step(steps), "investigation": investigation, "duties": duties,
        "can_work": _may_work(request, accident) and not accident.is_left_out, "can_sort": can_sort, "can_look": _can_look(request, accident),
        "proposals": matching.proposals(request.actor, accident) if can_sort else [], "merges": queries.open_merges(accident),
        "looks": queries.looks(request.actor, accident) if request.actor.may("accounts.audit", accident.unit) or request.actor.is_system else [],
        "tree": drawing.cause_tree(investigation, accident) if investigation and investigation.causes.all() else "",
        "branches": queries.cause_tree(investigation.causes.all()) if investigation else [],
        "cause_names": codes.causes(accident.occurred_on), "factor": codes.factors(accident.occurred_on).get(accident.factor, ""),
        "injury_names": codes.injuries(accident.occurred_on), "costs": queries.costs_of(accident), "owed": benefits_of(accident) if opened is not None else [],
        "forms": papers.forms_for(accident), "is_suspect": any(one.is_suspect for one in accident.declarations.all()),
        "by_hand": kinds.BY_HAND, "own_records": request.actor.records, "formats": ("pdf", "docx"),
        "body": drawing.body_map([code for person in facts.people for code in person.injuries]),
    }  # fmt: skip
    return render(request, "accidents/case.html", context)


def _with_duties(steps: list[clock.Step], duties: list[Obligation]) -> list[tuple[clock.Step, Obligation | None]]:
    standing = {row.kind: row for row in reversed(duties) if row.ended_on is None}
    return [(step, standing.get(step.kind)) for step in steps]


def _can_look(request: Request, accident: Accident) -> bool:
    may = request.actor.may
    return may("accidents.see_health", accident.unit) or (
        accident.investigator is not None and may("accidents.see_health", accident.investigator)
    )


@never_cache
@require_POST
def look(request: Request, pk: UUID) -> HttpResponse:
    """The same page with names, papers and wounds: the look is noted with its reason."""
    accident = _case(request, pk)
    try:
        people = commands.look(request.actor, accident=accident, reason=request.POST.get("reason", ""))
    except NotPermitted as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(accident)
    return _show(request, accident, people)


# --- deeds on a case: one page each, one table of them ----------------------------------------------------------------


@dataclass(frozen=True)
class Deed:
    """A deed that has a page: its heading, its button, its form, what is done, and what is said then."""

    heading: str
    button: str
    form: type[kit.CaseForm]
    run: Callable[..., Any]
    done: str
    lead: str = ""
    sorts: bool = False


DEEDS: dict[str, Deed] = {
    "xac-minh": Deed("Xác minh tin khai báo", "Đã xác minh, nhận vụ", kit.NothingForm, commands.accept, "Đã xác minh; đồng hồ của luật đang chạy.", "Tin có thật và là tai nạn lao động hoặc sự cố. Thời hạn điều tra vẫn tính từ ngày nhận tin.", sorts=True),
    "khong-phai": Deed("Không phải tai nạn lao động", "Ghi không phải tai nạn lao động", kit.LeaveForm, commands.leave_out, "Đã ghi; vụ không tính vào thống kê và có thể nhận lại.", sorts=True),
    "chuyen": Deed("Chuyển cơ quan theo luật khác", "Ghi đã chuyển", kit.LeaveForm, commands.route, "Đã ghi chuyển; vụ vẫn ở trong sổ.", "Dùng cho giao thông, hàng hải, quân đội, công an, bức xạ, dầu khí khi luật chuyên ngành giao cơ quan khác điều tra.", sorts=True),
    "nhan-lai": Deed("Nhận lại vụ", "Nhận lại", kit.ReasonForm, commands.take_back, "Đã nhận lại vụ.", sorts=True),
    "sua": Deed("Sửa thông tin vụ", "Lưu", kit.DescribeForm, commands.describe_case, "Đã lưu."),
    "giam-dinh": Deed("Giám định kỹ thuật, pháp y", "Ghi", kit.ExpertiseForm, commands.set_expertise, "Đã ghi; thời hạn điều tra được tính lại."),
    "lap-doan": Deed("Lập đoàn điều tra", "Ghi quyết định", kit.TeamForm, commands.set_up_team, "Đã ghi quyết định thành lập đoàn."),
    "nhat-ky": Deed("Ghi nhật ký điều tra", "Ghi", kit.LogForm, commands.add_log_entry, "Đã ghi nhật ký."),
    "nguyen-nhan": Deed("Ghi nguyên nhân", "Ghi", kit.CauseForm, commands.add_cause, "Đã ghi nguyên nhân."),
    "nguoi-co-loi": Deed("Ghi người có lỗi", "Ghi", kit.FaultForm, commands.add_fault, "Đã ghi."),
    "bien-phap": Deed("Ghi biện pháp ngăn ngừa", "Ghi", kit.MeasureForm, commands.add_measure, "Đã ghi; biện pháp nằm trong danh sách việc phải theo dõi."),
    "gia-han": Deed("Gia hạn điều tra", "Ghi gia hạn", kit.ExtendForm, commands.extend_investigation, "Đã ghi gia hạn; hạn đầu vẫn giữ trên hồ sơ.", "Chỉ một lần, khi vụ có tình tiết phức tạp, và người ra quyết định thành lập đoàn đã đồng ý trước khi hết hạn."),
    "bien-ban": Deed("Lập biên bản điều tra", "Lưu biên bản", kit.MinutesForm, commands.write_minutes, "Đã lưu biên bản."),
    "cong-bo": Deed("Ghi cuộc họp công bố biên bản", "Ghi", kit.AnnounceForm, commands.announce_minutes, "Đã ghi cuộc họp công bố."),
    "gui": Deed("Ghi đã gửi biên bản", "Ghi", kit.OnForm, commands.send_minutes, "Đã ghi ngày gửi."),
    "ket-thuc-doan": Deed("Kết thúc đoàn hiện tại để điều tra lại", "Kết thúc đoàn", kit.ReasonForm, commands.end_investigation, "Đã kết thúc đoàn; có thể lập đoàn khác."),
    "ket-thuc": Deed("Kết thúc vụ", "Kết thúc", kit.NothingForm, commands.close_case, "Đã kết thúc vụ.", "Biện pháp chưa xong vẫn được theo dõi sau khi vụ kết thúc."),
    "mo-lai": Deed("Mở lại vụ", "Mở lại", kit.ReasonForm, commands.reopen_case, "Đã mở lại vụ."),
}  # fmt: skip


@require_http_methods(["GET", "POST"])
def deed(request: Request, pk: UUID, deed: str) -> HttpResponse:
    if deed not in DEEDS:
        raise Http404
    accident, chosen = _case(request, pk), DEEDS[deed]
    if chosen.sorts:
        demand(request, "accidents.triage", accident.unit)
    elif not _may_work(request, accident):
        raise PermissionDenied
    form = chosen.form(*((request.POST, request.FILES) if request.method == "POST" else ()), accident=accident)

    def run() -> Any:
        arguments = form.arguments()
        if isinstance(form, kit.LogForm):
            upload, keeps = arguments.pop("photos"), arguments.pop("keeps_place")
            arguments["photos"] = [photos.taken(upload, keeps_place=keeps)] if upload else []
        return chosen.run(request.actor, accident=accident, **arguments)

    if request.method == "POST" and attempt(form, run):
        messages.success(request, chosen.done)
        return redirect(accident)
    context = {"form": form, "accident": accident, "deed": chosen, "files": isinstance(form, kit.LogForm)}
    return render(request, "accidents/deed.html", context)


@require_POST
def merge(request: Request, pk: UUID) -> HttpResponse:
    """Make the other case part of this one, for the reasons that were shown."""
    accident = _case(request, pk)
    demand(request, "accidents.triage", accident.unit)
    other = get_object_or_404(
        Accident.objects.visible_to(request.actor, "accidents.triage"), pk=_key(request.POST.get("other", ""))
    )
    reasons = request.POST.getlist("reasons")[:10]
    tell(
        request,
        lambda: commands.merge(request.actor, accident=accident, other=other, reasons=reasons),
        f"Đã gộp vụ {other} vào vụ này; tách lại được.",
    )
    return redirect(accident)


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


@require_POST
def split(request: Request, pk: int) -> HttpResponse:
    row = get_object_or_404(
        Merge.objects.filter(into__in=Accident.objects.visible_to(request.actor)).select_related("into", "other"), pk=pk
    )
    demand(request, "accidents.triage", row.into.unit)
    tell(
        request,
        lambda: commands.split_again(request.actor, merge=row, reason=request.POST.get("reason", "")),
        f"Đã tách lại vụ {row.other}.",
    )
    return redirect(row.into)


@require_POST
def finish(request: Request, pk: UUID, duty: int) -> HttpResponse:
    """Say that a step which the case asks for was done today."""
    accident = _case(request, pk)
    row = get_object_or_404(Obligation, pk=duty, about_id=str(accident.pk))
    if not (_may_work(request, accident) or row.owed_by in request.actor.records):
        raise PermissionDenied
    tell(
        request,
        lambda: commands.finish_step(request.actor, obligation=row, accident=accident, on=timezone.localdate()),
        "Đã ghi là xong.",
    )
    return redirect(accident)


@require_http_methods(["GET", "POST"])
def finish_measure(request: Request, pk: int) -> HttpResponse:
    cases = Accident.objects.visible_to(request.actor)
    row = get_object_or_404(
        Measure.objects.filter(investigation__accident__in=cases).select_related(
            "investigation__accident__unit", "obligation"
        ),
        pk=pk,
    )
    accident = row.investigation.accident
    if not _may_work(request, accident):
        raise PermissionDenied
    form = MeasureDoneForm(request.POST or None, accident=accident)
    if request.method == "POST" and attempt(
        form, lambda: commands.finish_measure(request.actor, measure=row, **form.arguments())
    ):
        messages.success(request, "Đã ghi biện pháp xong.")
        return redirect(accident)
    shown = Deed(f"Biện pháp đã xong: {row.text}", "Ghi đã xong", kit.OnForm, commands.finish_measure, "")
    return render(request, "accidents/deed.html", {"form": form, "accident": accident, "deed": shown, "files": False})


class MeasureDoneForm(kit.OnForm):
    result = kit.forms.CharField(label="Đã làm gì, thấy ở đâu", max_length=500)


# --- people --------------------------------------------------------------------------------------------------------------


def _injury(request: Request, pk: UUID) -> Injury:
    cases = Accident.objects.visible_to(request.actor)
    row = get_object_or_404(
        Injury.objects.filter(accident__in=cases).select_related(
            "accident__unit", "accident__investigator", "accident__workplace"
        ),
        pk=pk,
    )
    if not _may_work(request, row.accident):
        raise PermissionDenied
    return row


@never_cache
@require_POST
def open_injury(request: Request, pk: UUID) -> HttpResponse:
    """The form of one person, with what is sealed: opening it is noted first."""
    row = _injury(request, pk)
    try:
        commands.look(request.actor, accident=row.accident, reason="Sửa thông tin người bị nạn")
    except NotPermitted as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    return _injury_page(request, row, kit.InjuryForm(injury=row))


@never_cache
@require_POST
def mend_injury(request: Request, pk: UUID) -> HttpResponse:
    row = _injury(request, pk)
    if not _can_look(request, row.accident):
        raise PermissionDenied
    form = kit.InjuryForm(request.POST, injury=row)
    if attempt(form, lambda: commands.mend_injury(request.actor, injury=row, facts=form.facts())):
        messages.success(request, "Đã lưu thông tin người bị nạn.")
        return redirect(row.accident)
    return _injury_page(request, row, form)


def _injury_page(request: Request, row: Injury, form: kit.InjuryForm) -> HttpResponse:
    return render(request, "accidents/injury.html", {"form": form, "injury": row, "accident": row.accident})


@require_http_methods(["GET", "POST"])
def death(request: Request, pk: UUID) -> HttpResponse:
    """Somebody died of the injury later."""
    row = _injury(request, pk)
    today = timezone.localdate()
    form = kit.DeathForm(request.POST or None, initial={"died_on": today, "known_on": today})
    if request.method == "POST" and attempt(
        form, lambda: commands.record_death(request.actor, injury=row, **form.cleaned_data)
    ):
        messages.success(request, "Đã ghi; thẩm quyền và thời hạn điều tra tính theo mức độ của vụ.")
        return redirect(row.accident)
    shown = Deed(
        f"{row.masked_name} đã chết",
        "Ghi",
        kit.OnForm,
        commands.record_death,
        "",
        "Vụ đã là vụ chết người: cơ quan điều tra và thời hạn không đổi."
        if clock.facts_of(row.accident).gravity == "fatal"
        else "Vụ trở thành vụ chết người: cơ quan điều tra và thời hạn đổi theo.",
    )
    return render(
        request, "accidents/deed.html", {"form": form, "accident": row.accident, "deed": shown, "files": False}
    )


# --- papers and files ----------------------------------------------------------------------------------------------------


@never_cache
@require_POST
def paper(request: Request, pk: UUID, kind: str, format: str) -> HttpResponse:
    """A statutory form, filled from the case: it holds names and wounds, so making it is noted."""
    accident = _case(request, pk)
    if kind not in papers.KINDS or format not in ("pdf", "docx"):
        raise Http404
    try:
        content = papers.fill_form(request.actor, accident=accident, kind=kind, format=format)
    except NotPermitted as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(accident)
    return attachment(content, format, name=f"{accident.code}-{papers.KINDS[kind].file}")


@never_cache
@require_POST
def dossier(request: Request, pk: UUID) -> HttpResponse:
    """The whole file of the case as one archive with a table of contents."""
    accident = _case(request, pk)
    try:
        content = papers.make_dossier(request.actor, accident=accident)
    except NotPermitted as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    return HttpResponse(
        content,
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{accident.code}-ho-so.zip"'},
    )


@never_cache
@require_POST
def picture(request: Request, pk: int) -> HttpResponse:
    """A picture of the case, for those who may see what is sealed; the look is noted."""
    row = get_object_or_404(
        CaseFile.objects.filter(accident__in=Accident.objects.visible_to(request.actor)).select_related(
            "file", "accident__unit", "accident__investigator"
        ),
        pk=pk,
    )
    try:
        commands.look(request.actor, accident=row.accident, reason=f"Xem ảnh {row.name}")
    except NotPermitted as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    return HttpResponse(
        files.load(row.file), content_type=row.file.media_type, headers={"Content-Disposition": "inline"}
    )


# --- occupational diseases -----------------------------------------------------------------------------------------------


@require_GET
def diseases(request: Request) -> HttpResponse:
    """Which occupational diseases were found, and where?"""
    page = Paginator(queries.diseases(request.actor), ROWS_A_PAGE).get_page(request.GET.get("trang"))
    return render(request, "accidents/diseases.html", {"rows": page})


@require_http_methods(["GET", "POST"])
def add_disease(request: Request) -> HttpResponse:
    if not request.actor.may_in_a_unit("accidents.declare"):
        raise PermissionDenied
    units = Unit.objects.visible_to(request.actor, "accidents.declare").filter(ends_on=None)
    form = kit.DiseaseForm(request.POST or None, units=units)
    if request.method == "POST" and attempt(form, lambda: commands.declare_disease(request.actor, **form.cleaned_data)):
        messages.success(request, "Đã ghi ca bệnh nghề nghiệp.")
        return redirect("accidents:diseases")
    return render(request, "accidents/disease.html", {"form": form})


# --- lists of hospitals and of the insurance beside what was declared ----------------------------------------------------


@require_GET
def listed(request: Request) -> HttpResponse:
    """Who stands in a hospital's or the insurance's list and was never declared?"""
    demand(request, "accidents.triage", None)
    is_linked = request.GET.get("xem") == "da-noi"
    rows = queries.listed_rows(request.actor, linked=is_linked)
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("trang"))
    found = [queries.Listed(row, []) for row in page] if is_linked else queries.with_candidates(request.actor, page)
    context = {
        "rows": page, "found": found, "is_linked": is_linked,
        "open": queries.listed_rows(request.actor, linked=False).count(), "linked": queries.listed_rows(request.actor, linked=True).count(),
    }  # fmt: skip
    return render(request, "accidents/listed.html", context)


@require_POST
def link(request: Request, pk: UUID) -> HttpResponse:
    row = get_object_or_404(ListedCase.objects.visible_to(request.actor).select_related("unit"), pk=pk)
    cases = Accident.objects.visible_to(request.actor, "accidents.triage")
    injury = get_object_or_404(
        Injury.objects.filter(accident__in=cases).select_related("accident__unit"),
        pk=_key(request.POST.get("injury", "")),
    )
    reason = request.POST.get("reason", "")
    tell(
        request,
        lambda: commands.link_listed(request.actor, listed=row, injury=injury, reason=reason),
        f"Đã nối với vụ {injury.accident}; gỡ lại được.",
    )
    return redirect("accidents:listed")


@require_POST
def unlink(request: Request, pk: UUID) -> HttpResponse:
    row = get_object_or_404(ListedCase.objects.visible_to(request.actor).select_related("unit"), pk=pk)
    tell(
        request,
        lambda: commands.unlink_listed(request.actor, listed=row, reason=request.POST.get("reason", "")),
        "Đã gỡ.",
    )
    return redirect("accidents:listed")
