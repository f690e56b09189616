"""The pages about units, as an officer and as an administrator see them."""

import pytest
from django.urls import reverse

from antoan.accounts.models import Role
from antoan.accounts.tests.factories import MembershipFactory, UserFactory
from antoan.core.scoping import system_actor
from antoan.units import commands
from antoan.units.models import Succession, Unit
from antoan.units.names import proper
from antoan.units.tests.factories import REFORM, make_unit, new_unit

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def reader(client):
    """Somebody signed in who holds no role anywhere."""
    client.force_login(UserFactory(), backend=BACKEND)
    return client


@pytest.fixture
def administrator(client, world):
    client.force_login(MembershipFactory(unit=world.province, role=Role.ADMIN).user, backend=BACKEND)
    return client


@pytest.fixture
def merger(world):
    return commands.merge_units(
        system_actor(), predecessors=[world.communes["Phước Trung"].party],
        successor=new_unit("Đảng ủy xã Mỹ Sơn", parent=world.province), on=REFORM, basis="Nghị quyết số 202/2025/QH15",
        with_sub_units=True,
    )  # fmt: skip


def page(client, name, *args, **query):
    response = client.get(reverse(f"units:{name}", args=args), query)
    return response.status_code, response.content.decode()


def test_the_tree_of_a_day_begins_with_the_units_at_the_top(reader, world):
    status, text = page(reader, "index", ngay="2024-06-20")
    assert status == 200
    assert "Đơn vị ngày 20/06/2024" in text
    assert "Tỉnh ủy Ninh Thuận" in text
    assert "Huyện ủy Bác Ái" in text


def test_a_day_without_units_says_what_to_do(reader):
    assert "antoan units load" in page(reader, "index", ngay="1990-01-01")[1]


@pytest.mark.parametrize("words", ["phước thắng", "PHUOC THANG", "Phước Thắng"])
def test_units_are_found_without_marks_and_case(reader, world, words):
    _, text = page(reader, "index", q=words, ngay="2024-06-20")
    assert "3 đơn vị khớp" in text
    assert "Đảng ủy xã Phước Thắng" in text


def test_a_search_without_result_says_what_to_try(reader, world):
    assert "Hãy thử một phần của tên" in page(reader, "index", q="không có đâu")[1]


def test_the_page_of_a_merged_unit_names_who_follows_and_by_which_act(reader, world, merger):
    _, text = page(reader, "unit", world.communes["Phước Trung"].party.pk)
    assert "đến hết ngày 30/06/2025" in text
    assert "Được tiếp nối bởi" in text
    assert "Đảng ủy xã Mỹ Sơn" in text
    assert "Nghị quyết số 202/2025/QH15" in text


def test_the_children_of_a_unit_are_those_of_the_day_asked(reader, world, merger):
    assert "Đảng ủy xã Phước Trung" in page(reader, "unit", world.district.pk, ngay="2025-06-30")[1]
    assert "Đảng ủy xã Phước Trung" not in page(reader, "unit", world.district.pk, ngay="2025-07-01")[1]


def test_a_day_that_cannot_be_read_is_today(reader, world):
    assert page(reader, "unit", world.district.pk, ngay="hôm qua")[0] == 200


def test_a_unit_that_does_not_exist_is_not_found(reader):
    assert page(reader, "unit", 999_999)[0] == 404


def test_a_page_costs_the_same_for_many_children_as_for_few(reader, world, django_assert_max_num_queries):
    with django_assert_max_num_queries(19) as few:
        page(reader, "unit", world.committee.pk, ngay="2024-06-20")
    for number in range(20):
        make_unit(f"Phòng số {number}", parent=world.committee)
    with django_assert_max_num_queries(19) as many:
        page(reader, "unit", world.committee.pk, ngay="2024-06-20")
    assert len(few) == len(many)


def test_the_tree_costs_the_same_for_many_units_as_for_few(reader, world, django_assert_max_num_queries):
    with django_assert_max_num_queries(12) as few:
        page(reader, "index", ngay="2024-06-20")
    for number in range(20):
        make_unit(f"Cơ quan số {number}")
    with django_assert_max_num_queries(12) as many:
        page(reader, "index", ngay="2024-06-20")
    assert len(few) == len(many)


@pytest.mark.parametrize("name", ["reorganise", "pass_on"])
def test_pages_that_change_units_do_not_exist_for_readers(reader, name):
    assert page(reader, name)[0] == 404


def as_form(**facts):
    return {
        "deed": "merge", "on": "2025-07-01", "basis": "Nghị quyết số 202/2025/QH15", "old": "Đảng ủy xã Phước Trung",
        "new": "Đảng ủy xã Mỹ Sơn", "parent": "Tỉnh ủy Ninh Thuận", "sub_units": "on", **facts,
    }  # fmt: skip


def test_a_preview_records_nothing(administrator):
    text = administrator.post(reverse("units:reorganise"), as_form(preview="")).content.decode()
    assert "Chưa có gì được ghi" in text
    assert not Succession.objects.exists()


def test_an_administrator_records_a_merger_and_takes_it_back(administrator, world):
    response = administrator.post(reverse("units:reorganise"), as_form(record=""), follow=True)
    text = response.content.decode()
    assert "Sáp nhập, hợp nhất từ ngày 01/07/2025" in text
    made = Succession.objects.get()
    assert Unit.objects.get(name="Đảng ủy xã Mỹ Sơn").parent_on(REFORM) == world.province
    undone = administrator.post(reverse("units:succession", args=[made.pk]), {"reason": "ghi nhầm"}, follow=True)
    assert "các đơn vị trở lại như trước" in undone.content.decode()
    assert not Unit.objects.filter(name="Đảng ủy xã Mỹ Sơn").exists()


def test_a_split_with_shares_a_rename_a_transfer_and_an_end_are_all_written_in_the_same_form(administrator, world):
    deeds = (
        {"deed": "split", "old": "Phòng Y tế huyện Bác Ái", "new": "Phòng A = 62,5%\nPhòng B", "parent": ""},
        {"deed": "rename", "old": "Huyện đoàn Bác Ái", "new": "Huyện đoàn Bác Ái Mới", "parent": ""},
        {"deed": "transfer", "old": "UBND huyện Bác Ái", "new": "Tỉnh ủy Ninh Thuận", "parent": ""},
        {"deed": "abolish", "old": "Hội Nông dân huyện Bác Ái", "new": "", "parent": ""},
    )
    for deed in deeds:
        response = administrator.post(reverse("units:reorganise"), as_form(record="", **deed))
        assert response.status_code == 302, response.content.decode()
    shares = [part.share_words for part in Succession.objects.get(deed="split").parts.order_by("pk")]
    assert shares == ["62,5% dân số", "không rõ tỷ lệ"]
    assert Succession.objects.count() == 4


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"old": "Đảng ủy xã Không Có"}, "không có đơn vị nào tên"),
        ({"on": "2020-01-01"}, "không có đơn vị nào tên"),
        ({"on": "hôm nay"}, "Không đọc được ngày"),
        ({"sub_units": ""}, "trực thuộc"),
        ({"new": "A\nB"}, "cần đúng một dòng"),
        ({"basis": ""}, "Căn cứ"),
    ],
)
def test_what_cannot_be_is_said_on_the_form_and_nothing_is_recorded(administrator, facts, words):
    given = {name: value for name, value in as_form(record="", **facts).items() if value or name != "sub_units"}
    text = administrator.post(reverse("units:reorganise"), given).content.decode()
    assert words in text
    assert not Succession.objects.exists()


def test_a_name_that_two_units_bear_is_asked_back_with_their_numbers(administrator, world):
    for upper in (world.province, world.committee):
        make_unit("Tổ công tác", parent=upper)
    text = administrator.post(reverse("units:reorganise"), as_form(old="Tổ công tác", record="")).content.decode()
    assert "có nhiều đơn vị tên “Tổ công tác”" in text
    number = Unit.objects.filter(name="Tổ công tác").order_by("pk").first().pk
    assert f"số {number}" in text
    response = administrator.post(reverse("units:reorganise"), as_form(old=f"số {number}", record=""))
    assert response.status_code == 302


def test_the_page_for_passing_work_on_shows_first_and_does_then(administrator, merger):
    first = administrator.get(reverse("units:pass_on"), {"on": "2025-07-01"}).content.decode()
    assert "0 việc sẽ chuyển theo 1 lần sắp xếp ngày 01/07/2025" in first
    done = administrator.post(reverse("units:pass_on"), {"on": "2025-07-01"}).content.decode()
    assert "Đã chuyển 0 việc" in done


def test_missing_bodies_are_added_one_a_line_with_the_kind_of_their_names(administrator, world):
    facts = {"parent": "UBND huyện Bác Ái", "names": "Phòng Nội vụ huyện Bác Ái\nPhòng Tư pháp", "on": "2024-06-20"}
    assert administrator.post(reverse("units:add"), facts).status_code == 302
    made = Unit.objects.get(name="Phòng Tư pháp")
    assert (made.kind, made.version_on(made.versions.get().valid_from).parent.name) == (
        "department",
        "UBND huyện Bác Ái",
    )


def test_adding_under_an_unknown_parent_says_so_at_the_field(administrator):
    facts = {"parent": "UBND huyện Không Có", "names": "Phòng Nội vụ", "on": "2024-06-20"}
    response = administrator.post(reverse("units:add"), facts)
    assert "không có đơn vị nào tên “UBND huyện Không Có”" in response.content.decode()


def test_another_name_is_noted_and_taken_back(administrator, world):
    unit = world.committee
    administrator.post(unit.get_absolute_url(), {"name": "Ủy ban hành chính huyện"})
    alias = unit.aliases.get(name="Ủy ban hành chính huyện")
    administrator.post(reverse("units:forget_name", args=[alias.pk]))
    assert not unit.aliases.filter(pk=alias.pk).exists()


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("ỦY BAN NHÂN DÂN XÃ PHƯỚC HẬU", "Ủy ban nhân dân xã Phước Hậu"),
        ("HUYỆN ỦY BÁC ÁI", "Huyện ủy Bác Ái"),
        ("ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM TỈNH KHÁNH HÒA", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Khánh Hòa"),
        ("ỦY BAN NHÂN DÂN THỊ XÃ NINH HÒA", "Ủy ban nhân dân thị xã Ninh Hòa"),
        ("Sở Nội vụ", "Sở Nội vụ"),
    ],
)
def test_a_name_in_capitals_is_written_as_running_text_writes_it(written, shown):
    assert proper(written) == shown
