"""The morning mail: what is late, what is due, for one person in a few lines."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from antoan.accounts.actors import actor_for
from antoan.accounts.models import User
from antoan.core.jobs import job
from antoan.obligations.calendar import day_answer
from antoan.obligations.kinds import kind_of
from antoan.obligations.models import Digest
from antoan.obligations.queries import load_of, notices_of, work_of

MORNING, EVENING = 7, 18  # o'clock in Việt Nam; outside, and on days off, nobody is written to
SHOWN = 20


def may_write(now: datetime) -> bool:
    """Whether people may be written to now: in the day, on a day that is not known to be off."""
    local = timezone.localtime(now)
    return MORNING <= local.hour < EVENING and day_answer(local.date()).is_working is not False


def letter(user: User) -> EmailMessage | None:
    """The mail to one person; None where nothing is late, due within the week or newly said."""
    actor = actor_for(user)
    work = work_of(actor)
    load, notices = load_of(actor), notices_of(actor).count()
    if not (load.overdue or load.week or notices):
        return None
    rows = work.led().filter(due__isnull=False)[:SHOWN]
    lines = [f"Kính gửi {user.full_name or user.username},", ""]
    lines.append(f"{load.overdue} việc quá hạn, {load.week} việc đến hạn trong 7 ngày, {load.total} việc đang mở:")
    lines += [
        f"- {duty.due:%d/%m/%Y} · {duty.title} ({duty.stands_with})\n  {settings.ANTOAN_ADDRESS}{kind_of(duty).address(duty)}"
        for duty in rows
    ]
    if load.watched_late:
        lines.append(f"Cơ sở chậm, đơn vị theo dõi: {load.watched_late} việc.")
    if load.total > SHOWN:
        lines.append(f"… và các việc khác tại {settings.ANTOAN_ADDRESS}/")
    lines += ["", f"Thôi nhận thư này: {settings.ANTOAN_ADDRESS}/tai-khoan/"]
    return EmailMessage(
        subject=f"An Toàn: {load.overdue} việc quá hạn, {load.week} việc trong 7 ngày",
        body="\n".join(lines),
        to=[user.email],
    )


@job()
def send_digest(digest_id: int) -> None:
    """Hand one person's mail to the mail server, once; run again after a failure it is sent then."""
    digest = Digest.objects.select_related("user").filter(pk=digest_id, sent_at=None).first()
    if digest is None:
        return
    if mail := letter(digest.user):
        mail.send()
    Digest.objects.filter(pk=digest.pk).update(sent_at=timezone.now())
