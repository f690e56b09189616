import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.core import audit
from antoan.core.commands import command
from antoan.core.models import AuditEvent, AuditHead, StoredFile

pytestmark = pytest.mark.django_db


@command
def note(actor, *, words):
    file = StoredFile.objects.create(sha256=words.rjust(64, "0"), size=1, media_type="text/plain")
    audit.record(actor, "core.file.noted", file, words=words)
    return file


def test_a_log_that_nobody_touched_is_whole(system):
    for words in ("a", "b", "c"):
        note(system, words=words)
    assert audit.verify() == audit.Verdict(events=3)


def test_a_changed_event_is_named_as_the_first_broken_link(system):
    for words in ("a", "b", "c"):
        note(system, words=words)
    AuditEvent.objects.filter(number=2).update(what={"words": "x"})
    verdict = audit.verify()
    assert verdict.broken_at == 2
    assert "đã bị sửa" in verdict.reason


def test_an_event_taken_out_of_the_middle_is_missed(system):
    for words in ("a", "b", "c"):
        note(system, words=words)
    AuditEvent.objects.filter(number=2).delete()
    assert audit.verify().broken_at == 2


def test_events_cut_off_at_the_end_are_missed(system):
    for words in ("a", "b", "c"):
        note(system, words=words)
    AuditEvent.objects.filter(number=3).delete()
    assert audit.verify().broken_at == 3


def test_an_event_put_in_with_its_own_digest_does_not_fit_the_chain(system):
    for words in ("a", "b"):
        note(system, words=words)
    forged = AuditEvent.objects.get(number=1)
    forged.what = {"words": "forged"}
    forged.digest = audit.digest_of(forged)
    forged.save()
    assert audit.verify().broken_at == 2


def test_a_deed_that_fails_leaves_neither_its_row_nor_its_event(system):
    note(system, words="a")

    @command
    def fail(actor):
        note(actor, words="b")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        fail(system)
    assert StoredFile.objects.count() == 1
    assert AuditHead.objects.get().number == 1
    assert audit.verify().events == 1


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=8,
    )
)
def test_the_digest_follows_every_change_of_what_was_recorded(what):
    first = AuditEvent(number=1, at=_moment(), what={"x": what}, previous=audit.GENESIS)
    second = AuditEvent(number=1, at=_moment(), what={"x": what, "y": 1}, previous=audit.GENESIS)
    assert audit.digest_of(first) != audit.digest_of(second)
    assert audit.digest_of(first) == audit.digest_of(
        AuditEvent(number=1, at=_moment(), what={"x": what}, previous=audit.GENESIS)
    )


def _moment():
    from datetime import UTC, datetime

    return datetime(2024, 6, 20, 3, tzinfo=UTC)


def test_a_moment_is_the_same_in_every_time_zone(system):
    from datetime import date

    from antoan.core.clock import as_if

    with as_if(date(2024, 6, 20)):  # its clock is Việt Nam's, the database answers in UTC
        note(system, words="a")
    assert audit.verify() == audit.Verdict(events=1)
