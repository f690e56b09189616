"""What holds for every rule on every day, and for every text that somebody might lay into the home."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from antoan.law import pack
from antoan.law.errors import LawError, WrongPack
from antoan.law.loading import load
from antoan.law.pack import InForce

LAW = load(pack.SHIPPED)
DAY = timedelta(days=1)
days = st.dates(date(1990, 1, 1), date(2040, 12, 31))
entries = st.sampled_from([*LAW.provisions()])


@given(entry=entries)
@settings(max_examples=300)
def test_the_first_day_holds_the_entry_and_the_day_before_does_not(entry):
    assert InForce(LAW, entry.valid_from)._holding(LAW.timelines[entry.key][entry.variant]) is (
        None if entry.is_repealed else entry
    )
    assert not entry.holds_on(entry.valid_from - DAY)


@given(entry=entries)
@settings(max_examples=300)
def test_an_end_is_the_first_day_that_no_longer_counts(entry):
    if entry.valid_to is None:
        assert entry.last_day is None
        return
    assert entry.valid_from < entry.valid_to
    assert entry.last_day == entry.valid_to - DAY
    assert entry.holds_on(entry.last_day)
    assert not entry.holds_on(entry.valid_to)


@given(day=days)
def test_at_most_one_value_a_day_and_variant(day):
    held = Counter((each.key, each.variant) for each in LAW.provisions() if each.holds_on(day))
    assert max(held.values(), default=0) <= 1


@given(day=days)
def test_get_and_all_agree(day):
    on = InForce(LAW, day)
    for key in LAW.rules:
        for entry in on.all(key):
            if entry.question is None:
                assert on.get(key, **entry.with_) is entry
            else:
                assert on.find(key, **entry.with_) is None


@given(
    key=st.sampled_from([*LAW.rules]),
    day=days,
    names=st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=2),
)
def test_any_question_is_answered_or_refused_in_words(key, day, names):
    assert answer(InForce(LAW, day), key, names)


def answer(on, key, names):
    """The source of the value, or why there is none."""
    try:
        return str(on.get(key, **names).citation)
    except LawError as problem:
        return problem.message_vi


def faults_of(text):
    """What is wrong with a folder that holds this text alone."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "any.yaml").write_text(text, encoding="utf-8")
        try:
            load(Path(folder))
        except WrongPack as wrong:
            return wrong.faults
    return ()


words = st.sampled_from(
    "defaults instruments rules amendments questions values cases by unit kind value valid_from valid_to citation document "
    "open repealed confidence sure likely text list affects settled_by about name_vi wages.base O-01 formula deadline uses".split()
)
atoms = st.one_of(
    words, st.integers(), st.booleans(), st.none(), st.dates(), st.floats(allow_nan=False), st.text(max_size=5)
)
trees = st.recursive(
    atoms,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(words, inner, max_size=4)),
    max_leaves=25,
)


sections = st.sampled_from(["defaults", "instruments", "rules", "amendments", "questions"])


@given(content=st.dictionaries(sections, trees, max_size=4))
@settings(max_examples=150, deadline=None)
def test_whatever_is_laid_there_is_read_or_refused_with_its_place(content):
    found = faults_of(yaml.safe_dump(content, allow_unicode=True))
    assert all(fault.line >= 1 and fault.file.endswith("any.yaml") for fault in found)


@given(text=st.text(max_size=40))
@settings(max_examples=100, deadline=None)
def test_a_text_of_any_letters_never_breaks_the_reading(text):
    assert all(fault.line >= 1 for fault in faults_of(text))
