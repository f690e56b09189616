"""Urging workplaces: those with an account are told there and then; a letter is begun for the others, and the list says whom
to telephone. One mechanism for the silent (the year's report) and for whatever else is late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from antoan import law
from antoan.accounts.queries import holders_of
from antoan.core import audit
from antoan.core.commands import command
from antoan.core.scoping import Actor, require
from antoan.documents import commands as papers
from antoan.documents import queries as offices
from antoan.documents.kinds import LETTER
from antoan.documents.models import Document, Draft
from antoan.obligations import duties
from antoan.obligations.deriving import derive
from antoan.obligations.models import Obligation
from antoan.units.models import Kind as UnitKind
from antoan.units.models import Unit
from antoan.workplaces import reporting, upkeep
from antoan.workplaces.kinds import REPORT
from antoan.workplaces.models import Reminder, Workplace
from antoan.workplaces.refusals import NobodySilent, NothingLateThere, OwerNotRegistered

NAMED = 20  # so many workplaces a letter names; more are "those in the list"


@dataclass(frozen=True)
class Urged:
    """Who was told through an account, who has none, and the letter that was begun for these (None: nobody to write to, or
    the actor may write none)."""

    told: Sequence[Workplace]
    others: Sequence[Workplace]
    draft: Draft | None

    @property
    def words(self) -> str:
        said = [f"Đã nhắc {len(self.told)} cơ sở qua tài khoản."] if self.told else []
        if self.others:
            by_letter = ", hoặc gửi công văn đã soạn." if self.draft else "."
            if len(self.others) == 1:
                [one] = self.others
                said.append(f"{one} chưa có tài khoản: hãy gọi {one.phone or 'điện'}{by_letter}")
            else:
                said.append(f"{len(self.others)} cơ sở chưa có tài khoản: hãy gọi điện theo danh sách{by_letter}")
        return " ".join(said)


@command
def remind_silent(actor: Actor, *, unit: Unit, year: int, workplaces: list[Workplace]) -> Urged:
    """Remind these workplaces of the unit's reach that they owe the year's report; one reminder a day each.

    The report becomes a duty of each, with the day that the law sets, done when the report comes.

    Raises:
        NotPermitted, NobodySilent
    Law: 84/2015/QH13, Art. 81 (in the pack: reports.osh_report.due).
    """
    require(actor, "workplaces.keep", unit)
    today = timezone.localdate()
    told = set(Reminder.objects.filter(workplace__in=workplaces, year=year, made_on=today).values_list("workplace", flat=True).order_by())  # fmt: skip
    wanted = [workplace for workplace in workplaces if workplace.pk not in told]
    if not wanted:
        raise NobodySilent
    for workplace in wanted:
        require(actor, "workplaces.keep", workplace)
    Reminder.objects.bulk_create(
        Reminder(workplace=workplace, year=year, made_on=today, made_by_id=actor.user_id) for workplace in wanted
    )
    rows = _report_duties(wanted, year)
    title = title_of_reminder(year)
    text = (
        f"Theo {reporting.basis(year)}, người sử dụng lao động báo cáo công tác an toàn, vệ sinh lao động hằng năm. "
        f"Đến ngày {today:%d/%m/%Y}, các cơ sở nêu trên chưa gửi báo cáo năm {year} (hạn {rows[0].due:%d/%m/%Y}). "
        f"Đề nghị gửi báo cáo{_receivers(year)}, và cho cơ quan chúng tôi biết số lao động của năm (hoặc tự ghi bằng tài khoản cơ sở)."
    )
    made = _told(actor, wanted, rows, title=title, text=text)
    audit.record(
        actor, "workplaces.reminders.made", unit, unit=unit, year=year, count=len(wanted), told=len(made.told),
        draft=made.draft.pk if made.draft else None, workplaces=[str(workplace.pk) for workplace in wanted[:200]],
    )  # fmt: skip
    return made


def title_of_reminder(year: int) -> str:
    return f"Nhắc báo cáo công tác an toàn, vệ sinh lao động năm {year}"


def _receivers(year: int) -> str:
    """To whom the report goes by the law in force when the year ends; nothing where it does not say."""
    found = law.on(date(year, 12, 31)).find("reports.osh_report.receiver")
    return f" đến {', '.join(found.value)} ({found.citation})" if found else ""


def _report_duties(workplaces: Sequence[Workplace], year: int) -> list[Obligation]:
    """The open duty of each workplace to report on the year; made where it was not there yet."""
    ends = date(year, 12, 31)
    found = derive("report_osh", ends)
    source = {"duty": "report_osh", "from": ends.isoformat(), "with": {}, "digest": found.digest}
    standing = Obligation.objects.standing().filter(kind=REPORT, derived__from=ends.isoformat())
    known = {row.owed_by: row for row in standing.filter(owed_by__in=[str(one.pk) for one in workplaces])}
    watching: dict[int, Unit] = {}
    for workplace in workplaces:
        if str(workplace.pk) in known:
            continue
        if workplace.unit_id not in watching:
            watching[workplace.unit_id] = upkeep.watching(workplace.unit)
        row = duties.oblige(
            REPORT, unit=watching[workplace.unit_id], owed_by=str(workplace.pk), about=workplace, begins_on=ends, due=found.due,
            title=f"{workplace}: Báo cáo công tác an toàn, vệ sinh lao động năm {year}", basis=found.citation[:300],
        )  # fmt: skip
        row.steps, row.derived = list(found.steps), source
        row.save(update_fields=["steps", "derived"])
        known[row.owed_by] = row
    return list(known.values())


@command
def urge(actor: Actor, *, obligation: Obligation) -> Urged:
    """Urge the workplace that owes this to do it, with all else of it that is late under the same body's watch.

    Raises:
        NotPermitted
        OwerNotRegistered: whoever owes it is not in the register.
        NothingLateThere: nothing of the workplace is late.
    """
    require(actor, "workplaces.keep", obligation.unit)
    workplace = (
        Workplace.objects.filter(pk__in=[obligation.owed_by] if obligation.is_watched else [])
        .select_related("unit")
        .first()
    )
    if workplace is None:
        raise OwerNotRegistered(title=obligation.title)
    today = timezone.localdate()
    watched = Obligation.objects.standing().filter(unit=obligation.unit, owed_by=obligation.owed_by)
    rows = list(watched.filter(due__lt=today).order_by("due", "pk"))
    if not rows:
        raise NothingLateThere(name=workplace.name)
    lines = [
        f"Đến ngày {today:%d/%m/%Y}, {workplace} còn {len(rows)} việc quá hạn:",
        *(
            f"- {row.title.removeprefix(f'{workplace}: ')}, hạn {row.due:%d/%m/%Y}{f' ({row.basis})' if row.basis else ''};"
            for row in rows
        ),
        "Đề nghị thực hiện ngay, báo kết quả và nêu rõ khó khăn, vướng mắc (nếu có).",
    ]
    title = f"Đôn đốc {workplace} thực hiện quy định về an toàn, vệ sinh lao động"
    made = _told(actor, [workplace], rows, title=title, text="\n".join(lines))
    audit.record(
        actor, "workplaces.workplace.urged", workplace, unit=obligation.unit, duties=[row.pk for row in rows],
        told=len(made.told), draft=made.draft.pk if made.draft else None,
    )  # fmt: skip
    return made


def _told(actor: Actor, workplaces: Sequence[Workplace], rows: Iterable[Obligation], *, title: str, text: str) -> Urged:
    """Tell those who have an account, and begin the letter to the others."""
    employers = holders_of((str(one.pk) for one in workplaces), timezone.localdate())
    duties.urge((row, user) for row in rows for user in employers.get(row.owed_by, ()))
    told = [one for one in workplaces if employers.get(str(one.pk))]
    others = [one for one in workplaces if not employers.get(str(one.pk))]
    return Urged(told, others, _letter(actor, others, title, text) if others else None)


def _letter(actor: Actor, others: Sequence[Workplace], title: str, text: str) -> Draft | None:
    """The letter as a draft of the actor's own body, which goes the way of every paper: approved, numbered, issued. A letter
    of today to the same workplaces about the same is not begun twice."""
    own = list(offices.own_units(actor, "documents.draft").order_by("pk")) if not actor.is_system else []
    if not own:
        return None
    unit = next((one for one in own if one.kind == UnitKind.PEOPLES_COMMITTEE), own[0])
    form = Document.Form.PARTY if unit.kind == UnitKind.PARTY_COMMITTEE else Document.Form.STATE
    begun = Draft.objects.filter(unit=unit, title=title, begun_on=timezone.localdate(), status=Draft.Status.WRITING)
    names = [str(one) for one in others[:NAMED]]
    if len(others) > NAMED:
        names.append(f"{len(others) - NAMED} cơ sở khác trong danh sách kèm theo")
    for draft in begun:
        if offices.header_for(draft)["addressees"] == names:
            return draft
    draft = papers.start_draft(actor, unit=unit, form=form, kind=LETTER, title=title)
    header = offices.header_for(draft) | {"addressees": names}
    papers.save_version(actor, draft=draft, version=draft.version, header=header, text=text)
    draft.refresh_from_db()
    return draft
