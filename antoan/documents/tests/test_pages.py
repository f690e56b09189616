import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from docx import Document as WordDocument

from antoan.core import files
from antoan.documents import commands, papers
from antoan.documents.ingestion import understand
from antoan.documents.models import Dispatch, Document, Draft, Register, RegisterEntry
from antoan.documents.tests.factories import (
    HEADER,
    TEXT,
    approved_without_symbol,
    make_approved,
    make_draft,
    make_issued,
)
from antoan.units import commands as unit_commands

TODAY = date(2026, 3, 16)


@pytest.fixture
def sign_in(client, world):
    """`sign_in("Lan")`: the browser of that person."""

    def enter(name):
        client.force_login(world.people[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter


def typed(draft, deed="save", **facts):
    lists = {name: "\n".join(value) for name, value in HEADER.items() if isinstance(value, list)}
    draft.refresh_from_db()
    return HEADER | lists | {"text": TEXT, "version": draft.version, "deed": deed} | facts


def test_a_document_is_begun_previewed_and_saved(sign_in, world):
    browser = sign_in("Lan")
    answer = browser.post(
        reverse("documents:new_draft"),
        {"unit": world.committee.pk, "kind": "plan", "form": "state", "title": "Kế hoạch năm 2026"},
    )
    draft = Draft.objects.get()
    assert answer.url == reverse("documents:write", args=[draft.pk])
    preview = browser.post(answer.url, typed(draft, "preview")).content.decode()
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in preview
    assert "TM. ỦY BAN NHÂN DÂN" in preview
    assert not draft.versions.exists()
    pdf = browser.post(answer.url, typed(draft, "pdf"))
    assert pdf.content.startswith(b"%PDF")
    assert browser.post(answer.url, typed(draft)).url == draft.get_absolute_url()
    assert draft.versions.get().content["header"]["recipients"] == HEADER["recipients"]


def kinds_offered(page):
    return {code for code, _ in page.context["form"].fields["kind"].choices}


def test_only_the_kinds_of_the_chosen_form_are_offered_and_taken(sign_in, world):
    browser = sign_in("Lan")
    address = reverse("documents:new_draft")
    state = browser.get(address)
    assert "conclusion" not in kinds_offered(state)
    assert "invitation" in kinds_offered(state)
    assert 'href="?the-thuc=party"' in state.content.decode()
    party = browser.get(address + "?the-thuc=party")
    assert "conclusion" in kinds_offered(party)
    assert "invitation" not in kinds_offered(party)
    assert 'name="form" value="party"' in party.content.decode()
    facts = {"unit": world.committee.pk, "form": "party", "title": "Họp"}
    page = browser.post(address, facts | {"kind": "invitation"})
    assert "Thể thức này không có loại văn bản đó" in page.content.decode()
    assert "conclusion" in kinds_offered(page)
    browser.post(address, facts | {"kind": "conclusion"})
    assert Draft.objects.get().form == "party"


def test_the_form_offered_first_is_that_of_the_writers_body_whatever_the_address_says(sign_in, world):
    world.person("Thư", world.party, "office")
    page = sign_in("Thư").get(reverse("documents:new_draft") + "?the-thuc=khac")
    assert "conclusion" in kinds_offered(page)


def test_who_has_no_standing_unit_is_told_why_he_begins_no_paper(sign_in, world, system):
    browser = sign_in("Lan")
    lists, address = reverse("documents:drafts"), reverse("documents:new_draft")
    assert address in browser.get(lists).content.decode()
    unit_commands.abolish_unit(system, unit=world.health, on=date(2026, 3, 1), basis="Nghị quyết", heir=world.committee)
    world.person("Mai", world.health, "officer")
    browser = sign_in("Mai")
    assert address not in browser.get(lists).content.decode()
    page = browser.get(address).content.decode()
    assert "đã kết thúc hoạt động ngày 01/03/2026" in page
    assert '<form method="post" class="sheet">' not in page


def test_what_was_typed_comes_back_from_the_preview(sign_in, draft):
    page = sign_in("Lan").post(reverse("documents:write", args=[draft.pk]), typed(draft, "edit", text="Đang viết dở."))
    assert "Đang viết dở." in page.content.decode()


def test_somebody_elses_version_is_not_overwritten_and_the_words_stay_on_the_page(sign_in, world, draft):
    stale = draft.version
    commands.save_version(world.actor("Hạnh"), draft=draft, version=stale, header=HEADER, text=TEXT + "\nThêm.")
    page = sign_in("Lan").post(
        reverse("documents:write", args=[draft.pk]), typed(draft, version=stale, text="Của tôi.")
    )
    assert "Người khác vừa thay đổi" in page.content.decode()
    assert "Của tôi." in page.content.decode()


def first_header(browser, draft):
    """What the page of writing offers before anything is typed."""
    form = browser.get(reverse("documents:write", args=[draft.pk])).context["form"]
    return {name: form.initial[name] for name in HEADER}


def test_the_next_paper_of_a_kind_begins_with_the_header_of_the_last(sign_in, world, draft):
    next_one = make_draft(world.committee, text=None, title="Phòng, chống cháy nổ")
    expected = HEADER | {"title": "Phòng, chống cháy nổ"}
    assert first_header(sign_in("Lan"), next_one) == expected


def test_a_paper_of_another_kind_lends_signer_and_place_but_neither_symbol_nor_recipients(sign_in, world):
    make_draft(
        world.committee, kind="letter", body="UBND-VP", addressees=["Phòng Y tế"], recipients=["Như trên", "Lưu: VT"]
    )
    minutes = make_draft(world.committee, text=None, title="Họp giao ban", kind="minutes")
    expected = HEADER | {"title": "Họp giao ban", "body": "", "recipients": []}
    assert first_header(sign_in("Lan"), minutes) == expected


def test_an_older_paper_of_the_same_kind_goes_before_a_newer_of_another(sign_in, world, draft):
    make_draft(world.committee, kind="letter", body="UBND-VP", addressees=["Phòng Y tế"], name="Pi Năng Thị Thủy")
    next_one = make_draft(world.committee, text=None, title="Phòng, chống cháy nổ")
    header = first_header(sign_in("Lan"), next_one)
    assert (header["body"], header["name"], header["recipients"]) == ("UBND", HEADER["name"], HEADER["recipients"])


@pytest.mark.parametrize(("kind", "body"), [("plan", "UBND"), ("report", "")])
def test_a_paper_issued_elsewhere_and_kept_here_lends_its_header_as_well(sign_in, world, kind, body):
    file = files.keep(b"x", name="a.pdf")
    Document.objects.create(
        unit=world.committee, file=file, file_name="a.pdf", form="state", kind="Kế hoạch", symbol="KH-UBND",
        issuer=str(world.committee), place="Bác Ái", title="Cũ", text="",
        details={"recipients": ["Lưu: VT"], "signer": {"authority": None, "position": "CHỦ TỊCH", "name": "Katơr"}},
    )  # fmt: skip
    header = first_header(sign_in("Lan"), make_draft(world.committee, text=None, kind=kind))
    assert (header["place"], header["position"], header["body"]) == ("Bác Ái", "CHỦ TỊCH", body)
    assert header["recipients"] == (["Lưu: VT"] if body else [])


def test_a_word_file_edited_by_hand_is_sent_back_and_the_difference_shown(sign_in, draft):
    browser = sign_in("Lan")
    word = browser.get(reverse("documents:version_file", args=[draft.pk, 1, "docx"])).content
    assert papers.mark_in(word) == (draft.pk, 1)
    document = WordDocument(io.BytesIO(word))
    [paragraph] = [paragraph for paragraph in document.paragraphs if "hằng quý" in paragraph.text]
    paragraph.runs[-1].text = paragraph.runs[-1].text.replace("hằng quý", "mỗi tháng")
    made = io.BytesIO()
    document.save(made)
    file = SimpleUploadedFile("sua.docx", made.getvalue())
    answer = browser.post(
        reverse("documents:upload", args=[draft.pk]), {"file": file, "version": draft.version}, follow=True
    )
    page = answer.content.decode()
    assert "phiên bản 2" in page
    assert "<ins>mỗi tháng</ins>" in page
    assert "<del>hằng quý</del>" in page


def test_the_draft_page_shows_comments_beside_their_provision_and_those_whose_place_is_gone(sign_in, world, draft):
    commands.comment(world.actor("Sính"), draft=draft, path="II.2", text="Ai kiểm tra?")
    commands.comment(world.actor("Sính"), draft=draft, path="III", text="Thêm hạn báo cáo.")
    draft.refresh_from_db()
    gone = TEXT.replace("III. TỔ CHỨC THỰC HIỆN\nCác xã báo cáo trước ngày 15/12/2026.\n", "")
    commands.save_version(world.actor("Lan"), draft=draft, version=draft.version, header=HEADER, text=gone)
    page = sign_in("Lan").get(draft.get_absolute_url()).content.decode()
    assert page.index("Kiểm tra các công trình") < page.index("Ai kiểm tra?") < page.index("Góp ý chung")
    assert "Mục III (không còn trong bản này)" in page


def test_the_buttons_of_a_draft_are_those_that_the_reader_may_press(sign_in, world, draft):
    assert "Trình duyệt" in sign_in("Lan").get(draft.get_absolute_url()).content.decode()
    commands.send_for_approval(world.actor("Lan"), draft=draft, version=draft.version)
    assert 'value="approve"' in sign_in("Sính").get(draft.get_absolute_url()).content.decode()
    assert 'value="approve"' not in sign_in("Lan").get(draft.get_absolute_url()).content.decode()


def test_what_the_header_lacks_is_said_in_the_place_of_the_button_that_would_refuse(sign_in, world):
    draft = make_draft(world.committee, place="", name="")
    browser = sign_in("Lan")
    page = browser.get(draft.get_absolute_url()).content.decode()
    assert "Còn thiếu: địa danh, họ tên người ký." in page
    assert 'value="send"' not in page
    address = reverse("documents:write", args=[draft.pk])
    assert f'href="{address}#id_place"' in page
    assert "<details open><summary>Phần đầu và người ký" in browser.get(address).content.decode()
    browser.post(address, typed(draft))
    page = browser.get(draft.get_absolute_url()).content.decode()
    assert "Còn thiếu" not in page
    assert 'value="send"' in page


def test_no_number_is_shown_for_a_paper_whose_symbol_is_missing(sign_in, world):
    draft = approved_without_symbol(world)
    answer = sign_in("Hạnh").get(reverse("documents:issue", args=[draft.pk]), follow=True)
    assert answer.redirect_chain[0][0] == draft.get_absolute_url()
    assert "chưa có chữ viết tắt tên cơ quan" in answer.content.decode()


def test_while_comments_are_open_the_way_to_the_first_stands_in_the_place_of_approving(sign_in, world, draft):
    leader = world.actor("Sính")
    later = commands.comment(leader, draft=draft, path="", text="Xem lại toàn văn.")
    first = commands.comment(leader, draft=draft, path="II.2", text="Ai kiểm tra?")
    commands.send_for_approval(world.actor("Lan"), draft=draft, version=draft.version)
    browser = sign_in("Sính")
    page = browser.get(draft.get_absolute_url()).content.decode()
    assert 'value="approve"' not in page
    assert f'href="#y{first.pk}"' in page
    assert "Giải quyết 2 góp ý rồi duyệt" in page
    assert f'id="y{first.pk}"' in page
    assert '<summary class="button">' in page  # giving it back stands in the same row
    for said in (first, later):
        commands.resolve_comment(leader, comment=said)
    page = browser.get(draft.get_absolute_url()).content.decode()
    assert 'value="approve"' in page
    assert "rồi duyệt" not in page


@pytest.mark.parametrize("deed", ["approve", "return"])
def test_a_button_pressed_without_the_right_is_forbidden(sign_in, world, draft, deed):
    commands.send_for_approval(world.actor("Lan"), draft=draft, version=draft.version)
    answer = sign_in("Lan").post(draft.get_absolute_url(), {"deed": deed, "reason": "Không hợp."})
    assert answer.status_code == 403


def test_an_unknown_deed_is_no_page(sign_in, draft):
    assert sign_in("Lan").post(draft.get_absolute_url(), {"deed": "burn"}).status_code == 404


def test_several_places_are_printed_each_with_its_mark(sign_in, world):
    draft = make_draft(world.committee, kind="letter", addressees=["Phòng Y tế", "UBND các xã"])
    preview = sign_in("Lan").post(
        reverse("documents:write", args=[draft.pk]), typed(draft, "preview", addressees="Phòng Y tế\nUBND các xã")
    )
    page = preview.content.decode()
    assert "<p>- Phòng Y tế;</p><p>- UBND các xã.</p>" in page
    assert "V/v thực hiện công tác" in page
    word = sign_in("Lan").get(reverse("documents:version_file", args=[draft.pk, 1, "docx"])).content
    lines = [paragraph.text for paragraph in WordDocument(io.BytesIO(word)).paragraphs]
    assert {"- Phòng Y tế;", "- UBND các xã."} <= set(lines)


def test_certain_recipients_are_ticked_and_those_chosen_get_the_paper(sign_in, world):
    draft = make_approved(world.committee, recipients=["UBND các xã", "Công an huyện", "Lưu: VT"])
    browser = sign_in("Hạnh")
    address = reverse("documents:issue", args=[draft.pk])
    page = browser.get(address).content.decode()
    assert page.count(" checked") == 2
    assert "01/KH-UBND" in page
    chosen = world.communes["Phước Hòa"]
    answer = browser.post(
        address,
        {"signed_on": "2026-03-16", "version": draft.version, "to": [chosen.pk], "more": "Phòng Y tế"},
        follow=True,
    )
    assert "Đã ban hành Kế hoạch 01/KH-UBND và gửi tới 2 đơn vị." in answer.content.decode()
    assert {row.unit for row in Dispatch.objects.all()} == {chosen, world.health}


def test_a_paper_that_reached_nobody_is_no_success_and_the_form_to_send_it_stands_open(sign_in, world):
    draft = make_approved(world.committee, recipients=["Lưu: VT"])
    browser = sign_in("Hạnh")
    answer = browser.post(
        reverse("documents:issue", args=[draft.pk]), {"signed_on": "2026-03-16", "version": draft.version}, follow=True
    )
    [said] = answer.context["messages"]
    assert (said.tags, "chưa gửi cho đơn vị nào" in str(said)) == ("warning", True)
    document = Document.objects.get()
    page = browser.get(document.get_absolute_url()).content.decode()
    assert "Chưa gửi cho đơn vị nào trên hệ thống." in page
    assert '<details class="no-print" open><summary>Gửi thêm nơi nhận' in page
    browser.post(document.get_absolute_url(), {"more": "Phòng Y tế"})
    page = browser.get(document.get_absolute_url()).content.decode()
    assert "Chưa gửi cho đơn vị nào" not in page
    assert '<details class="no-print"><summary>Gửi thêm nơi nhận' in page


def test_a_name_in_doubt_and_a_day_too_early_are_shown_at_their_field(sign_in, world):
    draft = make_approved(world.committee)
    address = reverse("documents:issue", args=[draft.pk])
    page = sign_in("Hạnh").post(
        address, {"signed_on": "2026-03-16", "version": draft.version, "more": "Sở Không Có Thật"}
    )
    assert "Không tìm thấy “Sở Không Có Thật”" in page.content.decode()
    page = sign_in("Hạnh").post(address, {"signed_on": "2026-03-01", "version": draft.version})
    assert "trước ngày bắt đầu soạn" in page.content.decode()
    assert not Document.objects.exists()


def test_in_the_year_of_a_congress_the_office_says_in_which_term_it_counts(sign_in, world, time_machine):
    time_machine.move_to("2025-09-15T02:00Z")
    draft = make_approved(world.party, form="party", body="HU")
    world.person("Thư", world.party, "office")
    address = reverse("documents:issue", args=[draft.pk])
    page = sign_in("Thư").get(address).content.decode()
    assert "nhiệm kỳ 2020-2025 (số 01)" in page
    assert "nhiệm kỳ 2025-2030 (số 01)" in page
    browser = sign_in("Thư")
    browser.post(address, {"signed_on": "2025-09-15", "version": draft.version, "period": "2025-2030"})
    assert Document.objects.get().entry.register.period == "2025-2030"


def test_the_sender_sees_who_has_opened_and_who_has_not_for_days(sign_in, world):
    document = make_issued(world.committee, signed_on=TODAY, recipients=[world.health, *world.communes.values()])
    commands.open_dispatch(world.actor("Xuân"), dispatch=document.dispatches.get(unit=world.communes["Phước Bình"]))
    Dispatch.objects.filter(unit=world.health).update(sent_at=timezone.now() - timedelta(days=4))
    page = sign_in("Hạnh").get(document.get_absolute_url()).content.decode()
    assert "<strong>3 đơn vị</strong>, 2 chưa mở" in page
    assert "1 chưa mở sau 3 ngày" in page
    assert "chưa mở 4 ngày" in page
    assert "chưa mở sau 10" not in sign_in("Hạnh").get(document.get_absolute_url() + "?ngay=10").content.decode()
    seen_by_receiver = sign_in("Xuân").get(document.get_absolute_url()).content.decode()
    assert "Nơi nhận trên hệ thống" not in seen_by_receiver


def test_a_paper_is_read_only_after_it_was_opened(sign_in, world):
    document = make_issued(world.committee, signed_on=TODAY, recipients=[world.communes["Phước Bình"]])
    dispatch = document.dispatches.get()
    browser = sign_in("Xuân")
    assert "Phát thanh" not in browser.get(dispatch.get_absolute_url()).content.decode()
    assert browser.get(document.get_absolute_url()).status_code == 404
    assert browser.get(reverse("documents:original", args=[document.pk])).status_code == 404
    page = browser.post(dispatch.get_absolute_url(), {"deed": "open"}, follow=True).content.decode()
    assert "- Phát thanh mỗi tuần một lần;" in page
    assert b"".join(browser.get(reverse("documents:word", args=[document.pk]))) == files.load(document.word)


def test_the_list_of_what_came_in_begins_with_what_nobody_opened(sign_in, world):
    commune = world.communes["Phước Bình"]
    old, new = (
        make_issued(world.committee, signed_on=TODAY, title=title, recipients=[commune]) for title in ("Cũ", "Mới")
    )
    commands.open_dispatch(world.actor("Xuân"), dispatch=new.dispatches.get())
    commands.assign_dispatch(world.actor("Xuân"), dispatch=new.dispatches.get(), to=world.people["Duyên"])
    page = sign_in("Xuân").get(reverse("documents:index")).content.decode()
    assert "1 văn bản chưa mở" in page
    assert page.index("Cũ") < page.index("Mới")
    mine = sign_in("Duyên").get(reverse("documents:index") + "?xem=cua-toi").content.decode()
    assert "Mới" in mine
    assert old.title not in mine


def test_the_register_shows_paper_numbers_and_what_is_free(sign_in, world):
    make_issued(world.committee, signed_on=TODAY)
    browser = sign_in("Hạnh")
    answer = browser.post(
        reverse("documents:take_on_paper"),
        {"unit": world.committee.pk, "kind": "plan", "period": "2026", "first": "4", "title": "Kế hoạch tuyển quân"},
        follow=True,
    )
    page = answer.content.decode()
    assert "đã dùng trên giấy" in page
    assert "số tiếp theo 02" in page
    assert "còn trống 2 số" in page


def test_a_papers_crumb_leads_back_to_the_list_in_which_the_reader_finds_it(sign_in, world, system):
    document = make_issued(world.committee, signed_on=TODAY, recipients=[world.communes["Phước Bình"]])
    commands.open_dispatch(world.actor("Xuân"), dispatch=document.dispatches.get())
    brought = commands.ingest(system, unit=world.committee, understood=understand(TEXT.encode(), name="a.txt"))
    for name, found, crumb in (
        ("Lan", document, "issued"), ("Xuân", document, "index"), ("Lan", brought, "kept"),
    ):  # fmt: skip
        page = sign_in(name).get(found.get_absolute_url()).content.decode()
        assert f'<p class="crumbs"><a href="{reverse(f"documents:{crumb}")}">' in page


def test_bases_without_number_are_listed_without_a_gap(sign_in, world):
    document = make_issued(world.committee, signed_on=TODAY)
    bases = [{"kind": kind, "number": number, "date": None} for kind, number in (
        ("Hiến pháp", None), (None, "84/2015/QH13"), ("Luật", "84/2015/QH13"),
    )]  # fmt: skip
    Document.objects.filter(pk=document.pk).update(details=document.details | {"bases": bases})
    page = sign_in("Lan").get(document.get_absolute_url()).content.decode()
    assert "<dd>Hiến pháp, 84/2015/QH13, Luật 84/2015/QH13</dd>" in page


def test_a_body_with_nobody_above_it_stands_in_the_first_line(sign_in, world):
    draft = make_draft(world.committee, superior="")
    page = sign_in("Lan").get(draft.get_absolute_url()).content.decode()
    assert "<dt>Cơ quan</dt><dd>ỦY BAN NHÂN DÂN<br>HUYỆN BÁC ÁI</dd>" in page


def grow(world, count):
    """So many papers that came in, drafts, issued documents and registers more."""
    for _ in range(count):
        number = Document.objects.count()
        file = files.keep(f"văn bản {number}".encode(), name="a.pdf")
        document = Document.objects.create(unit=world.committee, file=file, file_name="a.pdf", title="Gửi", text="")
        Dispatch.objects.create(document=document, unit=world.committee)
        Draft.objects.create(unit=world.committee, form="state", kind="plan", title="Dự thảo", begun_on=TODAY)
        register = Register.objects.create(unit=world.committee, kind="plan", period=str(3000 + number))
        RegisterEntry.objects.create(register=register, number=1, document=document)


@pytest.mark.parametrize("name", ["index", "drafts", "issued", "kept", "registers"])
def test_a_list_costs_the_same_for_forty_rows_as_for_two(sign_in, world, count_queries, name):
    browser = sign_in("Hạnh")

    def cost_of_page():
        with count_queries() as cost:
            assert browser.get(reverse(f"documents:{name}")).status_code == 200
        return len(cost)

    grow(world, 2)
    cost_of_two = cost_of_page()
    grow(world, 38)
    assert cost_of_page() == cost_of_two


def test_my_work_begins_with_the_papers_that_wait_for_me(sign_in, world):
    sent = make_issued(world.committee, signed_on=TODAY, title="Gửi xã", recipients=[world.communes["Phước Bình"]])
    waiting = make_draft(world.committee, title="Chờ lãnh đạo")
    commands.send_for_approval(world.actor("Lan"), draft=waiting, version=waiting.version)
    make_approved(world.committee, title="Chờ văn thư")
    home = reverse("web:home")
    assert "Duyệt dự thảo:</b> Chờ lãnh đạo" in sign_in("Sính").get(home).content.decode()
    assert "Lấy số, ban hành:</b> Chờ văn thư" in sign_in("Hạnh").get(home).content.decode()
    assert "Văn bản đến:</b> Gửi xã" in sign_in("Xuân").get(home).content.decode()
    commands.open_dispatch(world.actor("Xuân"), dispatch=sent.dispatches.get())
    commands.assign_dispatch(world.actor("Xuân"), dispatch=sent.dispatches.get(), to=world.people["Duyên"])
    assert "Xử lý văn bản:</b> Gửi xã" in sign_in("Duyên").get(home).content.decode()
    assert "Văn bản chờ bạn" not in sign_in("Xuân").get(home).content.decode()
