"""A case from the team to the sent minutes, what changes when somebody dies later, and who may look at what is sealed."""

from __future__ import annotations

from datetime import date

import pytest

from antoan.accidents import commands, papers
from antoan.accidents.clock import facts_of, sentence_of
from antoan.accidents.models import Accident
from antoan.accidents.refusals import (
    AlreadyInvestigated,
    DiedBeforeAccident,
    ExtensionNotAllowed,
    MinutesIncomplete,
    NoHead,
    NotCompetent,
    NotYetAnnounced,
    OutOfOrder,
    ReasonMissing,
    UnknownCode,
)
from antoan.accidents.tests.factories import dead, make_accident, make_minutes, make_team, moment, person
from antoan.accounts.queries import events
from antoan.core.models import AuditEvent
from antoan.core.refusals import NotPermitted
from antoan.obligations.models import Obligation


def owed(accident, kind):
    return Obligation.objects.filter(about_id=str(accident.pk), kind=f"accidents.{kind}").order_by("-pk").first()


def test_a_death_twenty_days_later_changes_who_investigates_and_until_when(world, officer, time_machine):
    accident = make_accident()
    assert owed(accident, "investigate").due == date(2024, 7, 1)
    time_machine.move_to(moment(2024, 7, 10, 9), tick=False)
    commands.record_death(officer, injury=accident.injuries.get(), died_on=date(2024, 7, 10))
    accident.refresh_from_db()
    assert accident.investigator == world.labour
    duty = owed(accident, "investigate")
    assert (duty.unit, duty.due, duty.ended_on) == (world.labour, date(2024, 8, 9), None)
    assert [entry.gravity for entry in accident.gravities.all()] == ["serious", "fatal"]
    said = accident.gravities.last().reason
    assert "“một người bị thương nặng” sang “chết người”" in said
    assert "hạn 01/07/2024 → Đoàn điều tra cấp tỉnh" in said
    assert "hạn 09/08/2024" in said
    assert sentence_of(facts_of(accident)).startswith(
        "Chết 1 người. Đoàn điều tra cấp tỉnh còn 30 ngày (đến 09/08/2024"
    )


def test_the_employer_s_team_ends_when_the_case_becomes_the_province_s(world, officer, time_machine):
    accident = make_accident()
    make_team(accident, level="establishment")
    commands.record_death(officer, injury=accident.injuries.get(), died_on=date(2024, 6, 23))
    assert "Thẩm quyền chuyển sang Đoàn điều tra cấp tỉnh" in accident.investigations.get().end_reason
    make_team(accident, level="province", on=date(2024, 6, 24))


def test_a_death_before_the_accident_is_refused(world, officer):
    accident = make_accident()
    with pytest.raises(DiedBeforeAccident, match="18/06/2024"):
        commands.record_death(officer, injury=accident.injuries.get(), died_on=date(2024, 6, 18))


def test_injuries_of_the_list_make_a_case_serious_and_unknown_codes_are_refused(world, officer):
    accident = make_accident(people=[person()])
    injury = accident.injuries.get()
    with pytest.raises(UnknownCode, match="0199"):
        commands.mend_injury(officer, injury=injury, facts={"injuries": ["0199"]})
    commands.mend_injury(officer, injury=injury, facts={"injuries": ["0110", "033"]})
    assert facts_of(Accident.objects.get()).gravity == "serious"
    assert owed(accident, "investigate").due == date(2024, 7, 1)


def test_an_employer_s_team_is_refused_for_a_fatal_case_with_the_law(world, officer):
    accident = make_accident(people=[dead()])
    with pytest.raises(NotCompetent, match="Điều 35 khoản 2"):
        make_team(accident, level="establishment")


def test_a_team_has_exactly_one_head_and_a_case_one_team(world, officer):
    accident = make_accident()
    with pytest.raises(NoHead):
        commands.set_up_team(
            officer,
            accident=accident,
            level="establishment",
            decided_on=date(2024, 6, 21),
            decided_by="Giám đốc",
            members=[],
        )
    make_team(accident, level="establishment")
    with pytest.raises(AlreadyInvestigated):
        make_team(accident, level="province")


def test_time_is_extended_once_before_it_runs_out_and_never_for_a_light_case(world, inspector, time_machine):
    accident = make_accident(people=[dead()])
    make_team(accident)
    first = owed(accident, "investigate").due
    commands.extend_investigation(
        inspector, accident=accident, on=date(2024, 6, 24), reason="Chờ kết luận giám định máy"
    )
    duty = owed(accident, "investigate")
    assert (duty.first_due, duty.due) == (first, date(2024, 8, 23))
    with pytest.raises(ExtensionNotAllowed, match="đã gia hạn một lần"):
        commands.extend_investigation(inspector, accident=accident, on=date(2024, 6, 24), reason="Thêm")
    light = make_accident(people=[person()])
    make_team(light, level="establishment")
    with pytest.raises(ExtensionNotAllowed, match="tai nạn nhẹ"):
        commands.extend_investigation(world.actor("Xuân"), accident=light, on=date(2024, 6, 24), reason="Phức tạp")


def test_expertise_gives_sixty_days(world, officer):
    accident = make_accident(people=[dead()])
    commands.set_expertise(officer, accident=accident, is_needed=True, reason="Giám định thiết bị nâng")
    assert owed(accident, "investigate").due == date(2024, 8, 23)


def test_minutes_are_announced_only_when_whole_then_sent_and_the_case_closed(world, inspector, time_machine):
    accident = make_accident(people=[dead()])
    make_team(accident)
    time_machine.move_to(moment(2024, 7, 8, 9), tick=False)
    with pytest.raises(MinutesIncomplete, match="diễn biến, kết luận, nguyên nhân"):
        commands.announce_minutes(inspector, accident=accident, at=moment(2024, 7, 8, 8), place="Trụ sở công ty")
    make_minutes(accident)
    with pytest.raises(NotYetAnnounced):
        commands.close_case(inspector, accident=accident)
    with pytest.raises(OutOfOrder):
        commands.announce_minutes(inspector, accident=accident, at=moment(2024, 7, 4, 8), place="Trụ sở công ty")
    commands.announce_minutes(inspector, accident=accident, at=moment(2024, 7, 8, 8), place="Trụ sở công ty")
    assert owed(accident, "investigate").done_on == date(2024, 7, 8)
    assert owed(accident, "send_minutes").due == date(2024, 7, 11)
    assert owed(accident, "pay").due == date(2024, 7, 15)
    commands.send_minutes(inspector, accident=accident, on=date(2024, 7, 8))
    assert owed(accident, "send_minutes").done_on == date(2024, 7, 8)
    accident.refresh_from_db()
    commands.close_case(inspector, accident=accident)
    accident.refresh_from_db()
    assert sentence_of(facts_of(accident)) == "Chết 1 người. Đã kết thúc ngày 08/07/2024."
    with pytest.raises(ReasonMissing):
        commands.reopen_case(inspector, accident=accident, reason="")
    commands.reopen_case(inspector, accident=accident, reason="Có đơn khiếu nại của gia đình")
    make_team(accident, level="centre", on=date(2024, 7, 8))


def test_a_measure_is_owed_until_somebody_says_how_it_was_done(world, inspector, commune):
    accident = make_accident(people=[dead()])
    make_team(accident)
    measure = commands.add_measure(
        inspector, accident=accident, text="Dọn đá treo trước mỗi ca", body="Giám đốc công ty", due=date(2024, 7, 31)
    )
    assert (measure.obligation.unit, measure.obligation.due) == (commune, date(2024, 7, 31))
    with pytest.raises(ReasonMissing):
        commands.finish_measure(inspector, measure=measure, on=date(2024, 6, 24), result="")
    commands.finish_measure(inspector, measure=measure, on=date(2024, 6, 24), result="Đã kiểm tra tại mỏ")
    assert owed(accident, "measure").done_on == date(2024, 6, 24)


def test_looking_at_what_is_sealed_needs_a_reason_and_is_seen_by_the_unit_s_head(world, commune):
    accident, clerk = make_accident(), world.actor("Bình")
    with pytest.raises(ReasonMissing):
        commands.look(clerk, accident=accident, reason=" ")
    [found] = commands.look(clerk, accident=accident, reason="Lập hồ sơ bảo hiểm")
    assert found.name == "Katơr Văn Hùng"
    world.person("Chủ tịch xã", commune, "leader")
    [event] = events(world.actor("Chủ tịch xã"), kind="accidents.injury")
    assert (event.actor_name, event.what["reason"]) == ("Bình", "Lập hồ sơ bảo hiểm")


def test_a_leader_reads_the_case_and_not_what_is_sealed(world):
    accident = make_accident()
    leader = world.actor("Minh")
    assert Accident.objects.visible_to(leader).get() == accident
    with pytest.raises(NotPermitted):
        commands.look(leader, accident=accident, reason="Muốn biết")


def test_the_neighbour_and_the_outsider_see_nothing(world):
    make_accident(people=[dead()])
    assert not Accident.objects.visible_to(world.actor("Duyên")).exists()
    assert Accident.objects.visible_to(world.actor("Xuân")).exists()
    assert Accident.objects.visible_to(world.actor("Sơn")).exists()
    assert Accident.objects.visible_to(world.actor("Hương")).exists()


def test_the_log_holds_no_sealed_words(world, officer):
    accident = make_accident()
    commands.mend_injury(
        officer, injury=accident.injuries.get(), facts={"wound": "Gãy xương đùi", "national_id": "058085001234"}
    )
    assert not any("Gãy" in str(event.what) or "0580" in str(event.what) for event in AuditEvent.objects.all())


def test_a_decision_signed_by_the_head_of_a_department_is_the_department_s_under_the_province(world, officer):
    accident = make_accident(people=[dead()])
    make_team(accident)
    body = accident.investigator
    values = papers._decision_values(accident, accident.investigations.get())
    assert (values["heading"]["issuer"], values["heading"]["superior"]) == ("Sở LĐ-TB&XH", str(body))
    assert values["signature"]["position"] == "Giám đốc"
