"""Walks a document once, in order, and proposes its tasks and targets. The grammar it asks lives in its neighbours."""

from __future__ import annotations

from dataclasses import replace

from antoan.documents.tree import ParsedDocument, Provision, Table
from antoan.plans.proposing.bodies import read_heading
from antoan.plans.proposing.coverage import cover
from antoan.plans.proposing.deeds import read_deeds
from antoan.plans.proposing.dues import Timing, Years, read_timing
from antoan.plans.proposing.findings import Findings
from antoan.plans.proposing.items import Item, Place, sentences_of
from antoan.plans.proposing.lexicon import section_kind
from antoan.plans.proposing.shapes import Proposals, ProposedTask
from antoan.plans.proposing.tables import names_appendix, read_rows, table_path
from antoan.plans.proposing.targets import read_aim
from antoan.plans.proposing.wording import key


def no_such_day(task: ProposedTask) -> str:
    """What is said of a task whose day no calendar has: the place and the remedy."""
    where = f"Mục {task.path}: " if task.path else ""
    return (
        f"{where}“{task.impossible_day}” không có trong lịch nên thời hạn để trống. Hãy đối chiếu bản gốc rồi điền lại."
    )


def kind_of_part(title: str, inherited: str | None) -> str | None:
    """What the part below a heading is (see `section_kind`); one that names a body says who is to do what stands below."""
    if not title:
        return inherited
    kind = section_kind(key(title), inherited)
    return "organise" if kind in (None, "tasks") and read_heading(title) else kind


class Walk:
    """One walk over one document; what stands at the place `wanted` is a task in any case."""

    def __init__(self, parsed: ParsedDocument, wanted: tuple[int, int] | None = None) -> None:
        self.parsed = parsed
        header = parsed.header
        self.years = Years.of(title=header.title, year=header.year, month=header.month, day=header.day)
        self.findings = Findings(parsed, wanted)

    def run(self) -> Proposals:
        """Propose everything, in the order of the text."""
        top = Place(years=self.years)
        if self.parsed.provisions:
            for paragraph in self.parsed.opening:
                self.findings.role("", paragraph.start, paragraph.end, "opening")
            top = replace(top, lead=tuple(self._asked_in_opening()), lead_evidence="lead_list")
        else:
            self._letter(top)
        for provision in self.parsed.provisions:
            self._provision(provision, top)
        for paragraph in self.parsed.closing:
            self.findings.role("", paragraph.start, paragraph.end, "closing")
        self._tables()
        found = self.findings
        tasks = sorted(found.tasks, key=lambda task: (task.start, task.end))
        found.warnings += [no_such_day(task) for task in tasks if task.impossible_day]
        if not found.tasks:
            found.warnings.append(
                "Không đọc được nhiệm vụ nào trong văn bản. Hãy kiểm tra có đúng tệp kế hoạch không, "
                "hoặc thêm nhiệm vụ bằng tay khi đối chiếu."
            )
        return Proposals(
            tasks=tasks,
            targets=sorted(found.targets, key=lambda target: (target.start, target.end)),
            sentences=cover(self.parsed, found.roles),
            warnings=list(dict.fromkeys(found.warnings)),
        )

    def _asked_in_opening(self) -> list[str]:
        """The bodies of "UBND huyện yêu cầu các phòng, ban …:", whom everything below is asked of."""
        last = next((s for p in reversed(self.parsed.opening) for s in reversed(list(sentences_of(p)))), None)
        if last is None or not last.text.rstrip().endswith(":"):
            return []
        return next(
            (deed.lead for deed in read_deeds(last.text, under=[], issuer=self.findings.issuer) if deed.is_charged), []
        )

    def _letter(self, top: Place) -> None:
        """A document without numbered parts: its paragraphs are read as one item."""
        paragraphs = self.parsed.opening
        if paragraphs:
            start, end = paragraphs[0].start, paragraphs[-1].end
            item = Item(self.findings, Provision("", "", "", start, end, start, paragraphs), top)
            for paragraph in paragraphs:
                item.read(paragraph)
            item.finish()

    # Provisions

    def _provision(self, provision: Provision, above: Place) -> None:
        title = provision.title.strip()
        named = read_heading(title) if title else []
        here = replace(
            above,
            kind=kind_of_part(title, above.kind),
            years=above.years.within(title) if title else above.years,
            is_article=above.is_article or provision.label.startswith("Điều"),
        )
        if title and (aimed := read_aim(title, here.years)):
            here = replace(here, target_due=aimed)
        if named:
            here = replace(here, lead=tuple(named), lead_evidence="lead_heading", coordinate=())
        if title and (along := self._along(title)):
            here = replace(here, coordinate=tuple(along))
        if provision.heading_end > provision.start:
            self.findings.role(provision.path, provision.start, provision.heading_end, "heading")
        item = Item(self.findings, provision, here)
        for paragraph in provision.paragraphs:
            item.read(paragraph)
        told = item.take_labelled(provision.children)
        item.finish()
        below = here
        if item.lead and (not title or item.opens_list):
            evidence = "lead_list" if item.opens_list else "lead_carried"
            below = replace(here, lead=tuple(item.lead), lead_evidence=evidence, coordinate=tuple(item.coordinate))
        for child in provision.children:
            if not told:
                self._provision(child, below)
            else:
                self.findings.role(child.path, child.start, child.end, "text")

    def _along(self, title: str) -> list[str]:
        """The bodies of a heading "Chủ trì, phối hợp với …", with whom everything below it is done."""
        if "phối hợp" not in key(title):
            return []
        return [name for deed in read_deeds(title, under=[], issuer=self.findings.issuer) for name in deed.coordinate]

    # Tables

    def _tables(self) -> None:
        unnumbered = 0
        for table in self.parsed.tables:
            inside = self._path_of(table)
            unnumbered += inside is None
            path = table_path(table, unnumbered, inside)
            self.findings.role(path, table.start, table.end, "table")
            years = self.years.within(table.heading)
            for row in read_rows(table, path):
                timing = read_timing(row.time, years, labelled=True) if row.time else Timing()
                own = read_timing(row.text, years)
                if timing.says_something or not own.says_something:
                    own = timing if timing.says_something or timing.when or not own.when else own
                evidence = ["table", "lead_column" if row.lead else "no_lead"]
                self.findings.add_task(
                    row.path, row.text, row.start, row.end, row.lead, row.coordinate, own, evidence, product=row.product
                )

    def _path_of(self, table: Table) -> str | None:
        """The path of the innermost provision that a table belongs to: the last that began before it, on its side of the foot."""
        parsed = self.parsed
        if table.start >= parsed.body_end > 0 or names_appendix(table.heading):
            return None
        since = parsed.foot_end if table.start >= parsed.foot_end else 0
        level, path = parsed.provisions, None
        while inner := next((p for p in reversed(level) if since <= p.start <= table.start), None):
            path, level = inner.path, inner.children
        return path
