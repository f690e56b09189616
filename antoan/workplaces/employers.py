"""An employer's own account: let in by a code on paper or in a link, to one workplace and nothing else."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.utils import timezone

from antoan.accounts.commands import new_person
from antoan.accounts.models import RecordMembership, RecordRole, User
from antoan.core import audit
from antoan.core.commands import command
from antoan.core.refusals import NotPermitted
from antoan.core.scoping import Actor, require
from antoan.core.text import squeeze
from antoan.workplaces.models import CodeTrial, EmployerCode, Workplace
from antoan.workplaces.refusals import CodeUnknown, NameMissing, NoEmployerThere, TooManyTrials

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is read as another: no I, L, O, 0, 1
LENGTH = 12  # 31^12 codes, more than anybody tries
TRIALS, WITHIN = 10, timedelta(minutes=15)


def digest_of(code: str) -> str:
    """What is kept of a code; hyphens, blanks and case do not count."""
    return hashlib.sha256("".join(c for c in code.upper() if c.isalnum()).encode()).hexdigest()


@command
def make_employer_code(actor: Actor, *, workplace: Workplace, full_name: str) -> str:
    """Make a code by which the named person gets an account for the workplace; good for 30 days, once.

    The code is told now and never again; earlier open codes of the workplace no longer work.

    Raises:
        NotPermitted, NameMissing, NoEmployerThere
    """
    require(actor, "workplaces.keep", workplace)
    if not workplace.has_employer:
        raise NoEmployerThere(name=workplace.name)
    full_name = squeeze(full_name)
    if not full_name:
        raise NameMissing
    EmployerCode.objects.filter(workplace=workplace, used_at=None, revoked_at=None).update(revoked_at=timezone.now())
    letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    code = "-".join(letters[at : at + 4] for at in range(0, LENGTH, 4))
    made = EmployerCode.objects.create(
        workplace=workplace, digest=digest_of(code), full_name=full_name, made_by_id=actor.user_id
    )
    audit.record(actor, "workplaces.employer_code.made", made, unit=workplace.unit, full_name=full_name)
    return code


@command
def note_trial(actor: Actor, *, address: str) -> None:
    """Count a try of a code; it stays counted though the code is refused.

    Raises:
        TooManyTrials: ten tries from the address in a quarter of an hour.
    """
    since = timezone.now() - WITHIN
    CodeTrial.objects.filter(at__lt=since).delete()
    if CodeTrial.objects.filter(address=address, at__gte=since).count() >= TRIALS:
        raise TooManyTrials
    CodeTrial.objects.create(address=address[:45])


@command
def enter_by_code(actor: Actor, *, code: str, username: str = "", password: str = "", phone: str = "") -> User:
    """Come in as the employer of the code's workplace: as a new person or, signed in already, with this workplace too.

    The code is the permission, and it works once.

    Raises:
        CodeUnknown, UsernameTaken, UsernameNotAllowed, PasswordTooWeak: nothing was made; the code still works.
    """
    row = EmployerCode.objects.select_for_update(of=("self",)).select_related("workplace__unit").filter(digest=digest_of(code)).first()  # fmt: skip
    if row is None or not row.is_open:
        raise CodeUnknown
    if actor.user_id is None:
        user = new_person(full_name=row.full_name, username=username, password=password, phone=phone)
        actor = Actor(user_id=user.pk, name=str(user), channel=actor.channel, address=actor.address)
    else:
        user = User.objects.get(pk=actor.user_id)
    held = RecordMembership.objects.filter(user=user, record=str(row.workplace_id), valid_to=None)
    if not held.exists():
        RecordMembership.objects.create(
            user=user, role=RecordRole.EMPLOYER, record=str(row.workplace_id), valid_from=timezone.localdate()
        )
    row.used_at, row.used_by = timezone.now(), user
    row.save(update_fields=["used_at", "used_by"])
    audit.record(actor, "workplaces.employer.entered", row.workplace, unit=row.workplace.unit, user=user.pk)
    return user


@command
def end_employer(actor: Actor, *, workplace: Workplace, user: User) -> None:
    """Take a person's account of the workplace away, from today on.

    Raises:
        NotPermitted: also where the person holds none.
    """
    require(actor, "workplaces.keep", workplace)
    today = timezone.localdate()
    held = RecordMembership.objects.filter(user=user, record=str(workplace.pk), valid_to=None).first()
    if held is None:
        raise NotPermitted(action="", unit=workplace)
    if held.valid_from >= today:
        held.delete()
    else:
        held.valid_to = today
        held.save(update_fields=["valid_to"])
    audit.record(actor, "workplaces.employer.ended", workplace, unit=workplace.unit, user=user.pk)


def employers_of(workplace: Workplace) -> list[RecordMembership]:
    """Who has an account for the workplace today."""
    held = RecordMembership.objects.on(timezone.localdate()).filter(record=str(workplace.pk))
    return list(held.select_related("user").order_by("pk"))
