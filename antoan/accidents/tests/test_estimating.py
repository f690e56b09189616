"""How many were never declared: published examples to the last printed digit, simulated worlds, and refusals."""

from itertools import combinations

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom, norm

from antoan.accidents.estimating import final, links, loglinear, two
from antoan.accidents.estimating.lists import BadLists, Links, Lists, read


def histories(*counts: int, links: Links | None = None) -> Lists:
    """Lists from counts in the order of most papers and of R's Rcapture: 111, 110, 101, 100, 011, 010, 001."""
    k = (len(counts) + 1).bit_length() - 1
    held = np.zeros(1 << k, dtype=np.int64)
    for place, count in enumerate(counts):
        history = f"{(1 << k) - 1 - place:0{k}b}"
        held[sum(int(on) << i for i, on in enumerate(history))] = count
    return Lists(tuple("ABCD"[:k]), held, links or Links())


# Abeni, Brancato and Perucci, Epidemiology 5 (1994) 410-414: HIV in Rome, four reporting centres.
ROME = histories(0, 3, 1, 33, 0, 20, 6, 403, 3, 35, 10, 545, 11, 621, 205)
# Bruno et al., Diabetes Care 17 (1994): diabetics in Casale Monferrato, four lists.
CASALE = histories(58, 157, 18, 104, 46, 650, 12, 709, 14, 20, 7, 74, 8, 182, 10)
# Darroch, Fienberg, Glonek and Junker, JASA 88 (1993): census undercount, stratum R3, three lists.
CENSUS = histories(72, 155, 7, 71, 13, 53, 43)
# Cormack, Chang and Smith, Injury Prevention 6 (2000): deaths at work in New Zealand, with four and with three lists.
DEATHS_FOUR = histories(72, 5, 29, 53, 24, 3, 12, 14, 0, 0, 0, 1, 0, 0, 2)
DEATHS_THREE = histories(72, 5, 29, 54, 24, 3, 14)


def fitted(lists: Lists, formula: str) -> tuple[float, float, float]:
    """Estimate, standard error and AIC of one model."""
    model = next(m for m in loglinear.hierarchical(lists.sources) if m.formula == formula)
    fits = loglinear.fit([model], lists.counts)
    unseen = float(np.exp(fits.log_unseen[0, 0]))
    return lists.observed + unseen, unseen * float(fits.spread[0, 0]), float(fits.aic[0, 0])


def profiled(lists: Lists, formula: str) -> tuple[float, float, float]:
    model = next(m for m in loglinear.hierarchical(lists.sources) if m.formula == formula)
    return loglinear.profile_interval(model, lists.counts)


# ---- published examples


def test_two_lists_agree_with_seber():
    """Seber, The Estimation of Animal Abundance (1982) p. 107, as Rcapture 1.3 prints it (closedp.t, closedp.bc)."""
    assert round(two.lincoln_petersen(167, 948, 421), 1) == 2389.9
    assert round(two.lincoln_petersen_variance(167, 948, 421) ** 0.5, 1) == 130.4
    assert round(two.chapman(167, 948, 421), 1) == 2382.8
    assert round(two.chapman_variance(167, 948, 421) ** 0.5, 1) == 129.1


PAIRS = "A + B + C + D + A:B + A:C + A:D + B:C + B:D + C:D"


@pytest.mark.parametrize(
    ("formula", "printed", "multinomial"),
    [
        ("A + B + C + D + A:B", (12318.5, 1188.7, 86.65), (12308, 10266, 14992.3)),
        (PAIRS, (23443.5, 9594.9, 92.073), (23269.8, 10027.6, 50046.3)),
    ],
)
def test_the_hiv_of_rome_agrees_with_what_rcapture_prints(formula, printed, multinomial):
    """Baillargeon and Rivest, JSS 19 (2007) issue 5, and the reference output of Rcapture's example HIV."""
    estimate, error, aic = fitted(ROME, formula)
    assert (round(estimate, 1), round(error, 1)) == printed[:2]
    assert round(aic, 3) == pytest.approx(printed[2], abs=5e-4)
    assert tuple(round(figure, 1) for figure in profiled(ROME, formula)) == multinomial


@pytest.mark.parametrize(
    ("lists", "formula", "estimate", "error"),
    [
        (CENSUS, "A + B + C + A:B + A:C + B:C", 1240, 451),
        (CENSUS, "A + B + C + A:B + B:C", 850, 186),
        (CASALE, "A + B + C + D + A:B + A:C + B:C + B:D + C:D", 2771, 145),
        (CASALE, "A + B + C + D + A:C + B:D + C:D", 2472, 53),
    ],
)
def test_three_and_four_lists_agree_with_rivest(lists, formula, estimate, error):
    """Rivest, Statistics in Medicine 30 (2011), as held by Rcapture's own tests of published results."""
    found = fitted(lists, formula)
    assert (round(found[0]), round(found[1])) == (estimate, error)


@pytest.mark.parametrize(
    ("lists", "formula", "estimate"),
    [
        (DEATHS_FOUR, "A + B + C + D", 215),
        (DEATHS_FOUR, "A + B + C + D + C:D", 215),
        (DEATHS_FOUR, "A + B + C + D + A:B + A:C + C:D", 218),
        (DEATHS_THREE, "A + B + C", 209),
        (DEATHS_THREE, "A + B + C + A:C + B:C", 233),
    ],
)
def test_the_deaths_at_work_agree_with_cormack(lists, formula, estimate):
    """Cormack, Chang and Smith (2000), Tables 3a and 3b, as held by Rcapture's tests of published results."""
    assert round(fitted(lists, formula)[0]) == estimate


def test_the_profile_of_three_lists_agrees_with_cormack():
    """Cormack, Chang and Smith (2000), Table 3b: limits of independence, and the lower ones of two richer models."""
    assert [round(figure) for figure in profiled(DEATHS_THREE, "A + B + C")] == [209, 203, 217]
    assert round(profiled(DEATHS_THREE, "A + B + C + B:C")[1]) == 210
    assert round(profiled(DEATHS_THREE, "A + B + C + A:C + B:C")[1]) == 204


def test_the_fits_are_those_of_statsmodels():
    for lists in (ROME, CASALE, CENSUS):
        models = loglinear.hierarchical(lists.sources)
        fits = loglinear.fit(models, lists.counts)
        for j in [j for j in range(0, len(models), 7) if models[j].df]:
            theirs = sm.GLM(lists.counts[1:], models[j].design[1:], family=sm.families.Poisson()).fit(tol=1e-12)
            assert fits.log_unseen[0, j] == pytest.approx(theirs.params[0], abs=1e-6)
            assert fits.variance[0, j] == pytest.approx(theirs.bse[0] ** 2, rel=1e-4)
            assert fits.aic[0, j] == pytest.approx(theirs.aic, abs=1e-6)


def test_all_hierarchical_models_are_tried():
    assert len(loglinear.hierarchical(("A", "B", "C"))) == 8
    assert len(loglinear.hierarchical(("A", "B", "C", "D"))) == 113


# ---- the exact interval


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 30), st.integers(1, 30), st.integers(0, 60), st.sampled_from([0.05, 0.2]))
def test_the_exact_interval_holds_its_level_at_every_size(first, second, more, alpha):
    """By enumeration: given the sizes of both lists, the chance that the interval holds the truth."""
    size = max(first, second) + more
    coverage = 0.0
    for both in range(max(0, first + second - size), min(first, second) + 1):
        low, high = two.exact_interval(both, first, second, level=1 - alpha)
        if low <= size <= high:
            coverage += hypergeom.pmf(both, size, first, second)
    assert coverage >= 1 - alpha - 1e-9


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 50), st.integers(0, 80), st.integers(0, 80))
def test_more_overlap_means_fewer_people_and_dependence_means_more(both, only_first, only_second):
    first, second = both + only_first, both + only_second
    low, high = two.exact_interval(both, first, second)
    assert first + second - both <= low <= high
    assert low <= two.chapman(both, first, second) <= high
    dependent = two.exact_interval(both, first, second, odds_ratio=3)
    assert dependent[0] >= low
    assert dependent[1] >= high
    if only_first and only_second:
        more = two.exact_interval(both + 1, first, second)
        assert more[0] <= low
        assert more[1] <= high
    assert (high == float("inf")) == (both == 0)


# ---- simulated worlds


def patterns(k: int) -> np.ndarray:
    return np.array([[p >> i & 1 for i in range(k)] for p in range(1 << k)], dtype=float)


def world(k: int, kind: str, rng: np.random.Generator) -> tuple[int, np.ndarray]:
    """A true number of people and what the lists saw of them."""
    size = int(np.exp(rng.uniform(np.log(100), np.log(4000))))
    on, logit = patterns(k), np.log(odds := rng.uniform(0.15, 0.7, k)) - np.log(1 - odds)
    if kind == "pairs":  # each pair of lists has an odds ratio of its own, from 1/3 to 5
        eta = on @ logit
        for a, b in combinations(range(k), 2):
            strength = rng.uniform(np.log(1 / 3), np.log(5))
            eta += strength * (on[:, a] * on[:, b] - (on[:, a] + on[:, b]) / 2)
        if k > 2:  # and all together one that no table shows
            eta += rng.uniform(-np.log(2), np.log(2)) * on.prod(axis=1)
        chances = np.exp(eta)
    elif kind == "heterogeneity":  # the grave are seen by all lists rather, the slight by none
        chances = np.zeros(1 << k)
        for shift in norm.ppf((np.arange(41) + 0.5) / 41) * rng.uniform(0.3, 1.2):
            seen = 1 / (1 + np.exp(-(logit + shift)))
            chances += np.prod(np.where(on == 1, seen, 1 - seen), axis=1)
    else:  # two kinds of workplaces, which each list reaches differently
        chances, share, apart = np.zeros(1 << k), rng.uniform(0.2, 0.8), rng.uniform(-1.3, 1.3, k)
        for weight, side in ((share, 0.5), (1 - share, -0.5)):
            seen = 1 / (1 + np.exp(-(logit + side * apart)))
            chances += weight * np.prod(np.where(on == 1, seen, 1 - seen), axis=1)
    counts = rng.multinomial(size, chances / chances.sum())
    counts[0] = 0
    return size, counts


def one_of(fits: loglinear.Fits, i: int) -> loglinear.Fits:
    part = slice(i, i + 1)
    return loglinear.Fits(
        fits.models, fits.log_unseen[part], fits.variance[part], fits.likelihood[part], fits.observed[part]
    )


@pytest.mark.parametrize(("k", "worlds"), [(2, 450), (3, 400), (4, 150)])
def test_what_is_reported_covers_the_truth_in_dependent_worlds(k, worlds):
    """1,000 worlds whose lists depend on each other in three ways; nine in ten intervals hold the truth, of each kind."""
    rng = np.random.default_rng(2000 + k)
    least, most = final.REPORTED[k]
    for kind in ("pairs", "heterogeneity", "kinds"):
        drawn = [world(k, kind, rng) for _ in range(worlds // 3)]
        told = [(size, Lists(tuple("ABCD"[:k]), counts)) for size, counts in drawn]
        told = [(size, lists) for size, lists in told if not final.unbearable(lists)]
        limits = []
        if k == 2:
            for size, lists in told:
                both, first, second = two.overlap_of(lists)
                low = two.exact_interval(both, first, second, odds_ratio=least)[0]
                limits.append((size, low, two.exact_interval(both, first, second, odds_ratio=most)[1]))
        else:
            models = loglinear.hierarchical(tuple("ABCD"[:k]))
            together = loglinear.fit(models, np.array([lists.counts for _, lists in told]))
            for i, (size, lists) in enumerate(told):
                fits = one_of(together, i)
                if not final.disagreement(lists, fits):
                    at = final.averaged(fits)
                    limits.append((size, at(least)[1], at(most)[2]))
        assert sum(low <= size <= high for size, low, high in limits) >= 0.9 * len(limits)
        assert len(limits) >= 0.8 * (worlds // 3)  # refusing is no way to be right


def test_the_reported_interval_is_that_of_the_worlds():
    answer = final.estimate(CENSUS)
    fits = loglinear.fit(loglinear.hierarchical(CENSUS.sources), CENSUS.counts)
    assert answer.data["low"] == round(final.averaged(fits)(1 / 2)[1], 1)
    assert answer.data["high"] == round(final.averaged(fits)(2)[2], 1)


# ---- the error of the links


def test_missed_links_are_mended_on_the_average():
    """400 people, half of them on both lists, of whose links one in five was missed and one in ten is false."""
    rng = np.random.default_rng(3)
    truth = Lists(("A", "B"), np.array([0, 100, 100, 200]))
    linked = round(200 * 0.8 / 0.9)  # shown links: the true ones found, and the false among them
    shown = Lists(("A", "B"), np.array([0, 300 - linked, 300 - linked, linked]), Links(precision=0.9, recall=0.8))
    drawn = links.possible_tables(shown, 2000, rng)
    assert drawn[:, 3].mean() == pytest.approx(truth.counts[3], rel=0.01)
    assert ((drawn[:, 1] + drawn[:, 3]) == 300).all()  # the list itself never changes


def test_uncertain_links_widen_the_interval_and_perfect_ones_do_not():
    plain = final.estimate(histories(28, 21, 17, 69, 18, 55, 63)).data
    unsure = final.estimate(histories(28, 21, 17, 69, 18, 55, 63, links=Links(0.97, 0.9))).data
    assert plain["links"] is None
    assert unsure["links"]["draws"] == final.DRAWS
    assert unsure["undeclared"]["estimate"] == pytest.approx(unsure["estimate"] - unsure["links"]["observed"], abs=0.2)
    assert np.log(unsure["high"] / unsure["low"]) > np.log(plain["high"] / plain["low"])
    assert unsure == final.estimate(histories(28, 21, 17, 69, 18, 55, 63, links=Links(0.97, 0.9))).data


# ---- the whole answer, and refusals


def test_the_answer_says_all_that_stands_behind_it():
    found = final.estimate(CASALE).data
    assert len(found["models"]) == 113
    assert found["chosen"] == found["models"][0]
    assert found["chosen"]["formula"] == "A + B + C + D + A:B + A:C + B:C + B:D + C:D"
    assert sum(row["weight"] for row in found["models"]) == pytest.approx(1, abs=0.01)
    assert [row["odds_ratio"] for row in found["range"]] == [0.3333, 0.5, 1, 2, 3, 5]
    assert found["low"] < found["average"]["low"] < found["estimate"] < found["average"]["high"] < found["high"]
    assert found["observed"] == 2069
    assert found["lower_bound"]["estimate"] < found["estimate"]
    assert found["undeclared"]["estimate"] == pytest.approx(found["estimate"] - 2069)
    assert any("Bốn nguồn cùng phụ thuộc" in sentence for sentence in found["assumptions"])


def test_four_lists_that_are_wrong_and_sure_are_refused():
    """Cormack 2000: the chosen model says 218 with a narrow interval, its neighbour, which fits as well, infinity."""
    found = final.estimate(DEATHS_FOUR).data
    assert found["estimate"] is found["chosen"] is found["average"] is None
    assert found["range"] == []
    assert "vẻ chắc chắn" in found["refused"]
    assert len(found["models"]) == 113


@pytest.mark.parametrize(
    ("lists", "said"),
    [
        (histories(0, 40, 30), "Không ai có ở hai nguồn"),
        (histories(5, 0, 2), "quá ít"),
        (histories(2, 40, 30), "Chỉ có 2 người có ở hai nguồn"),
        (histories(0, 40, 0), "Nguồn “B” không có ai"),
        (histories(0, 0, 0, 30, 0, 20, 10), "Không ai có ở hai nguồn"),
        (histories(0, 1, 1, 30, 1, 20, 10), "Chỉ có 3 người có ở hai nguồn"),
        (histories(0, 9, 9, 9, 9, 9, 9), "Số liệu quá thưa"),
    ],
)
def test_lists_that_do_not_bear_an_estimate_are_refused_in_words(lists, said):
    found = final.estimate(lists).data
    assert found["estimate"] is None
    assert said in found["refused"]


def test_models_that_fit_equally_well_and_disagree_are_refused():
    found = final.estimate(histories(4, 2, 2, 9, 1, 9, 9)).data
    assert found["estimate"] is None
    assert "quá khác nhau" in found["refused"]


def test_strata_are_added_up_and_what_bears_nothing_counts_as_seen():
    strata = {"xây dựng": histories(167, 781, 254), "khai khoáng": histories(20, 30, 25), "khác": histories(0, 4, 3)}
    found = final.by_stratum(strata, "ngành")
    total, parts = found["total"], found["strata"]
    assert total["left_out"] == ["khác"]
    assert total["observed"] == 1202 + 75 + 7
    assert total["estimate"] == pytest.approx(parts[0]["estimate"] + parts[1]["estimate"] + 7, abs=0.2)
    assert parts[0]["low"] + parts[1]["low"] <= total["low"] < total["estimate"] < total["high"]
    assert total["high"] <= parts[0]["high"] + parts[1]["high"] + 7


def test_the_sum_of_strata_is_narrower_than_the_sum_of_their_limits():
    part = histories(30, 60, 50)
    total = final.by_stratum({"a": part, "b": part}, "x")["total"]
    one = final.estimate(part).data
    at_one = next(row for row in total["range"] if row["odds_ratio"] == 1)
    assert at_one["high"] - at_one["low"] < 2 * (one["chosen"]["high"] - one["chosen"]["low"])


# ---- reading


def rows(*lines: str) -> list[tuple[int, dict[str, str]]]:
    heading = lines[0].split(",")
    return [(n, dict(zip(heading, line.split(","), strict=True))) for n, line in enumerate(lines[1:], 2)]


def test_a_row_for_each_person_is_added_up():
    (lists,) = read(rows("A,B,count", "1,1,1", "1,1,1", "1,0,1", "0,0,0")).values()
    assert lists.counts.tolist() == [0, 1, 0, 2]


def test_the_error_of_the_links_may_stand_in_the_table():
    found = read(rows("nhóm,A,B,count,link_recall", "x,1,1,9,0.9", "x,1,0,5,0.9", "y,1,1,4,"), by=["nhóm"])
    assert found["x"].links == Links(1, 0.9)
    assert found["y"].links == Links()


def test_the_same_table_is_read_by_sector_by_area_and_by_both():
    table = rows("ngành,xã,A,B,count", "x,1,1,1,5", "x,2,1,0,7", "y,1,0,1,3")
    assert list(read(table, by=["ngành"], among=["A", "B"])) == ["x", "y"]
    assert list(read(table, by=["ngành", "xã"])) == ["x · 1", "x · 2", "y · 1"]
    (whole,) = read(table, among=["A", "B"]).values()
    assert whole.observed == 15


@pytest.mark.parametrize(
    "options", [{"by": ["C"]}, {"among": ["A", "C"]}, {"among": ["A", "A"]}, {"by": ["A"], "among": ["A", "B"]}]
)
def test_columns_that_are_not_there_or_serve_twice_are_refused(options):
    with pytest.raises(BadLists, match=r"Không có cột “C”|được dùng hai lần"):
        read(rows("A,B,count", "1,1,5"), **options)


def test_a_nation_of_lists_takes_no_longer_than_a_commune():
    low, high = two.exact_interval(100_000_000, 300_000_000, 400_000_000, odds_ratio=3)
    assert low < two.chapman(100_000_000, 300_000_000, 400_000_000, 3) < high
    assert high / low < 1.001


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("A,B", "1,1"), "Thiếu cột “count”"),
        (("A,count", "1,1"), "ít nhất hai cột nguồn"),
        (("A,B,C,D,E,count", "1,1,1,1,1,1"), "Thấy 5 cột nguồn"),
        (("A,B,count", "1,2,3"), "Dòng 2, cột “B”: “2” không phải 0 hoặc 1"),
        (("A,B,count", "1,1,-3"), "Dòng 2, cột “count”: “-3”"),
        (("A,B,count", "1,1,2.5"), "Dòng 2, cột “count”: “2.5”"),
        (("A,B,count", "1,1,3", "0,0,8"), "Dòng 3: không nguồn nào ghi 1"),
        (("A,B,count,link_recall", "1,1,3,0"), "cột “link_recall”"),
        (("A,B,count,link_recall", "1,1,3,0.9", "1,0,3,0.8"), "Dòng 3: link_precision và link_recall khác"),
        (("A,B,count",), "không có dòng nào"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_its_row(lines, said):
    with pytest.raises(BadLists, match="^.*" + said.replace("(", r"\(")):
        read(rows(*lines))
