"""The page calls a part different by the funnel of all parts, never by its own interval (decision 20)."""

from datetime import date

import pytest

from antoan.core.periods import Term
from antoan.statistics import definitions, queries
from antoan.statistics.compute import Answer, Figure
from antoan.statistics.methods import intervals
from antoan.statistics.wording import differing
from antoan.units.tests.factories import make_unit

NONE_DIFFERS = "Không phần nào khác mức chung một cách có ý nghĩa"


@pytest.fixture
def answered(db):
    """An answer with these (counted, of) as parts."""
    indicator, unit = definitions.current()["plan_parts_on_time"], make_unit("Huyện ủy Bác Ái")

    def figure(key, top, bottom):
        low, high = intervals.wilson(top, bottom, 0.95)
        return Figure(key, f"Xã {key}", top, bottom, top / bottom * 100, low * 100, high * 100)

    def answer(*parts):
        figures = [figure(str(i), *part) for i, part in enumerate(parts, 1)]
        whole = figure("*", sum(top for top, _ in parts), sum(bottom for _, bottom in parts))
        return Answer(indicator, unit, Term.parse("2024"), date(2024, 12, 31), "unit", whole, figures)

    return answer


def told(answer):
    return {bar.figure.key: bar.differs for bar in queries.bars(answer) if bar.differs}


def test_where_all_differ_more_than_chance_an_interval_off_the_common_level_is_no_blame(answered):
    answer = answered((10, 100), (50, 100), (12, 100), (48, 100), (14, 100), (46, 100), (30, 100))
    assert answer.parts[0].high < answer.whole.value < answer.parts[1].low  # by the interval alone they would be told
    assert told(answer) == {}
    assert NONE_DIFFERS in differing(queries.bars(answer))


def test_one_that_leaves_the_funnel_of_the_others_is_named(answered):
    answer = answered((20, 100), (22, 100), (18, 100), (21, 100), (19, 100), (60, 100))
    assert told(answer)["6"] == "above"
    assert "Xã 6 cao hơn mức chung một cách có ý nghĩa" in differing(queries.bars(answer))


def test_a_share_near_all_is_judged_by_what_it_lacks(answered):
    answer = answered((98, 100), (97, 100), (99, 100), (98, 100), (97, 100), (70, 100))
    assert told(answer)["6"] == "below"


def test_what_was_apportioned_is_not_judged(answered):
    assert told(answered((0.5, 100), (60, 100), (55, 100), (58, 100))).get("1") is None
