"""A form of the law is filled in on screen, kept as it is typed, and comes out as PDF and Word."""

import io
from datetime import UTC, date, datetime

import docx
import pytest
from django.urls import reverse

from antoan.core.models import AuditEvent
from antoan.core.refusals import NotPermitted
from antoan.documents import commands, filling, statutory
from antoan.documents.models import FilledForm
from antoan.documents.refusals import NoSuchForm
from antoan.documents.rendering.tests.samples import Pages

pytestmark = pytest.mark.django_db
DECLARATION = "forms.accident_declaration"
DAY = date(2024, 6, 20)


def begun(world, key=DECLARATION, **facts):
    return commands.begin_form(world.actor("Lan"), unit=world.committee, key=key, on=DAY, **facts)


def test_what_records_tell_stands_in_the_form_from_the_start(world):
    moment = datetime(2024, 6, 20, 1, 15, tzinfo=UTC)
    filled = begun(world, facts={"accident.occurred_at": moment, "accident.injuries": [{"full_name": "Katơr Bình"}]})
    assert filled.values == {"occurred_at": "2024-06-20T08:15", "victims": [{"full_name": "Katơr Bình"}]}


def test_a_form_that_nobody_knows_is_not_begun(world):
    with pytest.raises(NoSuchForm, match=DECLARATION):
        begun(world, key="forms.accident_declaraton")
    with pytest.raises(NoSuchForm):
        begun(world, key="forms.team_decision", case={"level": "village"})


def test_only_the_office_that_fills_it_in_sees_it_and_whoever_drafts_may_change_it(world):
    filled = begun(world)
    with pytest.raises(NotPermitted):
        commands.save_form(world.actor("Duyên"), filled=filled, version=1, values={"place": "Mỏ đá"})
    assert not FilledForm.objects.visible_to(world.actor("Duyên")).exists()
    assert FilledForm.objects.visible_to(world.actor("Sính")).exists()


def test_the_log_tells_that_a_form_was_saved_and_names_no_victim(world):
    filled = begun(world)
    commands.save_form(world.actor("Lan"), filled=filled, version=1, values={"victims": [{"full_name": "Katơr Bình"}]})
    event = AuditEvent.objects.get(action="documents.form.saved")
    assert "Katơr Bình" not in str(event.details if hasattr(event, "details") else vars(event))


def test_every_input_of_every_form_comes_back_as_it_was_typed():
    for key in statutory.fillable(DAY):
        by = {name: next(iter(codes)) for name, codes in statutory.cases_of(key).items()}
        form = statutory.form_on(key, DAY, **by)
        sent = {}
        for group in filling.groups(form, {}):
            for place, one in enumerate([*group.inputs, *(one for row in group.rows for one in row)]):
                sent[one.name] = (
                    "2024-06-20"
                    if one.kind == "date"
                    else "2024-06-20T08:15"
                    if one.kind == "moment"
                    else str(place + 1)
                )
        values = filling.typed(form, sent)
        again = {
            one.name: one.value
            for group in filling.groups(form, values)
            for one in [*group.inputs, *(one for row in group.rows for one in row)]
        }
        assert {name: again[name] for name in sent} == sent
        statutory.paper_of(form, filling.spoken(form, values))


def test_an_officer_fills_in_looks_and_takes_the_paper(client, world):
    client.force_login(world.people["Lan"])
    page = client.get(reverse("law:forms"), {"ngay": "2024-06-20"}).content.decode()
    assert f"{reverse('documents:new_form')}?mau={DECLARATION}&amp;ngay=2024-06-20" in page
    address = reverse("documents:new_form")
    made = client.post(
        address, {"unit": world.committee.pk, "key": DECLARATION, "on": "2024-06-20", "title": "Vụ đá lăn"}
    )
    filled = FilledForm.objects.get()
    assert made.url == filled.get_absolute_url()
    page = client.get(made.url).content.decode()
    assert "đã ghi 0 trong 11 mục" in page
    sent = {
        "version": "1", "deed": "save", "establishment_name": "Hợp tác xã đá Phước Bình", "addressees": "Sở LĐTBXH\nCông an xã",
        "occurred_at": "2024-06-20T08:15", "counts.deaths": "1", "victims.0.full_name": "Katơr Bình",
        "victims.1.full_name": "", "declarant.name": "Pinăng Thị Hà", "declarant.position": "Giám đốc",
    }  # fmt: skip
    answer = client.post(made.url, sent)
    assert answer.url == reverse("documents:form_preview", args=[filled.pk])
    page = client.get(answer.url).content.decode()
    assert "08 giờ 15 phút, ngày 20/06/2024" in page
    assert "Nơi xảy ra tai nạn" in page
    assert "GIÁM ĐỐC" in page
    pdf = client.get(reverse("documents:form_file", args=[filled.pk, "pdf"]))
    words = Pages(pdf.content).words
    assert "Phụ lục III" in words
    assert "Hợp tác xã đá Phước Bình" in words
    word = docx.Document(io.BytesIO(client.get(reverse("documents:form_file", args=[filled.pk, "docx"])).content))
    assert [cell.text for cell in word.tables[0].rows[1].cells][:2] == ["1", "Katơr Bình"]
    assert client.post(made.url, {"deed": "discard"}).url == reverse("documents:filled_forms")
    assert not FilledForm.objects.exists()


def test_what_was_typed_is_not_lost_when_somebody_else_saved_meanwhile(client, world):
    filled = begun(world)
    commands.save_form(world.actor("Lan"), filled=filled, version=1, values={"place": "Mỏ đá"})
    client.force_login(world.people["Lan"])
    page = client.post(filled.get_absolute_url(), {"version": "1", "deed": "save", "account": "Đá lăn từ vách"})
    assert page.status_code == 200
    assert "Đá lăn từ vách" in page.content.decode()
    assert FilledForm.objects.get().values == {"place": "Mỏ đá"}


def test_a_form_with_cases_asks_which(client, world):
    client.force_login(world.people["Lan"])
    address = reverse("documents:new_form")
    page = client.get(address, {"mau": "forms.team_decision"}).content.decode()
    assert "cấp cơ sở" in page
    sent = {"unit": world.committee.pk, "key": "forms.team_decision", "on": "2024-06-20", "case": ""}
    assert "phân theo trường hợp" in client.post(address, sent).content.decode()
    client.post(address, sent | {"case": "forms.team_decision|level=establishment"})
    assert FilledForm.objects.get().case == {"level": "establishment"}


def test_more_rows_are_had_by_saving(client, world):
    filled = begun(world)
    client.force_login(world.people["Lan"])
    sent = {"version": "1", "deed": "more-m10", "victims.0.full_name": "Katơr Bình", "victims.1.full_name": "Pinăng Hà"}
    answer = client.post(filled.get_absolute_url(), sent)
    assert answer.url.endswith("#m10")
    assert 'name="victims.3.full_name"' in client.get(filled.get_absolute_url()).content.decode()
