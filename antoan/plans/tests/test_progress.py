from datetime import date
from decimal import Decimal

import pytest
from uuid6 import uuid7

from antoan.core.models import AuditEvent
from antoan.core.refusals import NotPermitted
from antoan.obligations.models import Obligation
from antoan.plans import commands
from antoan.plans.commands.progress import EvidenceFile
from antoan.plans.models import Assignment, ProgressReport, Standing
from antoan.plans.refusals import (
    AlreadyAnswered,
    AlreadyDone,
    DoneWithoutProduct,
    EmptyText,
    ExtensionNotLater,
    ExtensionWaits,
    InFuture,
    NoDueToExtend,
    NothingToDecide,
    OwnRequest,
    PercentOutOfRange,
    ReasonNeeded,
)
from antoan.plans.tests.factories import make_running


def report(actor, part, **facts):
    return commands.report_progress(actor, assignment=part, **{"text": "Đã kiểm tra 6 công trình"} | facts)


def test_there_is_no_done_without_a_product_or_a_reason(officer, part):
    with pytest.raises(DoneWithoutProduct):
        report(officer, part, claims_done=True)
    assert report(officer, part, claims_done=True, no_product_reason="Không phải ban hành văn bản").claims_done


def test_done_counts_only_when_the_issuer_confirms_and_his_silence_shows(office, officer, part):
    said = report(officer, part, claims_done=True, product="Kết luận 05/KL-UBND")
    part.refresh_from_db()
    assert part.awaits_confirmation
    assert part.standing == Standing.IN_TIME
    commands.confirm_report(office, report=said)
    part.refresh_from_db()
    assert part.standing == Standing.DONE_ON_TIME
    assert part.obligation.done_on == date(2024, 9, 16)


def test_a_returned_report_opens_the_part_again_and_stays_in_the_log(office, officer, part):
    said = report(officer, part, claims_done=True, product="Đã làm")
    with pytest.raises(ReasonNeeded):
        commands.return_report(office, report=said, text=" ")
    commands.return_report(office, report=said, text="Đề nghị ghi số văn bản")
    part.refresh_from_db()
    assert not part.awaits_confirmation
    assert part.percent == 0
    report(officer, part, claims_done=True, product="Kết luận 05/KL-UBND")
    assert part.reports.count() == 2


def test_an_answer_is_given_once(office, officer, part):
    said = report(officer, part, claims_done=True, product="Kết luận")
    commands.confirm_report(office, report=said)
    with pytest.raises(NothingToDecide):
        commands.confirm_report(office, report=said)
    with pytest.raises(AlreadyDone):
        report(officer, part)


def test_the_unit_that_reports_does_not_confirm_itself(world, officer, part):
    said = report(officer, part, claims_done=True, product="Kết luận")
    with pytest.raises(NotPermitted):
        commands.confirm_report(officer, report=said)


def test_sending_twice_from_a_phone_without_signal_makes_one_report(officer, part):
    key = uuid7()
    assert report(officer, part, id=key) == report(officer, part, id=key)
    assert ProgressReport.objects.count() == 1
    assert AuditEvent.objects.filter(action="plans.progress.reported").count() == 1


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"text": "  "}, EmptyText),
        ({"percent": 101}, PercentOutOfRange),
        ({"percent": -1}, PercentOutOfRange),
        ({"on": date(2024, 9, 17)}, InFuture),
    ],
)
def test_a_report_that_cannot_be_is_refused_and_nothing_is_written(officer, part, facts, refusal):
    with pytest.raises(refusal):
        report(officer, part, **facts)
    assert not ProgressReport.objects.exists()


def test_a_photo_and_a_link_are_kept_as_evidence(officer, part):
    said = report(
        officer,
        part,
        count=Decimal(6),
        count_unit="công trình",
        evidence=[EvidenceFile("anh.jpg", b"\xff\xd8\xff\xe0anh")],
        links=["https://example.org/a"],
    )
    kept = list(said.evidence.all())
    assert [item.name for item in kept] == ["anh.jpg", "https://example.org/a"]


def test_a_granted_extension_moves_the_day_but_never_the_first_one(office, officer, part):
    asked = commands.ask_extension(officer, assignment=part, asked_due=date(2025, 3, 31), reason="Chờ sau mùa mưa")
    with pytest.raises(ExtensionWaits):
        commands.ask_extension(officer, assignment=part, asked_due=date(2025, 4, 30), reason="Chờ")
    commands.decide_extension(office, extension=asked, is_granted=True)
    part.refresh_from_db()
    assert (part.first_due, part.due) == (date(2024, 12, 31), date(2025, 3, 31))
    assert part.obligation.due == date(2025, 3, 31)
    assert part.is_extended


def test_a_refused_extension_says_why_and_changes_no_day(office, officer, part):
    asked = commands.ask_extension(officer, assignment=part, asked_due=date(2025, 3, 31), reason="Chờ")
    with pytest.raises(ReasonNeeded):
        commands.decide_extension(office, extension=asked, is_granted=False)
    commands.decide_extension(office, extension=asked, is_granted=False, decision="Giữ hạn vì mùa xây dựng đã bắt đầu")
    part.refresh_from_db()
    assert part.due == date(2024, 12, 31)
    with pytest.raises(NothingToDecide):
        commands.decide_extension(office, extension=asked, is_granted=True)


def test_an_extension_must_be_later_and_needs_a_day_to_extend(world, officer, part):
    with pytest.raises(ExtensionNotLater, match="31/12/2024"):
        commands.ask_extension(officer, assignment=part, asked_due=date(2024, 12, 31), reason="Chờ")
    constant = make_running(world, due=None, recurrence="continuous")
    with pytest.raises(NoDueToExtend):
        commands.ask_extension(officer, assignment=constant, asked_due=date(2025, 1, 1), reason="Chờ")


def test_an_obstacle_gives_its_addressee_a_duty_to_answer(world, office, officer, part):
    obstacle = commands.raise_obstacle(
        officer,
        assignment=part,
        text="Không có kinh phí mua dây an toàn",
        to=world.district,
        answer_due=date(2024, 9, 30),
    )
    duty = Obligation.objects.get(kind="plans.obstacle")
    assert (duty.unit, duty.due) == (world.district, date(2024, 9, 30))
    with pytest.raises(NotPermitted):
        commands.answer_obstacle(officer, obstacle=obstacle, answer="Tự lo")
    commands.answer_obstacle(office, obstacle=obstacle, answer="Bố trí từ ngân sách huyện")
    duty.refresh_from_db()
    assert duty.done_on == date(2024, 9, 16)
    with pytest.raises(AlreadyAnswered):
        commands.answer_obstacle(office, obstacle=obstacle, answer="Lần nữa")


def test_a_returning_duty_opens_its_next_cycle_when_confirmed(world, office, officer):
    part = make_running(world, due=None, recurrence="quarterly", rule="FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=20")
    said = report(officer, part, claims_done=True, product="Báo cáo quý III")
    commands.confirm_report(office, report=said)
    part.refresh_from_db()
    assert (part.due, part.done_on, part.percent) == (date(2024, 12, 20), None, 0)
    cycles = Obligation.objects.filter(kind="plans.task", about_id=str(part.pk)).order_by("due")
    assert [(duty.due, duty.done_on) for duty in cycles] == [
        (date(2024, 9, 20), date(2024, 9, 16)),
        (date(2024, 12, 20), None),
    ]


def test_the_four_classes_follow_the_days(world, office, officer, time_machine):
    late = make_running(world, due=date(2024, 9, 10))
    assert late.standing == Standing.OVERDUE
    said = report(officer, late, claims_done=True, product="Kết luận")
    commands.confirm_report(office, report=said)
    late.refresh_from_db()
    assert late.standing == Standing.DONE_LATE
    for standing in Standing:
        rows = Assignment.objects.in_class(standing, date(2024, 9, 16))
        assert all(row.standing_on(date(2024, 9, 16)) == standing for row in rows)


def test_whoever_asks_for_more_time_in_his_own_unit_s_plan_does_not_grant_it_himself(world, office):
    own = make_running(world, lead=world.district)
    asked = commands.ask_extension(office, assignment=own, asked_due=date(2025, 3, 31), reason="Chờ sau mùa mưa")
    with pytest.raises(OwnRequest, match="thủ trưởng"):
        commands.decide_extension(office, extension=asked, is_granted=True)
    commands.decide_extension(world.actor("Phương"), extension=asked, is_granted=True)
    own.refresh_from_db()
    assert own.due == date(2025, 3, 31)
