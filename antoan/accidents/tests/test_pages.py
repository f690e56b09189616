"""Pages: the five steps of telling, the register, the case, and who sees nothing."""

from __future__ import annotations

import io
import re
import zipfile

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from uuid6 import uuid7

from antoan.accidents import commands, papers, photos
from antoan.accidents.models import Accident, CaseFile, Injury
from antoan.accidents.tests.factories import dead, make_accident, make_minutes, make_team, moment, person
from antoan.core import files
from antoan.core.models import AuditEvent
from antoan.core.scoping import Actor
from antoan.workplaces import employers
from antoan.workplaces.tests.factories import make_workplace

WHAT = {"kind": "accident", "account": "Đá trên vách rơi trúng người đang khoan."}
WHO = {
    "p-TOTAL_FORMS": "1",
    "p-INITIAL_FORMS": "0",
    "p-0-outcome": "dead",
    "p-0-name": "Katơr Văn Hùng",
    "p-0-birth_year": "1985",
    "p-0-sex": "male",
    "p-0-employment": "contract",
    "p-0-occupation": "Thợ khoan",
}
WHERE = {
    "commune": "Phước Bình",
    "place": "Mỏ đá thôn Bố Lang",
    "employer_name": "Công ty Suối Rua",
    "setting": "workplace",
}
WHEN = {"occurred_on": "2024-06-24", "at": "08:00"}
TELLER = {"teller": "employer", "name": "Nguyễn Văn Bảy", "phone": "0912345678", "post": "Giám đốc"}
STEPS = {"viec": WHAT, "ai": WHO, "o-dau": WHERE, "khi-nao": WHEN, "nguoi-bao": TELLER}


def tell(client, draft, **changed):
    for step, typed in STEPS.items():
        answer = client.post(
            reverse("accidents:step", args=[draft, step]), {**typed, **changed.get(step.replace("-", "_"), {})}
        )
        assert answer.status_code == 302, answer.content.decode()[:3000]
    return client.post(reverse("accidents:check", args=[draft]), changed.get("send", {}), follow=True)


def test_anybody_tells_in_five_steps_and_gets_a_code_and_what_comes_next(client, world):
    first = client.get(reverse("accidents:start")).content.decode()
    assert 'Gọi <a href="tel:115">115</a> trước' in first
    answer = tell(client, uuid7())
    accident = Accident.objects.get()
    page = answer.content.decode()
    assert accident.code in page
    assert "24/07/2024" in page
    assert "Luật 84/2015/QH13" in page
    assert "0912345678" not in page
    assert Injury.objects.get().name == "Katơr Văn Hùng"


def test_an_employer_tells_from_his_own_account_and_sees_his_case_and_no_other(client, world, commune, system):
    quarry = make_workplace(commune, head="Nguyễn Văn Bảy")
    elsewhere = make_accident(employer_name="Hộ kinh doanh gỗ Ma Ty")
    code = employers.make_employer_code(system, workplace=quarry, full_name="Nguyễn Văn Bảy")
    boss = employers.enter_by_code(
        Actor(user_id=None, name=""), code=code, username="mobay", password="mot cau that dai de nho", phone=""
    )
    client.force_login(boss, backend="allauth.account.auth_backends.AuthenticationBackend")
    draft = uuid7()
    asked = client.get(reverse("accidents:step", args=[draft, "o-dau"])).content.decode()
    assert quarry.name in asked  # he need not write what is known
    answer = tell(client, draft, o_dau={"employer_name": quarry.name})
    accident = Accident.objects.get(workplace=quarry)
    assert accident.code in answer.content.decode()
    register = client.get(reverse("accidents:index")).content.decode()
    assert (accident.code in register, elsewhere.code in register) == (True, False)
    assert client.get(accident.get_absolute_url()).status_code == 200
    assert client.get(elsewhere.get_absolute_url()).status_code == 404


def test_what_was_typed_in_a_step_is_there_when_one_comes_back(client, world):
    draft = uuid7()
    client.post(reverse("accidents:step", args=[draft, "viec"]), WHAT)
    client.post(reverse("accidents:step", args=[draft, "ai"]), WHO)
    page = client.get(reverse("accidents:step", args=[draft, "ai"])).content.decode()
    assert 'value="Katơr Văn Hùng"' in page
    assert client.get(reverse("accidents:check", args=[draft])).url == reverse("accidents:step", args=[draft, "o-dau"])


def test_several_people_are_told_one_below_the_other(client, world):
    draft = uuid7()
    client.post(reverse("accidents:step", args=[draft, "viec"]), WHAT)
    more = client.post(reverse("accidents:step", args=[draft, "ai"]), {**WHO, "them": "1"})
    assert "nguoi=2" in more.url
    two = {**WHO, "p-TOTAL_FORMS": "2", "p-1-outcome": "minor", "p-1-name": "Pi Năng Tới"}
    tell(client, draft, ai=two)
    assert sorted(one.name for one in Injury.objects.all()) == ["Katơr Văn Hùng", "Pi Năng Tới"]


def test_an_occurrence_without_victims_skips_the_people(client, world):
    draft = uuid7()
    answer = client.post(reverse("accidents:step", args=[draft, "viec"]), {**WHAT, "kind": "dangerous_occurrence"})
    assert answer.url == reverse("accidents:step", args=[draft, "o-dau"])


def test_sending_twice_shows_the_same_case(client, world):
    draft = uuid7()
    tell(client, draft)
    again = client.post(reverse("accidents:check", args=[draft]), follow=True)
    assert again.status_code == 200
    assert Accident.objects.count() == 1


def test_a_trap_field_that_only_programs_fill_keeps_the_telling_back(client, world):
    page = tell(client, uuid7(), send={"website": "http://example.org"}).content.decode()
    assert "đang chờ cán bộ xem" in page


@pytest.mark.parametrize(
    ("step", "typed", "says"),
    [
        ("khi-nao", {"occurred_on": "2024-06-25"}, "ở sau lúc này"),
        ("o-dau", {**WHERE, "commune": "Xã Không Có"}, "Không tìm thấy xã"),
        ("viec", {"kind": "accident", "account": ""}, "Kể ngắn"),
    ],
)
def test_what_cannot_be_is_said_at_its_step(client, world, step, typed, says):
    assert says in client.post(reverse("accidents:step", args=[uuid7(), step]), typed).content.decode()


def test_a_death_before_the_accident_leads_back_to_the_people(client, world):
    draft = uuid7()
    page = tell(client, draft, ai={"p-0-died_on": "2024-06-20"}).content.decode()
    assert "trước ngày tai nạn 24/06/2024" in page
    assert reverse("accidents:step", args=[draft, "ai"]) in page
    assert not Accident.objects.exists()


def picture(format="JPEG", gps=True):
    exif = Image.Exif()
    exif[0x0132] = "2024:06:24 08:05:00"
    if gps:
        exif.get_ifd(0x8825).update({1: "N", 2: (11.0, 45.0, 30.0), 3: "E", 4: (108.0, 50.0, 0.0)})
    out = io.BytesIO()
    Image.new("RGB", (320, 240), "grey").save(out, format, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize("format", ["JPEG", "PNG", "HEIF"])
def test_a_picture_is_kept_as_jpeg_without_the_place_it_was_taken(client, world, format):
    upload = SimpleUploadedFile("anh.heic", picture(format))
    tell(client, uuid7(), send={"photos": upload})
    row = CaseFile.objects.get()
    kept = Image.open(io.BytesIO(files.load(row.file)))
    assert (kept.format, dict(kept.getexif()), row.place) == ("JPEG", {}, "")


def test_the_place_is_kept_where_the_sender_allows_it(client, world):
    tell(client, uuid7(), send={"photos": SimpleUploadedFile("anh.jpg", picture()), "keeps_place": "on"})
    assert CaseFile.objects.get().place == "11.75833, 108.83333"


def test_a_picture_too_heavy_is_refused_and_the_rest_stays(client, world, monkeypatch):
    monkeypatch.setattr(photos, "LIMIT", 100)
    page = tell(client, uuid7(), send={"photos": SimpleUploadedFile("anh.jpg", picture())}).content.decode()
    assert "gửi không kèm ảnh" in page
    assert not Accident.objects.exists()


def test_what_is_no_picture_is_refused(client, world):
    page = tell(client, uuid7(), send={"photos": SimpleUploadedFile("anh.jpg", b"MZ")}).content.decode()
    assert "không phải là ảnh đọc được" in page


def test_commune_province_and_leader_see_the_case_and_neighbour_and_guest_see_nothing(client, world, signed_in):
    accident = make_accident(people=[dead()])
    for name in ("Xuân", "Sơn", "Minh", "Hương"):
        page = signed_in(name).get(accident.get_absolute_url())
        assert page.status_code == 200, name
        assert "còn 30 ngày (đến 24/07/2024" in page.content.decode()
        assert "Katơr Văn Hùng" not in page.content.decode()
    client = signed_in("Duyên")
    assert client.get(accident.get_absolute_url()).status_code == 404
    assert accident.code not in client.get(reverse("accidents:index")).content.decode()
    client.logout()
    assert client.get(accident.get_absolute_url()).status_code == 302


def test_looking_shows_the_name_and_is_noted(signed_in, world):
    accident = make_accident()
    page = signed_in("Bình").post(reverse("accidents:look", args=[accident.pk]), {"reason": "Lập hồ sơ"})
    assert "Katơr Văn Hùng" in page.content.decode()
    assert AuditEvent.objects.filter(action="accidents.injury.looked_at", what__reason="Lập hồ sơ").exists()
    assert signed_in("Minh").post(reverse("accidents:look", args=[accident.pk]), {"reason": "Xem"}).status_code == 403


def test_the_register_says_how_many_died_and_exports_what_may_leave(signed_in, world):
    make_accident(people=[dead(), person("Pi Năng Tới", outcome="serious")])
    page = signed_in("Hương").get(reverse("accidents:index")).content.decode()
    assert "1 người chết" in page
    assert "1 người bị thương nặng trong 1 vụ" in page
    book = signed_in("Hương").get(reverse("accidents:export"))
    with zipfile.ZipFile(io.BytesIO(book.content)) as archive:
        text = archive.read("xl/sharedStrings.xml").decode()
    assert "Công ty TNHH Đá xây dựng Suối Rua" in text
    assert "Hùng" not in text


@pytest.mark.parametrize("picked", ["", "chet", "moi", "dieu-tra", "su-co", "khong"])
def test_every_filter_of_the_register_opens(signed_in, world, picked):
    make_accident(people=[dead()])
    page = signed_in("Hương").get(reverse("accidents:index"), {"xem": picked, "nam": "2024", "q": "mỏ"})
    assert page.status_code == 200


def test_every_deed_of_a_case_opens_and_an_unknown_one_is_not_found(signed_in, world):
    from antoan.accidents.views import DEEDS

    accident = make_accident()
    client = signed_in("Bình")
    for name in DEEDS:
        assert client.get(reverse("accidents:deed", args=[accident.pk, name])).status_code == 200, name
    assert client.get(reverse("accidents:deed", args=[accident.pk, "khac"])).status_code == 404


def test_a_leader_may_not_do_the_team_s_deeds(signed_in, world):
    accident = make_accident()
    assert signed_in("Minh").get(reverse("accidents:deed", args=[accident.pk, "lap-doan"])).status_code == 403


def finished(world, time_machine):
    accident = make_accident(people=[dead(national_id="058085001234", wound="Vỡ sọ", injuries=("014",))])
    make_team(accident)
    time_machine.move_to(moment(2024, 7, 8, 9), tick=False)
    make_minutes(accident)
    system = world.actor("Sơn")
    commands.add_measure(
        system,
        accident=accident,
        text="Dọn đá treo trước mỗi ca",
        body="Giám đốc công ty",
        due=moment(2024, 7, 31).date(),
    )
    commands.add_fault(
        system,
        accident=accident,
        side="employer",
        name="Nguyễn Văn Bảy",
        text="Không có biện pháp an toàn",
        proposal="Kiểm điểm",
    )
    commands.announce_minutes(
        system,
        accident=accident,
        at=moment(2024, 7, 8, 8),
        place="Trụ sở công ty",
        chair="Trần Văn Sơn",
        agreed="Nhất trí",
    )
    return Accident.objects.get()


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return re.sub(r"\s+", " ", " ".join(page.get_textpage().get_text_range() for page in document))


def test_the_minutes_hold_every_field_of_the_form_in_its_order(signed_in, world, time_machine):
    accident = finished(world, time_machine)
    answer = signed_in("Sơn").post(reverse("accidents:paper", args=[accident.pk, "minutes", "pdf"]))
    text = text_of(answer.content)
    form = papers.filled_form(accident, "minutes").form
    labels = [field.name for field in form.fields if field.kind not in ("heading", "signature")]
    places = [text.find(f"{number}. {label[:20]}") for number, label in enumerate(labels, start=1)]
    assert -1 not in places
    assert places == sorted(places)
    told = (
        "Suối Rua", "Trần Văn Sơn", "Katơr Văn Hùng", "Mỏ đá thôn Bố Lang", "đá treo trên vách rơi", "(mã 5)", "là tai nạn lao động",
        "Nguyễn Văn Bảy", "Dọn đá treo", "31/07/2024", "014 Vỡ sọ",
    )  # fmt: skip
    assert [words for words in told if words not in text] == []
    assert AuditEvent.objects.filter(action="accidents.form.filled").count() == 1


@pytest.mark.parametrize("kind", ["declaration", "team_decision", "minutes", "announcement"])
@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_every_form_of_a_finished_case_is_made(signed_in, world, time_machine, kind, format):
    accident = finished(world, time_machine)
    answer = signed_in("Sơn").post(reverse("accidents:paper", args=[accident.pk, kind, format]))
    assert answer.status_code == 200
    assert answer.content[:2] in (b"%P", b"PK")


def test_a_case_without_a_contract_fills_the_commune_s_quick_report(signed_in, world):
    accident = make_accident(
        teller="commune",
        people=[dead(employment="uncontracted", family="Vợ: Pi Năng Thị Mơ")],
        employer_name="",
        hirer="Hộ ông Tư",
    )
    answer = signed_in("Bình").post(reverse("accidents:paper", args=[accident.pk, "quick_report", "pdf"]))
    text = text_of(answer.content)
    assert "Hộ ông Tư" in text
    assert "Công an cấp huyện" in text


def test_the_dossier_is_one_archive_with_a_table_of_contents(signed_in, world, time_machine):
    accident = finished(world, time_machine)
    answer = signed_in("Sơn").post(reverse("accidents:dossier", args=[accident.pk]))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names, contents = archive.namelist(), archive.read("00-muc-luc.txt").decode()
    assert all(name in contents for name in names[1:])
    assert any("bien-ban-dieu-tra.pdf" in name for name in names)
    assert any(name.endswith("cay-nguyen-nhan.svg") for name in names)


def test_an_officer_records_a_death_on_its_page(signed_in, world):
    accident = make_accident()
    client = signed_in("Bình")
    answer = client.post(
        reverse("accidents:death", args=[accident.injuries.get().pk]),
        {"died_on": "2024-06-23", "known_on": "2024-06-24"},
        follow=True,
    )
    page = answer.content.decode()
    assert "Thay đổi mức độ, thẩm quyền, thời hạn" in page
    assert "Đoàn điều tra cấp tỉnh" in page


def test_a_person_s_facts_are_mended_on_a_page_that_is_noted(signed_in, world):
    accident = make_accident()
    injury = accident.injuries.get()
    client = signed_in("Bình")
    page = client.post(reverse("accidents:open_injury", args=[injury.pk]))
    assert 'value="Katơr Văn Hùng"' in page.content.decode()
    typed = {
        "name": "Katơr Văn Hùng",
        "told_outcome": "serious",
        "injuries": ["043"],
        "employment": "contract",
        "wage": "8000000",
        "loss": "31",
        "is_trained": "1",
    }
    client.post(reverse("accidents:mend_injury", args=[injury.pk]), typed)
    injury.refresh_from_db()
    assert (injury.injuries, injury.wage_amount, injury.is_trained) == (["043"], 8_000_000, True)
    page = client.post(reverse("accidents:look", args=[accident.pk]), {"reason": "Tính bồi thường"}).content.decode()
    assert "79.200.000" in page


def test_a_proposal_is_merged_and_split_on_the_page(signed_in, world):
    first, second = make_accident(), make_accident(teller="hospital")
    client = signed_in("Xuân")
    page = client.get(first.get_absolute_url()).content.decode()
    assert f"Gộp {second.code} vào vụ này" in page
    client.post(reverse("accidents:merge", args=[first.pk]), {"other": str(second.pk), "reasons": "cùng ngày"})
    second.refresh_from_db()
    assert second.status == "merged"
    client.post(reverse("accidents:split", args=[first.merges.get().pk]), {"reason": "Hai vụ khác nhau"})
    second.refresh_from_db()
    assert second.status == "told"


def test_the_page_of_a_case_and_the_register_cost_the_same_for_forty_as_for_two(signed_in, world, count_queries):
    client = signed_in("Hương")
    address = reverse("accidents:index")

    def cost():
        with count_queries() as found:
            assert client.get(address).status_code == 200
        return len(found)

    for _ in range(2):
        make_accident(people=[dead()])
    cost()
    few = cost()
    for _ in range(10):
        make_accident(people=[dead()])
    assert cost() == few
