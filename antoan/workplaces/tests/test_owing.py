"""What a workplace owes: his own list for the employer, watched over by the commune, and urged when late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from antoan.accounts.actors import actor_for
from antoan.documents.models import Draft
from antoan.obligations import queries
from antoan.obligations.commands import remind
from antoan.obligations.digest import letter
from antoan.obligations.feeds import calendar_of
from antoan.obligations.models import Notice, Obligation
from antoan.obligations.wall import wall_of
from antoan.units import commands as units
from antoan.units.models import Kind as UnitKind
from antoan.units.succession import pass_on_work
from antoan.units.tests.factories import new_unit
from antoan.workplaces import commands
from antoan.workplaces.models import Upkeep
from antoan.workplaces.tests.factories import make_workplace
from antoan.workplaces.tests.test_employers import let_in
from antoan.workplaces.tests.test_pages import commune, officer  # noqa: F401

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
DUE = date(2025, 2, 10)  # three weeks ago: the tests stand on 3 March 2025


@pytest.fixture
def quarry(commune, system):  # noqa: F811
    made = make_workplace(commune.place, head="Nguyễn Văn Thạch", phone="0912345678")
    row = commands.record_upkeep(
        system, workplace=made, kind=Upkeep.Kind.EQUIPMENT, name="Bình khí nén", done_on=date(2024, 2, 10), due=DUE
    )
    assert row.obligation is not None
    return made


@pytest.fixture
def watcher(quarry):
    return Obligation.objects.get().unit


def member(officer):  # noqa: F811
    from antoan.accounts.models import User

    return actor_for(User.objects.get(pk=officer.session["_auth_user_id"]))


def test_what_a_workplace_owes_is_watched_by_the_commune_and_never_counted_as_its_own(officer, quarry):  # noqa: F811
    load = queries.load_of(member(officer))
    assert (load.overdue, load.total, load.watched, load.watched_late) == (0, 0, 1, 1)
    page = officer.get("/").content.decode()
    assert "Theo dõi 1 việc cơ sở phải làm, 1 việc cơ sở chậm" in page
    assert "Cơ sở phải làm, đơn vị theo dõi" in page
    assert "việc quá hạn</strong>" not in page
    assert "Bình khí nén" in officer.get("/?xem=theo-doi").content.decode()


def test_the_calendar_the_year_and_the_mail_of_the_commune_leave_it_out(officer, quarry, watcher):  # noqa: F811
    actor = member(officer)
    assert not queries.work_of(actor).exists()
    assert b"VEVENT" not in calendar_of(actor, "https://antoan.example")
    assert wall_of(watcher, 2025, timezone.localdate()).count == 0


def test_the_employer_has_it_on_his_list_his_calendar_and_his_page_of_the_duty(client, quarry, system):
    user = let_in(system, quarry)
    actor = actor_for(user)
    load = queries.load_of(actor)
    assert (load.overdue, load.total, load.watched) == (1, 1, 0)
    assert b"VEVENT" in calendar_of(actor, "https://antoan.example")
    client.force_login(user, backend=BACKEND)
    page = client.get("/").content.decode()
    assert "<strong>1 việc quá hạn</strong>" in page
    assert "Việc cơ sở phải làm" in page
    duty = Obligation.objects.get()
    assert client.get(reverse("obligations:duty", args=[duty.pk])).status_code == 200
    user.email = "chu.mo@example.org"
    assert "Bình khí nén" in letter(user).body


def test_the_employer_of_a_workplace_reaches_its_sites_and_what_they_owe(client, quarry, commune, system):  # noqa: F811
    site = make_workplace(commune.place, "Bãi đá thôn Bố Lang", parent=quarry)
    commands.record_upkeep(system, workplace=site, kind=Upkeep.Kind.HEALTH, done_on=date(2024, 11, 5))
    user = let_in(system, quarry)
    assert queries.load_of(actor_for(user)).total == 2
    client.force_login(user, backend=BACKEND)
    assert client.get(site.get_absolute_url()).status_code == 200
    of_site = let_in(system, site, username="quandoc")
    assert queries.load_of(actor_for(of_site)).total == 1


def test_the_account_of_a_workplace_entered_twice_reaches_both_entries(quarry, commune, system):  # noqa: F811
    twin = make_workplace(commune.place, "CTY đá Suối Rua")
    user = let_in(system, twin)
    commands.merge_workplaces(system, workplace=twin, into=quarry)
    assert queries.load_of(actor_for(user)).total == 1


def test_late_it_is_said_to_the_employer_and_to_the_watching_body(officer, quarry, watcher, system):  # noqa: F811
    user, due = let_in(system, quarry), date(2025, 3, 10)
    Obligation.objects.update(due=due)
    remind(system, today=due - timedelta(days=3))
    assert list(Notice.objects.values_list("user", "step")) == [(user.pk, "soon")]
    remind(system, today=due + timedelta(days=30))
    assert set(Notice.objects.values_list("unit", "user", "step")) == {
        (watcher.pk, user.pk, "soon"),
        (watcher.pk, user.pk, "overdue"),
        (watcher.pk, None, "overdue"),
    }
    assert remind(system, today=due + timedelta(days=31)) == 0
    assert "cơ sở chậm" in officer.get(reverse("web:notices")).content.decode()


def test_one_click_urges_through_the_account_and_again_makes_it_new_to_him(officer, quarry, system):  # noqa: F811
    user = let_in(system, quarry)
    duty = Obligation.objects.get()
    assert reverse("workplaces:urge", args=[duty.pk]) in officer.get("/").content.decode()
    page = officer.post(reverse("workplaces:urge", args=[duty.pk]), follow=True).content.decode()
    assert "Đã nhắc 1 cơ sở qua tài khoản" in page
    assert not Draft.objects.exists()
    Notice.objects.update(seen_at=timezone.now())
    officer.post(reverse("workplaces:urge", args=[duty.pk]))
    [notice] = queries.notices_of(actor_for(user))
    assert notice.step == Notice.Step.URGED


def test_without_an_account_the_click_begins_a_letter_that_goes_the_way_of_every_paper(officer, quarry):  # noqa: F811
    duty = Obligation.objects.get()
    page = officer.post(reverse("workplaces:urge", args=[duty.pk]), follow=True).content.decode()
    draft = Draft.objects.get()
    assert draft.kind == "letter"
    text = draft.versions.first().text
    assert "Bình khí nén" in text
    assert "10/02/2025" in text
    assert "hoặc gửi công văn đã soạn" in page
    officer.post(reverse("workplaces:urge", args=[duty.pk]))
    assert Draft.objects.count() == 1


def test_the_silent_of_another_day_s_list_get_a_letter_of_their_own(officer, commune, quarry, system):  # noqa: F811
    address, asked = reverse("workplaces:remind"), {"nam": 2024, "xa": commune.place.pk}
    officer.post(address, asked)
    later = make_workplace(commune.place, "Xưởng gỗ Ma Ty")
    officer.post(address, asked)
    written = [draft.versions.first().content["header"]["addressees"] for draft in Draft.objects.order_by("pk")]
    assert written == [[str(quarry)], [str(later)]]


def test_what_is_not_late_is_not_urged(officer, commune, system):  # noqa: F811
    made = make_workplace(commune.place, "Xưởng gỗ Ma Ty")
    row = commands.record_upkeep(system, workplace=made, kind=Upkeep.Kind.HEALTH, done_on=date(2024, 11, 5))
    page = officer.post(reverse("workplaces:urge", args=[row.obligation_id]), follow=True).content.decode()
    assert "không còn việc nào quá hạn để đôn đốc" in page


def test_reminding_the_silent_tells_those_with_an_account_and_writes_to_the_others(officer, commune, quarry, system):  # noqa: F811
    make_workplace(commune.place, "Xưởng gỗ Ma Ty", phone="0987654321")
    user = let_in(system, quarry)
    address = reverse("workplaces:expected")
    page = officer.post(
        reverse("workplaces:remind"), {"nam": 2024, "xa": commune.place.pk}, follow=True
    ).content.decode()
    assert "Đã nhắc 1 cơ sở qua tài khoản. Xưởng gỗ Ma Ty chưa có tài khoản: hãy gọi 0987654321" in page
    assert "Công văn nhắc" in page
    assert "<span>có tài khoản</span>" in page
    [notice] = queries.notices_of(actor_for(user))
    duty = notice.obligation
    assert (duty.owed_by, duty.due) == (str(quarry.pk), date(2025, 1, 9))
    assert "Điều 81" in duty.basis
    written = Draft.objects.get().versions.first()
    assert written.content["header"]["addressees"] == ["Xưởng gỗ Ma Ty"]
    assert "Sở Lao động – Thương binh và Xã hội" in written.text  # as the law of the end of 2024 says
    assert officer.get(address, {"nam": 2024, "dang": "xlsx"})["Content-Type"].endswith("spreadsheetml.sheet")
    officer.post(reverse("workplaces:counts", args=[quarry.pk]), {"year": 2024, "workers": 24, "women": 4})
    duty.refresh_from_db()
    assert duty.done_on == date(2025, 3, 3)


def test_when_a_commune_goes_into_another_only_the_watching_passes_on(commune, quarry, system):  # noqa: F811
    old = Obligation.objects.get()
    user = let_in(system, quarry)
    heir = new_unit("UBND xã Bác Ái Tây", kind=UnitKind.PEOPLES_COMMITTEE)
    units.merge_units(
        system, predecessors=[old.unit], successor=heir, on=date(2025, 7, 1), basis="Nghị quyết", with_sub_units=True
    )
    pass_on_work(system, on=date(2025, 7, 1), dry_run=False)
    row = Obligation.objects.standing().get()
    assert (row.unit_id == old.unit_id, row.owed_by) == (False, str(quarry.pk))
    assert Upkeep.objects.get().obligation == row
    assert queries.load_of(actor_for(user)).total == 1


def test_the_page_of_the_workplace_speaks_to_its_employer(client, quarry, system):
    client.force_login(let_in(system, quarry), backend=BACKEND)
    page = client.get(quarry.get_absolute_url()).content.decode()
    assert "Cơ sở của bạn còn <strong>1 việc phải làm</strong>, <strong>1 việc đã quá hạn</strong>" in page
    assert "Bạn phải làm" in page
    assert "Luật 84/2015/QH13, Điều 30, Điều 31" in page
    assert (
        f"{reverse('workplaces:upkeep', args=[quarry.pk])}?viec=equipment&amp;may=B%C3%ACnh%20kh%C3%AD%20n%C3%A9n"
        in page
    )
    assert reverse("workplaces:urge", args=[Obligation.objects.get().pk]) not in page
