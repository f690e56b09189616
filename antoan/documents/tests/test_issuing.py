from datetime import date

import pypdfium2
import pytest
from django.db.models import F

from antoan.core import files
from antoan.core.models import AuditEvent
from antoan.core.refusals import ChangedMeanwhile, NotPermitted
from antoan.core.scoping import system_actor
from antoan.documents import commands, numbering, recipients
from antoan.documents.ingestion import understand
from antoan.documents.models import Dispatch, Document, Register, RegisterEntry
from antoan.documents.refusals import (
    NotIssuedHere,
    NotThatPeriod,
    NumbersBackwards,
    NumberTaken,
    SignedBeforeDraft,
    SignedInFuture,
    SymbolMissing,
    WrongStatus,
)
from antoan.documents.tests.factories import (
    TEXT,
    approved_without_symbol,
    make_approved,
    make_draft,
    make_issued,
)
from antoan.units import commands as unit_commands
from antoan.units.commands import NewUnit
from antoan.units.models import Kind, Level, SuccessionPart
from antoan.units.tests.factories import make_unit

TODAY = date(2026, 3, 16)


def issue(actor, draft, **facts):
    facts = {"signed_on": TODAY, "period": "2026"} | facts
    return commands.issue(actor, draft=draft, version=draft.version, **facts)


def words_of(file):
    document = pypdfium2.PdfDocument(files.load(file))
    return " ".join("\n".join(page.get_textpage().get_text_bounded() for page in document).split())


def test_issuing_numbers_prints_keeps_and_sends_in_one_deed(world):
    draft = make_approved(world.committee)
    before = AuditEvent.objects.count()
    document = issue(world.actor("Hạnh"), draft, recipients=[world.health, *world.communes.values()])
    draft.refresh_from_db()
    assert (draft.status, draft.document) == ("issued", document)
    assert document.reference == "01/KH-UBND"
    assert (document.issued_on, document.kind, document.place) == (TODAY, "Kế hoạch", "Bác Ái")
    assert "Số: 01/KH-UBND" in words_of(document.file)
    assert "Bác Ái, ngày 16 tháng 3 năm 2026" in words_of(document.file)
    assert {row.unit for row in document.dispatches.all()} == {world.health, *world.communes.values()}
    assert document.entry.number == 1
    assert AuditEvent.objects.count() == before + 1
    assert AuditEvent.objects.latest("number").action == "documents.draft.issued"


def test_the_kept_document_has_its_provisions_at_their_place_in_the_text(world):
    document = make_issued(world.committee, signed_on=TODAY)
    rows = list(document.provisions.all())
    assert [row.path for row in rows] == ["I", "II", "II.1", "II.2", "III"]
    for row in rows:
        assert document.text[row.start : row.heading_end].startswith(row.label)
        for paragraph in row.paragraphs:
            assert document.text[paragraph["start"] : paragraph["end"]] == paragraph["text"]
    assert document.text.rstrip("\n") == TEXT
    assert [base.number for base in document.bases] == ["84/2015/QH13"]


@pytest.mark.parametrize("kind", ["file", "word"])
def test_what_is_issued_is_read_again_as_it_was_written(world, kind):
    document = make_issued(world.committee, signed_on=TODAY)
    parsed = understand(files.load(getattr(document, kind)), name="van-ban").parsed
    assert (parsed.header.number, parsed.header.symbol, parsed.form) == ("01", "KH-UBND", "state")
    assert [provision.path for provision in parsed.provisions] == ["I", "II", "III"]


def test_numbers_run_by_kind_and_begin_anew_with_the_year(world, time_machine):
    assert make_issued(world.committee, signed_on=TODAY).reference == "01/KH-UBND"
    assert make_issued(world.committee, signed_on=TODAY).reference == "02/KH-UBND"
    assert make_issued(world.committee, signed_on=TODAY, kind="report").reference == "01/BC-UBND"
    assert (
        make_issued(
            world.committee, signed_on=TODAY, kind="letter", body="UBND-VHXH", addressees=["Phòng Y tế"]
        ).reference
        == "01/UBND-VHXH"
    )
    time_machine.move_to("2027-01-05T02:00Z")
    assert make_issued(world.committee, signed_on=date(2027, 1, 5)).reference == "01/KH-UBND"


def test_a_party_body_counts_through_its_term(world, time_machine):
    first = make_issued(world.party, signed_on=TODAY, form="party", body="HU")
    time_machine.move_to("2027-01-05T02:00Z")
    second = make_issued(world.party, signed_on=date(2027, 1, 5), form="party", body="HU")
    assert (first.reference, second.reference) == ("01-KH/HU", "02-KH/HU")
    assert Register.objects.get().period == "2025-2030"


@pytest.mark.parametrize(("form", "day", "expected"), [
    ("state", date(2026, 3, 16), ["2026"]),
    ("party", date(2024, 6, 20), ["2020-2025"]),
    ("party", date(2025, 6, 20), ["2020-2025", "2025-2030"]),  # before or after the congress: the office knows
    ("party", date(2029, 12, 31), ["2025-2030"]),
    ("party", date(2019, 1, 1), ["2015-2020"]),
])  # fmt: skip
def test_the_periods_in_which_a_day_may_be_numbered(form, day, expected):
    assert numbering.periods(form, day) == expected


def test_a_day_before_the_draft_was_begun_or_after_today_is_no_day_of_signing(world):
    draft = make_approved(world.committee)
    with pytest.raises(SignedBeforeDraft, match="15/03/2026"):
        issue(world.actor("Hạnh"), draft, signed_on=date(2026, 3, 15))
    with pytest.raises(SignedInFuture):
        issue(world.actor("Hạnh"), draft, signed_on=date(2026, 3, 17))
    with pytest.raises(NotThatPeriod, match="năm 2025"):
        issue(world.actor("Hạnh"), draft, period="2025")
    assert not RegisterEntry.objects.exists()


def test_only_an_approved_draft_with_a_symbol_is_issued_and_only_by_the_office(world):
    with pytest.raises(WrongStatus):
        issue(world.actor("Hạnh"), make_draft(world.committee))
    with pytest.raises(SymbolMissing):
        issue(world.actor("Hạnh"), approved_without_symbol(world))
    draft = make_approved(world.committee)
    for name in ("Lan", "Sính", "Xuân"):
        with pytest.raises(NotPermitted):
            issue(world.actor(name), draft)
    issue(world.actor("Hạnh"), draft)
    with pytest.raises(ChangedMeanwhile):
        issue(world.actor("Hạnh"), draft)


def test_a_paper_that_cannot_be_printed_uses_up_no_number(world, monkeypatch):
    draft = make_approved(world.committee)

    def fail(*_):
        raise RuntimeError("the typesetter is away")

    with monkeypatch.context() as patch:
        patch.setattr("antoan.documents.commands.issuing.render_pdf", fail)
        with pytest.raises(RuntimeError):
            issue(world.actor("Hạnh"), draft)
    assert issue(world.actor("Hạnh"), draft).number == "01"


# Numbers on paper


def on_paper(actor, world, first, last=None, **facts):
    facts = {"kind": "plan", "period": "2026"} | facts
    return commands.take_number_on_paper(actor, unit=world.committee, first=first, last=last, **facts)


def test_numbers_used_on_paper_are_not_given_again_and_a_gap_is_filled_first(world):
    clerk = world.actor("Hạnh")
    on_paper(clerk, world, 1, 40, title="Các kế hoạch đầu năm")
    assert make_issued(world.committee, signed_on=TODAY).number == "41"
    on_paper(clerk, world, 43, title="Kế hoạch phòng, chống thiên tai")
    assert make_issued(world.committee, signed_on=TODAY).number == "42"
    assert make_issued(world.committee, signed_on=TODAY).number == "44"
    assert Register.objects.get().last == 44


def test_a_number_that_was_used_already_is_named(world):
    clerk = world.actor("Hạnh")
    document = make_issued(world.committee, signed_on=TODAY)
    with pytest.raises(NumberTaken, match=document.title):
        on_paper(clerk, world, 1)
    on_paper(clerk, world, 5, title="Kế hoạch tuyển quân")
    with pytest.raises(NumberTaken, match=r"Số 5 .* “Kế hoạch tuyển quân”"):
        on_paper(clerk, world, 3, 6)
    assert RegisterEntry.objects.count() == 2


@pytest.mark.parametrize(("first", "last"), [(0, 0), (5, 4), (1, 2001), (-3, 2)])
def test_a_range_that_cannot_be_meant_is_refused(world, first, last):
    with pytest.raises(NumbersBackwards):
        on_paper(world.actor("Hạnh"), world, first, last)


def test_only_the_office_keeps_the_register(world):
    for name in ("Lan", "Sính", "Xuân"):
        with pytest.raises(NotPermitted):
            on_paper(world.actor(name), world, 1)


# Recipients


def test_the_lines_of_the_recipients_are_matched_to_units_and_doubts_are_asked(world):
    header = {
        "addressees": [],
        "recipients": ["Thường trực Huyện ủy (b/c)", "UBND các xã", "Phòng Y tế", "Công an huyện", "Lưu: VT"],
    }
    found = recipients.match_recipients(header, issuer=world.committee, on=TODAY)
    assert [one.name for one in found] == header["recipients"][:-1]
    assert found[0].units == [world.party]
    assert set(found[1].units) == set(world.communes.values())
    assert found[2].units == [world.health]
    assert not found[3].is_certain
    assert found[3].why


def test_addressees_come_first_and_as_above_adds_nobody(world):
    header = {"addressees": ["Phòng Y tế"], "recipients": ["Như trên", "UBND huyện", "Lưu: VT"]}
    found = recipients.match_recipients(header, issuer=world.committee, on=TODAY)
    assert [(one.name, one.units) for one in found] == [("Phòng Y tế", [world.health]), ("UBND huyện", [])]
    assert found[1].why == "Là chính đơn vị ban hành."


def test_a_full_name_outside_the_own_tree_but_within_the_province_is_found(world):
    province = make_unit("Tỉnh ủy Khánh Hòa", level=Level.PROVINCE)
    here = make_unit("UBND xã Bác Ái", parent=province, kind=Kind.PEOPLES_COMMITTEE)
    there = make_unit("UBND xã Bác Ái Đông", parent=province, kind=Kind.PEOPLES_COMMITTEE)
    make_unit(
        "UBND xã Ninh Gia", parent=make_unit("Tỉnh ủy Lâm Đồng", level=Level.PROVINCE), kind=Kind.PEOPLES_COMMITTEE
    )
    header = {"addressees": [], "recipients": ["Ủy ban nhân dân xã Bác Ái Đông", "UBND xã Ninh Gia"]}
    near, far = recipients.match_recipients(header, issuer=here, on=TODAY)
    assert near.units == [there]
    assert "theo đúng tên trong tỉnh" in near.note
    assert not far.is_certain


def test_an_abolished_recipient_is_led_to_whoever_follows_it_with_a_word_about_it(world):
    binh, hoa = world.communes["Phước Bình"], world.communes["Phước Hòa"]
    merged = unit_commands.merge_units(
        system_actor(), predecessors=[binh, hoa], on=date(2025, 7, 1), basis="Nghị quyết",
        successor=NewUnit("UBND xã Bác Ái Tây", Kind.PEOPLES_COMMITTEE, Level.COMMUNE, world.committee),
    )  # fmt: skip
    heir = merged.parts.exclude(predecessor=F("successor")).first().successor
    header = {"addressees": [], "recipients": ["UBND xã Phước Bình", "UBND xã Phước Hòa (để thực hiện)"]}
    found = recipients.match_recipients(header, issuer=world.committee, on=TODAY)
    assert [one.units for one in found] == [[heir], [heir]]
    assert "đã kết thúc hoạt động ngày 01/07/2025" in found[0].note
    assert "UBND xã Bác Ái Tây kế thừa" in found[0].note
    before = recipients.match_recipients(header, issuer=world.committee, on=date(2025, 6, 30))
    assert [one.units for one in before] == [[binh], [hoa]]


def test_a_recipient_divided_among_several_is_asked(world):
    old = world.communes["Phước Bình"]
    others = [
        make_unit(f"UBND xã {name}", parent=world.committee, kind=Kind.PEOPLES_COMMITTEE) for name in ("A Tòa", "B Tòa")
    ]
    done = unit_commands.abolish_unit(system_actor(), unit=old, on=date(2025, 7, 1), basis="Nghị quyết", heir=others[0])
    SuccessionPart.objects.create(succession=done, predecessor=old, successor=others[1], extent="part")
    header = {"addressees": [], "recipients": ["UBND xã Phước Bình"]}
    (one,) = recipients.match_recipients(header, issuer=world.committee, on=TODAY)
    assert not one.is_certain
    assert one.candidates == others
    assert one.why.endswith("Hãy chọn nơi nhận.")


def test_a_document_goes_once_to_a_unit_and_never_to_its_issuer(world):
    clerk = world.actor("Hạnh")
    document = make_issued(world.committee, signed_on=TODAY, recipients=[world.health, world.committee, world.health])
    assert [row.unit for row in document.dispatches.all()] == [world.health]
    commune = world.communes["Phước Hòa"]
    assert [
        row.unit for row in commands.send_document(clerk, document=document, recipients=[world.health, commune])
    ] == [commune]
    brought = commands.ingest(clerk, unit=world.committee, understood=understand(TEXT.encode(), name="a.txt"))
    with pytest.raises(NotIssuedHere):
        commands.send_document(clerk, document=brought, recipients=[commune])
    assert Dispatch.objects.count() == 2


def test_an_issued_document_is_seen_by_its_receivers_only_once_they_have_opened_it(world):
    document = make_issued(world.committee, signed_on=TODAY, recipients=[world.communes["Phước Bình"]])
    xuan = world.actor("Xuân")
    assert document not in Document.objects.visible_to(xuan)
    commands.open_dispatch(xuan, dispatch=document.dispatches.get())
    assert document in Document.objects.visible_to(xuan)
    assert document not in Document.objects.visible_to(world.actor("Hòa"))
