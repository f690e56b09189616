import pytest
from django.db import IntegrityError

from antoan.core import constraints
from antoan.core.commands import command
from antoan.core.models import AuditHead, StoredFile
from antoan.core.readonly import WroteWhileReading
from antoan.core.refusals import BrokenRule, NotPermitted
from antoan.core.scoping import Actor, Grant, require

pytestmark = pytest.mark.django_db


def test_a_broken_rule_of_the_database_comes_back_in_words(system):
    @command
    def lay_a_second_first_link(actor):
        AuditHead.objects.create(pk=2, digest="x")

    with pytest.raises(BrokenRule) as caught:
        lay_a_second_first_link(system)
    assert "core_audithead_is_alone" in str(caught.value)


def test_a_unique_rule_is_known_by_its_columns_on_sqlite_and_by_its_name_on_postgresql():
    from antoan.accounts.models import Membership  # noqa: F401  (its constraint is looked up)

    said = IntegrityError("UNIQUE constraint failed: documents_document.unit_id, documents_document.file_id")
    assert "đã có văn bản này" in str(constraints.as_refusal(said))


def test_an_actor_without_the_action_is_refused_before_anything_is_written(system):
    from antoan.units.tests.factories import make_unit

    unit = make_unit("Đảng ủy xã Phước Bình")
    viewer = Actor(1, "Người xem", (Grant(unit.pk, "officer", frozenset({"plans.view"}), True),))
    with pytest.raises(NotPermitted, match="Phước Bình"):
        require(viewer, "plans.assign", unit)


def test_a_page_that_is_only_read_cannot_write(rf):
    from antoan.core.readonly import ReadOnlyGetMiddleware

    def careless(request):
        StoredFile.objects.create(sha256="0" * 64, size=1, media_type="x")

    with pytest.raises(WroteWhileReading):
        ReadOnlyGetMiddleware(careless)(rf.get("/"))


def test_a_posted_page_may_write(rf):
    from antoan.core.readonly import ReadOnlyGetMiddleware

    ReadOnlyGetMiddleware(lambda request: StoredFile.objects.create(sha256="0" * 64, size=1, media_type="x"))(
        rf.post("/")
    )
    assert StoredFile.objects.count() == 1
