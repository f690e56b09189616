"""The invitation to a study session, in the form in which the unit writes."""

from __future__ import annotations

from django.utils import timezone

from antoan.documents.handing_out import form_of
from antoan.documents.rendering.paper import Paper, Para, Run
from antoan.documents.tree import Header
from antoan.outreach.models import StudySession


def invitation(session: StudySession) -> Paper:
    """Who is invited to what, when and where. Number, day and signature are given when it is signed."""
    today = timezone.localdate()
    form = form_of(session.unit)
    groups = [f"{row.get_group_display()} ({row.expected} người)" for row in session.audience.all() if row.expected]
    when = f"{session.at:%H giờ %M}, ngày {session.on:%d/%m/%Y}" if session.at else f"ngày {session.on:%d/%m/%Y}"
    said = [("Nội dung", session.subject or f"học tập, quán triệt {session.directive}"), ("Thời gian", when),
            ("Địa điểm", session.place), ("Thành phần", "; ".join(groups))]  # fmt: skip
    header = Header(
        issuer=str(session.unit),
        symbol="GM" if form == "state" else None,  # what stands after it is the body's own abbreviation
        year=today.year,
        month=today.month,
        kind="Giấy mời",
        title=f"dự học tập, quán triệt {session.directive}",
        recipients=["Thành phần mời", "Lưu"],
    )
    body = [
        Para(
            f"{session.unit} trân trọng kính mời các đồng chí, ông, bà dự buổi học tập, quán triệt {session.directive}:"
        ),
        *(Para([Run(f"{name}: ", bold=True), Run(_ended(text))], label="-") for name, text in said),
        Para("Đề nghị các đồng chí, ông, bà đến dự đầy đủ, đúng thời gian."),
    ]
    return Paper(form=form, header=header, body=body, created_at=timezone.localtime())


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
