import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from antoan.accounts.models import Role
from antoan.core.models import AuditEvent
from antoan.core.refusals import ChangedMeanwhile, NotPermitted
from antoan.documents.ingestion import understand
from antoan.documents.tree import Header
from antoan.plans import commands
from antoan.plans.commands.draft import match_bodies
from antoan.plans.forms import BodiesForm
from antoan.plans.models import Proposal, Task
from antoan.plans.queries import reading_of, unclear_names
from antoan.plans.refusals import (
    AlreadyDecided,
    AlreadyProposed,
    EmptyText,
    IssuerUnknown,
    MergeNeedsTwo,
    NeedsSecondPerson,
    NothingToSplit,
)
from antoan.plans.tests.factories import make_plan, make_proposal
from antoan.units.matching import Matcher


@pytest.fixture
def plan(world):
    return make_plan(world.district)


@pytest.fixture
def proposal(plan):
    return make_proposal(plan)


def test_an_accepted_proposal_becomes_a_task_that_keeps_its_sentence(office, proposal):
    task = commands.accept(office, proposal=proposal)
    assert (task.text, task.path, task.start, task.end) == (proposal.text, proposal.path, proposal.start, proposal.end)
    proposal.refresh_from_db()
    assert proposal.state == Proposal.State.ACCEPTED


def test_two_people_who_confirm_at_once_make_one_task(office, proposal):
    commands.accept(office, proposal=proposal, version=1)
    with pytest.raises(ChangedMeanwhile):
        commands.accept(office, proposal=proposal, version=1)
    assert Task.objects.count() == 1


def test_a_commune_cannot_decide_on_the_district_s_proposals(world, proposal):
    with pytest.raises(NotPermitted):
        commands.accept(world.actor("Xuân"), proposal=proposal)


def test_what_was_changed_against_the_proposal_is_kept(world, office, proposal):
    mended = commands.mend(
        office, proposal=proposal, version=1, text="Kiểm tra mỗi quý một lần", lead_units=[world.committee], coordinate_units=[],
        due=None, recurrence="quarterly", product="Biên bản",
    )  # fmt: skip
    assert mended.changes["text"] == (proposal.text, "Kiểm tra mỗi quý một lần")
    assert mended.changes["recurrence"] == (None, "quarterly")
    assert mended.changes["lead"] == ([], ["UBND huyện Bác Ái"])
    assert mended.read == proposal.read
    assert mended.is_matched


def test_a_mended_proposal_needs_words(world, office, proposal):
    with pytest.raises(EmptyText):
        commands.mend(
            office,
            proposal=proposal,
            version=1,
            text="  ",
            lead_units=[],
            coordinate_units=[],
            due=None,
            recurrence="",
            product="",
        )


def test_merging_joins_the_words_and_the_bodies_in_the_order_of_the_text(office, plan):
    first, second = (
        make_proposal(plan, text="Rà soát công trình.", lead=["UBND huyện"]),
        make_proposal(plan, text="Lập danh sách.", lead=["MTTQ"]),
    )
    merged = commands.merge(office, proposals=[second, first])
    assert merged.pk == first.pk
    assert merged.text == "Rà soát công trình; Lập danh sách."
    assert merged.lead == ["UBND huyện", "MTTQ"]
    second.refresh_from_db()
    assert (second.state, second.merged_into_id) == (Proposal.State.MERGED, first.pk)


def test_merging_needs_two_of_one_plan(world, office, plan, proposal):
    other = make_proposal(make_plan(world.district))
    for chosen in ([proposal], [proposal, proposal], [proposal, other]):
        with pytest.raises(MergeNeedsTwo):
            commands.merge(office, proposals=chosen)


def test_splitting_makes_two_that_stand_one_after_the_other(office, plan):
    proposal = make_proposal(plan, text="Rà soát công trình; lập danh sách.")
    make_proposal(plan)
    head, tail = commands.split(office, proposal=proposal, at=19)
    assert (head.text, tail.text) == ("Rà soát công trình", "Lập danh sách.")
    assert head.start <= head.end == tail.start <= tail.end
    assert [p.text for p in plan.proposals.all()][:2] == ["Rà soát công trình", "Lập danh sách."]


@pytest.mark.parametrize("at", [0, 1000])
def test_a_split_at_the_edge_is_refused(office, proposal, at):
    with pytest.raises(NothingToSplit):
        commands.split(office, proposal=proposal, at=at)


def test_a_rejected_proposal_can_be_put_back_and_an_accepted_one_loses_its_task(office, plan):
    rejected, accepted = make_proposal(plan), make_proposal(plan)
    commands.reject(office, proposal=rejected)
    commands.accept(office, proposal=accepted)
    for proposal in (rejected, accepted):
        assert commands.put_back(office, proposal=proposal).state == Proposal.State.PENDING
    assert not plan.tasks.exists()


def test_an_assigned_task_keeps_its_proposal_decided(world, office, proposal):
    task = commands.accept(office, proposal=proposal)
    commands.assign_task(office, task=task, leads=[world.committee])
    with pytest.raises(AlreadyDecided, match="giao"):
        commands.put_back(office, proposal=proposal)


def test_the_second_confirmation_comes_from_another_person(world, office, proposal):
    world.person("Ngọc", world.district)
    commands.accept(office, proposal=proposal)
    with pytest.raises(NeedsSecondPerson, match="Hương"):
        commands.confirm_second(office, proposal=proposal)
    assert commands.confirm_second(world.actor("Ngọc"), proposal=proposal).confirmed_by == world.people["Ngọc"]


def test_a_target_becomes_a_target_with_its_figure(office, plan):
    proposal = make_proposal(plan, kind="target", text="Phấn đấu đến năm 2030 đạt ít nhất 50% số xã")
    proposal.read = {"comparison": ">=", "value": 50.0, "unit": "%", "of": "số xã"}
    proposal.save()
    target = commands.accept(office, proposal=proposal)
    target.refresh_from_db()
    assert (target.value, target.unit, target.of) == (50, "%", "số xã")


def test_every_decision_is_one_event(office, plan):
    first, second = make_proposal(plan), make_proposal(plan)
    commands.accept(office, proposal=first)
    commands.reject(office, proposal=second)
    assert list(
        AuditEvent.objects.filter(action__startswith="plans.").order_by("number").values_list("action", flat=True)
    ) == [
        "plans.proposal.accepted",
        "plans.proposal.rejected",
    ]


def test_names_that_the_register_does_not_know_are_asked_once_with_their_places(world, plan):
    make_proposal(plan, path="II.1", lead=["Phòng Kinh tế"])
    make_proposal(plan, path="II.2", lead=["Phòng Kinh tế"], coordinate=["các hợp tác xã"])
    make_proposal(plan, path="II.3", lead=["UBND huyện"])
    kinh_te, cooperatives = unclear_names(plan)
    assert (kinh_te.name, kinh_te.tasks, kinh_te.full_name) == (
        "Phòng Kinh tế",
        ["II.1", "II.2"],
        "Phòng Kinh tế huyện Bác Ái",
    )
    assert (cooperatives.name, cooperatives.is_many) == ("các hợp tác xã", True)


def test_a_name_settled_once_matches_every_open_proposal(world, office, plan):
    rows = [make_proposal(plan, lead=["Phòng Kinh tế"]), make_proposal(plan, lead=["Ban Dân vận"])]
    decided = make_proposal(plan, lead=["Phòng Kinh tế"])
    commands.reject(office, proposal=decided)
    matched = commands.name_bodies(
        office, plan=plan, known={"Ban Dân vận": world.committee}, new={"Phòng Kinh tế": "Phòng Kinh tế huyện Bác Ái"}
    )
    assert matched == 2
    assert [list(map(str, row.lead_units.all())) for row in rows] == [
        ["Phòng Kinh tế huyện Bác Ái"],
        [str(world.committee)],
    ]
    assert not decided.lead_units.exists()
    assert unclear_names(plan) == []
    assert AuditEvent.objects.filter(action="plans.plan.bodies_named").count() == 1


def test_two_ways_of_writing_one_unknown_name_are_asked_as_one(plan):
    make_proposal(plan, path="II.1", lead=["UBMTTQ Việt Nam xã"])
    make_proposal(plan, path="II.2", lead=["Ủy ban Mặt trận Tổ quốc Việt Nam xã"])
    (front,) = unclear_names(plan)
    assert (front.spellings, front.tasks) == (["Ủy ban Mặt trận Tổ quốc Việt Nam xã"], ["II.1", "II.2"])


def test_a_crowd_is_never_made_a_unit_by_default(plan):
    make_proposal(plan, lead=["Các doanh nghiệp, cơ sở sản xuất trên địa bàn"], coordinate=["trạm bơm Ma Lâm"])
    crowd, pump = unclear_names(plan)
    form = BodiesForm(names=[crowd, pump], units=[])
    assert (crowd.is_many, form["means-0"].initial, form["means-1"].initial) == (True, "", "")
    assert "new" not in dict(form.fields["means-0"].choices)


@pytest.mark.parametrize(
    "name",
    [
        "Người đứng đầu",
        "Chủ các lò gạch",
        "Bà Lê Thị Mười, công chức Văn hóa - Xã hội",
        "Trưởng thôn",
        "Trạm Y tế tập huấn sơ cấp cứu",
        "Phòng Kinh tế mua 200 mũ",
        "Đảng ủy UBND phường",
    ],
)
def test_no_unit_is_made_by_default_of_a_person_a_run_on_name_or_another_level(plan, name):
    make_proposal(plan, lead=[name])
    (unclear,) = unclear_names(plan)
    assert BodiesForm(names=[unclear], units=[])["means-0"].initial == ""
    assert "phường huyện" not in unclear.full_name
    assert not (name.endswith("phường") and "huyện" in unclear.full_name)


def test_a_name_may_mean_all_bodies_of_a_kind_below(client, world, plan):
    row = make_proposal(plan, lead=["cấp dưới trực tiếp"])
    client.force_login(world.people["Hương"])
    address = reverse("plans:bodies", args=[plan.pk])
    assert "Cả 9 đơn vị cấp dưới: Cấp ủy" in client.get(address).content.decode()
    form = BodiesForm(names=unclear_names(plan), units=[], groups=Matcher(plan.unit, plan.day).groups_below())
    committees = next(key for key, (said, _) in form.groups.items() if "Cấp ủy" in said)
    assert client.post(address, {"means-0": committees}).status_code == 302
    assert row.lead_units.count() == 9


def test_one_name_may_mean_several_units_of_this_plan(client, world, plan):
    row = make_proposal(plan, lead=["Các cụm thi đua"])
    client.force_login(world.people["Hương"])
    address = reverse("plans:bodies", args=[plan.pk])
    two = [world.party("Phước Bình").pk, world.party("Phước Hòa").pk]
    assert client.post(address, {"means-0": "several"}).status_code == 200  # none was chosen
    assert client.post(address, {"means-0": "several", "units-0": two}).status_code == 302
    row.refresh_from_db()
    assert set(row.lead_units.values_list("pk", flat=True)) == set(two)
    assert row.is_matched
    plan.refresh_from_db()
    assert unclear_names(plan) == []


def test_a_body_that_nobody_knows_stays_visible_on_its_task(client, world, office, plan):
    proposal = make_proposal(plan, lead=["UBND huyện"], coordinate=["Hội Làm vườn huyện"])
    match_bodies(proposal, Matcher(plan.unit, plan.day))
    task = commands.accept(office, proposal=proposal)
    commands.assign_to_matched(office, plan=plan)
    client.force_login(world.people["Hương"])
    page = client.get(reverse("plans:task", args=[task.pk])).content.decode()
    assert "Hội Làm vườn huyện" in page
    assert "chưa có trong danh sách đơn vị" in page


def test_who_does_not_run_the_register_cannot_settle_names(world, plan):
    with pytest.raises(NotPermitted):
        commands.name_bodies(world.actor("Phương"), plan=plan, known={}, new={"Phòng Kinh tế": "Phòng Kinh tế"})


def test_who_does_not_run_the_register_is_told_the_names_and_offered_nothing_to_fill(client, world, plan):
    make_proposal(plan, lead=["Phòng Kinh tế"])
    client.force_login(world.person("Bình", world.district, Role.OFFICE))
    page = client.get(reverse("plans:bodies", args=[plan.pk])).content.decode()
    assert "“Phòng Kinh tế”" in page
    assert "Hãy nhờ quản trị của Huyện ủy Bác Ái" in page
    assert 'name="means-0"' not in page


def test_the_page_asks_for_names_and_adds_the_unit(client, world, plan):
    make_proposal(plan, lead=["Phòng Kinh tế"])
    client.force_login(world.people["Hương"], backend="allauth.account.auth_backends.AuthenticationBackend")
    address = reverse("plans:bodies", args=[plan.pk])
    assert "Phòng Kinh tế huyện Bác Ái" in client.get(address).content.decode()
    answer = client.post(address, {"means-0": "new", "full-0": "Phòng Kinh tế và Hạ tầng huyện Bác Ái"})
    assert answer.status_code == 302
    assert plan.proposals.get().lead_units.get().name == "Phòng Kinh tế và Hạ tầng huyện Bác Ái"


def test_a_task_begins_with_a_capital_where_its_sentence_was_cut(office, plan):
    cut = make_proposal(plan, text="kết hợp phòng ngừa với xử lý vi phạm")
    assert commands.accept(office, proposal=cut).text == "Kết hợp phòng ngừa với xử lý vi phạm"


def test_two_spellings_of_one_body_make_one_unit(office, plan):
    first, second = make_proposal(plan, lead=["Phòng Kinh tế"]), make_proposal(plan, lead=["Phòng Kinh tế huyện"])
    commands.name_bodies(
        office,
        plan=plan,
        known={},
        new={"Phòng Kinh tế": "Phòng Kinh tế huyện Bác Ái", "Phòng Kinh tế huyện": "Phòng kinh tế huyện Bác Ái"},
    )
    assert first.lead_units.get() == second.lead_units.get()


@pytest.mark.parametrize(("name", "decides"), [("Hương", True), ("Phương", False)])
def test_who_may_not_decide_reads_the_proposals_without_buttons(world, client, plan, proposal, name, decides):
    client.force_login(world.people[name])
    page = client.get(reverse("plans:review", args=[plan.pk]))
    assert page.status_code == 200
    assert proposal.text in page.content.decode()
    assert (b'value="accept"' in page.content) is decides


@pytest.mark.django_db
def test_a_name_with_lost_letters_does_not_enter_the_register(system):
    with pytest.raises(IssuerUnknown, match=r"HUY\?N"):
        commands.register_issuer(system, header=Header(issuer="HUY?N ?Y BÁC ÁI"))


_WITH_ANNEX = """ỦY BAN NHÂN DÂN
XÃ NINH PHƯỚC
Số: 12/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Ninh Phước, ngày 12 tháng 01 năm 2026

KẾ HOẠCH
Thực hiện công tác an toàn, vệ sinh lao động năm 2026

I. NHIỆM VỤ
1. Phòng Kinh tế xã tổ chức tuyên truyền.

Nơi nhận:
- Lưu: VT.

Phụ lục
BẢNG PHÂN CÔNG NHIỆM VỤ

| STT | Nội dung | Cơ quan chủ trì | Thời gian hoàn thành |
| 1 | Kiểm tra máy gặt đập liên hợp trước vụ hè thu | Phòng Kinh tế xã | 30/4/2026 |
| 2 | Tập huấn sử dụng thuốc bảo vệ thực vật an toàn | Trạm Y tế xã | 15/5/2026 |
"""


def test_the_annex_stands_beside_the_tasks_that_were_read_out_of_it(world, office):
    understood = understand(_WITH_ANNEX.encode(), name="ke-hoach.txt")
    plan = commands.bring_in(office, unit=world.district, understood=understood)
    reading = reading_of(plan)
    lit = {p.proposal.path: p.text.strip() for block in reading.blocks for p in block.pieces if p.proposal}
    (table,) = (block.rows for block in reading.blocks if block.rows)
    lit |= {cell.proposal.path: cell.text for row in table for cell in row if cell.proposal}
    assert lit["PL.1"] == "Kiểm tra máy gặt đập liên hợp trước vụ hè thu"
    assert set(lit) == {"I.1", "PL.1", "PL.2"}
    assert [cell.text for cell in table[0]] == ["STT", "Nội dung", "Cơ quan chủ trì", "Thời gian hoàn thành"]
    assert [cell.text for cell in table[2]][2:] == ["Trạm Y tế xã", "15/5/2026"]
    words = [p.text for block in reading.blocks for p in block.pieces]
    assert "- Lưu: VT." in words


@pytest.mark.parametrize(
    "issuer", ["ĐẢNG BỘ THÀNH PHỐ ĐÀ NẴNG\nĐẢNG ỦY PHƯỜNG HÒA KHÁNH", "TỈNH ỦY NINH THUẬN\nHUYỆN ỦY BÁC ÁI"]
)
def test_a_paper_that_names_another_issuer_than_was_chosen_says_so(world, client, issuer):
    client.force_login(world.people["Hương"])
    superior_and_issuer = "ỦY BAN NHÂN DÂN\nXÃ NINH PHƯỚC"
    file = SimpleUploadedFile("ke-hoach.txt", _WITH_ANNEX.replace(superior_and_issuer, issuer).encode())
    address = reverse("plans:bring_in")
    page = client.post(address, {"file": file, "unit": world.district.pk}, follow=True).content.decode()
    assert ("còn bạn chọn Huyện ủy Bác Ái" in page) is ("HÒA KHÁNH" in issuer)


_WITH_MORE = _WITH_ANNEX.replace(
    "1. Phòng Kinh tế xã tổ chức tuyên truyền.",
    "1. Phòng Kinh tế xã\na) Tổ chức tuyên truyền. Máy gặt là nguồn nguy hiểm nhất trong vụ hè thu, xong trước ngày 15/6/2026.\n"
    "b) Lập danh sách máy gặt.\n2. Nông dân các thôn cần biết cách dùng máy.",
)


@pytest.fixture
def with_more(world, office):
    return commands.bring_in(office, unit=world.district, understood=understand(_WITH_MORE.encode(), name="a.txt"))


def test_a_sentence_among_the_tasks_that_was_left_out_is_pointed_at_and_read_when_chosen(client, world, with_more):
    client.force_login(world.people["Hương"])
    address = reverse("plans:review", args=[with_more.pk])
    left, other = reading_of(with_more).left_out
    assert other.text == "Nông dân các thôn cần biết cách dùng máy."
    assert left.text.startswith("Máy gặt là nguồn nguy hiểm")
    page = client.get(address).content.decode()
    assert "2 câu trong phần nhiệm vụ chưa thành nhiệm vụ" in page
    assert f"?cau={left.place}#them" in page
    start, end = left.place.split("-")
    assert f'name="start" value="{start}"' in client.get(f"{address}?cau={left.place}").content.decode()
    adding = reverse("plans:add_proposal", args=[with_more.pk])
    client.post(adding, {"text": left.text, "start": start, "end": end})
    added = with_more.proposals.get(why__startswith="Người dùng thêm")
    assert (added.path, added.lead, str(added.due)) == ("I.1.a", ["Phòng Kinh tế xã"], "2026-06-15")
    assert (added.start, added.end) == (int(start), int(end))
    orders = [p.path for p in with_more.proposals.order_by("order")]
    assert orders[:3] == ["I.1.a", "I.1.a", "I.1.b"]
    assert reading_of(with_more).left_out == [other]


def test_a_pasted_sentence_is_found_in_the_text_and_words_of_ones_own_are_read_too(office, with_more):
    (pasted,) = commands.add_proposal(office, plan=with_more, text="Máy gặt là nguồn  nguy hiểm nhất trong vụ hè thu")
    assert (pasted.path, pasted.lead) == ("I.1.a", ["Phòng Kinh tế xã"])
    own = "Trong tháng 9/2026, Trạm Y tế xã phối hợp Công an xã khám sức khỏe cho thợ gặt."
    (written,) = commands.add_proposal(office, plan=with_more, text=own)
    assert (written.lead, written.coordinate, str(written.due)) == (["Trạm Y tế xã"], ["Công an xã"], "2026-09-30")
    assert (written.path, written.start, written.end) == ("", 0, 0)


def test_a_row_of_the_annex_and_a_heading_can_be_chosen(office, with_more):
    row = with_more.proposals.get(path="PL.2")
    commands.reject(office, proposal=row)
    (again,) = commands.add_proposal(office, plan=with_more, text=row.text)
    assert (again.path, again.lead, str(again.due)) == ("PL.2", ["Trạm Y tế xã"], "2026-05-15")
    (heading,) = commands.add_proposal(office, plan=with_more, text="Thực hiện công tác an toàn, vệ sinh lao động")
    assert heading.text == "Thực hiện công tác an toàn, vệ sinh lao động"


def test_what_is_proposed_already_is_not_added_twice(office, with_more):
    known = with_more.proposals.get(path="I.1.b")
    with pytest.raises(AlreadyProposed, match=r"I\.1\.b"):
        commands.add_proposal(office, plan=with_more, text=known.text)


def test_names_that_nobody_knows_are_told_in_one_sentence(world):
    plan = make_plan(world.district)
    unknown = ["Hội Người cao tuổi huyện", "Hội Khuyến học huyện"]
    proposal = make_proposal(plan, lead=unknown, coordinate=[unknown[0], "Hội Đông y huyện"])
    match_bodies(proposal, Matcher(plan.unit, plan.day))
    assert proposal.match_note.count("Không tìm thấy") == 1
    for name in (*unknown, "Hội Đông y huyện"):
        assert proposal.match_note.count(name) == 1
