"""The demonstration's papers stand on the plan's story; told twice, they are there once."""

import pytest

from antoan.core import files
from antoan.core.audit import verify
from antoan.documents import demo
from antoan.documents.models import Comment, Dispatch, Document, Draft
from antoan.documents.rendering.tests.samples import Pages
from antoan.plans.demo.load import load

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_papers_are_told_once_however_often_they_are_told():
    load(with_country=False)
    demo.tell()
    before = Draft.objects.count(), Document.objects.count(), Dispatch.objects.count(), Comment.objects.count()
    demo.tell()
    assert (
        Draft.objects.count(),
        Document.objects.count(),
        Dispatch.objects.count(),
        Comment.objects.count(),
    ) == before
    letter = Document.objects.get(title=demo.LETTER)
    opened = {str(row.unit): bool(row.opened_at) for row in letter.dispatches.all()}
    assert len(opened) == 5
    assert [name for name, is_open in opened.items() if not is_open] == ["Ủy ban nhân dân xã Mỹ Sơn"]
    assert letter.dispatches.get(assigned_to__username="ubndbacai").due
    plan = Draft.objects.get(title=demo.PLAN)
    assert plan.status == "writing"
    assert plan.comments.filter(resolved_at=None).count() == 1
    assert plan.versions.count() == 2
    assert Draft.objects.get(title=demo.DECISION).status == "waiting"
    assert verify().broken_at is None
    words = Pages(files.load(letter.file)).words
    assert "Kính gửi:" in words
    assert "PHÓ CHỦ TỊCH" in words
