"""The names of bodies in a plan's text that are not yet units of the register, for a person to settle once for all tasks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from antoan.plans.models import Plan, Proposal, Task
from antoan.plans.proposing import is_name_in_doubt
from antoan.units.matching import Matcher
from antoan.units.models import Unit
from antoan.units.names import LEVELS_OF_WORD, apart, key_of, place_of

_MANY = re.compile(r"\b(các|những|mọi|từng|toàn thể)\b", re.IGNORECASE)
_CROWD = re.compile(
    r"(doanh nghiệp|hợp tác xã|hộ|cơ sở|chủ|nhà thầu|nhà đầu tư|người|cá nhân|cộng đồng|cán bộ|công chức|viên chức|nông dân|công nhân|hội viên|đoàn viên|đảng viên"
    r"|tổ chức|đơn vị|cơ quan|lực lượng|nhóm|cấp ủy|chính quyền|đoàn thể|địa phương|thôn|hai|ba)\b(?! tư nhân)",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"(ông|bà|đồng chí|thủ trưởng|trưởng|phó|giám đốc|chủ tịch|bí thư|chánh|hiệu trưởng|viện trưởng|cục trưởng|ủy viên)\b",
    re.IGNORECASE,
)
_ENDS_WITH_LEVEL = re.compile(rf"\b({'|'.join(LEVELS_OF_WORD)})$", re.IGNORECASE)


@dataclass
class UnclearName:
    """A name as the text writes it, how many tasks it stands in, and what it may be."""

    name: str
    why: str
    candidates: list[Unit]
    full_name: str  # what a new unit of this name would be called
    tasks: list[str] = field(default_factory=list)  # their places in the text
    spellings: list[str] = field(default_factory=list)  # other ways in which the text writes the same name
    is_doubtful: bool = False  # it may not end where it was cut, or speaks of another level than the issuer's

    @property
    def is_many(self) -> bool:
        """Whether the name means several bodies at once, for which no single unit can be made."""
        crowd = _CROWD.match(self.name)
        is_crowd = crowd is not None and not self.name[crowd.end() :].lstrip()[:1].isupper()
        return is_crowd or bool(_MANY.search(self.name))

    @property
    def is_common(self) -> bool:
        """Whether it is a word for a kind of bodies ("doanh nghiệp", "trạm bơm") or a person, and hardly the name of one."""
        return self.is_many or self.name[:1].islower() or bool(_PERSON.match(self.name))


def unsettled(plan: Plan) -> Iterable[Proposal]:
    """The proposals whose bodies may still be matched anew: nobody has decided on them or given their task."""
    still_open = Q(state=Proposal.State.PENDING) | Q(state=Proposal.State.ACCEPTED, task__assignments__isnull=True)
    return plan.proposals.filter(still_open, kind=Proposal.Kind.TASK).order_by("order")


def unclear_names(plan: Plan) -> list[UnclearName]:
    """The names which the register does not know for certain, in the order of the text."""
    matcher = Matcher(plan.unit, plan.day)
    found: dict[str, UnclearName] = {}
    for proposal in unsettled(plan):
        for name in dict.fromkeys([*proposal.lead, *proposal.coordinate]):
            match = matcher.match(name)
            if match.certain or key_of(name) in plan.meanings:
                continue
            full_name = _full_name(name, plan.unit)
            key = key_of(full_name)
            if key not in found:
                found[key] = UnclearName(name, match.why, match.candidates, full_name)
            one = found[key]
            one.is_doubtful = (
                one.is_doubtful or is_name_in_doubt(name, proposal.why) or _is_of_other_level(name, plan.unit)
            )
            if name != one.name and name not in one.spellings:
                one.spellings.append(name)
            if proposal.path not in one.tasks:
                one.tasks.append(proposal.path)
    return list(found.values())


@dataclass(frozen=True)
class Unknown:
    """A name of a task's text that is no unit of the register, as written."""

    name: str
    is_lead: bool


def unknown_of(task: Task) -> list[Unknown]:
    """The bodies that a task's text names and the register does not know: they stay visible although nobody was given it."""
    proposal = task.proposal
    if proposal is None or not proposal.match_note:
        return []
    matcher, meanings = Matcher(task.plan.unit, task.plan.day), task.plan.meanings
    named = [*((name, True) for name in proposal.lead), *((name, False) for name in proposal.coordinate)]
    return [
        Unknown(name, is_lead)
        for name, is_lead in named
        if not matcher.match(name).certain and key_of(name) not in meanings
    ]


def left_to_a_person(plan: Plan) -> list[str]:
    """A line for each proposal that is not to be accepted unseen: its place, what is wrong, and the remedy."""
    matcher = Matcher(plan.unit, plan.day)
    lines = []
    for proposal in plan.proposals.filter(state=Proposal.State.PENDING).order_by("order"):
        faults = []
        if proposal.lacks_its_day:
            faults.append(f"“{proposal.read['impossible_day']}” không có trong lịch, hãy điền hạn theo bản gốc")
        if proposal.lacks_its_lead:
            unknown = [name for name in proposal.lead if not matcher.match(name).certain]
            named = ", ".join(f"“{name}”" for name in unknown)
            faults.append(f"chưa rõ {named} là đơn vị nào, hãy chọn hoặc thêm đơn vị (antoan units add)")
        where = f"mục {proposal.path}" if proposal.path else f"câu “{proposal.text[:60]}”"
        lines.append(f"{where}: {'; '.join(faults)}; rồi nhận ở trang duyệt đề xuất.")
    return lines


def _is_of_other_level(name: str, issuer: Unit) -> bool:
    """Whether a name ends with a level that is not the issuer's: "Đảng ủy UBND phường" in a paper of a district."""
    level, place = _ENDS_WITH_LEVEL.search(name), place_of(str(issuer)).casefold()
    return level is not None and place != "" and not place.startswith(level[1].casefold())


def _full_name(name: str, issuer: Unit) -> str:
    """The name with its place, which a paper leaves out at home: "Phòng Kinh tế" of UBND xã Phước Hậu is that commune's."""
    place = place_of(str(issuer))
    if not place:
        return name
    if _is_of_other_level(name, issuer):
        return name
    if _ENDS_WITH_LEVEL.search(name):
        return f"{_ENDS_WITH_LEVEL.sub('', name).rstrip()} {place}"
    return name if apart(name).levels else f"{name} {place}"
