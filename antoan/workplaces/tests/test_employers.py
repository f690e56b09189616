"""An employer's own account: let in by a code, to one workplace and nothing else."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from antoan.accounts.actors import actor_for
from antoan.accounts.models import User
from antoan.units import commands as units
from antoan.units.models import Kind as UnitKind
from antoan.units.models import Level
from antoan.units.succession import pass_on_work
from antoan.units.tests.factories import make_unit, new_unit
from antoan.workplaces import commands, employers
from antoan.workplaces.models import Kind, Placing, Upkeep, Workplace
from antoan.workplaces.refusals import CodeUnknown, NoEmployerThere, TooManyTrials
from antoan.workplaces.tests.factories import make_workplace
from antoan.workplaces.tests.test_pages import commune, officer  # noqa: F401

pytestmark = pytest.mark.django_db
GIVEN = {"username": "chumo", "password": "mot cau that dai de nho", "phone": ""}


@pytest.fixture
def quarry(commune, system):  # noqa: F811
    made = make_workplace(commune.place, head="Nguyễn Văn Thạch")
    commands.record_upkeep(system, workplace=made, kind=Upkeep.Kind.HEALTH, done_on=date(2024, 11, 5))
    return made


def let_in(system, workplace, **given) -> User:
    code = employers.make_employer_code(system, workplace=workplace, full_name="Nguyễn Văn Thạch")
    from antoan.core.scoping import Actor

    return employers.enter_by_code(Actor(user_id=None, name=""), code=code, **(GIVEN | given))


def test_an_employer_comes_in_by_the_code_and_sees_what_his_workplace_owes(officer, client, quarry):  # noqa: F811
    page = officer.post(
        reverse("workplaces:employer_code", args=[quarry.pk]), {"full_name": "Nguyễn Văn Thạch"}
    ).content.decode()
    code = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", page).group()
    client.logout()
    client.post(reverse("workplaces:enter"), {"code": code.lower(), "again": GIVEN["password"], **GIVEN})
    page = client.get("/").content.decode()
    assert "Khám sức khỏe định kỳ" in page
    assert "Suối Rua" in client.get(reverse("workplaces:index")).content.decode()
    page = client.get(quarry.get_absolute_url()).content.decode()
    assert "Luật 84/2015/QH13, Điều 21 khoản 1" in page
    client.post(reverse("workplaces:counts", args=[quarry.pk]), {"year": 2024, "workers": 24, "women": 4})
    assert quarry.headcounts.get().workers == 24


def test_another_workplace_does_not_exist_for_him_and_he_does_not_keep_the_register(client, commune, quarry, system):  # noqa: F811
    other = make_workplace(commune.place, "Mỏ đá Ma Ty")
    client.force_login(let_in(system, quarry), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(other.get_absolute_url()).status_code == 404
    assert client.get(reverse("workplaces:counts", args=[other.pk])).status_code == 404
    assert client.get(reverse("workplaces:mend", args=[quarry.pk])).status_code == 403
    assert client.get(reverse("workplaces:add")).status_code == 403
    assert client.get(reverse("workplaces:bring")).status_code == 403
    assert "Mỏ đá Ma Ty" not in client.get(reverse("workplaces:expected"), {"nam": 2024}).content.decode()


def test_a_code_works_once_and_not_after_its_time(system, quarry, time_machine):
    code = employers.make_employer_code(system, workplace=quarry, full_name="Thạch")
    from antoan.core.scoping import Actor

    nobody = Actor(user_id=None, name="")
    employers.enter_by_code(nobody, code=code, **GIVEN)
    with pytest.raises(CodeUnknown):
        employers.enter_by_code(nobody, code=code, **(GIVEN | {"username": "nguoikhac"}))
    code = employers.make_employer_code(system, workplace=quarry, full_name="Thạch")
    time_machine.move_to(date(2025, 3, 3) + timedelta(days=31))
    with pytest.raises(CodeUnknown):
        employers.enter_by_code(nobody, code=code, **(GIVEN | {"username": "nguoikhac"}))


def test_a_newer_code_takes_the_place_of_the_one_before(system, quarry):
    code = employers.make_employer_code(system, workplace=quarry, full_name="Thạch")
    employers.make_employer_code(system, workplace=quarry, full_name="Thạch")
    from antoan.core.scoping import Actor

    with pytest.raises(CodeUnknown):
        employers.enter_by_code(Actor(user_id=None, name=""), code=code, **GIVEN)


def test_whoever_tries_codes_without_end_has_to_wait(client, quarry):
    address = reverse("workplaces:enter")
    given = {"code": "AAAA-BBBB-CCCC", "again": GIVEN["password"], **GIVEN}
    for _ in range(employers.TRIALS):
        assert "không đúng" in client.post(address, given).content.decode()
    assert "chờ 15 phút" in client.post(address, given).content.decode()
    assert TooManyTrials.field == "code"


def test_the_commune_takes_the_account_back(officer, quarry, system, time_machine):  # noqa: F811
    user = let_in(system, quarry)
    time_machine.move_to(date(2025, 3, 5))
    officer.post(reverse("workplaces:end_employer", args=[quarry.pk]), {"user": user.pk})
    assert not Workplace.objects.visible_to(actor_for(user)).exists()


def test_a_place_without_an_employer_gets_no_code(system, commune):  # noqa: F811
    builders = make_workplace(commune.place, "Tổ thợ xây", sector="41", kind=Kind.BUILDERS)
    with pytest.raises(NoEmployerThere):
        employers.make_employer_code(system, workplace=builders, full_name="Điêu")


def test_a_merged_commune_takes_over_its_workplaces_and_their_duties(system, commune, quarry):  # noqa: F811
    day = date(2025, 7, 1)
    other = make_unit("Xã Phước Tân", kind=UnitKind.COMMUNE, level=Level.COMMUNE)
    units.merge_units(
        system, predecessors=[commune.place, other], successor=new_unit("Xã Bác Ái Tây", kind=UnitKind.COMMUNE), on=day,
        basis="Nghị quyết", with_sub_units=True,
    )  # fmt: skip
    moved = pass_on_work(system, on=day)
    assert [(line.what, line.title) for line in moved.moved] == [("cơ sở", "1 cơ sở")]
    quarry.refresh_from_db()
    assert str(quarry.unit) == "Xã Bác Ái Tây"
    assert [str(row.unit) for row in Placing.objects.select_related("unit")] == ["Xã Phước Bình", "Xã Bác Ái Tây"]
    assert pass_on_work(system, on=day).moved == []
