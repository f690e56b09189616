"""One provision being read: who opened it, which deeds its sentences hold, what its labelled lines say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from antoan.documents.tree import Paragraph, Provision, Sentence
from antoan.plans.proposing.bodies import read_heading
from antoan.plans.proposing.confidence import weigh
from antoan.plans.proposing.deeds import (
    Deed,
    cuts_of,
    is_conditional,
    is_lead_in,
    is_matter_of_duty,
    is_only_time,
    read_deeds,
    states_no_fact,
)
from antoan.plans.proposing.dues import Timing, Years, read_timing
from antoan.plans.proposing.findings import Findings, timed
from antoan.plans.proposing.lines import Lines, read_lines
from antoan.plans.proposing.shapes import ProposedTask
from antoan.plans.proposing.targets import is_aim, read_aim
from antoan.plans.proposing.wording import Placed, key, place_of_tail


@dataclass(frozen=True)
class Place:
    """What holds for everything below a provision."""

    kind: str | None = None  # organise, tasks, purpose, context; None where no heading tells
    lead: tuple[str, ...] = ()
    lead_evidence: str = "lead_heading"
    coordinate: tuple[str, ...] = ()  # named in an opening clause: "Sở Y tế phối hợp với Công an tỉnh có trách nhiệm:"
    years: Years = field(default_factory=Years)
    is_article: bool = False
    target_due: str | None = None  # "Mục tiêu đến năm 2030": the day for every target below


class Item:
    """One provision being read: who opened it, and what its labelled lines say."""

    def __init__(self, findings: Findings, provision: Provision, place: Place) -> None:
        self.findings, self.provision, self.place = findings, provision, place
        self.lead: list[str] = []
        self.coordinate = list(place.coordinate)
        self.lead_opened = False
        self.target_due = place.target_due
        self.opens_list = False
        self.lines = Lines()
        self.tasks: list[tuple[ProposedTask, list[str], Timing]] = []
        self.is_first = True
        sentences = [s for p in provision.paragraphs for s in sentences_of(p)]
        labelled = [kind for s in sentences for kind, _ in read_lines(s.text)]
        first = sentences[0] if sentences else None
        self.time_line = first if first and any(kind == "time" for kind, _ in read_lines(first.text)) else None
        self.opens_with_line = bool(first and read_lines(first.text))
        self.has_lines = any(kind in ("time", "lead", "performer", "coordinate") for kind in labelled)

    def read(self, paragraph: Paragraph) -> None:
        """Read one paragraph; its own subject holds to its end."""
        paragraph_lead: list[str] = []
        for sentence in sentences_of(paragraph):
            if self.findings.is_in_table(sentence.start, sentence.end):
                continue
            led = paragraph_lead
            role, paragraph_lead = self._sentence(sentence, paragraph_lead)
            if role != "task" and self.findings.is_wanted(sentence.start, sentence.end):
                self._keep_wanted(sentence, led)
                role = "task"
            self.findings.role(self.provision.path, sentence.start, sentence.end, role)
            self.is_first = False

    def _keep_wanted(self, sentence: Sentence, paragraph_lead: list[str]) -> None:
        """Keep a sentence of which a person said that it is a task, with whatever it says."""
        placed = Placed(sentence.text, self.findings.source, sentence.start, sentence.end)
        under = paragraph_lead or self.lead or list(self.place.lead)
        deeds = read_deeds(sentence.text, under=under, issuer=self.findings.issuer, guess=True)
        for deed in deeds or [Deed(0, len(sentence.text), is_guessed=True)]:
            lead, evidence = self._lead_of(deed, paragraph_lead)
            self._keep(placed, deed, lead, evidence)

    def take_labelled(self, children: list[Provision]) -> bool:
        """Take children that are nothing but labelled lines ("a) Thời gian: …", "b) Chủ trì: …") as this item's own."""
        if len(children) < 2 or not self.provision.title or self.provision.title.isupper():
            return False
        labelled = [
            read_lines(f"{child.title}: {' '.join(paragraph.text for paragraph in child.paragraphs)}")
            for child in children
            if child.title and not child.children
        ]
        kinds = {kind for lines in labelled for kind, _ in lines}
        if len(labelled) < len(children) or not all(labelled) or not kinds & {"time", "lead", "performer"}:
            return False
        for kind, value in (line for lines in labelled for line in lines):
            self.lines.take(kind, value)
        self.has_lines = self.opens_with_line = True
        return True

    def _sentence(self, sentence: Sentence, paragraph_lead: list[str]) -> tuple[str, list[str]]:
        if self.has_lines and (labels := read_lines(sentence.text)):
            for kind, value in labels:
                self.lines.take(kind, value)
            return "text", paragraph_lead
        if self.place.kind == "context" or not sentence.text.strip():
            return "text", paragraph_lead
        if self.tasks and is_only_time(sentence.text):
            self._date_last_task(sentence.text)
            return "text", paragraph_lead
        placed = Placed(sentence.text, self.findings.source, sentence.start, sentence.end)
        aiming = self.place.kind == "purpose"
        if sentence.text.rstrip().endswith(":") and (aimed := read_aim(sentence.text, self.place.years)):
            self.target_due = aimed
        has_target = self.findings.add_target(
            self.provision.path, placed, self.place.years, aiming=aiming, is_rule=self._is_rule, due=self.target_due
        )
        if aiming:
            return ("target" if has_target else "purpose"), paragraph_lead
        under = paragraph_lead or self.lead or list(self.place.lead)
        deeds = [
            piece
            for deed in read_deeds(
                sentence.text, under=under, issuer=self.findings.issuer, guess=self.place.kind in ("organise", "tasks")
            )
            for piece in parted_by_times(sentence.text, deed, self.place.years)
        ]
        if not deeds and not has_target and self._is_headed and not self.opens_list and states_no_fact(sentence.text):
            deeds = [Deed(0, len(sentence.text), is_guessed=True)]
        count = 0
        for deed in deeds:
            lead, evidence = (
                ([], "no_lead")
                if deed.is_guessed and not (deed.lead or self._is_headed)
                else self._lead_of(deed, paragraph_lead)
            )
            if deed.is_guessed and (has_target or not (lead or self._is_timed(sentence.text, deed))):
                continue
            if not self._asks(deed, lead) or (has_target and is_aim(sentence.text[deed.start : deed.end])):
                continue
            if deed.lead:
                paragraph_lead = deed.lead
                if deed.opens_list or (self.lead and self.lead_opened) or (self.is_first and not self._is_led):
                    self.lead, self.lead_opened = deed.lead, True
            if not (deed.opens_list and lead and is_lead_in(sentence.text)):
                self._keep(placed, deed, lead, evidence)
                count += 1
            else:
                self.coordinate = deed.coordinate
            self.opens_list = deed.opens_list or self.opens_list
        if count:
            return "task", paragraph_lead
        return ("target" if has_target else "text"), paragraph_lead

    @property
    def _is_led(self) -> bool:
        """Whether the place gives the item a body of its own; a list of addressees yields to the body that opens it."""
        return bool(self.place.lead) and self.place.lead_evidence != "lead_list"

    @property
    def _is_headed(self) -> bool:
        """Whether the heading of a part that asks names who is to do what stands below."""
        return (
            self.place.kind in ("organise", "tasks")
            and self.place.lead_evidence == "lead_heading"
            and bool(self.place.lead)
        )

    @property
    def _is_rule(self) -> bool:
        return self.place.is_article or self.findings.is_normative

    def _lead_of(self, deed: Deed, paragraph_lead: list[str]) -> tuple[list[str], str]:
        if deed.lead:
            return deed.lead, "lead_named"
        if paragraph_lead or self.lead:
            return paragraph_lead or self.lead, "lead_list" if self.opens_list else "lead_carried"
        if self.place.lead:
            return list(self.place.lead), self.place.lead_evidence
        return [], "no_lead"

    def _asks(self, deed: Deed, lead: list[str]) -> bool:
        """Whether a deed is asked of somebody here: articles and rules need a body, and rules an outright charge."""
        if self.findings.is_normative:
            return bool(lead) and (deed.is_charged or bool(self.place.lead) or self.opens_list)
        return bool(lead) or not self.place.is_article

    def _keep(self, placed: Placed, deed: Deed, lead: list[str], evidence: str) -> None:
        start, end = placed.span(deed.start, deed.end)
        text = placed.text[deed.start : deed.end].strip()
        timing = read_timing(text, self.place.years)
        found = [evidence, "unknown_verb" if deed.is_guessed else "verb"]
        if deed.is_charged:
            found.append("charged")
        if self.place.kind in ("organise", "tasks"):
            found.append(self.place.kind)
        if is_conditional(text):
            found.append("conditional")
        if deed.doubts:
            found.append("name_in_doubt")
        coordinate = [name for name in (*deed.coordinate, *self.coordinate) if name not in lead]
        task = self.findings.add_task(self.provision.path, text, start, end, lead, coordinate, timing, found)
        self.tasks.append((task, found, timing))

    def _is_timed(self, text: str, deed: Deed) -> bool:
        return read_timing(text[deed.start : deed.end], self.place.years).says_something

    def _date_last_task(self, text: str) -> None:
        """A sentence that only dates: it belongs to the deed before it, unless that one has a time of its own."""
        task, evidence, timing = self.tasks[-1]
        own = read_timing(text, self.place.years, labelled=True)
        if timing.says_something or not (own.says_something or own.impossible):
            return
        self.tasks[-1] = task, evidence, own
        _set_timing(task, evidence, own)

    def finish(self) -> None:
        """Make the heading a task where its lines or its words say so, and give the lines to the item's tasks."""
        title = self.provision.title.strip()
        is_told = self.place.kind != "context" or bool(self.lines.leads)
        # Where the lines come first they describe the heading; behind deeds of the item's own they describe these.
        is_activity = self.opens_with_line or not self.tasks
        if title and self.has_lines and self.lines.makes_activity and is_told and is_activity:
            self._heading_task(title, ["activity", "verb"] if is_matter_of_duty(title) else ["activity"])
            for task, evidence, timing in self.tasks:
                if not task.lead and self.lines.leads:
                    task.lead = list(self.lines.leads)
                    task.confidence, task.why = weigh(timed(["lead_line", *evidence[1:]], timing), timing.why)
        elif self.has_lines:
            for task, evidence, timing in self.tasks:
                self._give_lines(task, evidence, timing)
        elif title and not self.provision.paragraphs and not self.provision.children:
            self._lone_heading(title)

    def _heading_task(self, title: str, evidence: list[str]) -> None:
        times = "; ".join(self.lines.times)
        timing = read_timing(times, self.place.years, labelled=True) if times else Timing()
        if not timing.says_something and not timing.why:
            timing = read_timing(title, self.place.years)
        lead = self.lines.leads or list(self.place.lead)
        evidence = [*evidence, "lead_line" if self.lines.leads else self.place.lead_evidence if lead else "no_lead"]
        if self.place.kind in ("organise", "tasks"):
            evidence.append(self.place.kind)
        text = title
        start, end = place_of_tail(title, self.findings.source, self.provision.start, self.provision.heading_end)
        if self.time_line is not None:  # the line that dates an activity belongs to the sentence it is known by
            text, end = f"{title} - {self.time_line.text}", self.time_line.end
        self.findings.add_task(
            self.provision.path,
            text,
            start,
            end,
            lead,
            self.lines.coordinating,
            timing,
            evidence,
            product=self.lines.product,
        )

    def _give_lines(self, task: ProposedTask, evidence: list[str], timing: Timing) -> None:
        lines = self.lines
        if lines.leads and evidence[0] != "lead_named":
            task.lead, evidence = list(lines.leads), ["lead_line", *evidence[1:]]
        task.coordinate = list(
            dict.fromkeys([*task.coordinate, *(n for n in lines.coordinating if n not in task.lead)])
        )
        task.product = task.product or lines.product
        if not timing.says_something and lines.times:
            timing = read_timing("; ".join(lines.times), self.place.years, labelled=True)
        _set_timing(task, evidence, timing)

    def _lone_heading(self, title: str) -> None:
        """A heading with nothing below it may be the whole task: "1. Tổ chức hội nghị quán triệt Chỉ thị"."""
        if self.place.kind in ("purpose", "context") or title.isupper():
            return
        start, end = place_of_tail(title, self.findings.source, self.provision.start, self.provision.heading_end)
        placed = Placed(title, self.findings.source, start, end)
        self.findings.add_target(
            self.provision.path, placed, self.place.years, aiming=False, is_rule=self._is_rule, due=self.target_due
        )
        for deed in read_deeds(title, under=[], issuer=self.findings.issuer):
            lead = deed.lead or ([] if read_heading(title) else list(self.place.lead))
            if self._asks(deed, lead):
                evidence = "lead_named" if deed.lead else self.place.lead_evidence if lead else "no_lead"
                self._keep(placed, deed, lead, evidence)


_MOMENT = re.compile(r"\d\s*[/.-]\s*\d|tháng\s+\d|quý\s+[iv\d]|năm\s+\d{4}")
_LONGEST_CUT = 1500
"""Characters beyond which a deed is no sentence that a person would cut: it is left whole, and costs no time."""
_CUTS_TRIED = 12
"""Places at which a deed with more than one moment is tried to be cut; a longer one goes whole to a person."""


def parted_by_times(text: str, deed: Deed, years: Years) -> list[Deed]:
    """A deed as several where each piece has a verb and a day of its own; the deed itself where it cannot be cut so."""
    if deed.end - deed.start > _LONGEST_CUT or len(_MOMENT.findall(key(text[deed.start : deed.end]))) < 2:
        return [deed]
    for end, begin in islice(cuts_of(text, deed), _CUTS_TRIED):
        first, rest = read_timing(text[deed.start : end], years), read_timing(text[begin : deed.end], years)
        # Each piece its own day; what the rest says beyond one day is cut further.
        if first.due and rest.due and first.due != rest.due and not first.says_more:
            mine, others = text[deed.start : end], text[begin : deed.end]
            here = replace(deed, end=end, coordinate=[n for n in deed.coordinate if n in mine], opens_list=False)
            later = replace(deed, start=begin, coordinate=[n for n in deed.coordinate if n in others])
            return [here, *parted_by_times(text, later, years)]
    return [deed]


def _set_timing(task: ProposedTask, evidence: list[str], timing: Timing) -> None:
    task.due, task.due_operator = timing.due, timing.operator
    task.recurrence, task.recurrence_rule = timing.recurrence, timing.rule
    task.impossible_day, task.when = timing.impossible, timing.when
    task.confidence, task.why = weigh(timed(evidence, timing), timing.why)


def sentences_of(paragraph: Paragraph) -> Iterator[Sentence]:
    """The sentences of a paragraph; the whole of it where it was not parted."""
    if paragraph.sentences:
        yield from paragraph.sentences
    elif paragraph.text.strip():
        yield Sentence(paragraph.text, paragraph.start, paragraph.end)
