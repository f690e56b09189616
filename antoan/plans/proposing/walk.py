"""Walks a document once, in order, and proposes its tasks and targets. The grammar it asks lives in its neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from antoan.documents.tree import Paragraph, ParsedDocument, Provision, Sentence
from antoan.plans.proposing.bodies import read_heading
from antoan.plans.proposing.confidence import weigh
from antoan.plans.proposing.coverage import cover
from antoan.plans.proposing.deeds import Deed, is_conditional, is_matter_of_duty, read_deeds
from antoan.plans.proposing.dues import Timing, Years, read_timing
from antoan.plans.proposing.lexicon import section_kind
from antoan.plans.proposing.lines import Lines, read_lines
from antoan.plans.proposing.shapes import Proposals, ProposedTarget, ProposedTask, SentenceRole
from antoan.plans.proposing.tables import read_rows, table_path
from antoan.plans.proposing.targets import read_figures
from antoan.plans.proposing.wording import Placed, key, start_of_tail

NORMATIVE = ("luật", "bộ luật", "pháp lệnh", "nghị định", "thông tư", "thông tư liên tịch", "quy chế", "quy định")
"""Kinds of documents whose sentences state rules: there only an outright charge is a task."""
VAGUE_BELOW = 30
"""Characters under which a task's text says too little to be sure of."""


@dataclass(frozen=True)
class Place:
    """What holds for everything below a provision."""

    kind: str | None = None  # organise, tasks, purpose, context; None where no heading tells
    lead: tuple[str, ...] = ()
    lead_evidence: str = "lead_heading"
    years: Years = field(default_factory=Years)
    is_article: bool = False


class Walk:
    """One walk over one document."""

    def __init__(self, parsed: ParsedDocument) -> None:
        self.parsed = parsed
        self.source = parsed.read.text
        header = parsed.header
        self.issuer = header.issuer
        self.years = Years.of(title=header.title, year=header.year, month=header.month, day=header.day)
        self.is_normative = key(header.kind or "") in NORMATIVE
        self.found = Proposals()
        self.roles: list[SentenceRole] = []
        self.tables = sorted((t.start, t.end) for t in parsed.tables)

    def run(self) -> Proposals:
        """Propose everything, in the order of the text."""
        top = Place(years=self.years)
        if self.parsed.provisions:
            for paragraph in self.parsed.opening:
                self._role("", paragraph.start, paragraph.end, "opening")
            top = replace(top, lead=tuple(self._asked_in_opening()), lead_evidence="lead_carried")
        else:
            self._letter(top)
        for provision in self.parsed.provisions:
            self._provision(provision, top)
        for paragraph in self.parsed.closing:
            self._role("", paragraph.start, paragraph.end, "closing")
        self._tables()
        self.found.tasks.sort(key=lambda t: (t.start, t.end))
        self.found.targets.sort(key=lambda t: (t.start, t.end))
        self.found.sentences = cover(self.parsed, self.roles)
        return self.found

    def _asked_in_opening(self) -> list[str]:
        """The bodies of "UBND huyện yêu cầu các phòng, ban …:", whom everything below is asked of."""
        last = next((s for p in reversed(self.parsed.opening) for s in reversed(list(_sentences(p)))), None)
        if last is None or not last.text.rstrip().endswith(":"):
            return []
        return next((deed.lead for deed in read_deeds(last.text, under=[], issuer=self.issuer) if deed.is_charged), [])

    def _letter(self, top: Place) -> None:
        """A document without numbered parts: its paragraphs are read as one item."""
        paragraphs = self.parsed.opening
        if paragraphs:
            start, end = paragraphs[0].start, paragraphs[-1].end
            item = _Item(self, Provision("", "", "", start, end, start, paragraphs), top)
            for paragraph in paragraphs:
                item.read(paragraph)
            item.finish()

    # Provisions

    def _provision(self, provision: Provision, above: Place) -> None:
        title = provision.title.strip()
        named = read_heading(title) if title else []
        here = replace(
            above,
            kind=section_kind(key(title), above.kind) if title else above.kind,
            years=above.years.within(title) if title else above.years,
            is_article=above.is_article or provision.label.startswith("Điều"),
        )
        if named:
            kind = "organise" if here.kind in (None, "tasks") else here.kind
            here = replace(here, lead=tuple(named), lead_evidence="lead_heading", kind=kind)
        if provision.heading_end > provision.start:
            self._role(provision.path, provision.start, provision.heading_end, "heading")
        item = _Item(self, provision, here)
        for paragraph in provision.paragraphs:
            item.read(paragraph)
        item.finish()
        below = here
        if item.lead and (not title or item.opens_list):
            below = replace(here, lead=tuple(item.lead), lead_evidence="lead_carried")
        for child in provision.children:
            self._provision(child, below)

    # Tables

    def _tables(self) -> None:
        unnumbered = 0
        for table in self.parsed.tables:
            inside = self._path_at(table.start)
            unnumbered += inside is None
            path = table_path(table, unnumbered, inside)
            self._role(path, table.start, table.end, "table")
            years = self.years.within(table.heading)
            for row in read_rows(table, path):
                timing = read_timing(row.time, years, labelled=True) if row.time else Timing()
                own = timing if timing.says_something else read_timing(row.text, years)
                evidence = ["table", "lead_column" if row.lead else "no_lead"]
                self.add_task(
                    row.path, row.text, row.start, row.end, row.lead, row.coordinate, own, evidence, product=row.product
                )

    def _path_at(self, offset: int) -> str | None:
        """The path of the innermost provision of the body around an offset."""
        if offset >= self.parsed.body_end > 0:
            return None
        level, path = self.parsed.provisions, None
        while inner := next((p for p in level if p.start <= offset < p.end), None):
            path, level = inner.path, inner.children
        return path

    def is_in_table(self, start: int, end: int) -> bool:
        """Whether a place lies inside a table, whose rows are read as rows."""
        return any(a <= start and end <= b for a, b in self.tables)

    # What is found

    def add_task(
        self,
        path: str,
        text: str,
        start: int,
        end: int,
        lead: list[str],
        coordinate: list[str],
        timing: Timing,
        evidence: list[str],
        *,
        product: str | None = None,
    ) -> ProposedTask:
        """Weigh and keep one task."""
        if timing.says_something:
            evidence = [*evidence, "timed"]
        if len(text) < VAGUE_BELOW:
            evidence = [*evidence, "vague"]
        confidence, why = weigh(evidence, timing.why)
        task = ProposedTask(
            path=path,
            text=text,
            start=start,
            end=end,
            lead=list(dict.fromkeys(lead)),
            coordinate=list(dict.fromkeys(coordinate)),
            due=timing.due,
            recurrence=timing.recurrence,
            product=product,
            confidence=confidence,
            why=why,
            due_operator=timing.operator,
            recurrence_rule=timing.rule,
        )
        self.found.tasks.append(task)
        return task

    def add_target(self, path: str, placed: Placed, years: Years, *, aiming: bool) -> bool:
        """Keep the figures of a sentence; false where it has none."""
        figures = read_figures(placed.text, years, aiming=aiming)
        for figure in figures:
            start, end = placed.span(figure.start, figure.end)
            text = placed.text[figure.start : figure.end].strip()
            self.found.targets.append(
                ProposedTarget(
                    path, text, start, end, figure.comparison, figure.value, figure.unit, figure.of, figure.due
                )
            )
        return bool(figures)

    def _role(self, path: str, start: int, end: int, role: str) -> None:
        self.roles.append(SentenceRole(path, start, end, role))

    def role(self, path: str, start: int, end: int, role: str) -> None:
        """Note what a stretch of the text is."""
        self._role(path, start, end, role)


class _Item:
    """One provision being read: who opened it, and what its labelled lines say."""

    def __init__(self, walk: Walk, provision: Provision, place: Place) -> None:
        self.walk, self.provision, self.place = walk, provision, place
        self.lead: list[str] = []
        self.lead_opened = False
        self.opens_list = False
        self.lines = Lines()
        self.tasks: list[tuple[ProposedTask, list[str], Timing]] = []
        self.is_first = True
        sentences = [s for p in provision.paragraphs for s in _sentences(p)]
        labelled = [kind for s in sentences for kind, _ in read_lines(s.text)]
        first = sentences[0] if sentences else None
        self.time_line = first if first and any(kind == "time" for kind, _ in read_lines(first.text)) else None
        self.has_lines = any(kind in ("time", "lead", "performer", "coordinate") for kind in labelled)

    def read(self, paragraph: Paragraph) -> None:
        """Read one paragraph; its own subject holds to its end."""
        paragraph_lead: list[str] = []
        for sentence in _sentences(paragraph):
            if self.walk.is_in_table(sentence.start, sentence.end):
                continue
            role, paragraph_lead = self._sentence(sentence, paragraph_lead)
            self.walk.role(self.provision.path, sentence.start, sentence.end, role)
            self.is_first = False

    def _sentence(self, sentence: Sentence, paragraph_lead: list[str]) -> tuple[str, list[str]]:
        if self.has_lines and (labels := read_lines(sentence.text)):
            for kind, value in labels:
                self.lines.take(kind, value)
            return "text", paragraph_lead
        if self.place.kind == "context" or not sentence.text.strip():
            return "text", paragraph_lead
        placed = Placed(sentence.text, self.walk.source, sentence.start, sentence.end)
        aiming = self.place.kind == "purpose"
        has_target = self.walk.add_target(self.provision.path, placed, self.place.years, aiming=aiming)
        if aiming:
            return ("target" if has_target else "purpose"), paragraph_lead
        under = paragraph_lead or self.lead or list(self.place.lead)
        deeds = read_deeds(sentence.text, under=under, issuer=self.walk.issuer)
        count = 0
        for deed in deeds:
            lead, evidence = self._lead_of(deed, paragraph_lead)
            if not self._asks(deed, lead):
                continue
            count += 1
            if deed.lead:
                paragraph_lead = deed.lead
                if deed.opens_list or (self.lead and self.lead_opened) or (self.is_first and not self.place.lead):
                    self.lead, self.lead_opened = deed.lead, True
            self._keep(placed, deed, lead, evidence)
            self.opens_list = deed.opens_list or self.opens_list
        if count:
            return "task", paragraph_lead
        return ("target" if has_target else "text"), paragraph_lead

    def _lead_of(self, deed: Deed, paragraph_lead: list[str]) -> tuple[list[str], str]:
        if deed.lead:
            return deed.lead, "lead_named"
        if paragraph_lead or self.lead:
            return paragraph_lead or self.lead, "lead_carried"
        if self.place.lead:
            return list(self.place.lead), self.place.lead_evidence
        return [], "no_lead"

    def _asks(self, deed: Deed, lead: list[str]) -> bool:
        """Whether a deed is asked of somebody here: articles and rules need a body, and rules an outright charge."""
        if self.walk.is_normative:
            return bool(lead) and (deed.is_charged or bool(self.place.lead) or self.opens_list)
        return bool(lead) or not self.place.is_article

    def _keep(self, placed: Placed, deed: Deed, lead: list[str], evidence: str) -> None:
        start, end = placed.span(deed.start, deed.end)
        text = placed.text[deed.start : deed.end].strip()
        timing = read_timing(text, self.place.years)
        found = [evidence, "verb"]
        if deed.is_charged:
            found.append("charged")
        if self.place.kind in ("organise", "tasks"):
            found.append(self.place.kind)
        if is_conditional(text):
            found.append("conditional")
        coordinate = [name for name in deed.coordinate if name not in lead]
        task = self.walk.add_task(self.provision.path, text, start, end, lead, coordinate, timing, found)
        self.tasks.append((task, found, timing))

    def finish(self) -> None:
        """Make the heading a task where its lines or its words say so, and give the lines to the item's tasks."""
        title = self.provision.title.strip()
        if title and self.has_lines and self.lines.makes_activity and self.place.kind != "context":
            self._heading_task(title, ["activity", "verb"] if is_matter_of_duty(title) else ["activity"])
            for task, evidence, timing in self.tasks:
                if not task.lead and self.lines.leads:
                    task.lead = list(self.lines.leads)
                    task.confidence, task.why = weigh(["lead_line", *evidence[1:]], timing.why)
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
        text, end = title, self.provision.heading_end
        start = start_of_tail(title, self.walk.source, self.provision.start, end)
        if self.time_line is not None:  # the line that dates an activity belongs to the sentence it is known by
            text, end = f"{title} - {self.time_line.text}", self.time_line.end
        self.walk.add_task(
            self.provision.path,
            text,
            start,
            max(start, end),
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
            task.due, task.due_operator = timing.due, timing.operator
            task.recurrence, task.recurrence_rule = timing.recurrence, timing.rule
        if timing.says_something:
            evidence = [*evidence, "timed"]
        task.confidence, task.why = weigh(evidence, timing.why)

    def _lone_heading(self, title: str) -> None:
        """A heading with nothing below it may be the whole task: "1. Tổ chức hội nghị quán triệt Chỉ thị"."""
        if self.place.kind in ("purpose", "context") or title.isupper():
            return
        start = start_of_tail(title, self.walk.source, self.provision.start, self.provision.heading_end)
        placed = Placed(title, self.walk.source, start, max(start, self.provision.heading_end))
        self.walk.add_target(self.provision.path, placed, self.place.years, aiming=False)
        for deed in read_deeds(title, under=[], issuer=self.walk.issuer):
            lead = deed.lead or ([] if read_heading(title) else list(self.place.lead))
            if self._asks(deed, lead):
                evidence = "lead_named" if deed.lead else self.place.lead_evidence if lead else "no_lead"
                self._keep(placed, deed, lead, evidence)


def _sentences(paragraph: Paragraph) -> Iterator[Sentence]:
    if paragraph.sentences:
        yield from paragraph.sentences
    elif paragraph.text.strip():
        yield Sentence(paragraph.text, paragraph.start, paragraph.end)
