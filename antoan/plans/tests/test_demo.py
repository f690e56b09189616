"""The demonstration tells what it promises, and telling it twice changes nothing."""

from datetime import date

import pytest
from django.utils import timezone

from antoan.accounts.actors import actor_for
from antoan.accounts.models import User
from antoan.core import audit
from antoan.core.models import AuditEvent
from antoan.documents import commands as papers
from antoan.documents import numbering
from antoan.documents.queries import own_units
from antoan.documents.writing import HEADER
from antoan.plans import queries
from antoan.plans.demo.bodies import REFORM
from antoan.plans.demo.load import load
from antoan.plans.models import Plan
from antoan.units.succession import pass_on_work


@pytest.fixture
def plan(db):
    return load(with_country=False)


def test_the_demonstration_is_whole_and_loading_it_again_changes_nothing(plan, system):
    matrix = queries.matrix_of(plan)
    assert len(matrix.answerers) == 9
    assert [(one.unit.name, one.state) for one in matrix.not_issued] == [
        ("Đảng ủy xã Phước Chính", "draft"),
        ("Đảng ủy xã Phước Thành", "missing"),
        ("Đảng ủy xã Phước Thắng", "missing"),
    ]
    counts = queries.standing_counts(queries.running(system).filter(task__plan=plan))
    assert all(counts[standing] for standing in ("done_on_time", "done_late", "in_time", "overdue", "extended"))
    events = AuditEvent.objects.count()
    assert load(with_country=False) == plan
    assert AuditEvent.objects.count() == events
    assert audit.verify().broken_at is None
    dates = list(AuditEvent.objects.order_by("number").values_list("at", flat=True))
    assert dates == sorted(dates)

    told = pass_on_work(system, on=REFORM, dry_run=True)
    heirs = {line.from_unit: line.to_unit for line in told.moved}
    assert heirs["Đảng ủy xã Phước Thắng"] == "Đảng ủy xã Bác Ái"
    assert heirs["Đảng ủy xã Phước Thành"] == "Đảng ủy xã Bác Ái Đông"
    assert heirs["Đảng ủy xã Phước Tân"] == "Đảng ủy xã Bác Ái Tây"
    assert heirs["Huyện ủy Bác Ái"] == "Tỉnh ủy Khánh Hòa"
    done = pass_on_work(system, on=REFORM, dry_run=False)
    assert len(done.moved) == len(told.moved)
    assert pass_on_work(system, on=REFORM, dry_run=False).moved == []
    assert Plan.objects.get(pk=plan.pk).kept_by.name == "Tỉnh ủy Khánh Hòa"
    assert audit.verify().broken_at is None

    for form, body, office, leader in (
        ("state", "UBND", "ubndbacai", "chutichbacai"),
        ("party", "ĐU", "bacai", "bithubacai"),
    ):
        assert write_and_issue(form, body, office, leader).number == "01"


def write_and_issue(form, body, office, leader):
    """What a visitor of the demonstration does in two accounts: write, approve, issue."""
    writer, approver = (actor_for(User.objects.get(username=name)) for name in (office, leader))
    [unit] = own_units(writer, "documents.draft")
    draft = papers.start_draft(writer, unit=unit, form=form, kind="plan", title="An toàn lao động")
    header = HEADER | {
        "issuer": str(unit), "body": body, "place": "Bác Ái", "title": draft.title, "position": "CHỦ TỊCH", "name": "Tên",
    }  # fmt: skip
    papers.save_version(writer, draft=draft, version=draft.version, header=header, text="I. MỤC ĐÍCH\nGiảm tai nạn.")
    draft.refresh_from_db()
    draft = papers.send_for_approval(writer, draft=draft, version=draft.version)
    draft = papers.approve(approver, draft=draft, version=draft.version)
    today = timezone.localdate()
    period = numbering.periods(form, today)[-1]
    return papers.issue(writer, draft=draft, version=draft.version, signed_on=today, period=period)


def test_a_second_start_stands_beside_plans_of_one_s_own(plan):
    Plan.objects.create(unit=plan.unit, title="Tháng hành động an toàn, vệ sinh lao động", starts_on=date(2025, 4, 1))
    assert load(with_country=False) == plan
