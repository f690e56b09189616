"""What the register of safety staff does when its unit is followed by another: each standing entry passes, line by line."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from antoan.apparatus.commands import carry_over, carry_training, open_trainings
from antoan.apparatus.models import Posts, Share, Staff
from antoan.core.scoping import Actor
from antoan.obligations import duties
from antoan.units.models import Succession, Unit
from antoan.units.succession import MovedLine, heirs_of

_DAY = timedelta(days=1)


def follow(succession: Succession, actor: Actor) -> list[MovedLine]:
    """Pass the people who still work there, their papers and duties, and the number wanted; what ended stays.

    Called inside the units' command: one transaction for the whole reorganisation.
    """
    lines: list[MovedLine] = []
    for old, new, note in heirs_of(succession):
        lines += [_pass_person(staff, new, succession, note) for staff in _standing(old, succession.effective_on)]
        lines += [
            _pass_posts(posts, new, succession.effective_on, note)
            for posts in Posts.objects.filter(unit=old, valid_to=None)
        ]
    return lines


def _standing(unit: Unit, on: date) -> QuerySet[Staff]:
    still = Q(valid_to=None) | Q(valid_to__gt=on)
    return Staff.objects.filter(still, unit=unit).select_related("user", "unit").order_by("name_key", "id")


def _pass_person(staff: Staff, new: Unit, succession: Succession, note: str) -> MovedLine:
    on, old = succession.effective_on, staff.unit
    reason = f"Chuyển sang {new} ({succession})"[:300]
    known = Staff.objects.filter(unit=new, name_key=staff.name_key, position=staff.position, valid_to=None).first()
    extra = ""
    if known:
        extra = "đã có trong sổ của đơn vị mới, nhập làm một"
        _join(staff, known, on, reason)
    elif staff.valid_from >= on:  # entered after the unit had ended: it was the new unit's from the first day
        staff.unit = new
        staff.version += 1
        staff.save()
        for training in open_trainings(staff):
            training.obligation = duties.pass_on(training.obligation, unit=new, about=staff, on=on)
            training.save(update_fields=["obligation"])
    else:
        heir = carry_over(staff, unit=new, on=on, share=staff.share, reason=reason)
        if heir.user and not heir.user.memberships.on(on).filter(unit=new).exists():
            heir.user = None  # linked again once the account has its role in the new unit
            heir.save()
            extra = "tài khoản chưa có vai trò ở đơn vị mới, đã bỏ liên kết"
    said = f"{staff.name} ({staff.get_share_display()})"
    return MovedLine("người làm ATVSLĐ", said, str(old), str(new), "; ".join(filter(None, [extra, note])))


def _join(staff: Staff, known: Staff, on: date, reason: str) -> None:
    """One person in both registers: the new unit's row stays, and gets the newer paper and the fuller share."""
    last, own = staff.trainings.select_related("obligation").first(), known.trainings.first()
    if last and (own is None or own.holds_until < last.holds_until):
        for training in open_trainings(known):
            duties.withdraw(training.obligation, on)  # the newer paper's duty takes its place
        carry_training(last, known, on)
    else:
        for training in open_trainings(staff):
            duties.withdraw(training.obligation, on)
    if staff.share == Share.WHOLE != known.share:
        known.share = Share.WHOLE
        known.version += 1
        known.save()
    staff.valid_to, staff.end_reason = max(on, staff.valid_from + _DAY), reason
    staff.version += 1
    staff.save()


def _pass_posts(posts: Posts, new: Unit, on: date, note: str) -> MovedLine:
    """The number wanted passes where the new unit has none; of two the larger stays until somebody says otherwise."""
    old, since = posts.unit, max(on, posts.valid_from)
    posts.valid_to = max(on, posts.valid_from + _DAY)
    posts.save()
    own = Posts.objects.filter(unit=new, valid_to=None).first()
    extra = ""
    if own is None:
        Posts.objects.create(unit=new, wanted=posts.wanted, basis=posts.basis, valid_from=since)
    else:
        extra = f"đơn vị mới đã có số người cần có là {own.wanted}, giữ số lớn hơn: hãy xem lại"
        if posts.wanted > own.wanted:
            own.wanted = posts.wanted
            own.save()
    said = f"cần {posts.wanted} người làm ATVSLĐ"
    return MovedLine("số người cần có", said, str(old), str(new), "; ".join(filter(None, [extra, note])))
