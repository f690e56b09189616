"""The review in words: each section suggested from the figures, and taken as a person wrote it where he did."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from antoan.core.periods import Term
from antoan.core.scoping import Actor
from antoan.plans.models import Plan, ReviewReport, Standing
from antoan.plans.review.figures import Figures, TaskFigure, figures_of


@dataclass(frozen=True)
class Section:
    """A numbered part: `suggested` comes from the figures, `text` is what stands in the report (one line a paragraph)."""

    key: str
    label: str
    title: str
    suggested: str
    text: str
    level: int = 1

    @property
    def paragraphs(self) -> list[str]:
        return [line.strip() for line in self.text.splitlines() if line.strip()]

    @property
    def is_edited(self) -> bool:
        return self.text != self.suggested


@dataclass(frozen=True)
class Review:
    """A review ready to be rendered."""

    plan: Plan
    unit: Any
    term: Term
    term_code: str
    figures: Figures
    title: str
    opening: str
    sections: list[Section]
    header: dict[str, Any] = field(default_factory=dict)
    saved: ReviewReport | None = None

    @property
    def is_final(self) -> bool:
        """Tổng kết: the term reaches the plan's last day."""
        return self.plan.ends_on is not None and self.term.last_day >= self.plan.ends_on


def build(actor: Actor, *, plan: Plan, unit: Any, term: str, today: date | None = None) -> Review:
    """Count and word the review of a plan for a term ("2024", "2024-H1" …).

    Raises:
        NotATerm
    """
    span = Term.parse(term)
    figures = figures_of(actor, plan, unit, span, today or timezone.localdate())
    saved = ReviewReport.objects.filter(plan=plan, unit=unit, term=term).first()
    narrative = saved.narrative if saved else {}
    sections = [
        Section(key, label, title, suggested, narrative.get(key) or suggested, level)
        for key, label, title, suggested, level in _outline(plan, unit, figures, span)
    ]
    cited = _cited(plan)
    suggested_opening = f"Thực hiện {cited}, {_speaker(unit)} báo cáo kết quả {span} như sau:"
    return Review(
        plan=plan,
        unit=unit,
        term=span,
        term_code=term,
        figures=figures,
        title=f"Kết quả thực hiện {cited} ({span})",
        opening=narrative.get("opening") or suggested_opening,
        sections=sections,
        header=saved.header if saved else {},
        saved=saved,
    )


def _cited(plan: Plan) -> str:
    """The plan as a report cites it, its title in its own words."""
    number = f" số {plan.reference}" if plan.number else ""
    day = f", ngày {plan.issued_on:%d/%m/%Y}" if plan.issued_on else ""
    title = plan.title.rstrip(". ")
    first, _, rest = title.partition(" ")
    if first.istitle() and not rest[:1].isupper():  # "Thực hiện …", not "Việt Nam …"
        title = f"{first.lower()} {rest}"
    return f"Kế hoạch{number}{day} {title}"


def _speaker(unit: Any) -> str:
    """Who speaks: a Party committee reports by its standing board."""
    name = str(unit)
    return f"Ban Thường vụ {name}" if unit.kind == "party_committee" else name


def _outline(plan: Plan, unit: Any, figures: Figures, term: Term):
    """(key, label, title, suggested text, level) in the order of the paper."""
    yield "leading", "I", "CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO, TỔ CHỨC TRIỂN KHAI", _leading(plan, figures), 1
    yield "results", "II", "KẾT QUẢ THỰC HIỆN", "", 1
    yield "overall", "1", "Đánh giá chung", _overall(figures, term), 2
    yield "tasks", "2", "Kết quả thực hiện các nhiệm vụ", _deeds(figures), 2
    number = 3
    if figures.targets:
        yield "targets", str(number), "Kết quả thực hiện các chỉ tiêu", _targets(figures), 2
        number += 1
    yield "resources", str(number), "Nguồn lực thực hiện", _resources(figures), 2
    yield "limits", "III", "HẠN CHẾ, KHÓ KHĂN, VƯỚNG MẮC", "", 1
    yield "late", "1", "Nhiệm vụ quá hạn", _late(figures), 2
    yield "obstacles", "2", "Khó khăn, vướng mắc", _obstacles(figures), 2
    yield "ahead", "IV", "NHIỆM VỤ TRỌNG TÂM THỜI GIAN TỚI", _ahead(figures, unit), 1
    yield "proposals", "V", "KIẾN NGHỊ, ĐỀ XUẤT", _proposals(figures, unit), 1


def _list(names: list[Any]) -> str:
    texts = [str(name) for name in names]
    return ", ".join(texts[:-1]) + " và " + texts[-1] if len(texts) > 1 else "".join(texts)


def _leading(plan: Plan, figures: Figures) -> str:
    given = [task for task in figures.tasks if task.parts]
    units = {part.assignment.unit_id for part in figures.parts}
    to_whom = (
        f"giao {len(given)} nhiệm vụ cho {len(units)} cơ quan, đơn vị thực hiện" if given else "chưa giao nhiệm vụ nào"
    )
    lines = [f"Đã cụ thể hóa thành {len(figures.tasks)} nhiệm vụ; {to_whom}."]
    if figures.expected:
        done = len(figures.expected) - len(figures.missing)
        lines.append(f"Có {done}/{len(figures.expected)} đơn vị được yêu cầu đã ban hành kế hoạch thực hiện.")
        if figures.missing:
            lines.append(f"Chưa ban hành kế hoạch: {_list(figures.missing)}.")
    if figures.reports:
        lines.append(f"Trong kỳ có {figures.units_reporting} đơn vị gửi {figures.reports} lượt báo cáo tiến độ.")
    else:
        lines.append("Trong kỳ chưa có đơn vị nào gửi báo cáo tiến độ.")
    return "\n".join(lines)


def _overall(figures: Figures, term: Term) -> str:
    given = [task for task in figures.tasks if task.standing]
    if not given:
        lines = [f"Đến ngày {figures.on:%d/%m/%Y} chưa có nhiệm vụ nào được giao."]
        return "\n".join(lines + _not_given(figures))
    counts = {standing: figures.count(standing) for standing in Standing}
    done = counts[Standing.DONE_ON_TIME] + counts[Standing.DONE_LATE]
    running = counts[Standing.IN_TIME] + counts[Standing.OVERDUE]
    extended = sum(any(part.is_extended for part in task.leads) for task in given)
    done_said = (
        f"{done} nhiệm vụ hoàn thành{_halves(counts[Standing.DONE_ON_TIME], 'đúng hạn', counts[Standing.DONE_LATE])}"
    )
    run_said = (
        f"{running} nhiệm vụ đang thực hiện{_halves(counts[Standing.IN_TIME], 'trong hạn', counts[Standing.OVERDUE])}"
    )
    lines = [f"Đến ngày {figures.on:%d/%m/%Y}, trong {len(given)} nhiệm vụ đã giao có {done_said} và {run_said}."]
    if extended:
        lines.append(f"Có {extended} nhiệm vụ đã được gia hạn so với thời hạn giao ban đầu.")
    return "\n".join(lines + _not_given(figures))


def _not_given(figures: Figures) -> list[str]:
    """What nobody was given: no unit can be late with it, and it must not look well for that."""
    if not figures.unassigned:
        return []
    late = len(figures.unassigned_late)
    said = f", trong đó {late} nhiệm vụ đã qua thời hạn ghi trong văn bản" if late else ""
    return [f"Còn {len(figures.unassigned)} nhiệm vụ chưa giao cho đơn vị nào{said}."]


def _halves(well: int, how: str, late: int) -> str:
    """How many of them kept the day, as a bracket: " (5 đúng hạn, 1 quá hạn)"; nothing where there are none."""
    said = [f"{count} {words}" for count, words in ((well, how), (late, "quá hạn")) if count]
    return f" ({', '.join(said)})" if said else ""


def _deeds(figures: Figures) -> str:
    lines = []
    for task in figures.tasks:
        told = [f"{part.assignment.unit}: {part.latest.text.strip().rstrip('.')}" for part in task.parts if part.latest]
        if told:
            lines.append(f"{_shortly(task)}: {'; '.join(told)}.")
    return "\n".join(lines) or "Trong kỳ chưa có đơn vị nào báo cáo kết quả."


def _shortly(task: TaskFigure, length: int = 140) -> str:
    text = task.task.text.strip().rstrip(".")
    text = text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + "…"
    return f"{text} ({task.task.path})" if task.task.path else text


def _begun(text: str) -> str:
    text = text.strip().rstrip(".")
    return text[:1].upper() + text[1:]


def _targets(figures: Figures) -> str:
    lines = []
    for target in figures.targets:
        readings = [reading for reading in target.readings.all() if reading.on <= figures.on]
        if readings:
            value = f"{readings[0].value.normalize():f}".replace(".", ",")
            lines.append(f"{_begun(target.text)}: đạt {value} {target.unit} (số liệu ngày {readings[0].on:%d/%m/%Y}).")
        else:
            lines.append(f"{_begun(target.text)}: chưa có số liệu.")
    return "\n".join(lines)


def _money(amount: Any) -> str:
    return f"{int(amount):,}".replace(",", ".")


def _resources(figures: Figures) -> str:
    if not (figures.planned or figures.allocated or figures.disbursed):
        return "Chưa ghi nhận kinh phí của các nhiệm vụ."
    return (
        f"Dự toán {_money(figures.planned)} đồng; đã phân bổ {_money(figures.allocated)} đồng; "
        f"đã giải ngân {_money(figures.disbursed)} đồng."
    )


def _late(figures: Figures) -> str:
    lines = []
    for task in figures.tasks:
        late = [part for part in task.leads if part.standing == Standing.OVERDUE]
        if late:
            who = _list([_who(part) for part in late])
            earliest = min(part.due for part in late if part.due)
            lines.append(f"{_shortly(task)}: {who}; hạn {earliest:%d/%m/%Y}.")
    lines += [
        f"{_shortly(task)}: chưa giao đơn vị nào; hạn {task.task.due:%d/%m/%Y}." for task in figures.unassigned_late
    ]
    return "\n".join(lines) or "Không có nhiệm vụ quá hạn."


def _who(part: Any) -> str:
    head = part.assignment.accountable
    return f"{part.assignment.unit} ({head} chịu trách nhiệm)" if head else str(part.assignment.unit)


def _obstacles(figures: Figures) -> str:
    waiting = figures.unanswered
    lines = []
    for row in figures.obstacles:
        text = row.text.strip().rstrip(".")
        if row in waiting:
            late = f", quá hạn trả lời ngày {row.answer_due:%d/%m/%Y}" if row.answer_due < figures.on else ""
            lines.append(f"{row.assignment.unit}: {text} (gửi {row.to}, chưa được trả lời{late}).")
        else:
            lines.append(f"{row.assignment.unit}: {text} ({row.to} đã trả lời: {row.answer.strip().rstrip('.')}).")
    if lines:
        return "\n".join(lines)
    if not figures.reports:
        return "Chưa có đơn vị nào báo cáo nên chưa rõ khó khăn, vướng mắc."
    return "Các đơn vị không nêu khó khăn, vướng mắc."


def _ahead(figures: Figures, unit: Any) -> str:
    lines = []
    if figures.unassigned:
        lines.append(f"Giao {len(figures.unassigned)} nhiệm vụ chưa có đơn vị chủ trì.")
    late = figures.count(Standing.OVERDUE)
    if late:
        lines.append(f"Tập trung hoàn thành {late} nhiệm vụ đã quá hạn; làm rõ trách nhiệm người đứng đầu.")
    if figures.missing:
        lines.append(f"Đôn đốc {_list(figures.missing)} ban hành kế hoạch thực hiện.")
    lines += [f"Trả lời {row.assignment.unit}: {_told(row)}." for row in figures.unanswered if row.to_id == unit.pk]
    horizon = figures.on + timedelta(days=184)
    coming = [
        task for task in figures.tasks
        if task.standing == Standing.IN_TIME and any(part.due and part.due <= horizon for part in task.leads)
    ]  # fmt: skip
    lines += [f"{_shortly(task)}: hạn {min(part.due for part in task.leads if part.due):%d/%m/%Y}." for task in coming]
    undated = [
        task for task in figures.tasks
        if task.standing == Standing.IN_TIME and all(part.due is None for part in task.leads)
    ]  # fmt: skip
    if constant := sum(bool(task.task.recurrence) for task in undated):
        lines.append(f"Tiếp tục thực hiện {constant} nhiệm vụ thường xuyên, định kỳ.")
    if open_ended := len(undated) - constant:
        lines.append(f"Tiếp tục thực hiện {open_ended} nhiệm vụ mà văn bản không nêu thời hạn.")
    return "\n".join(lines) or "Tiếp tục duy trì kết quả đã đạt được."


def _proposals(figures: Figures, unit: Any) -> str:
    """What is asked of others: nobody asks himself for an answer."""
    waiting = [row for row in figures.unanswered if row.to_id != unit.pk]
    return "\n".join(f"Đề nghị {row.to} sớm trả lời: {_told(row)}." for row in waiting) or "Không có."


def _told(obstacle: Any) -> str:
    return str(obstacle.text.strip().rstrip("."))
