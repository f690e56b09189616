"""Papers of a unit that has ended pass to whoever follows it; lists leave as spreadsheets."""

from datetime import date

import pytest
from django.urls import reverse

from antoan.core import spreadsheets
from antoan.core.scoping import system_actor
from antoan.documents import commands
from antoan.documents.models import Dispatch, Draft
from antoan.documents.tests.factories import make_approved, make_draft, make_issued
from antoan.units import commands as unit_commands
from antoan.units.succession import pass_on_work

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 16)
DAY = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-03-16 10:00+07:00")


def ended(world):
    """The district committee is merged into the health department's new neighbour: its papers pass on."""
    heir = world.communes["Phước Hòa"]
    unit_commands.merge_units(
        system_actor(), predecessors=[world.communes["Phước Bình"]], successor=heir, on=DAY, basis="NQ"
    )
    return world.communes["Phước Bình"], heir


def test_drafts_forms_and_papers_not_dealt_with_pass_to_the_successor(world):
    old = world.communes["Phước Bình"]
    writing, approved = make_draft(old), make_approved(old)
    issued = make_issued(old, signed_on=TODAY)
    form = commands.begin_form(system_actor(), unit=old, key="forms.accident_declaration", on=DAY)
    came = make_issued(world.committee, signed_on=TODAY, recipients=[old])
    dispatch = came.dispatches.get()
    commands.open_dispatch(world.actor("Xuân"), dispatch=dispatch)
    commands.assign_dispatch(world.actor("Xuân"), dispatch=dispatch, to=world.people["Duyên"])
    old, heir = ended(world)
    passed = pass_on_work(system_actor(), on=DAY)
    told = {
        (line.what, line.title)
        for line in passed.moved
        if "văn" in line.what or "dự" in line.what or "biểu" in line.what
    }
    assert len(told) == 3  # both drafts bear one title
    writing.refresh_from_db()
    approved.refresh_from_db()
    form.refresh_from_db()
    assert (writing.unit, approved.unit, form.unit) == (heir, heir, heir)
    assert approved.status == Draft.Status.WRITING  # nothing is signed under a head that has ended
    assert "kế thừa" in approved.reason
    issued.refresh_from_db()
    assert issued.unit == old
    assert issued.entry.register.unit == old
    moved = Dispatch.objects.get(pk=dispatch.pk)
    assert (moved.unit, moved.assigned_to) == (heir, None)
    assert not pass_on_work(system_actor(), on=DAY).moved


def test_what_the_successor_has_already_it_gets_no_second_time(world):
    came = make_issued(world.committee, signed_on=TODAY, recipients=list(world.communes.values()))
    ended(world)
    pass_on_work(system_actor(), on=DAY)
    assert came.dispatches.count() == 2


@pytest.mark.parametrize(
    ("name", "query", "words"),
    [
        ("documents:index", {}, "Chỉ thị cho các xã"),
        ("documents:drafts", {"tim": "Huấn"}, "Huấn luyện năm 2026"),
        ("documents:issued", {}, "Kế hoạch của xã"),
        ("documents:kept", {}, "Kế hoạch của xã"),
        ("documents:registers", {}, "năm 2026"),
    ],
)
def test_each_list_leaves_as_a_spreadsheet_filtered_as_the_page_is(client, world, name, query, words):
    commune = world.communes["Phước Bình"]
    make_issued(world.committee, signed_on=TODAY, recipients=[commune], title="Chỉ thị cho các xã")
    make_draft(commune, title="Huấn luyện năm 2026")
    make_draft(commune, title="Tuyên truyền năm 2026")
    make_issued(commune, signed_on=TODAY, title="Kế hoạch của xã")
    client.force_login(world.people["Xuân"])
    page = client.get(reverse(name), query).content.decode()
    assert "tai=xlsx" in page
    answer = client.get(reverse(name), query | {"tai": "xlsx"})
    (sheet,) = spreadsheets.read(answer.content, name="x.xlsx")
    told = [str(cell) for row in sheet.rows for cell in row if cell]
    assert words in told
    assert "Tuyên truyền năm 2026" not in told
