"""What the papers of a unit do when another follows it: drafts, forms being filled in and papers not dealt with pass on."""

from __future__ import annotations

from django.utils import timezone

from antoan.core.scoping import Actor
from antoan.documents.models import Dispatch, Draft, FilledForm
from antoan.units.models import Succession, Unit
from antoan.units.succession import MovedLine, heirs_of

OPEN = (Draft.Status.WRITING, Draft.Status.WAITING, Draft.Status.APPROVED)


def follow(succession: Succession, actor: Actor) -> list[MovedLine]:
    """Hand over what is not finished. What was issued, its numbers and its register stay with the unit that issued it.

    Called inside the units' command: one transaction for the whole reorganisation.
    """
    lines: list[MovedLine] = []
    for old, new, note in heirs_of(succession):
        lines += [_pass_draft(draft, old, new, note) for draft in Draft.objects.filter(unit=old, status__in=OPEN)]
        lines += [_pass_form(form, old, new, note) for form in FilledForm.objects.filter(unit=old)]
        waiting = Dispatch.objects.filter(unit=old, done_at=None).select_related("document").order_by("sent_at", "id")
        lines += [line for row in waiting if (line := _pass_dispatch(row, old, new, note))]
    return lines


def _pass_draft(draft: Draft, old: Unit, new: Unit, note: str) -> MovedLine:
    """The heir goes on writing. Nothing is signed under a head that has ended: an approved draft is written again first."""
    told = "phần đầu và người ký còn theo đơn vị cũ: hãy sửa"
    if draft.status != Draft.Status.WRITING:
        draft.status, draft.approved_by, draft.approved_at = Draft.Status.WRITING, None, None
        draft.reason = f"{old} đã kết thúc hoạt động; {new} kế thừa. Hãy sửa phần đầu, người ký rồi trình duyệt lại."
        told = f"trở lại đang soạn; {told}"
    draft.unit, draft.changed_at = new, timezone.now()
    draft.version += 1
    draft.save()
    return MovedLine("dự thảo", draft.title, str(old), str(new), "; ".join(filter(None, [told, note])))


def _pass_form(form: FilledForm, old: Unit, new: Unit, note: str) -> MovedLine:
    form.unit = new
    form.version += 1
    form.save()
    return MovedLine("biểu mẫu đang điền", str(form), str(old), str(new), note)


def _pass_dispatch(row: Dispatch, old: Unit, new: Unit, note: str) -> MovedLine | None:
    """The heir receives what the old unit has not dealt with; what it has itself already, it gets no second time."""
    if row.document.unit_id == new.pk or row.document.dispatches.filter(unit=new).exists():
        return None
    row.unit = new
    told = ""
    if row.assigned_to and not row.assigned_to.memberships.on(timezone.localdate()).filter(unit=new).exists():
        told = f"{row.assigned_to} chưa có vai trò ở đơn vị mới: hãy phân công lại"
        row.assigned_to, row.assigned_by, row.assigned_at = None, None, None
    row.save()
    title = row.document.title or str(row.document)
    return MovedLine("văn bản đến", title, str(old), str(new), "; ".join(filter(None, [told, note])))
