"""Control charts and the change-point, also in words."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antoan.statistics.methods.charts import Change, change_point, in_words, p_chart, run_of_signals, u_chart

# British coal mines, disasters with ten or more deaths by year, 1851-1961 (Jarrett, Biometrika 66 (1979) 191-193).
COAL = [
    *(4, 5, 4, 0, 1, 4, 3, 4, 0, 6, 3, 3, 4, 0, 2, 6, 3, 3, 5, 4, 5, 3, 1, 4, 4, 1, 5, 5, 3, 4, 2, 5, 2, 2, 3, 4, 2),
    *(1, 3, 2, 2, 1, 1, 1, 1, 3, 0, 0, 1, 0, 1, 1, 0, 0, 3, 1, 0, 3, 2, 2, 0, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 2, 1, 0),
    *(0, 0, 1, 1, 0, 2, 3, 3, 1, 1, 2, 1, 1, 1, 1, 2, 4, 2, 0, 0, 1, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1),
]


def test_the_coal_mines_became_safer_about_1890():
    """Carlin, Gelfand and Smith, Applied Statistics 41 (1992): the most probable change is after the 41st year, 1891."""
    change = change_point(COAL, [1] * len(COAL))
    assert change.at == 41
    assert (round(change.before, 1), round(change.after, 1)) == (3.1, 0.9)
    assert change.p == 1 / 5000
    assert in_words(change, [f"năm {1851 + i}" for i in range(len(COAL))], unit=" vụ một năm") == (
        "Từ năm 1892, mức gần như chắc chắn đã giảm: từ 3,1 xuống 0,914 vụ một năm."
    )


def test_a_constant_series_shows_a_change_no_oftener_than_one_in_twenty():
    rng = np.random.default_rng(4)
    found = [change_point(rng.poisson(3, 24), [1] * 24, draws=199).p for _ in range(300)]
    assert np.mean(np.array(found) <= 0.05) <= 0.08


def test_words_say_no_more_than_the_numbers():
    labels = ["tháng 1", "tháng 2", "tháng 3"]
    assert "chưa nói được" in in_words(change_point([0, 0, 0], [1, 1, 1]), labels)
    assert "do may rủi cũng thường gặp" in in_words(change_point([1, 2, 2], [1, 1, 1]), labels)
    rising = in_words(Change(1, 0.002, 0.004, 0.03), labels, per=1000, unit=" trên 1.000 lao động")
    assert rising == "Từ tháng 2, mức có lẽ đã tăng: từ 2,0 lên 4,0 trên 1.000 lao động."


@pytest.mark.parametrize(("counts", "exposure"), [([5], [1]), ([0, 0], [1, 1]), ([1, 2], [1, 0])])
def test_there_is_nothing_to_split_in_too_little(counts, exposure):
    assert change_point(counts, exposure) is None


series = st.lists(st.tuples(st.integers(0, 20), st.integers(20, 200)), min_size=3, max_size=20)


@settings(deadline=None)
@given(series)
def test_the_centre_is_the_common_rate_and_limits_hold_it(rows):
    counts, base = zip(*rows, strict=True)
    for chart in (p_chart(counts, base), u_chart(counts, base), u_chart(counts, base, laney=True)):
        assert chart.centre == pytest.approx(sum(counts) / sum(base))
        assert all(low <= chart.centre <= high for low, high in zip(chart.low, chart.high, strict=True))
        assert all(low >= 0 for low in chart.low)
    assert max(p_chart(counts, base).high) <= 1


def test_the_limits_of_a_u_chart_are_three_errors_away():
    chart = u_chart([10, 30], [1.0, 3.0])
    assert chart.high == pytest.approx((10 + 3 * 10**0.5, 10 + 3 * (10 / 3) ** 0.5))
    assert chart.signals == ()


def test_laney_leaves_chance_alone_and_widens_for_more():
    rng = np.random.default_rng(6)
    base = np.full(400, 5000)
    calm = p_chart(rng.binomial(base, 0.1).tolist(), base.tolist(), laney=True)
    assert calm.spread == pytest.approx(1, abs=0.08)
    uneasy = rng.binomial(base, np.clip(rng.normal(0.1, 0.02, 400), 0, 1)).tolist()
    assert len(p_chart(uneasy, base.tolist()).signals) > 60
    wider = p_chart(uneasy, base.tolist(), laney=True)
    assert wider.spread > 3
    assert len(wider.signals) < 8


def test_eight_months_on_one_side_are_told():
    assert run_of_signals([5, 4, *[9] * 8], [5.0] * 10) == 2
    assert run_of_signals([5, 9, 4, 9, 4, 9, 4, 9, 4, 9], [5.0] * 10) is None
