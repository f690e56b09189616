"""What the pages about the law read: the law of a day in words, and what people did about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from weakref import WeakKeyDictionary

from antoan.core.text import fold
from antoan.law import pack, words
from antoan.law.models import Settlement, Verification
from antoan.law.pack import InForce, Pack
from antoan.law.rules import KINDS, Instrument, Provision, Question, Rule
from antoan.law.usage import Use, used_by

# --- the verification register --------------------------------------------------------------------------------------------

Entry = tuple[str, str, date, str]


def _entry(provision: Provision) -> Entry:
    return provision.key, ",".join(provision.variant), provision.valid_from, provision.digest


class Register:
    """Which entries were compared with the official text, as they read now. One query."""

    def __init__(self, key: str | None = None):
        rows = Verification.objects.filter(withdrawn_at=None).select_related("by", "unit")
        if key is not None:
            rows = rows.filter(key=key)
        self._rows: dict[Entry, Verification] = {
            (row.key, row.variant, row.valid_from, row.digest): row for row in rows.order_by("at", "pk")
        }

    def of(self, provision: Provision) -> Verification | None:
        return self._rows.get(_entry(provision))

    def marks(self, entries: Iterable[Provision]) -> str:
        """The mark of entries that are shown together: one that was not compared marks them all."""
        return next(filter(None, map(self.mark, entries)), "")

    def comparisons(self, entries: Sequence[Provision]) -> list[tuple[Verification, str]]:
        """The comparisons of entries that are shown together, each with the cases that it covers ("" for all of them)."""
        held: dict[tuple, list[Provision]] = {}
        for each in entries:
            if row := self.of(each):
                held.setdefault((row.compared_on, row.gazette), []).append(each)
        told = []
        for covered in held.values():
            names = "" if len(covered) == len(entries) else ", ".join(each.variant_name for each in covered)
            row = self.of(covered[0])
            assert row is not None  # it is how the entry came here
            told.append((row, names))
        return told

    def is_compared(self, provision: Provision) -> bool:
        return provision.verified_on is not None or self.of(provision) is not None

    def mark(self, provision: Provision) -> str:
        """What stands beside the value until it was compared: "chưa đối chiếu bản gốc", or nothing."""
        return "" if not provision.decides or self.of(provision) else provision.mark


def mark_of(provision: Provision) -> str:
    """The mark of one entry, for papers and other rooms."""
    return Register(provision.key).mark(provision)


# --- the list of rules ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """A rule in the list: what it says on the day."""

    rule: Rule
    entries: Sequence[Provision]
    mark: str

    @property
    def summary(self) -> str:
        return words.summary(self.entries)

    @property
    def citations(self) -> list[str]:
        return list(dict.fromkeys(str(each.citation) for each in self.entries if each.citation.document))

    @property
    def is_open(self) -> bool:
        return any(each.question for each in self.entries)

    @property
    def has_details(self) -> bool:
        """Whether there is more to a value than its summary says."""
        return any(each.decides and not isinstance(each.value, str | int | float) for each in self.entries)


_index: WeakKeyDictionary[Pack, dict[str, str]] = WeakKeyDictionary()


def _searchable(law: Pack) -> dict[str, str]:
    """key → all that a search looks at, folded. Made once for a pack."""
    if law not in _index:
        _index[law] = {
            key: fold(
                " ".join(
                    [
                        key, rule.name, rule.meaning, KINDS[rule.kind], words.domain(rule.domain),
                        *(said for codes in rule.by.values() for said in codes.values()),
                        *{str(each.citation) for each in law.history(key)},
                    ]
                )
            )
            for key, rule in law.rules.items()
        }  # fmt: skip
    return _index[law]


def found(q: str, *, on: date, domain: str = "", register: Register) -> list[Row]:
    """The rules that hold all these words, marks and đ aside, those whose name holds them first.

    Without words, those in force on the day; with words, also those that were or will be.
    """
    law = pack.current()
    texts, asked = _searchable(law), fold(q).split()
    rows = []
    for key, rule in law.rules.items():
        if (domain and rule.domain != domain) or not all(word in texts[key] for word in asked):
            continue
        row = _row(rule, on, register)
        if row.entries or asked:
            rows.append(row)
    if asked:
        rows.sort(key=lambda row: (not all(word in fold(row.rule.name) for word in asked), not row.entries))
    return rows


def _row(rule: Rule, on: date, register: Register) -> Row:
    entries = InForce(pack.current(), on).all(rule.key)
    return Row(rule, entries, register.marks(entries))


def domains() -> list[tuple[str, str]]:
    codes = dict.fromkeys(rule.domain for rule in pack.current().rules.values())
    return sorted(((code, words.domain(code)) for code in codes), key=lambda pair: fold(pair[1]))


# --- one rule -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """The life of one variant, oldest entry first."""

    name: str
    entries: list[Provision]


@dataclass(frozen=True)
class Stretch:
    """What held for a time, for all the variants that began and ended together and stand in one place."""

    entries: list[Provision]

    @property
    def first(self) -> Provision:
        return self.entries[0]

    @property
    def summary(self) -> str:
        return words.summary(self.entries)


def _together(entries: Iterable[Provision]) -> list[Stretch]:
    """The entries that stand in the same place for the same time, side by side."""
    held: dict[tuple, list[Provision]] = {}
    for each in entries:
        where = (each.valid_from, each.valid_to, str(each.citation), each.starts, each.ends, each.note, each.question)
        held.setdefault(where, []).append(each)
    return [Stretch(rows) for rows in held.values()]


@dataclass(frozen=True)
class RulePage:
    rule: Rule
    law: Pack
    on: date
    entries: list[Provision]
    lines: list[Line]
    register: Register
    uses: list[Use]
    stands_on: list[Rule]
    carries: list[Rule]
    changed_since: list[Verification] = field(default_factory=list)

    @property
    def summary(self) -> str:
        return words.summary(self.entries)

    @property
    def mark(self) -> str:
        return self.register.marks(self.entries)

    @property
    def began(self) -> date:
        return min(each.valid_from for line in self.lines for each in line.entries)

    @property
    def far(self) -> date:
        """The last day that the bars show: the last change, or the day asked."""
        ends = (each.valid_to or each.valid_from for line in self.lines for each in line.entries)
        return max(self.on, *ends)

    @property
    def now(self) -> list[Stretch]:
        """What holds on the day, place by place."""
        return _together(self.entries)

    @property
    def histories(self) -> list[tuple[str, list[Stretch]]]:
        """The lives of the variants; those that changed on the same days are told as one."""
        alike: dict[tuple, list[Line]] = {}
        for line in self.lines:
            days = tuple((each.valid_from, each.valid_to, str(each.citation)) for each in line.entries)
            alike.setdefault(days, []).append(line)
        only = len(alike) == 1
        return [
            (
                "" if only else ", ".join(line.name for line in held),
                _together(each for line in held for each in line.entries),
            )
            for held in alike.values()
        ]

    @property
    def cases(self) -> list[str]:
        unit = self.lines[0].entries[0].unit
        return [words.case(self.rule, case, unit) for case in self.rule.cases]

    @property
    def questions(self) -> list[Question]:
        codes = [each.question.code for line in self.lines for each in line.entries if each.question]
        return [self.law.questions[code] for code in dict.fromkeys([*self.rule.questions, *codes])]

    @property
    def next_change(self) -> Provision | None:
        """What will hold after the day asked, where it is known."""
        later = (each for line in self.lines for each in line.entries if each.valid_from > self.on)
        return min(later, key=lambda each: each.valid_from, default=None)


def rule_page(key: str, *, on: date) -> RulePage:
    """Everything about one rule. Raises UnknownKey."""
    law = pack.current()
    rule = law.rule(key)
    lines: dict[tuple[str, ...], list[Provision]] = {}
    for provision in law.history(key):
        lines.setdefault(provision.variant, []).append(provision)
    now = {_entry(each) for each in law.history(key)}
    compared = Verification.objects.filter(key=key, withdrawn_at=None).select_related("by")
    return RulePage(
        rule=rule,
        law=law,
        on=on,
        entries=InForce(law, on).all(key),
        lines=[Line(held[0].variant_name, held) for held in lines.values()],
        register=Register(key),
        uses=uses(key),
        stands_on=[law.rules[name] for name in rule.uses],
        carries=[each for each in law.rules.values() if key in each.uses],
        changed_since=[row for row in compared if (row.key, row.variant, row.valid_from, row.digest) not in now],
    )


def uses(key: str) -> list[Use]:
    """What the rooms above say they build on the rule."""
    return [use for ask in used_by for use in ask(key)]


# --- what changed between two days ----------------------------------------------------------------------------------------

GROUPS = (  # the order in which an officer asks, how the first sentence calls it, and the kinds of rules that answer
    ("Ai có thẩm quyền, ai nhận", "thẩm quyền, nơi nhận", {"competence"}),
    ("Thời hạn, báo cáo, việc định kỳ", "thời hạn, báo cáo", {"deadline", "report", "duty"}),
    ("Biểu mẫu", "biểu mẫu", {"form"}),
    ("Mức tiền, tỷ lệ, ngưỡng", "mức tiền, ngưỡng", {"parameter", "threshold", "formula"}),
    ("Xử phạt", "xử phạt", {"sanction"}),
    ("Danh mục, khái niệm, nguyên tắc", "danh mục, nguyên tắc", {"classification", "definition", "principle"}),
)
SOURCE_ONLY = ("Nội dung như cũ, căn cứ mới", "căn cứ")


@dataclass(frozen=True)
class Change:
    """One thing that is no longer as it was, for all the variants that changed alike (none named: for all there are)."""

    rule: Rule
    variants: tuple[str, ...]
    before: Provision | None
    after: Provision | None
    on: date

    @property
    def is_source_only(self) -> bool:
        """Whether the law says the same and only stands elsewhere."""
        return _same_content(self.before, self.after)

    @property
    def sentence(self) -> str:
        """ "từ ngày 01/07/2025 là Công an cấp xã; trước đó là Công an cấp huyện"."""
        since = f"từ ngày {words.day(self.on)}"
        old = _was(self.before) if self.before else ""
        if self.after is None:
            return f"{since} không còn áp dụng; trước đó {old}"
        new = words.sentence(self.after)
        if self.after.question is not None:
            return f"{since} {new}, hãy hỏi cơ quan cấp trên trước khi làm" + (f"; trước đó {old}" if old else "")
        if self.before is None:
            return f"{since} mới có quy định: {new}"
        if self.is_source_only:
            return f"nội dung như cũ; {since} căn cứ là {self.after.citation}, thay {self.before.citation}"
        if told := words.difference(self.before.value, self.after.value):
            return f"{since} {told}"
        if words.sentence(self.before) == new:
            return f"{since} nội dung chi tiết thay đổi: {new}"
        return f"{since} là {new}; trước đó {old}"


def _same_content(before: Provision | None, after: Provision | None) -> bool:
    if before is None or after is None or after.question is not None:
        return False
    return words.sentence(before) == words.sentence(after) and before.value == after.value


def _was(entry: Provision) -> str:
    told = words.sentence(entry)
    return told if entry.question is not None else f"là {told}"


@dataclass(frozen=True)
class ChangeGroup:
    """The changes that answer one question, rule by rule."""

    name: str
    short: str
    rules: list[tuple[Rule, list[Change]]]


def changes(first: date, second: date) -> list[ChangeGroup]:
    """What holds otherwise on the second day than on the first, in the order in which an officer asks."""
    law = pack.current()
    found: list[Change] = []
    for rule in law.rules.values():
        found += _changes_of(rule, InForce(law, first).all(rule.key), InForce(law, second).all(rule.key))
    groups = [
        ChangeGroup(
            name, short, _by_rule(each for each in found if each.rule.kind in kinds and not each.is_source_only)
        )
        for name, short, kinds in GROUPS
    ]
    groups.append(ChangeGroup(*SOURCE_ONLY, _by_rule(each for each in found if each.is_source_only)))
    return [group for group in groups if group.rules]


def _by_rule(found: Iterable[Change]) -> list[tuple[Rule, list[Change]]]:
    held: dict[str, list[Change]] = {}
    for change in found:
        held.setdefault(change.rule.key, []).append(change)
    return [(changed[0].rule, changed) for changed in held.values()]


def _changes_of(rule: Rule, before: list[Provision], after: list[Provision]) -> Iterator[Change]:
    olds, news = ({each.variant: each for each in held} for held in (before, after))
    alike: dict[tuple, list[tuple[str, Provision | None, Provision | None, date]]] = {}
    for variant in dict.fromkeys([*olds, *news]):
        old, new = olds.get(variant), news.get(variant)
        if old is not None and new is not None and _says(old) == _says(new):
            continue
        some = new or old
        assert some is not None  # the variant stands in one of the two
        day = new.valid_from if new else (old.valid_to if old and old.valid_to else some.valid_from)
        sources = (str(old and old.citation), str(new and new.citation), day)
        told = (old and words.sentence(old), new and words.sentence(new))
        how = sources if _same_content(old, new) else (*told, *sources)
        alike.setdefault(how, []).append((some.variant_name, old, new, day))
    for held in alike.values():
        names = tuple(name for name, *_ in held if name)
        _, old, new, day = held[0]
        yield Change(rule, () if len(held) == len({*olds, *news}) else names, old, new, day)


def _says(entry: Provision) -> tuple:
    return entry.value, entry.unit, entry.operator, entry.starts, entry.ends, str(entry.citation), entry.question


@dataclass(frozen=True)
class InstrumentChange:
    """A document that came into force or went between two days."""

    instrument: Instrument
    on: date
    came: bool
    replaced: list[Instrument]
    by: list[Instrument]

    @property
    def sentence(self) -> str:
        if self.came and self.replaced:
            old = ", ".join(each.name for each in self.replaced)
            return f"có hiệu lực từ ngày {words.day(self.on)}, thay {old}: từ ngày đó hãy viện dẫn văn bản mới"
        if self.came:
            amended = ", ".join(self.instrument.amends)
            return f"có hiệu lực từ ngày {words.day(self.on)}" + (f", sửa đổi {amended}" if amended else "")
        return f"hết hiệu lực từ ngày {words.day(self.on)}; không có văn bản thay thế trong danh mục"


def instrument_changes(first: date, second: date) -> list[InstrumentChange]:
    """Which documents came or went, those that replace others first; one that was replaced is named with its successor."""
    law = pack.current()
    made = []
    for each in law.instruments.values():
        if each.valid_from and first < each.valid_from <= second:
            olds = [law.instruments[name] for name in each.replaces if name in law.instruments]
            made.append(InstrumentChange(each, each.valid_from, True, olds, []))
        if each.valid_to and first < each.valid_to <= second and not successors(each):
            made.append(InstrumentChange(each, each.valid_to, False, [], []))
    return sorted(made, key=lambda change: (not change.replaced, change.on))


# --- instruments ----------------------------------------------------------------------------------------------------------


def successors(instrument: Instrument) -> list[Instrument]:
    return [each for each in pack.current().instruments.values() if instrument.name in each.replaces]


def amended_by(instrument: Instrument) -> list[Instrument]:
    return [each for each in pack.current().instruments.values() if instrument.name in each.amends]


def instruments(q: str, *, on: date, all_of_them: bool = False) -> list[Instrument]:
    """The documents in force on the day, or all; those that hold the words."""
    asked = fold(q).split()
    return [
        each
        for each in pack.current().instruments.values()
        if (all_of_them or asked or each.holds_on(on))
        and all(word in fold(f"{each.name} {each.about} {each.note}") for word in asked)
    ]


def resting_on(instrument: Instrument) -> list[tuple[Rule, list[Provision]]]:
    """The rules that cite the document, with the entries that do."""
    found: dict[str, list[Provision]] = {}
    for provision in pack.current().provisions():
        if provision.citation.document == instrument.name:
            found.setdefault(provision.key, []).append(provision)
    return [(pack.current().rules[key], held) for key, held in found.items()]


# --- forms ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Form:
    """A form on a day, with what is known of its inside: fields, columns, checks, each a rule under the form's own key."""

    row: Row
    parts: list[Row]

    @property
    def can_be_filled(self) -> bool:
        """Whether its fields are known on the day."""
        fields = [part for part in self.parts if part.rule.key == f"{self.row.rule.key}.fields"]
        return any(part.entries and not part.is_open for part in fields)


def forms(*, on: date, register: Register) -> list[Form]:
    """Every form, those of the register of forms first; what a form consists of stands with it."""
    law = pack.current()
    papers = [
        rule for rule in law.rules.values() if rule.kind == "form" and rule.key.rpartition(".")[0] not in law.rules
    ]
    papers.sort(key=lambda rule: rule.domain != "forms")
    return [
        Form(
            _row(rule, on, register),
            [_row(part, on, register) for part in law.rules.values() if part.key.startswith(f"{rule.key}.")],
        )
        for rule in papers
    ]


# --- open questions -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """A question with what hangs on it, what still waits for it, and what was answered."""

    question: Question
    rules: list[Rule]
    waiting: list[Rule]
    instruments: list[Instrument]
    settlements: list[Settlement]

    @property
    def related(self) -> list[Rule]:
        """What the answer touches beside what waits for it."""
        return [rule for rule in self.rules if rule not in self.waiting]

    @property
    def is_answered(self) -> bool:
        return any(each.stands for each in self.settlements)

    @property
    def is_settled(self) -> bool:
        """Whether it was answered and nothing waits any more."""
        return self.is_answered and not self.waiting


def questions() -> list[Asked]:
    """All of them in their own order: the order says how much hangs on each."""
    rows: dict[str, list[Settlement]] = {}
    for row in Settlement.objects.select_related("by", "withdrawn_by", "unit"):
        rows.setdefault(row.question, []).append(row)
    return [_asked(each, rows.get(each.code, [])) for each in pack.current().questions.values()]


def question(code: str) -> Asked | None:
    found = pack.current().questions.get(code)
    if found is None:
        return None
    return _asked(found, list(Settlement.objects.filter(question=code).select_related("by", "withdrawn_by", "unit")))


def _asked(question: Question, settlements: list[Settlement]) -> Asked:
    law = pack.current()
    waiting = open_keys(law, question.code)
    keys = [*question.affects, *waiting]
    keys += [rule.key for rule in law.rules.values() if question.code in rule.questions]
    rules = [law.rules[key] for key in dict.fromkeys(keys) if key in law.rules]
    held = [
        each for each in law.instruments.values() if question.code in each.questions or each.name in question.affects
    ]
    return Asked(question, rules, [law.rules[key] for key in waiting], held, settlements)


def open_keys(law: Pack, code: str) -> list[str]:
    """The rules that wait for the answer, on some day."""
    return list(dict.fromkeys(each.key for each in law.provisions() if each.question and each.question.code == code))


# --- working the register off ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ToCompare:
    """The entries of one rule that nobody has compared yet, as one goes through them: document by document."""

    rule: Rule
    entries: list[Provision]


def to_compare(register: Register) -> tuple[int, dict[str, list[ToCompare]]]:
    """How many entries there are that decide, and per document those not yet compared; the marked ones first."""
    law = pack.current()
    total = 0
    left: dict[str, dict[str, list[Provision]]] = {}
    for provision in law.provisions():
        if provision.decides:
            total += 1
            if not register.is_compared(provision):
                left.setdefault(provision.citation.document, {}).setdefault(provision.key, []).append(provision)
    order = sorted(left, key=lambda name: -sum(bool(each.mark) for held in left[name].values() for each in held))
    return total, {name: [ToCompare(law.rules[key], held) for key, held in left[name].items()] for name in order}


def name_of(row: Verification | Settlement) -> str:
    """What a row is about, in words: the rule's name and the case; its key where the rule is gone."""
    rule = pack.current().rules.get(row.key)
    if rule is None:
        return row.key
    codes = row.variant.split(",") if row.variant else []
    case = ", ".join(said.get(code, code) for said, code in zip(rule.by.values(), codes, strict=False))
    return f"{rule.name} ({case})" if case else rule.name


def entries_called(key: str, chosen: Iterable[str]) -> list[Provision]:
    """The entries of a rule behind the choices of a form (`choice_of`)."""
    by_choice = {choice_of(each): each for each in pack.current().history(key)}
    return [by_choice[name] for name in chosen if name in by_choice]


def choice_of(provision: Provision) -> str:
    """The entry as it reads now: a form that was opened before a change no longer fits."""
    return f"{provision.reference}#{provision.digest}"
