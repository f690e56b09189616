import io
import zipfile
from datetime import date

import pytest
from docx import Document as WordDocument

from antoan.core.models import AuditEvent
from antoan.core.refusals import ChangedMeanwhile, NotPermitted
from antoan.documents import commands, difference, papers
from antoan.documents.ingestion import understand
from antoan.documents.models import Draft
from antoan.documents.refusals import (
    AddresseesMissing,
    AlreadyResolved,
    AnotherDraftsFile,
    BasedOnOlderVersion,
    CommentsOpen,
    EmptyComment,
    HeaderIncomplete,
    KindNotInForm,
    NotBeingWritten,
    NothingChanged,
    NothingWritten,
    ReasonMissing,
    TablesNotTaken,
    TitleMissing,
    UnitNotStanding,
    UnknownFile,
    WrongStatus,
)
from antoan.documents.tests.factories import ASKED_FOR, DECISION, HEADER, TEXT, make_draft
from antoan.units import commands as unit_commands


def events():
    return list(AuditEvent.objects.order_by("number").values_list("action", flat=True))


def save(actor, draft, text=TEXT, **header):
    draft.refresh_from_db()
    return commands.save_version(actor, draft=draft, version=draft.version, header=HEADER | header, text=text)


def word_file(draft, change=None, *, version=None):
    """The Word file of a version as it would be downloaded, after somebody edited it."""
    version = version or draft.versions.first()
    paper = papers.paper_of(version.content, form=draft.form, kind=draft.kind)
    document = WordDocument(io.BytesIO(papers.word_of(paper, draft=draft.pk, version=version.number)))
    if change:
        change(document)
    made = io.BytesIO()
    document.save(made)
    return understand(made.getvalue(), name="ke-hoach-sua.docx")


def replacing(old, new):
    def change(document):
        [paragraph] = [paragraph for paragraph in document.paragraphs if old in paragraph.text]
        text = paragraph.text.replace(old, new)
        for run in paragraph.runs[1:]:
            run.text = ""
        paragraph.runs[0].text = text

    return change


def test_a_draft_keeps_every_version_and_who_left_it(world):
    lan = world.actor("Lan")
    draft = commands.start_draft(lan, unit=world.committee, form="state", kind="plan", title="  Công tác  năm 2026 ")
    assert (draft.title, draft.begun_on.isoformat()) == ("Công tác năm 2026", "2026-03-16")
    first = save(lan, draft)
    second = save(lan, draft, TEXT.replace("hằng quý", "hằng tháng"))
    draft.refresh_from_db()
    assert [version.number for version in draft.versions.all()] == [2, 1]
    assert first.by == world.people["Lan"]
    assert second.text == TEXT.replace("hằng quý", "hằng tháng")
    assert draft.title == HEADER["title"]
    assert events()[-3:] == ["documents.draft.started", "documents.draft.saved", "documents.draft.saved"]


def test_saving_the_very_same_words_adds_no_version(world, draft):
    before = len(events())
    save(world.actor("Lan"), draft)
    assert draft.versions.count() == 1
    assert len(events()) == before


def test_a_version_is_never_written_again(draft):
    version = draft.versions.get()
    version.text = "khác"
    with pytest.raises(TypeError):
        version.save()


def test_two_who_save_at_once_do_not_overwrite_each_other(world, draft):
    seen = draft.version
    save(world.actor("Lan"), draft, TEXT.replace("hằng quý", "hằng tháng"))
    with pytest.raises(ChangedMeanwhile):
        commands.save_version(world.actor("Hạnh"), draft=draft, version=seen, header=HEADER, text=TEXT + "\nThêm.")


@pytest.mark.parametrize(("title", "kind", "form", "refusal"), [
    (" ", "plan", "state", TitleMissing),
    ("Họp", "invitation", "party", KindNotInForm),
    ("Họp", "conclusion", "state", KindNotInForm),
])  # fmt: skip
def test_a_draft_needs_a_title_and_a_kind_that_its_form_knows(world, title, kind, form, refusal):
    with pytest.raises(refusal):
        commands.start_draft(world.actor("Lan"), unit=world.committee, form=form, kind=kind, title=title)


def test_an_abolished_unit_begins_no_document(world, system):
    unit_commands.abolish_unit(system, unit=world.health, on=date(2026, 1, 1), basis="Nghị quyết")
    with pytest.raises(UnitNotStanding):
        commands.start_draft(system, unit=world.health, form="state", kind="plan", title="Khám sức khỏe")


def test_an_empty_body_is_refused(world, draft):
    with pytest.raises(NothingWritten):
        save(world.actor("Lan"), draft, " \n ")


@pytest.mark.parametrize("name", ["Sính", "Xuân", "Hòa"])
def test_only_those_who_draft_in_the_unit_write(world, draft, name):
    with pytest.raises(NotPermitted):
        save(world.actor(name), draft)


def test_a_draft_is_its_offices_own_affair(world, draft, system):
    assert set(Draft.objects.visible_to(world.actor("Sính"))) == {draft}
    assert not Draft.objects.visible_to(world.actor("Xuân"))
    secretary = world.person("Phương", world.party, "leader")
    assert secretary
    assert not Draft.objects.visible_to(world.actor("Phương"))


# Comments and approval


def test_a_comment_stands_at_its_provision_with_the_words_of_that_day(world, draft):
    said = commands.comment(world.actor("Sính"), draft=draft, path="II.2", text="Nêu rõ cơ quan chủ trì.")
    assert said.excerpt == "2. Kiểm tra các công trình xây dựng hằng quý."
    save(world.actor("Lan"), draft, TEXT.replace("2. Kiểm tra các", "2. Phòng Kinh tế kiểm tra các"))
    said = commands.resolve_comment(world.actor("Lan"), comment=said, answer="Đã nêu.")
    assert said.resolved_by == world.people["Lan"]
    with pytest.raises(AlreadyResolved):
        commands.resolve_comment(world.actor("Lan"), comment=said)


def test_a_comment_on_a_place_that_is_not_there_goes_to_the_whole_draft(world, draft):
    assert commands.comment(world.actor("Sính"), draft=draft, path="IX.4", text="Thiếu phần kinh phí.").path == ""
    with pytest.raises(EmptyComment):
        commands.comment(world.actor("Sính"), draft=draft, path="", text="  ")


def test_who_comments_may_take_it_back_but_not_close_anothers(world, draft):
    world.person("Giám", world.committee, "supervisor")
    own = commands.comment(world.actor("Giám"), draft=draft, path="", text="Phản biện.")
    other = commands.comment(world.actor("Sính"), draft=draft, path="", text="Ý kiến khác.")
    commands.resolve_comment(world.actor("Giám"), comment=own)
    with pytest.raises(NotPermitted):
        commands.resolve_comment(world.actor("Giám"), comment=other)


def test_a_draft_is_sent_returned_with_a_reason_sent_again_and_approved(world, draft):
    lan, leader = world.actor("Lan"), world.actor("Sính")
    draft = commands.send_for_approval(lan, draft=draft, version=draft.version)
    with pytest.raises(NotBeingWritten):
        save(lan, draft)
    with pytest.raises(ReasonMissing):
        commands.return_draft(leader, draft=draft, reason=" ")
    draft = commands.return_draft(leader, draft=draft, reason="Bổ sung kinh phí.")
    assert (draft.status, draft.reason) == ("writing", "Bổ sung kinh phí.")
    save(lan, draft, TEXT.replace("Trên đây", "IV. KINH PHÍ\nNgân sách huyện.\nTrên đây"))
    draft.refresh_from_db()
    draft = commands.send_for_approval(lan, draft=draft, version=draft.version)
    with pytest.raises(NotPermitted):
        commands.approve(lan, draft=draft, version=draft.version)
    draft = commands.approve(leader, draft=draft, version=draft.version)
    assert (draft.status, draft.approved_by) == ("approved", world.people["Sính"])
    assert events()[-1] == "documents.draft.approved"


def test_nothing_is_approved_while_somebody_waits_for_an_answer(world, draft):
    leader = world.actor("Sính")
    said = commands.comment(leader, draft=draft, path="", text="Sửa lại.")
    draft = commands.send_for_approval(world.actor("Lan"), draft=draft, version=draft.version)
    with pytest.raises(CommentsOpen, match="Còn 1 góp ý"):
        commands.approve(leader, draft=draft, version=draft.version)
    commands.resolve_comment(leader, comment=said)
    assert commands.approve(leader, draft=draft, version=draft.version).status == "approved"


def test_an_unsent_draft_is_not_approved_and_an_empty_one_not_sent(world, draft):
    with pytest.raises(WrongStatus):
        commands.approve(world.actor("Sính"), draft=draft, version=draft.version)
    empty = make_draft(world.committee, text=None)
    with pytest.raises(NothingWritten):
        commands.send_for_approval(world.actor("Lan"), draft=empty, version=empty.version)


@pytest.mark.parametrize(("header", "missing"), [
    ({"place": ""}, "địa danh"),
    ({"name": " "}, "họ tên người ký"),
    ({"position": "", "authority": ""}, "chức vụ hoặc thẩm quyền ký"),
    ({"body": ""}, "chữ viết tắt cơ quan trong ký hiệu"),
    ({"place": "", "body": ""}, "địa danh, chữ viết tắt cơ quan trong ký hiệu"),
])  # fmt: skip
def test_a_paper_that_nobody_could_sign_or_number_is_not_sent(world, header, missing):
    draft = make_draft(world.committee, **header)
    with pytest.raises(HeaderIncomplete, match=f"còn thiếu: {missing}\\."):
        commands.send_for_approval(world.actor("Lan"), draft=draft, version=draft.version)


def test_position_or_authority_is_enough_to_sign(world):
    draft = make_draft(world.committee, authority="")
    assert commands.send_for_approval(world.actor("Lan"), draft=draft, version=draft.version).status == "waiting"


def test_a_draft_that_was_given_up_stays_with_its_reason_and_its_versions(world, draft):
    draft = commands.withdraw_draft(world.actor("Lan"), draft=draft, reason="Tỉnh đã có kế hoạch chung.")
    assert (draft.status, draft.versions.count()) == ("withdrawn", 1)
    with pytest.raises(WrongStatus):
        commands.comment(world.actor("Sính"), draft=draft, path="", text="Muộn rồi.")


# The Word file that was edited by hand


@pytest.mark.parametrize(
    "addressees", [[], ["Phòng Y tế"], ["Phòng Y tế", "UBND các xã"], ["Phòng Y tế", "Công an huyện", "UBND các xã"]]
)
@pytest.mark.parametrize(("form", "kind", "text"), [
    ("state", "plan", TEXT), ("party", "plan", TEXT), ("state", "decision", DECISION), ("party", "decision", DECISION),
    ("state", "letter", TEXT), ("party", "letter", TEXT), ("state", "invitation", TEXT), ("party", "report", DECISION),
    ("state", "decision", ASKED_FOR), ("party", "decision", ASKED_FOR),
])  # fmt: skip
def test_a_word_file_that_nobody_changed_is_read_as_it_was_written(world, system, form, kind, addressees, text):
    if kind == "letter" and not addressees:
        with pytest.raises(AddresseesMissing):
            make_draft(world.committee, form=form, kind=kind, text=text)
        return
    draft = make_draft(world.committee, form=form, kind=kind, text=text, addressees=addressees)
    with pytest.raises(NothingChanged):
        commands.save_file(system, draft=draft, version=draft.version, understood=word_file(draft))


def test_a_file_edited_by_hand_becomes_the_next_version_and_its_difference_is_shown(world, draft):
    understood = word_file(draft, replacing("hằng quý", "mỗi tháng"))
    made = commands.save_file(world.actor("Lan"), draft=draft, version=draft.version, understood=understood)
    assert (made.number, made.source, made.file_name) == (2, "file", "ke-hoach-sua.docx")
    before = draft.versions.get(number=1)
    [change] = difference.changed(difference.difference(before.content, made.content))
    assert (change.kind, change.after) == ("changed", "II.2")
    assert [(piece.text, piece.mark) for piece in change.pieces if piece.mark != "same"] == [
        ("hằng quý", "removed"),
        ("mỗi tháng", "added"),
    ]


def test_a_file_changes_recipients_and_signer_as_well(world, draft):
    understood = word_file(draft)
    parsed = understood.parsed
    parsed.header.recipients = ["UBND các xã", "Lưu: VT"]
    parsed.header.signer.name = "Chamaléa Thị Hương"
    made = commands.save_file(world.actor("Lan"), draft=draft, version=draft.version, understood=understood)
    assert made.content["header"]["recipients"] == ["UBND các xã", "Lưu: VT"]
    assert made.content["header"]["name"] == "Chamaléa Thị Hương"
    assert made.content["header"]["issuer"] == HEADER["issuer"]  # printed in capitals, kept as it was written


def test_a_file_of_another_draft_is_not_taken(world, draft):
    other = make_draft(world.committee, title="Phòng cháy, chữa cháy")
    with pytest.raises(AnotherDraftsFile, match="Phòng cháy"):
        commands.save_file(world.actor("Lan"), draft=draft, version=draft.version, understood=word_file(other))


def test_a_file_from_an_older_version_is_taken_only_when_it_is_meant(world, draft):
    lan = world.actor("Lan")
    understood = word_file(draft, replacing("hằng quý", "mỗi tháng"))
    save(lan, draft, TEXT.replace("một lần", "hai lần"))
    draft.refresh_from_db()
    with pytest.raises(BasedOnOlderVersion, match="phiên bản 1"):
        commands.save_file(lan, draft=draft, version=draft.version, understood=understood)
    made = commands.save_file(lan, draft=draft, version=draft.version, understood=understood, despite=True)
    assert made.number == 3


def test_a_file_without_mark_is_known_by_its_words(world, draft):
    def unmark(document):
        document.core_properties.identifier = document.core_properties.keywords = ""
        replacing("hằng quý", "mỗi tháng")(document)

    understood = word_file(draft, unmark)
    made = commands.save_file(world.actor("Lan"), draft=draft, version=draft.version, understood=understood)
    assert made.number == 2
    foreign = understand("Giấy mời họp\nKính mời các đồng chí dự họp.".encode(), name="giay-moi.txt")
    draft.refresh_from_db()
    with pytest.raises(UnknownFile, match=r"giay-moi\.txt"):
        commands.save_file(world.actor("Lan"), draft=draft, version=draft.version, understood=foreign)


@pytest.mark.parametrize("properties", [None, b"<broken", b"<a><keywords>antoan:1:x</keywords></a>"])
def test_a_word_file_without_readable_properties_bears_no_mark(draft, properties):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
        if properties:
            archive.writestr("docProps/core.xml", properties)
    assert papers.mark_in(packed.getvalue()) is None


def test_a_table_drawn_in_word_becomes_typed_rows(world, draft):
    def with_table(document):
        table = document.add_table(rows=2, cols=2, style="Table Grid")
        for place, text in enumerate(("Cơ sở", "Số lao động", "Hợp tác xã Phước Bình", "12")):
            table.cell(place // 2, place % 2).text = text
        document.paragraphs[4]._p.addnext(table._tbl)

    made = commands.save_file(
        world.actor("Lan"), draft=draft, version=draft.version, understood=word_file(draft, with_table)
    )
    assert "| Cơ sở | Số lao động |\n| Hợp tác xã Phước Bình | 12 |" in made.text


def test_a_table_below_the_signature_is_not_lost_silently(world, draft):
    def with_table(document):
        table = document.add_table(rows=2, cols=2, style="Table Grid")
        table.cell(0, 0).text = "Nội dung"

    with pytest.raises(TablesNotTaken, match="1 bảng"):
        commands.save_file(
            world.actor("Lan"), draft=draft, version=draft.version, understood=word_file(draft, with_table)
        )
