from datetime import date, time

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from antoan.accounts.models import Role
from antoan.core import spreadsheets
from antoan.core.models import AuditEvent
from antoan.core.refusals import ChangedMeanwhile, NotPermitted
from antoan.core.spreadsheets import Column
from antoan.outreach import commands, queries
from antoan.outreach.models import Audience, StudySession
from antoan.outreach.refusals import (
    AlreadyHeld,
    CalledOff,
    DirectiveMissing,
    InFuture,
    NobodyCounted,
    NobodyExpected,
    NotExpectedGroup,
    ReasonMissing,
    UnitEnded,
)
from antoan.outreach.tests.factories import DIRECTIVE, make_held, make_session
from antoan.units import commands as units
from antoan.units.models import Kind, Level
from antoan.units.succession import pass_on_work

REFORM = date(2025, 7, 1)
FACTS = {
    "directive": DIRECTIVE,
    "subject": "",
    "on": date(2024, 9, 20),
    "place": "Hội trường",
    "expected": {"members": 40},
}


def workbook(rows, headings=("TT", "Họ tên", "Đối tượng", "Chức vụ")):
    return spreadsheets.write("DANH SÁCH", [Column(heading) for heading in headings], rows)


def page(client, name, *args, **data):
    return client.get(reverse(f"outreach:{name}", args=args), data).content.decode()


def test_a_session_is_planned_with_its_denominator_and_one_event(officer, commune):
    session = commands.plan_session(officer, unit=commune, at=time(7, 30), **FACTS)
    assert session.state == "planned"
    assert session.audience.get().expected == 40
    assert AuditEvent.objects.filter(action="outreach.session.planned", unit_id=commune.pk).count() == 1


@pytest.mark.parametrize(
    ("change", "refusal"), [({"directive": " "}, DirectiveMissing), ({"expected": {"members": 0}}, NobodyExpected)]
)
def test_a_session_without_directive_or_denominator_is_refused(officer, commune, change, refusal):
    with pytest.raises(refusal):
        commands.plan_session(officer, unit=commune, **(FACTS | change))


def test_the_district_plans_nothing_in_a_communes_name(office, commune):
    with pytest.raises(NotPermitted):
        commands.plan_session(office, unit=commune, **FACTS)


def test_an_ended_unit_plans_nothing_after_its_end(world, system, commune):
    units.abolish_unit(
        system, unit=commune, on=date(2024, 9, 1), basis="Nghị quyết", heir=world.district, sub_units_to=world.district
    )
    commune.refresh_from_db()
    with pytest.raises(UnitEnded):
        commands.plan_session(system, unit=commune, **FACTS)


def test_a_plan_may_change_until_it_was_held(officer, commune):
    session = make_session(commune)
    commands.change_session(officer, session=session, version=1, **(FACTS | {"expected": {"officials": 12}}))
    assert list(session.audience.values_list("group", "expected")) == [("officials", 12)]
    with pytest.raises(ChangedMeanwhile):
        commands.change_session(officer, session=session, version=1, **FACTS)
    commands.count_attendance(officer, session=session, held_on=date(2024, 9, 10), attended={"officials": 9})
    with pytest.raises(AlreadyHeld):
        commands.change_session(officer, session=session, **FACTS)
    with pytest.raises(AlreadyHeld):
        commands.call_off_session(officer, session=session, reason="Mưa lũ")


def test_what_was_called_off_is_not_held(officer, commune):
    session = make_session(commune)
    with pytest.raises(ReasonMissing):
        commands.call_off_session(officer, session=session, reason=" ")
    commands.call_off_session(officer, session=session, reason="Mưa lũ")
    with pytest.raises(CalledOff):
        commands.count_attendance(officer, session=session, held_on=date(2024, 9, 10), attended={"members": 3})


def test_counts_that_cannot_be_are_refused(officer, commune):
    session = make_session(commune)
    for facts, refusal in (
        ({"held_on": date(2024, 9, 17), "attended": {"members": 1}}, InFuture),
        ({"held_on": date(2024, 9, 10), "attended": {}}, NobodyCounted),
        ({"held_on": date(2024, 9, 10), "attended": {"learners": 1}}, NotExpectedGroup),
    ):
        with pytest.raises(refusal):
            commands.count_attendance(officer, session=session, **facts)
    session.refresh_from_db()
    assert session.held_on is None


def test_too_many_of_one_group_do_not_make_up_for_another(commune):
    session = make_held(commune, members=50, uncontracted=0)
    share = queries.share_of(session.audience.all())
    assert (share.reached, share.expected, share.beyond, share.percent) == (40, 50, 10, 80.0)
    assert share.words == "40/50 người dự kiến đã dự (80%), thêm 10 người ngoài dự kiến"


@given(st.lists(st.tuples(st.integers(0, 500), st.none() | st.integers(0, 500)), max_size=9))
def test_a_share_never_passes_its_denominator(counts):
    share = queries.share_of([Audience(expected=expected, attended=attended) for expected, attended in counts])
    assert 0 <= share.reached <= share.expected
    assert share.percent is None or 0 <= share.percent <= 100


def test_a_list_is_previewed_counted_by_group_and_replaces_the_one_before(signed_in, commune):
    session = make_session(commune)
    client, address = signed_in("Xuân"), reverse("outreach:bring", args=[session.pk])
    rows = [
        [1, "Katơr Thị Lan", "Đảng viên", "Chi bộ 1"], [2, "Chamaléa Sang", "lao động tự do", ""], [3, "Pi Năng Thủy", "Học sinh", ""],
        [4, "Người Lạ", "khách quý", ""], [5, "Katơr Thị Lan", "Đảng viên", "Chi bộ 1"],
    ]  # fmt: skip
    looked = client.post(address, {"file": SimpleUploadedFile("ds.xlsx", workbook(rows))})
    assert "<strong>5 người</strong>; 3 dòng nhập được" in looked.content.decode()
    carried = {"content": looked.context["content"], "sheet_name": "a", "deed": "take", "held_on": "2024-09-12"}
    for _ in range(2):
        client.post(address, carried)
        session.refresh_from_db()
        assert session.held_on == date(2024, 9, 12)
        assert set(session.audience.values_list("group", "expected", "attended")) == {
            ("members", 40, 1), ("uncontracted", 10, 1), ("learners", 0, 1)
        }  # fmt: skip
        assert session.attendees.count() == 3


def test_a_list_without_groups_belongs_to_the_one_group_that_was_invited(signed_in, commune):
    session = make_session(commune, expected={"members": 2})
    file = SimpleUploadedFile("ds.xlsx", workbook([["Lan"], ["Sang"]], ["Họ và tên"]))
    client, address = signed_in("Xuân"), reverse("outreach:bring", args=[session.pk])
    looked = client.post(address, {"file": file})
    client.post(address, {"content": looked.context["content"], "sheet_name": "a", "deed": "take"})
    assert session.audience.get().attended == 2


def test_the_page_says_who_came_out_of_how_many(signed_in, commune):
    session = make_held(commune)
    text = page(signed_in("Xuân"), "session", session.pk)
    assert "<strong>35/50 người dự kiến đã dự (70%)</strong>" in text


def test_the_district_reads_which_units_have_held_theirs(world, signed_in, commune):
    make_held(commune)
    make_session(world.party("Phước Hòa"), on=date(2024, 10, 1), directive="chỉ thị số 31-ct/tw")
    text = page(signed_in("Hương"), "study")
    assert "<strong>1 trong " in text
    assert "35/50 người dự kiến đã dự (70%)" in text
    assert "Đảng ủy xã Phước Hòa: đã lên lịch ngày 01/10/2024" in text
    assert "Đảng ủy xã Phước Tân: chưa có lịch" in text


def test_a_planned_day_that_is_past_without_a_result_is_said(signed_in, commune):
    session = make_session(commune)
    assert "đã qua, chưa ghi kết quả" in page(signed_in("Xuân"), "session", session.pk)
    assert "lịch ngày 10/09/2024 đã qua, chưa ghi kết quả" in page(signed_in("Hương"), "study")


def test_a_session_goes_from_plan_to_count_by_pages(signed_in, commune):
    client = signed_in("Xuân")
    facts = {
        "unit": commune.pk,
        "directive": DIRECTIVE,
        "on": "2024-09-10",
        "at": "07:30",
        "place": "Hội trường",
        "count-members": "40",
    }
    client.post(reverse("outreach:plan"), facts)
    session = StudySession.objects.get()
    change = {
        "directive": DIRECTIVE,
        "on": "2024-09-11",
        "place": "Nhà văn hóa",
        "count-members": "30",
        "version": session.version,
    }
    client.post(reverse("outreach:change", args=[session.pk]), change)
    client.post(reverse("outreach:count", args=[session.pk]), {"held_on": "2024-09-11", "count-members": "27"})
    assert "27/30 người dự kiến đã dự (90%)" in page(client, "session", session.pk)
    other = make_session(commune)
    client.post(reverse("outreach:call_off", args=[other.pk]), {"reason": "Mưa lũ"})
    assert "hoãn, hủy. Mưa lũ" in page(client, "session", other.pk)


def test_a_refused_plan_keeps_what_was_typed(signed_in, commune):
    facts = {"unit": commune.pk, "directive": DIRECTIVE, "on": "2024-09-10", "place": "Hội trường Gia É"}
    text = signed_in("Xuân").post(reverse("outreach:plan"), facts).content.decode()
    assert "ít nhất một nhóm" in text
    assert "Hội trường Gia É" in text


@pytest.mark.parametrize(("kind", "head"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_the_invitation_leaves_in_the_form_of_the_unit(signed_in, commune, kind, head):
    session = make_session(commune, at=time(7, 30))
    answer = signed_in("Xuân").get(reverse("outreach:invitation", args=[session.pk, kind]))
    assert answer.content.startswith(head)
    if kind == "pdf":
        text = pypdfium2.PdfDocument(answer.content)[0].get_textpage().get_text_range()
        for word in ("ĐẢNG CỘNG SẢN VIỆT NAM", "GIẤY MỜI", "07 giờ 30", "Hội trường xã", "Đảng viên (40 người)"):
            assert word in text
    assert signed_in("Duyên").get(reverse("outreach:invitation", args=[session.pk, kind])).status_code == 404


def test_what_was_planned_passes_to_the_successor_and_what_was_held_stays(world, system):
    held = make_held(world.party("Phước Hòa"))
    planned = make_session(world.party("Phước Hòa"), on=date(2025, 8, 1))
    heir = units.NewUnit("Đảng ủy xã Bác Ái Tây", Kind.PARTY_COMMITTEE, Level.COMMUNE, parent=world.district)
    olds = [world.party("Phước Hòa"), world.party("Phước Tân")]
    units.merge_units(system, predecessors=olds, successor=heir, on=REFORM, basis="Nghị quyết 202", with_sub_units=True)
    told = pass_on_work(system, on=REFORM)
    assert [line.what for line in told.moved] == ["buổi học tập"]
    planned.refresh_from_db()
    held.refresh_from_db()
    assert (planned.unit.name, held.unit.name) == ("Đảng ủy xã Bác Ái Tây", "Đảng ủy xã Phước Hòa")
    assert pass_on_work(system, on=REFORM).moved == []


def test_a_page_costs_the_same_for_forty_sessions_as_for_two(world, signed_in, commune, count_queries):
    client, first = signed_in("Hương"), make_held(commune)

    def costs():
        made = []
        for name, args in (("study", []), ("session", [first.pk])):
            with count_queries() as cost:
                assert client.get(reverse(f"outreach:{name}", args=args)).status_code == 200
            made.append(len(cost))
        return made

    for _ in range(2):
        make_held(commune)
    costs()
    of_few = costs()
    for _ in range(38):
        make_held(commune)
        make_session(world.tree.communes["Phước Hòa"].people)
    assert costs() == of_few


def test_the_invitation_bears_place_symbol_and_the_signature_of_the_body_and_what_the_office_changes(
    signed_in, commune, world
):
    world.person("Pinăng Thừa", commune, Role.LEADER)
    session = make_session(commune)

    def words(**asked):
        answer = signed_in("Xuân").get(reverse("outreach:invitation", args=[session.pk, "pdf"]), asked)
        with pypdfium2.PdfDocument(answer.content) as paper:
            return paper[0].get_textpage().get_text_range()

    usual = words()
    assert "GM/ĐU" in usual
    assert "Phước Bình, ngày" in usual
    assert "T/M ĐẢNG ỦY" in usual
    assert "BÍ THƯ" in usual
    assert "Pinăng Thừa" in usual
    asked = words(number="7", body="ĐU", place="Phước Bình", authority="", position="PHÓ BÍ THƯ", name="Katơr Hùng")
    assert "07-GM/ĐU" in asked
    assert "PHÓ BÍ THƯ" in asked
    assert "Pinăng Thừa" not in asked
