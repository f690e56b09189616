"""Pages *Khai báo*: five short steps, each kept when it is left, without an account and without JavaScript."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, time
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods
from uuid6 import uuid7

from antoan import law
from antoan.accidents import clock, commands, photos
from antoan.accidents.declaring_forms import MOST_PEOPLE, STEPS, PeopleForm, SendForm, moment_of
from antoan.accidents.models import Accident, Declaration, Draft, Injury
from antoan.accidents.places import place_of
from antoan.accidents.queries import READY
from antoan.core.http import Request
from antoan.core.refusals import NotPermitted, Refusal
from antoan.core.scoping import Actor
from antoan.core.text import fold
from antoan.units.models import Unit
from antoan.workplaces.models import Workplace

MOST_PHOTOS = 5
_FIELD_STEPS = {"occurred_on": "khi-nao", "people": "ai", "died_on": "ai", "birth_year": "ai", "commune": "o-dau"}


def _guest(request: Request) -> Actor:
    """Who tells: the person who signed in, or "the public page"."""
    if request.user.is_authenticated:
        return request.actor
    return Actor(None, "Trang khai báo công khai", channel="public", address=_address(request))


def _address(request: Request) -> str:
    return request.META.get("REMOTE_ADDR", "")


@login_not_required
@never_cache
@require_GET
def start(request: Request) -> HttpResponse:
    """What must be done now, and the way into the first step."""
    keeping = law.on(timezone.localdate()).get("accidents.scene_keeping")
    telling = law.on(timezone.localdate()).get("accidents.declaration_time_limit", duty="worker_to_employer")
    return render(request, "accidents/start.html", {"draft": uuid7(), "keeping": keeping, "telling": telling})


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def step(request: Request, draft: UUID, step: str) -> HttpResponse:
    """One step of five. What was typed is kept when the step is left, whichever way."""
    if step not in STEPS:
        raise Http404
    if sent := _sent(draft):
        return redirect("accidents:told", sent.pk)
    content = _content(draft)
    if step == "ai" and _kind(content) == Accident.Kind.DANGEROUS_OCCURRENCE:
        return redirect("accidents:step", draft, "o-dau")
    form = _form(request, step, content)
    if request.method == "POST":
        adds = request.POST.get("them") if step == "ai" else None
        if form.is_valid() or adds:
            try:
                commands.save_draft(
                    _guest(request), id=draft, step=step, fields=_typed(request, step), address=_address(request)
                )
            except Refusal as refusal:
                return _page(request, draft, step, form, content, refusal)
            if adds and form.is_valid() and form.total_form_count() < MOST_PEOPLE:
                return redirect(
                    f"{request.path}?nguoi={form.total_form_count() + 1}#nguoi-{form.total_form_count() + 1}"
                )
            if form.is_valid():
                return (
                    redirect("accidents:step", draft, after)
                    if (after := _after(step, content, request))
                    else redirect("accidents:check", draft)
                )
    return _page(request, draft, step, form, content, None)


def _page(request: Request, draft: UUID, step: str, form: Any, content: dict, refusal: Refusal | None) -> HttpResponse:
    names = _steps(content)
    context = {
        "draft": draft, "step": step, "form": form, "refusal": refusal, "number": names.index(step) + 1 if step in names else 1,
        "count": len(names), "title": STEPS[step][0], "before": names[names.index(step) - 1] if step in names[1:] else "",
        "people": isinstance(form, forms.BaseFormSet), "steps": [(name, STEPS[name][0], name in content) for name in names],
    }  # fmt: skip
    return render(request, "accidents/step.html", context)


def _steps(content: dict) -> list[str]:
    is_occurrence = _kind(content) == Accident.Kind.DANGEROUS_OCCURRENCE
    return [name for name in STEPS if not (is_occurrence and name == "ai")]


def _after(step: str, content: dict, request: Request) -> str:
    """The next step; "" where all are done and the summary comes. Mending one step leads back to the summary."""
    if step == "viec":
        content = {**content, "viec": {"kind": request.POST.get("kind")}}
    names = _steps(content)
    if request.GET.get("sua") and all(name in content for name in names):
        return ""
    place = names.index(step)
    return names[place + 1] if place + 1 < len(names) else ""


def _kind(content: dict) -> str:
    return content.get("viec", {}).get("kind", Accident.Kind.ACCIDENT)


def _form(request: Request, step: str, content: dict) -> Any:
    make = STEPS[step][1]
    data = request.POST if request.method == "POST" else None
    kept = content.get(step)
    if make is PeopleForm:
        rows = list((kept or {}).get("people", [])) or [{}]
        asked = request.GET.get("nguoi", "")
        wanted = min(int(asked), MOST_PEOPLE) if asked.isdecimal() and len(asked) < 4 else len(rows)
        rows += [{}] * (wanted - len(rows))
        return PeopleForm(data, initial=rows, prefix="p") if data is None else PeopleForm(data, prefix="p")
    initial = kept or _known(request, step)
    return make(data, initial=initial)


def _known(request: Request, step: str) -> dict[str, Any]:
    """What need not be asked: today, and for an officer his commune."""
    if step == "khi-nao":
        return {"occurred_on": timezone.localdate()}
    if step == "o-dau" and request.user.is_authenticated and request.actor.may("accidents.declare"):
        unit = Unit.objects.filter(pk__in=request.actor.unit_ids[:1]).select_related("area").first()
        if unit and unit.area and unit.area.kind == "commune":
            return {"commune": str(unit.area)}
    if step == "o-dau" and (own := _own_workplaces(request.actor).first()):
        return {"commune": str(own.unit), "place": own.address, "employer_name": own.name}
    if step == "nguoi-bao" and request.user.is_authenticated:
        teller = Declaration.Teller.EMPLOYER if request.actor.records else Declaration.Teller.COMMUNE
        return {"name": str(request.user), "teller": teller}
    return {}


def _own_workplaces(actor: Actor) -> QuerySet[Workplace]:
    """The workplaces of an employer who signed in."""
    return Workplace.objects.filter(pk__in=actor.records).select_related("unit").order_by("name_key", "pk")


def _typed(request: Request, step: str) -> dict[str, Any]:
    """The words of a step as they were typed: only fields that it has."""
    make = STEPS[step][1]
    if make is PeopleForm:
        form = PeopleForm(request.POST, prefix="p")
        names = list(form.empty_form.fields)
        rows = [{name: request.POST.get(f"p-{n}-{name}", "") for name in names} for n in range(form.total_form_count())]
        return {"people": rows}
    return {name: request.POST.get(name, "") for name in make.base_fields}


def _content(draft: UUID) -> dict[str, Any]:
    found = Draft.objects.filter(pk=draft).first()
    return json.loads(found.content) if found else {}


def _sent(draft: UUID) -> Declaration | None:
    return Declaration.objects.filter(pk=draft).first()


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def check(request: Request, draft: UUID) -> HttpResponse:
    """The summary before sending; sending twice sends once."""
    if sent := _sent(draft):
        return redirect("accidents:told", sent.pk)
    content = _content(draft)
    missing = [name for name in _steps(content) if name not in content]
    if missing:
        return redirect("accidents:step", draft, missing[0])
    form = SendForm(request.POST, request.FILES) if request.method == "POST" else SendForm()
    told, wrong = _understood(draft, content)
    place_note, refusal = _place_note(told)
    refusal = wrong or refusal
    if request.method == "POST" and form.is_valid() and told:
        try:
            brought = [
                photos.taken(one, keeps_place=form.cleaned_data["keeps_place"])
                for one in request.FILES.getlist("photos")[:MOST_PHOTOS]
            ]
            made = _send(request, commands.Telling(**{**told, "photos": brought}), bool(form.cleaned_data["website"]))
            return redirect("accidents:told", made.declaration.pk)
        except Refusal as problem:
            refusal = problem
    mend = _FIELD_STEPS.get(refusal.field or "", "") if refusal else ""
    context = {
        "draft": draft, "form": form, "told": told, "refusal": refusal, "mend": mend, "place_note": place_note,
        "people": told["people"] if told else [], "lines": _lines(content),
    }  # fmt: skip
    return render(request, "accidents/check.html", context)


def _send(request: Request, telling: commands.Telling, is_trap: bool) -> commands.Declared:
    """An officer's telling is noted as such; where it is not his place, it is taken as anybody's."""
    actor = _guest(request)
    if actor.may("accidents.declare"):
        own = _own_workplaces(actor).filter(name_key=fold(telling.employer_name)).first()
        telling = replace(telling, workplace=own) if own else telling
        try:
            return commands.declare(actor, telling)
        except NotPermitted:
            pass
    return commands.tell_publicly(actor, telling, address=_address(request), is_trap=is_trap)


def _understood(draft: UUID, content: dict[str, Any]) -> tuple[dict[str, Any] | None, Refusal | None]:
    """The whole telling from the kept steps, read again by their forms; a step that no longer reads sends back to it."""
    cleaned: dict[str, Any] = {}
    for name in _steps(content):
        make = STEPS[name][1]
        if make is PeopleForm:
            rows = content[name]["people"]
            data = {"p-TOTAL_FORMS": str(len(rows)), "p-INITIAL_FORMS": "0"}
            data |= {f"p-{n}-{field}": value for n, row in enumerate(rows) for field, value in row.items()}
            people = PeopleForm(data, prefix="p")
            if not people.is_valid():
                return None, _StepWrong(name)
            cleaned["people"] = [
                commands.PersonTold(**{k: v for k, v in row.items() if v not in ("", None)})
                for row in people.cleaned_data
            ]
            continue
        form = make(content[name])
        if not form.is_valid():
            return None, _StepWrong(name)
        cleaned |= {
            ("teller_" + k if name == "nguoi-bao" and k != "teller" else k): v for k, v in form.cleaned_data.items()
        }
    on: date = cleaned.pop("occurred_on")
    at: time | None = cleaned.pop("at")
    told = {
        **cleaned, "id": draft, "occurred_at": moment_of(on, at), "is_time_known": at is not None, "people": cleaned.get("people", []),
        "work": cleaned.get("people", [None])[0].occupation if cleaned.get("people") else "",
    }  # fmt: skip
    try:
        commands.check(commands.Telling(**told))
    except Refusal as refusal:
        return told, refusal
    return told, None


class _StepWrong(Refusal):
    message = "Một bước ghi chưa đúng. Hãy sửa bước ấy rồi gửi."

    def __init__(self, step: str):
        super().__init__()
        self.field = next((field for field, name in _FIELD_STEPS.items() if name == step), None)


def _place_note(told: dict[str, Any] | None) -> tuple[str, Refusal | None]:
    """What the place was understood as, and where it went if it is no more."""
    if not told:
        return "", None
    try:
        place = place_of(told["commune"], timezone.localdate(told["occurred_at"]))
    except Refusal as refusal:
        return "", refusal
    return place.note or f"Nơi nhận tin: {place.unit}.", None


def _lines(content: dict[str, Any]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The summary: step, its title, and what was said there in words."""
    found = []
    for name in _steps(content):
        title, make = STEPS[name]
        rows: list[tuple[str, str]] = []
        if make is PeopleForm:
            for number, row in enumerate(content[name]["people"], start=1):
                rows.append((f"Người thứ {number}", _person_words(row)))
        else:
            form = make(content[name])
            for field in form:
                value = content[name].get(field.name, "")
                choices = dict(getattr(field.field, "choices", []) or [])
                if value:
                    rows.append((str(field.label), str(choices.get(value, _day_words(field, value)))))
        found.append((name, str(title), rows))
    return found


def _day_words(field: Any, value: str) -> str:
    if isinstance(field.field, forms.DateField):
        try:
            return f"{field.field.to_python(value):%d/%m/%Y}"
        except forms.ValidationError:
            return value
    return value


def _person_words(row: dict[str, str]) -> str:
    outcome = dict(Injury.Outcome.choices).get(row.get("outcome", ""), "")
    year = f", sinh năm {row['birth_year']}" if row.get("birth_year") else ""
    work = f", {row['occupation']}" if row.get("occupation") else ""
    return f"{row.get('name') or 'chưa rõ tên'}{year}{work}: {outcome}"


@login_not_required
@never_cache
@require_GET
def told(request: Request, pk: UUID) -> HttpResponse:
    """The code, what happens next and until when. Whoever holds the address told it, and reads nothing of others."""
    declaration = get_object_or_404(Declaration.objects.select_related("accident__unit"), pk=pk)
    accident = (
        Accident.objects.prefetch_related(*READY)
        .select_related("unit", "merged_into", "workplace")
        .get(pk=declaration.accident_id)
    )
    facts = clock.facts_of(accident)
    steps = [one for one in clock.steps_of(facts) if one.owner != "nobody"] if not declaration.is_suspect else []
    context = {
        "declaration": declaration, "accident": accident, "steps": steps, "is_employer": declaration.teller == Declaration.Teller.EMPLOYER,
        "may_open": request.user.is_authenticated and Accident.objects.visible_to(request.actor).filter(pk=accident.pk).exists(),
    }  # fmt: skip
    return render(request, "accidents/told.html", context)
