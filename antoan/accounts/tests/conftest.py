import pytest

from antoan.accounts.actors import actor_for
from antoan.accounts.models import Role
from antoan.accounts.tests.factories import MembershipFactory, make_unit


@pytest.fixture
def district(db):
    return make_unit("Huyện ủy Bác Ái")


@pytest.fixture
def commune(district):
    return make_unit("Đảng ủy xã Phước Bình", parent=district)


@pytest.fixture
def neighbour(district):
    return make_unit("Đảng ủy xã Phước Hòa", parent=district)


@pytest.fixture
def administrator(commune):
    return actor_for(MembershipFactory(unit=commune, role=Role.ADMIN).user)


@pytest.fixture
def district_administrator(district):
    return actor_for(MembershipFactory(unit=district, role=Role.ADMIN).user)
