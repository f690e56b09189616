"""The review as a paper in Party or State form, or as JSON."""

from __future__ import annotations

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from antoan.documents.rendering import render_docx, render_pdf
from antoan.documents.rendering.paper import Appendix, Cell, Column, Heading, Paper, Para, TableBlock
from antoan.documents.tree import Header
from antoan.plans.models import Standing
from antoan.plans.papers import form_of, header_for
from antoan.plans.review.build import Review


def render(review: Review, kind: str) -> bytes:
    """The review as "pdf", "docx" or "json"."""
    if kind == "json":
        return json.dumps(as_data(review), ensure_ascii=False, indent=1, cls=DjangoJSONEncoder).encode()
    paper = as_paper(review)
    return render_pdf(paper) if kind == "pdf" else render_docx(paper)


def as_paper(review: Review) -> Paper:
    """The paper: text in the order of the form, the tracker as a landscape annex."""
    header = header_of(review)
    number = f"số {header.number}{'/' if '-' in (header.symbol or '') else '-'}{header.symbol}" if header.number else ""
    body: list[Any] = [Para(review.opening)]
    for section in review.sections:
        body.append(Heading(f"{section.label}.", section.title, section.level))
        body += [Para(line, label="-" if len(section.paragraphs) > 1 else "") for line in section.paragraphs]
        if section.key == "overall":
            body.append(_classes(review))
    closing = "tổng kết" if review.is_final else "sơ kết"
    body.append(Para(f"Trên đây là báo cáo {closing} {review.term} của {review.unit}."))
    return Paper(
        form=form_of(review.unit),
        header=header,
        body=body,
        appendices=[_tracker(review, number)],
    )


def header_of(review: Review) -> Header:
    """The header as it is printed; what nobody has given is taken from the plan's document."""
    return header_for(
        review.unit,
        review.plan,
        kind="Báo cáo",
        code="BC",
        title=_unparted(review.title, str(review.term)),
        day=review.figures.on,
        given=review.header,
    )


def _unparted(title: str, term: str) -> str:
    """The title whose last words, the term, stay in one line."""
    return title.replace(f"({term})", f"({term})".replace(" ", "\u00a0"))


def _classes(review: Review) -> TableBlock:
    rows = [(str(standing.label).capitalize(), str(review.figures.count(standing))) for standing in Standing]
    total = str(sum(task.standing is not None for task in review.figures.tasks))
    return TableBlock(
        columns=[Column("Mức độ thực hiện", 4), Column("Số nhiệm vụ", 2, "center")],
        rows=rows,
        totals=[("Tổng số nhiệm vụ đã giao", total)],
        note=f"Số liệu tính đến ngày {review.figures.on:%d/%m/%Y}. Nhiệm vụ giao nhiều đơn vị chủ trì được xếp theo đơn vị chậm nhất.",
    )


def _tracker(review: Review, number: str) -> Appendix:
    columns = [
        Column("Mục", 2, "center"), Column("Nhiệm vụ", 9), Column("Đơn vị", 5), Column("Hạn", 3, "center"),
        Column("Ngày xong", 3, "center"), Column("Mức độ thực hiện", 4),
    ]  # fmt: skip
    rows: list[Any] = []
    for figure in review.figures.tasks:
        span = max(len(figure.parts), 1)
        first = [Cell(figure.task.path, rowspan=span), Cell(figure.task.text, rowspan=span)]
        if not figure.parts:
            asked = f"{figure.task.due:%d/%m/%Y}" if figure.task.due else figure.task.undated_words
            late = ", đã qua thời hạn" if figure in review.figures.unassigned_late else ""
            rows.append([*first, "", asked, "", f"Chưa giao{late}"])
        for part in figure.parts:
            due = f"{part.due:%d/%m/%Y}" if part.due else figure.task.undated_words
            done = f"{part.done_on:%d/%m/%Y}" if part.done_on else ""
            rows.append([*first, str(part.assignment.unit), due, done, part.words])
            first = []
    reference = f"(Kèm theo Báo cáo {number + ' ' if number else ''}{review.term} của {review.unit})"
    return Appendix(
        "BẢNG THEO DÕI THỰC HIỆN NHIỆM VỤ", [TableBlock(columns, rows)], reference=reference, landscape=True
    )


def as_data(review: Review) -> dict[str, Any]:
    """The review as plain data: figures first, then the words."""
    figures = review.figures
    return {
        "plan": {
            "id": review.plan.pk,
            "reference": review.plan.reference,
            "title": review.plan.title,
            "unit": str(review.plan.unit),
        },
        "unit": str(review.unit),
        "period": {
            "code": review.term_code,
            "start": review.term.start,
            "last_day": review.term.last_day,
            "name": str(review.term),
        },
        "as_of": figures.on,
        "counts": {
            **{str(standing): figures.count(standing) for standing in Standing},
            "total": len(figures.tasks),
            "assigned": sum(task.standing is not None for task in figures.tasks),
            "extended": sum(any(part.is_extended for part in task.leads) for task in figures.tasks),
            "kept": sum(bool(task.leads) and all(part.is_kept for part in task.leads) for task in figures.tasks),
        },
        "answers": {
            "expected": [str(unit) for unit in figures.expected],
            "missing": [str(unit) for unit in figures.missing],
        },
        "tasks": [
            {
                "path": task.task.path,
                "text": task.task.text,
                "standing": task.standing,
                "parts": [
                    {
                        "unit": str(part.assignment.unit),
                        "part": part.assignment.part,
                        "accountable": str(part.assignment.accountable) if part.assignment.accountable else None,
                        "first_due": part.assignment.first_due,
                        "due": part.due,
                        "done_on": part.done_on,
                        "percent": part.percent,
                        "standing": part.standing,
                    }
                    for part in task.parts
                ],
            }
            for task in figures.tasks
        ],
        "obstacles": [
            {
                "unit": str(row.assignment.unit),
                "text": row.text,
                "to": str(row.to),
                "answer_due": row.answer_due,
                "answer": row.answer or None,
            }
            for row in figures.obstacles
        ],
        "resources": {"planned": figures.planned, "allocated": figures.allocated, "disbursed": figures.disbursed},
        "title": review.title,
        "opening": review.opening,
        "sections": [
            {"key": s.key, "label": s.label, "title": s.title, "paragraphs": s.paragraphs, "edited": s.is_edited}
            for s in review.sections
        ],
    }
