from datetime import date, timedelta

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone

from antoan.core import files
from antoan.core.models import AuditEvent
from antoan.core.refusals import NotPermitted
from antoan.documents.models import Document
from antoan.obligations.models import Obligation
from antoan.outreach import commands
from antoan.outreach.models import Guidance, Receipt
from antoan.outreach.refusals import GuidanceEmpty, NobodyAddressed, NotAddressed, NotBelow, NotYourDocument
from antoan.outreach.tests.factories import make_guidance
from antoan.units import commands as units
from antoan.units.models import Kind, Level
from antoan.units.succession import pass_on_work

TITLE = "Hướng dẫn tuyên truyền Tháng ATVSLĐ"


@pytest.fixture
def sent(world, commune):
    return make_guidance(world.district, commune, world.party("Phước Hòa"))


@pytest.fixture
def document(world):
    file = files.keep(b"Noi dung", name="huong-dan.txt", media_type="text/plain")
    return Document.objects.create(
        unit=world.district, file=file, file_name="huong-dan.txt", text="Nội dung", details={}
    )


def page(client, sent):
    return client.get(sent.get_absolute_url()).content.decode()


def test_guidance_goes_to_units_below_with_one_event(world, office, commune):
    sent = commands.issue_guidance(office, unit=world.district, title=TITLE, text="Nội dung", units=[commune])
    assert [row.unit for row in sent.addressees.all()] == [commune]
    assert AuditEvent.objects.filter(action="outreach.guidance.issued").count() == 1


def test_guidance_says_something_to_somebody_below(world, office, commune):
    facts = {"unit": world.district, "title": TITLE}
    with pytest.raises(GuidanceEmpty):
        commands.issue_guidance(office, **facts, units=[commune])
    with pytest.raises(NobodyAddressed):
        commands.issue_guidance(office, **facts, text="Nội dung", units=[])
    with pytest.raises(NotBelow):
        commands.issue_guidance(office, **facts, text="Nội dung", units=[world.tree.province])


def test_a_unit_sends_only_its_own_documents_and_in_its_own_name(world, office, officer, commune, document):
    with pytest.raises(NotPermitted):
        commands.issue_guidance(officer, unit=world.district, title=TITLE, text="Nội dung", units=[commune])
    below = world.tree.communes["Phước Bình"].people
    with pytest.raises(NotYourDocument):
        commands.issue_guidance(officer, unit=commune, title=TITLE, document=document, units=[below])


def test_opening_leaves_one_receipt_however_often(officer, sent):
    commands.read_guidance(officer, guidance=sent)
    assert commands.read_guidance(officer, guidance=sent) == []
    assert Receipt.objects.count() == 1
    assert AuditEvent.objects.filter(action="outreach.guidance.read").count() == 1


def test_reading_is_a_duty_in_my_work_until_one_has_read(signed_in, commune, sent):
    client, owed = signed_in("Xuân"), Obligation.objects.standing().filter(kind="outreach.guidance", unit=commune)
    assert owed.get().due == date(2024, 9, 21)
    assert sent.get_absolute_url() in client.get(reverse("web:home")).content.decode()
    client.post(sent.get_absolute_url())
    assert not owed.exists()


def test_what_was_not_read_passes_to_the_successor_who_reads_it(world, system, sent):
    new = units.NewUnit("Đảng ủy xã Bác Ái Tây", Kind.PARTY_COMMITTEE, Level.COMMUNE, parent=world.district)
    olds = [world.party("Phước Hòa"), world.party("Phước Tân")]
    on = date(2024, 9, 16)
    made = units.merge_units(system, predecessors=olds, successor=new, on=on, basis="Nghị quyết", with_sub_units=True)
    heir = made.parts.first().successor
    told = pass_on_work(system, on=on)
    assert [(line.what, line.to_unit) for line in told.moved] == [("hướng dẫn chưa đọc", heir.name)]
    world.person("Hạnh", heir)
    commands.read_guidance(world.actor("Hạnh"), guidance=sent)
    assert not Obligation.objects.standing().filter(unit=heir).exists()


def test_who_was_not_addressed_leaves_no_receipt(world, office, system, sent):
    with pytest.raises(NotAddressed):
        commands.read_guidance(office, guidance=sent)
    with pytest.raises(NotPermitted):
        commands.read_guidance(system, guidance=sent)


def test_the_text_opens_by_a_deed_and_the_sender_sees_it(signed_in, sent):
    client = signed_in("Xuân")
    assert "1 hướng dẫn bạn chưa mở" in client.get(reverse("outreach:guidance_index")).content.decode()
    assert "Treo băng rôn" not in page(client, sent)
    client.post(sent.get_absolute_url())
    assert "Treo băng rôn" in page(client, sent)
    text = page(signed_in("Hương"), sent)
    assert "1/2 đơn vị đã đọc" in text
    assert "Xuân (" in text


def test_a_commune_does_not_read_who_opened_it_elsewhere(world, signed_in, sent):
    commands.read_guidance(world.actor("Xuân"), guidance=sent)
    text = page(signed_in("Duyên"), sent)
    assert "Đảng ủy xã Phước Hòa" in text
    assert "Đảng ủy xã Phước Bình" not in text


def test_who_has_not_read_in_time_is_named_late(signed_in, sent):
    Guidance.objects.update(issued_at=timezone.now() - timedelta(days=6))
    text = page(signed_in("Hương"), sent)
    assert "<strong>2 đơn vị quá hạn chưa đọc</strong>" in text
    assert "quá hạn đọc" in signed_in("Hương").get(reverse("outreach:guidance_index")).content.decode()


def test_the_document_opens_after_the_guidance_and_to_nobody_else(world, signed_in, commune, document):
    sent = make_guidance(world.district, commune, text="", document=document)
    address, client = reverse("outreach:file", args=[sent.pk]), signed_in("Xuân")
    assert client.get(address).status_code == 403
    client.post(sent.get_absolute_url())
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == b"Noi dung"
    assert signed_in("Duyên").get(address).status_code == 404


def test_guidance_is_sent_by_the_page(world, signed_in, commune):
    facts = {"title": TITLE, "text": "Nội dung", "units": [commune.pk], "read_within": 3}
    client = signed_in("Hương")
    assert client.get(reverse("outreach:send", args=[world.district.pk])).status_code == 200
    client.post(reverse("outreach:send", args=[world.district.pk]), facts)
    assert Guidance.objects.get().read_within == 3
    empty = client.post(reverse("outreach:send", args=[world.district.pk]), facts | {"text": ""})
    assert "chọn một văn bản kèm theo" in empty.content.decode()


def test_a_page_costs_the_same_for_forty_units_as_for_two(world, signed_in, sent, count_queries):
    client = signed_in("Hương")

    def costs():
        made = []
        for address in (reverse("outreach:guidance_index"), sent.get_absolute_url()):
            with count_queries() as cost:
                assert client.get(address).status_code == 200
            made.append(len(cost))
        return made

    commands.read_guidance(world.actor("Xuân"), guidance=sent)
    costs()
    of_few = costs()
    for commune in world.tree.communes.values():
        for unit in (commune.people, commune.front):
            other = make_guidance(world.district, unit)
            sent.addressees.create(unit=unit).receipts.create(user=world.people["Duyên"])
            commands.read_guidance(world.actor("Duyên"), guidance=sent)
            assert other.addressees.count() == 1
    assert costs() == of_few


def test_the_sender_urges_by_letter_those_who_have_not_opened_it_and_nobody_else(signed_in, world, commune, officer):
    other = world.party("Phước Hòa")
    sent = make_guidance(world.district, commune, other)
    commands.read_guidance(officer, guidance=sent)
    address = reverse("outreach:urging", args=[sent.pk, "pdf"])
    assert address in signed_in("Hương").get(sent.get_absolute_url()).content.decode()
    answer = signed_in("Hương").get(address)
    with pypdfium2.PdfDocument(answer.content) as paper:
        words = paper[0].get_textpage().get_text_range()
    assert "Kính gửi" in words
    assert "Phước Hòa" in words
    assert "Phước Bình" not in words
    assert "1 đơn vị chưa mở hướng dẫn này" in " ".join(words.split())
    assert signed_in("Xuân").get(address).status_code == 403
    commands.read_guidance(world.actor("Duyên"), guidance=sent)
    assert signed_in("Hương").get(address).status_code == 404
    assert address not in signed_in("Hương").get(sent.get_absolute_url()).content.decode()
