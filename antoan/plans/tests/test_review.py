import io
import json
from dataclasses import replace
from datetime import date, datetime

import docx
import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone

from antoan.core.refusals import ChangedMeanwhile, NotPermitted
from antoan.documents.reading import read
from antoan.plans import commands, review
from antoan.plans.models import Standing
from antoan.plans.tests.factories import make_running


def on(time_machine, day):
    time_machine.move_to(
        datetime.combine(day, datetime.min.time(), tzinfo=timezone.get_default_timezone()).replace(hour=9), tick=False
    )


@pytest.fixture
def year(world, office, officer, time_machine):
    """Four parts in one plan's year: kept, late, extended, overdue."""
    part = make_running(world, due=date(2024, 10, 31))
    plan = part.task.plan
    from antoan.plans.tests.factories import make_task

    others = []
    for due in (date(2024, 10, 15), date(2024, 11, 30), date(2024, 12, 1)):
        others += commands.assign_task(office, task=make_task(plan), leads=[world.committee], due=due)
    late, extended, _overdue = others
    on(time_machine, date(2024, 10, 20))
    for done in (part, late):
        said = commands.report_progress(
            officer, assignment=done, text="Đã kiểm tra xong 6 công trình", claims_done=True, product="Kết luận 05"
        )
        commands.confirm_report(office, report=said)
    asked = commands.ask_extension(officer, assignment=extended, asked_due=date(2025, 3, 31), reason="Mùa mưa")
    commands.decide_extension(office, extension=asked, is_granted=True)
    commands.raise_obstacle(
        officer, assignment=extended, text="Thiếu kinh phí", to=world.district, answer_due=date(2024, 11, 10)
    )
    on(time_machine, date(2025, 2, 10))
    return plan


def built(world, plan, term, name="Hương", unit=None):
    return review.build(world.actor(name), plan=plan, unit=unit or plan.unit, term=term)


def test_the_four_classes_are_counted_as_they_stood_on_the_last_day(world, year):
    figures = built(world, year, "2024").figures
    assert figures.on == date(2024, 12, 31)
    assert {s: figures.count(s) for s in Standing} == {"done_on_time": 1, "done_late": 1, "in_time": 1, "overdue": 1}


def test_an_earlier_term_does_not_know_what_came_later(world, year):
    figures = built(world, year, "2024-Q3").figures
    assert figures.count(Standing.IN_TIME) == 4
    assert not figures.obstacles
    extended = [part for task in figures.tasks for part in task.parts if part.is_extended]
    assert extended == []  # it was granted in October


def test_a_term_that_still_runs_is_counted_to_today(world, year):
    assert built(world, year, "2025").figures.on == date(2025, 2, 10)


def test_unanswered_obstacles_come_into_the_report_by_themselves(world, year):
    sections = {section.key: section.text for section in built(world, year, "2024").sections}
    assert "Thiếu kinh phí" in sections["obstacles"]
    assert "quá hạn trả lời ngày 10/11/2024" in sections["obstacles"]
    assert "Trả lời UBND huyện Bác Ái: Thiếu kinh phí" in sections["ahead"]  # it asks nobody, least of all itself
    assert sections["proposals"] == "Không có."


def test_what_a_person_wrote_stays_and_the_rest_follows_the_figures(world, office, year):
    commands.edit_review(
        office,
        plan=year,
        unit=year.unit,
        term="2024",
        narrative={"ahead": "Tập trung kiểm tra mỏ đá."},
        header={"name": "Mẫu Thái Phương"},
    )
    sections = {section.key: section for section in built(world, year, "2024").sections}
    assert sections["ahead"].text == "Tập trung kiểm tra mỏ đá."
    assert sections["ahead"].is_edited
    assert not sections["overall"].is_edited


def test_two_who_edit_at_once_do_not_overwrite_each_other(office, year):
    saved = commands.edit_review(office, plan=year, unit=year.unit, term="2024", narrative={}, header={})
    commands.edit_review(office, plan=year, unit=year.unit, term="2024", narrative={}, header={}, version=saved.version)
    with pytest.raises(ChangedMeanwhile):
        commands.edit_review(
            office, plan=year, unit=year.unit, term="2024", narrative={"late": "x"}, header={}, version=saved.version
        )


def test_a_unit_that_only_does_the_work_does_not_write_the_issuer_s_report(world, year):
    with pytest.raises(NotPermitted):
        commands.edit_review(world.actor("Thành"), plan=year, unit=year.unit, term="2024", narrative={}, header={})


def test_the_report_is_a_paper_with_every_word_in_pdf_and_docx(world, year):
    made = built(world, year, "2024")
    document = pypdfium2.PdfDocument(review.render(made, "pdf"))
    text = " ".join("".join(document[n].get_textpage().get_text_range() for n in range(len(document))).split())
    for words in (
        "BÁO CÁO",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "trong 4 nhiệm vụ đã giao có 2 nhiệm vụ hoàn thành",
        "BẢNG THEO DÕI",
    ):
        assert words in text
    paper = docx.Document(io.BytesIO(review.render(made, "docx")))
    words = " ".join(paragraph.text for paragraph in paper.paragraphs)
    assert "trong 4 nhiệm vụ đã giao có 2 nhiệm vụ hoàn thành" in words


def test_the_report_as_data_has_figures_and_words(world, year):
    data = json.loads(review.render(built(world, year, "2024"), "json"))
    assert data["counts"]["total"] == 4
    assert data["counts"]["kept"] == 1
    assert data["counts"]["extended"] == 1
    assert data["period"]["last_day"] == "2024-12-31"
    assert len(data["tasks"]) == 4


def test_a_unit_s_own_report_speaks_of_its_own_parts_alone(world, year):
    own = built(world, year, "2024", name="Thành", unit=world.committee)
    assert len(own.figures.parts) == 4
    elsewhere = built(world, year, "2024", unit=world.party("Phước Bình"))
    assert elsewhere.figures.tasks == []


def test_the_form_of_the_report_shows_what_the_paper_will_bear(world, office, year, client):
    client.force_login(world.people["Hương"])
    address = reverse("plans:report", args=[year.pk])
    commands.edit_review(office, plan=year, unit=year.unit, term="2024", narrative={}, header={"number": "145"})
    page = client.get(address, {"ky": "2024", "don-vi": year.unit.pk}).content.decode()
    assert 'name="number" value="145"' in page
    words = read(review.render(built(world, year, "2024"), "pdf")).text
    assert "Kèm theo Báo cáo số 145-BC/HU" in " ".join(words.split())


def test_no_heading_stands_alone_at_the_foot_of_a_page(world, year):
    """Whatever the length of what stands before it."""
    made = built(world, year, "2024")
    for more in range(0, 30, 3):
        first = made.sections[0]
        longer = replace(first, text="\n".join(["Đã triển khai đến các chi bộ."] * more))
        pages = pypdfium2.PdfDocument(review.render(replace(made, sections=[longer, *made.sections[1:]]), "pdf"))
        last_lines = [page.get_textpage().get_text_range().strip().splitlines()[-1].strip() for page in pages]
        headings = {f"{section.label}. {section.title}" for section in made.sections}
        assert not headings & set(last_lines)


def test_the_pdf_is_saved_under_a_name_that_says_what_it_is_and_can_be_looked_at(client, world, year):
    client.force_login(world.people["Hương"])
    address = reverse("plans:report_paper", args=[year.pk, "pdf"])
    saved = client.get(address, {"ky": "2024"})["Content-Disposition"]
    assert saved == 'attachment; filename="bao-cao-2024-45-kh-hu-huyen-uy-bac-ai.pdf"'
    assert client.get(address, {"ky": "2024", "xem": "1"})["Content-Disposition"].startswith("inline")


def test_a_report_that_nobody_is_named_to_sign_says_so(client, world, year):
    client.force_login(world.people["Hương"])
    address = reverse("plans:report", args=[year.pk])
    assert "Chưa ghi người ký" in client.get(address, {"ky": "2024"}).content.decode()
