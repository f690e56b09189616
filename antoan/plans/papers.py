"""Papers that leave from plans: how they are addressed and handed to the browser."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from antoan.core.pages import attachment
from antoan.documents.handing_out import KINDS, form_of, response
from antoan.documents.rendering.paper import Column, Paper, Para, TableBlock
from antoan.documents.tree import Header, Signer
from antoan.plans.models import Plan, Urging

__all__ = ["MEDIA_TYPES", "attachment", "form_of", "header_for", "response", "symbol_of", "urging_paper"]

MEDIA_TYPES = KINDS


def symbol_of(plan: Plan, kind: str, unit: Any) -> str:
    """The symbol of another kind of document of the same body: KH/HU → BC/HU, KH-UBND → BC-UBND; none where unknown."""
    separator = "/" if "/" in plan.symbol else "-"
    _, found, body = plan.symbol.partition(separator)
    return f"{kind}{separator}{body}" if found and unit.pk == plan.unit_id else ""


def header_for(unit: Any, plan: Plan, *, kind: str, code: str, title: str, day: Any, given: dict[str, Any]) -> Header:
    """The header of a paper of `unit`; what nobody has given yet stays blank on the paper."""
    document = plan.document if unit.pk == plan.unit_id else None
    signer = document.signer if document else Signer()
    recipients = given.get("recipients") or ""
    lines = recipients.splitlines() if isinstance(recipients, str) else list(recipients)
    return Header(
        superior=document.superior if document else None,
        issuer=(document.issuer if document else None) or str(unit),
        number=given.get("number") or None,
        symbol=symbol_of(plan, code, unit) or None,
        place=given.get("place") or (document.place if document else None),
        year=day.year,
        month=day.month,
        day=None,  # the day is written when it is signed
        kind=kind,
        title=title,
        recipients=[line.strip(" -;,.") for line in lines if line.strip()] or (document.recipients if document else []),
        signer=Signer(
            authority=given.get("authority") or signer.authority,
            position=given.get("position") or signer.position,
            name=given.get("name") or None,  # who signed the plan need not sign this
        ),
    )


def urging_paper(urging: Urging) -> Paper:
    """The reminder to a unit, with the list of what it owes."""
    sent = timezone.localtime(urging.at)
    plan = urging.plan
    rows = [
        (str(number), part.task.path, part.task.text, f"{part.due:%d/%m/%Y}" if part.due else part.task.undated_words)
        for number, part in enumerate(urging.assignments.select_related("task"), start=1)
    ]
    header = header_for(
        plan.unit, plan, kind="Thông báo", code="TB", day=sent, given={"recipients": [str(urging.unit)]},
        title=f"Về việc đôn đốc thực hiện {plan}",
    )  # fmt: skip
    body: list[Any] = [Para(urging.text)]
    if rows:
        columns = [Column("TT", 1, "center"), Column("Mục", 2), Column("Nhiệm vụ", 9), Column("Thời hạn", 3, "center")]
        body.append(TableBlock(columns=columns, rows=rows, caption="Các nhiệm vụ cần thực hiện"))
    body.append(Para(f"Kết quả đề nghị báo cáo trước ngày {urging.answer_by:%d/%m/%Y}."))
    return Paper(form=form_of(plan.unit), header=header, body=body, addressees=[str(urging.unit)], created_at=sent)
