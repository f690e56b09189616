"""Telling of an accident, a dangerous occurrence or a disease: by an office, or by anybody on the public page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from antoan import law
from antoan.accidents import duties, photos
from antoan.accidents.models import Accident, CaseFile, Declaration, Disease, Draft, Employment, Injury
from antoan.accidents.places import Place, heir_on, holder, place_of
from antoan.accidents.refusals import (
    BirthImpossible,
    DiedBeforeAccident,
    DiedInFuture,
    DiseaseNotFound,
    InFuture,
    NobodyHurt,
    OccurredBeforeWorkplace,
    OccurredInFuture,
    OccurredLongAgo,
    SomebodyHurt,
    TooManyDeclarations,
)
from antoan.core import audit
from antoan.core.commands import command
from antoan.core.refusals import BrokenRule
from antoan.core.scoping import Actor, require
from antoan.core.text import fold, squeeze
from antoan.units.models import Unit
from antoan.workplaces.models import Workplace

LAW_BEGINS = date(2016, 7, 1)
DRAFT_DAYS = 7  # then an unsent draft is erased
# From one address in an hour. Beyond the first number a telling is still taken, and waits for a person; beyond the second
# it is refused, because no village has so many accidents.
SUSPECT_FROM, REFUSED_FROM = 60, 1000
_BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class PersonTold:
    """What is told of one hurt person. Everything but the outcome may be unknown."""

    name: str = ""
    outcome: str = Injury.Outcome.MINOR
    birth_year: int | None = None
    sex: str = ""
    died_on: date | None = None
    employment: str = Employment.UNKNOWN
    occupation: str = ""
    is_disabled: bool = False
    national_id: str = ""
    phone: str = ""
    home: str = ""
    family: str = ""
    wound: str = ""
    treated_at: str = ""
    injuries: tuple[str, ...] = ()


@dataclass(frozen=True)
class Telling:
    """One telling, whole. `id` was made on the device; `commune` is the place's name as told, unless `unit` is given."""

    id: UUID
    teller: str
    occurred_at: datetime
    people: Sequence[PersonTold] = ()
    kind: str = Accident.Kind.ACCIDENT
    commune: str = ""
    unit: Unit | None = None
    place: str = ""
    is_time_known: bool = True
    account: str = ""
    work: str = ""
    first_cause: str = ""
    setting: str = Accident.Setting.WORKPLACE
    field: str = ""
    workplace: Workplace | None = None
    employer_name: str = ""
    hirer: str = ""
    country: str = ""
    time_zone: str = ""
    teller_name: str = ""
    teller_phone: str = ""
    teller_post: str = ""
    told_at: datetime | None = None  # None: now
    photos: Sequence[photos.Brought] = ()


@dataclass(frozen=True)
class Declared:
    """The case, the telling in it, and what to say about the place."""

    accident: Accident
    declaration: Declaration
    note: str
    is_new: bool


def declare(actor: Actor, telling: Telling) -> Declared:
    """Record a declared event and start the law's clock. Sending the same `id` twice gives back what the first made.

    Raises:
        NotPermitted: the place is outside the actor's reach.
        OccurredInFuture, OccurredLongAgo, NobodyHurt, SomebodyHurt, DiedBeforeAccident, DiedInFuture, BirthImpossible:
            the facts cannot be.
        PlaceUnknown, PlaceAmbiguous: no commune, or several, bear the name.
    Law: 84/2015/QH13, Điều 34 (declaring), Điều 35 (investigating).
    """
    return _once(telling, lambda: _declare_by_office(actor, telling=telling), actor)


def tell_publicly(actor: Actor, telling: Telling, *, address: str = "", is_trap: bool = False) -> Declared:
    """Take a telling from the public page. Many from one address are taken and wait for a person to look at them.

    Raises:
        TooManyDeclarations, and what `declare` raises but NotPermitted.
    """
    return _once(telling, lambda: _declare_publicly(actor, telling=telling, address=address, is_trap=is_trap))


def _once(telling: Telling, deed: Callable[[], Declared], reader: Actor | None = None) -> Declared:
    """Two that send the same at the same moment: the second finds what the first made, if it may see it."""
    try:
        return deed()
    except BrokenRule:
        known = Declaration.objects.filter(pk=telling.id).select_related("accident").first()
        if known is None or (reader and not Accident.objects.visible_to(reader).filter(pk=known.accident_id).exists()):
            raise
        return Declared(known.accident, known, "", is_new=False)


@command
def _declare_by_office(actor: Actor, *, telling: Telling) -> Declared:
    """The telling that an office notes: permitted where the case is held."""
    place = _place(telling)
    # An employer tells for the workplace that is his; an office for the commune.
    require(actor, "accidents.declare", telling.workplace or place.unit)
    if telling.workplace is None:
        telling = replace(telling, workplace=_registered(telling, place))
    known = Declaration.objects.filter(pk=telling.id, accident__unit=place.unit).select_related("accident").first()
    if known is not None:
        return Declared(known.accident, known, place.note, is_new=False)
    is_his_own = telling.workplace is not None and str(telling.workplace.pk) in actor.records
    channel = Declaration.Channel.ACCOUNT if is_his_own else Declaration.Channel.OFFICE
    return _record(actor, telling, place, channel=channel)


@command
def _declare_publicly(actor: Actor, *, telling: Telling, address: str, is_trap: bool) -> Declared:
    """The telling of anybody: no permission is asked, the address is counted."""
    known = Declaration.objects.filter(pk=telling.id).select_related("accident").first()
    if known is not None:
        return Declared(known.accident, known, "", is_new=False)
    digest = digest_of(address)
    sent = _sent_lately(digest)
    if sent >= REFUSED_FROM:
        raise TooManyDeclarations
    is_suspect = is_trap or sent >= SUSPECT_FROM
    place = _place(telling)
    found = _registered(telling, place)
    # Whoever tells in need is not sent back because the register has a later day: the case stays without the workplace.
    if found is not None and found.stands_on(timezone.localdate(telling.occurred_at)):
        telling = replace(telling, workplace=found)
    return _record(actor, telling, place, channel=Declaration.Channel.PUBLIC, is_suspect=is_suspect, digest=digest)


def _registered(telling: Telling, place: Place) -> Workplace | None:
    """The one workplace of the register that bears the told name in that commune, as it is today."""
    if not telling.employer_name.strip():
        return None
    units = {place.unit.pk, heir_on(place.unit, timezone.localdate()).pk}
    same = Workplace.objects.counted().filter(name_key=fold(telling.employer_name), unit__in=units).order_by("pk")[:2]
    return same[0] if len(same) == 1 else None


def _sent_lately(digest: str) -> int:
    since = timezone.now() - timedelta(hours=1)
    return Declaration.objects.filter(address_digest=digest, told_at__gte=since).count() if digest else 0


def digest_of(address: str) -> str:
    """An address as it is counted: nobody reads it back out of the database."""
    return hashlib.sha256(f"{settings.SECRET_KEY}:{address}".encode()).hexdigest() if address else ""


def _place(telling: Telling) -> Place:
    if telling.unit is not None:
        return Place(telling.unit)
    if telling.workplace is not None and not telling.commune:
        return Place(telling.workplace.unit)
    return place_of(telling.commune, timezone.localdate(telling.occurred_at))


def check(telling: Telling) -> None:
    """Whether the facts can be, whoever tells them.

    Raises:
        OccurredInFuture, OccurredLongAgo, OccurredBeforeWorkplace, NobodyHurt, SomebodyHurt, DiedBeforeAccident,
        DiedInFuture, BirthImpossible
    """
    now, on = timezone.now(), timezone.localdate(telling.occurred_at)
    if telling.occurred_at > now:
        raise OccurredInFuture(occurred_at=timezone.localtime(telling.occurred_at))
    if on < LAW_BEGINS:
        raise OccurredLongAgo(on=on)
    workplace = telling.workplace
    if workplace and workplace.opened_on and on < workplace.opened_on:
        raise OccurredBeforeWorkplace(on=on, workplace=workplace, since=workplace.opened_on)
    is_occurrence = telling.kind == Accident.Kind.DANGEROUS_OCCURRENCE
    if not telling.people and not is_occurrence:
        raise NobodyHurt
    if telling.people and is_occurrence:
        raise SomebodyHurt(count=len(telling.people))
    for person in telling.people:
        check_days(person.name, person.died_on, person.birth_year, on)


def check_days(name: str, died_on: date | None, birth_year: int | None, occurred_on: date) -> None:
    if died_on and died_on < occurred_on:
        raise DiedBeforeAccident(name=name or "Người bị nạn", died_on=died_on, occurred_on=occurred_on)
    if died_on and died_on > timezone.localdate():
        raise DiedInFuture(died_on=died_on)
    if birth_year is not None and not occurred_on.year - 110 <= birth_year <= occurred_on.year - 3:
        raise BirthImpossible(year=birth_year, occurred_on=occurred_on)


def _record(
    actor: Actor, telling: Telling, place: Place, *, channel: str, is_suspect: bool = False, digest: str = ""
) -> Declared:
    check(telling)
    told_at = telling.told_at or timezone.now()
    accident = Accident(
        kind=telling.kind, unit=place.unit, told_unit=place.told, occurred_at=telling.occurred_at,
        is_time_known=telling.is_time_known, place=squeeze(telling.place)[:300], country=telling.country, time_zone=telling.time_zone,
        account=telling.account.strip(), work=squeeze(telling.work)[:300], first_cause=telling.first_cause.strip(),
        setting=telling.setting, field=telling.field, workplace=telling.workplace,
        employer_name=squeeze(telling.employer_name)[:200] or (telling.workplace.name if telling.workplace else ""),
        hirer=squeeze(telling.hirer)[:200], told_at=told_at,
    )  # fmt: skip
    accident.code = new_code(accident)
    accident.save(force_insert=True)
    for person in telling.people:
        _enter(accident, person)
    declaration = Declaration.objects.create(
        id=telling.id, accident=accident, teller=telling.teller, name=squeeze(telling.teller_name), phone=telling.teller_phone.strip(),
        post=squeeze(telling.teller_post)[:150], channel=channel, told_at=told_at, said=_said(telling), is_suspect=is_suspect,
        address_digest=digest, by_id=actor.user_id,
    )  # fmt: skip
    for brought in telling.photos:
        keep_photo(accident, brought, declaration=declaration, author=telling.teller_name)
    duties.note_gravity(accident, known_on=timezone.localdate(told_at), reason="Theo tin khai báo đầu tiên")
    if not is_suspect:
        duties.follow(accident)
    accident.refresh_from_db()
    Draft.objects.filter(pk=telling.id).delete()
    audit.record(
        actor, "accidents.accident.declared", accident, unit=holder(place.unit), code=accident.code, kind=accident.kind,
        occurred_on=accident.occurred_on, teller=telling.teller, people=len(telling.people), suspect=is_suspect,
    )  # fmt: skip
    return Declared(accident, declaration, place.note, is_new=True)


def _enter(accident: Accident, person: PersonTold) -> Injury:
    facts = asdict(person)
    outcome, injuries = facts.pop("outcome"), list(facts.pop("injuries"))
    if outcome == Injury.Outcome.DEAD and person.died_on is None:
        facts["died_on"] = timezone.localdate(accident.occurred_at)
    return Injury.objects.create(accident=accident, told_outcome=outcome, injuries=injuries, **facts)


def keep_photo(accident: Accident, brought: photos.Brought, **where: Any) -> CaseFile:
    """Keep a picture without what the camera noted, unless the sender allowed the place."""
    kept = photos.keep(brought)
    return CaseFile.objects.create(
        accident=accident, file=kept.file, name=kept.name, taken_at=kept.taken_at, place=kept.place, **where
    )


def _said(telling: Telling) -> str:
    words = {
        name: value
        for name, value in vars(telling).items()
        if name not in ("photos", "unit", "people", "workplace") and value not in ("", None)
    }
    words["people"] = [{k: v for k, v in asdict(person).items() if v} for person in telling.people]
    return json.dumps(words, ensure_ascii=False, cls=DjangoJSONEncoder)


def new_code(accident: Accident, *, letters: int = 4) -> str:
    """A code that can be read out on the telephone: "TN240620-7KQF"; its letters come from the case's own key."""
    day = timezone.localdate(accident.occurred_at)
    number = accident.id.int & ((1 << 60) - 1)
    spelt = "".join(_BASE32[(number >> (5 * place)) & 31] for place in range(12))
    lead = "SC" if accident.is_occurrence else "TN"
    for length in (letters, letters + 2, 9):  # the last holds 45 random bits
        code = f"{lead}{day:%y%m%d}-{spelt[:length]}"
        if not Accident.objects.filter(code=code).exists():
            break
    return code


@command
def save_draft(actor: Actor, *, id: UUID, step: str, fields: dict[str, Any], address: str = "") -> Draft:
    """Keep what was typed in one step, so that nothing is lost when the phone dies. Not in the log: nobody acts on it.

    Raises:
        TooManyDeclarations: one address has too many drafts open.
    """
    digest = digest_of(address)
    draft = Draft.objects.select_for_update().filter(pk=id).first()
    if draft is None:
        since = timezone.now() - timedelta(hours=1)
        if digest and Draft.objects.filter(address_digest=digest, saved_at__gte=since).count() >= REFUSED_FROM:
            raise TooManyDeclarations
        draft = Draft(pk=id, content="{}", address_digest=digest)
    content = json.loads(draft.content)
    content[step] = fields
    draft.content, draft.saved_at = json.dumps(content, ensure_ascii=False), timezone.now()
    draft.save()
    return draft


@command
def erase_old_drafts(actor: Actor, *, now: datetime | None = None) -> int:
    """Erase what was begun and not sent for a week: it speaks of people and nobody asked for it. The number erased."""
    old = Draft.objects.filter(saved_at__lt=(now or timezone.now()) - timedelta(days=DRAFT_DAYS))
    first = old.first()
    count = old.delete()[0]
    if first is not None:
        audit.record(actor, "accidents.drafts.erased", first, drafts=count)
    return count


@command
def declare_disease(
    actor: Actor, *, unit: Unit, name: str, disease: str, found_on: date, source: str, employer_name: str = "",
    workplace: Workplace | None = None, birth_year: int | None = None, sex: str = "", occupation: str = "", loss: int | None = None,
    is_beyond_list: bool = False,
) -> Disease:  # fmt: skip
    """Record one person's occupational disease, by the list that is insured on the day of finding.

    Raises:
        NotPermitted, InFuture
        DiseaseNotFound: not on the list, and nobody said that it stands beyond it.
    """
    require(actor, "accidents.declare", unit)
    if found_on > timezone.localdate():
        raise InFuture(on=found_on)
    rule = law.on(found_on).get("diseases.insured")
    listed = next((one for one in rule.value if fold(one) == fold(disease)), None)
    if listed is None and not is_beyond_list:
        raise DiseaseNotFound(disease=disease, on=found_on, citation=rule.citation)
    row = Disease.objects.create(
        unit=unit, name=squeeze(name), disease=listed or squeeze(disease), is_insured_disease=listed is not None, found_on=found_on,
        source=source, workplace=workplace, employer_name=squeeze(employer_name), birth_year=birth_year, sex=sex, occupation=squeeze(occupation), loss=loss,
    )  # fmt: skip
    audit.record(actor, "accidents.disease.declared", row, unit=holder(unit), disease=row.disease, found_on=found_on)
    return row
