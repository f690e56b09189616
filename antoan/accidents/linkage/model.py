"""The model of linkage: which fields are compared, how they can agree, and what each way of agreeing is worth.

Every way of agreeing (a `Level`) carries three probabilities: to be seen on two rows of one person (`m`), of two
strangers (`u`), and of two relatives (`kin`). The third one is ours: brothers, twins, a father and a son of one name share
surname, commune, telephone, and a model that knows only strangers would take them for one person.
`u` and `m` are only where learning starts; `scoring` learns them from the lists at hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import splink.comparison_level_library as levels
from splink import SettingsCreator
from splink.comparison_library import CustomComparison


@dataclass(frozen=True)
class Level:
    """One way in which two rows can agree or differ in a field.

    `rare` names the column whose frequency tells how much the agreement is worth: two rows "Chamaléa Tiến" say more than
    two rows "Nguyễn Văn Hùng". By chance, agreement at this level is `spread` times as frequent as that value itself.
    """

    words: str  # "họ tên trùng cả dấu"
    sql: str
    m: float
    u: float
    kin: float
    rare: str | None = None
    spread: float = 1.0
    most: float = 1.0  # `m` never learns to be more than this


@dataclass(frozen=True)
class Comparison:
    """A field and its levels, from the nearest agreement to none; the last level is everything else."""

    name: str
    column: str  # absent on either side: not compared
    levels: tuple[Level, ...]

    def creator(self) -> CustomComparison:
        """The same for Splink."""
        made: list[Any] = [levels.NullLevel(self.column)]
        for level in self.levels[:-1]:
            each = levels.CustomLevel(level.sql, level.words)
            made.append(
                each.configure(
                    m_probability=level.m,
                    u_probability=level.u,
                    tf_adjustment_column=level.rare,
                    disable_tf_exact_match_detection=True if level.rare else None,
                )
            )
        last = self.levels[-1]
        made.append(levels.ElseLevel().configure(m_probability=last.m, u_probability=last.u))
        return CustomComparison(made, output_column_name=self.name)


@dataclass(frozen=True)
class Rarity:
    """How the frequency of a column's values is smoothed: `weight` rows of prior knowledge beside those of the list.

    `prior` is a share, or the column of people that holds the share of each value. `unseen` is what a value counts that
    nobody else in the list has.
    """

    prior: float | str
    weight: float
    unseen: float = 0.5


RARITIES = {
    "spelt": Rarity("spelt_share", 500, 0.1),
    "core": Rarity("core_share", 500, 0.1),
    "born": Rarity(1 / (365 * 60), 500),
    "year": Rarity(1 / 50, 60),
    "commune": Rarity(0.05, 10),
    "phone": Rarity(1e-7, 1000, 0.1),
    "identity": Rarity(1e-8, 1000, 0.02),
    "hamlet": Rarity(0.05, 20),
    "workplace": Rarity(0.01, 50),
}

_MIDDLE_FITS = "(len(mid_l) = 0 or len(mid_r) = 0 or list_has_all(mid_l, mid_r) or list_has_all(mid_r, mid_l))"
_WORDS_FIT = (
    "((given_l = given_r or given_l = surname_r or surname_l = given_r) and len(words_l) > 1 and len(words_r) > 1"
    " and (list_has_all(words_l, words_r) or list_has_all(words_r, words_l)))"
)
# One slip leaves the beginning or the end as it was; to see that first spares most pairs the dear comparison.
_EDITS = (
    "((left({0}_l, 2) = left({0}_r, 2) or right({0}_l, 2) = right({0}_r, 2)) and"
    " abs(length({0}_l) - length({0}_r)) <= {1} and damerau_levenshtein({0}_l, {0}_r) <= {1})"
)
_DIGITS = (
    "((left({0}_l, 4) = left({0}_r, 4) or right({0}_l, 4) = right({0}_r, 4)) and"
    " damerau_levenshtein({0}_l, {0}_r) <= 1)"
)
_SLIP = "(slip_l or slip_r)"

NAME = Comparison(
    "name",
    "spelt",
    (
        Level("họ tên trùng cả dấu", "marked_l = marked_r", 0.55, 1e-4, 0.004, "spelt", 0.8),
        Level(
            "họ tên trùng, một bên mất dấu",
            "folded_l = folded_r and (bare_l or bare_r)", 0.12, 2e-5, 0.001, "spelt", 0.2,
        ),
        Level("họ tên trùng chữ, khác dấu", "folded_l = folded_r or squeezed_l = squeezed_r", 0.05, 2e-5, 0.003, "spelt", 0.2),
        Level(
            "họ tên chỉ khác do lỗi gõ",
            f"{_SLIP} and (spelt_l = spelt_r or {_EDITS.format('squeezed', 1)} or"
            f" (length(squeezed_l) >= 9 and {_EDITS.format('squeezed', 2)}))",
            0.08, 1e-4, 0.002, "spelt", 2,
        ),
        Level("cùng họ và tên, một bên thiếu tên đệm", f"(core_l = core_r and {_MIDDLE_FITS}) or {_WORDS_FIT}", 0.1, 3e-4, 0.004, "core", 0.5),
        Level(
            "thiếu tên đệm và có lỗi gõ",
            f"{_SLIP} and {_EDITS.format('ends', 1)} and {_MIDDLE_FITS}", 0.01, 3e-4, 0.004, "core", 2,
        ),
        Level(
            "họ tên gần như cùng các chữ cái, khác chỗ",
            f"{_SLIP} and length(letters_l) >= 6 and abs(length(letters_l) - length(letters_r)) <= 1 and"
            " levenshtein(letters_l, letters_r) <= 1",
            0.005, 5e-5, 0.001,
        ),
        Level(
            "họ tên viết tắt khớp",
            "(short_l or short_r) and given_l = given_r and initials_l = initials_r", 0.01, 3e-4, 0.01,
        ),
        Level(
            "họ tên gần giống",
            f"{_EDITS.format('squeezed', 1)} or"
            f" ({_EDITS.format('ends', 1)} and {_MIDDLE_FITS})",
            0.03, 3e-4, 0.04,
        ),
        Level("cùng họ và tên, khác tên đệm", "core_l = core_r", 0.01, 2e-3, 0.006, most=0.03),
        Level("cùng tên, khác họ", "given_l = given_r", 0.008, 0.008, 0.01, most=0.02),
        Level("cùng họ, khác tên", "surname_l = surname_r", 0.004, 0.17, 0.7, most=0.01),
        Level("họ tên khác nhau", "ELSE", 0.008, 0.82, 0.22, most=0.02),
    ),
)  # fmt: skip
BIRTH = Comparison(
    "birth",
    "year",
    (
        Level("ngày sinh trùng", "born_l = born_r", 0.65, 5e-5, 0.02, "born"),
        Level("ngày và tháng sinh đổi chỗ", "born_l = exchanged_r or exchanged_l = born_r", 0.05, 3e-5, 1e-4, "born", 2),
        Level("cùng năm sinh, một bên chỉ ghi năm", "year_l = year_r and (born_l is null or born_r is null)", 0.15, 0.004, 0.006, "year", 0.2),
        Level("ngày sinh lệch một chữ số", _DIGITS.format("born"), 0.05, 4e-4, 0.003),
        Level(
            "cùng năm sinh, lệch ngày hoặc tháng",
            "year_l = year_r and (substr(born_l, 5, 2) = substr(born_r, 5, 2) or substr(born_l, 7, 2) = substr(born_r, 7, 2))",
            0.02, 2e-3, 0.002,
        ),
        Level("cùng ngày và tháng sinh, khác năm", "substr(born_l, 5) = substr(born_r, 5)", 0.01, 0.0027, 0.0027, most=0.05),
        Level("cùng năm sinh, khác ngày tháng", "year_l = year_r", 0.01, 0.016, 0.015, most=0.05),
        Level(
            "năm sinh lệch một, hai năm",
            "abs(year_l - year_r) <= 2 and (born_l is null or born_r is null)",
            0.03, 0.02, 0.06, most=0.08,
        ),
        Level("năm sinh lệch dưới mười năm", "abs(year_l - year_r) < 10", 0.015, 0.26, 0.35, most=0.03),
        Level("năm sinh lệch từ mười năm", "ELSE", 0.0008, 0.68, 0.52, most=0.002),
    ),
)  # fmt: skip
SEX = Comparison(
    "sex",
    "sex",
    (
        Level("cùng giới tính", "sex_l = sex_r", 0.985, 0.5, 0.55),
        Level("khác giới tính", "ELSE", 0.015, 0.5, 0.45, most=0.05),
    ),
)
COMMUNE = Comparison(
    "commune",
    "commune",
    (
        Level("cùng xã", "commune_l = commune_r", 0.8, 0.03, 0.85, "commune"),
        Level("xã cũ và xã mới sau sắp xếp", "list_has_any(codes_l, codes_r)", 0.1, 0.02, 0.08),
        Level(
            "tên xã gần giống",
            f"length(commune_l) >= 5 and {_EDITS.format('commune', 1)}", 0.02, 0.005, 0.01,
        ),
        Level("khác xã", "ELSE", 0.1, 0.945, 0.06),
    ),
)  # fmt: skip
PHONE = Comparison(
    "phone",
    "phone",
    (
        Level(
            "trùng số điện thoại", "phone_l = phone_r or list_has_any(phones_l, phones_r)", 0.75, 1e-6, 0.25, "phone"
        ),
        Level("số điện thoại lệch một chữ số", _DIGITS.format("phone"), 0.03, 1e-5, 0.005),
        Level("khác số điện thoại", "ELSE", 0.22, 0.99999, 0.745),
    ),
)
IDENTITY = Comparison(
    "identity",
    "identity",
    (
        Level("trùng số giấy tờ", "identity_l = identity_r", 0.95, 1e-7, 1e-6, "identity"),
        Level("số giấy tờ lệch một chữ số", _DIGITS.format("identity"), 0.03, 1e-6, 1e-5),
        Level("khác số giấy tờ", "ELSE", 0.02, 0.999999, 0.99999),
    ),
)
HAMLET = Comparison(
    "hamlet",
    "hamlet",
    (
        Level("cùng thôn", "hamlet_l = hamlet_r", 0.8, 0.02, 0.75, "hamlet"),
        Level("tên thôn gần giống", f"length(hamlet_l) >= 5 and {_EDITS.format('hamlet', 1)}", 0.05, 0.01, 0.03),
        Level("khác thôn", "ELSE", 0.15, 0.97, 0.22),
    ),
)
WORKPLACE = Comparison(
    "workplace",
    "workplace",
    (
        Level("cùng nơi làm việc", "workplace_l = workplace_r", 0.7, 0.005, 0.15, "workplace"),
        Level(
            "tên nơi làm việc gần giống", "jaro_winkler_similarity(workplace_l, workplace_r) >= 0.92", 0.15, 0.005, 0.03
        ),
        Level("khác nơi làm việc", "ELSE", 0.15, 0.99, 0.82),
    ),
)
DAY = Comparison(
    "date",
    "day",
    (
        Level("cùng ngày xảy ra", "day_l = day_r", 0.75, 0.003, 0.003),
        Level("ngày xảy ra lệch một ngày", "abs(day_l - day_r) <= 1", 0.12, 0.006, 0.006),
        Level("ngày xảy ra lệch trong một tuần", "abs(day_l - day_r) <= 7", 0.06, 0.03, 0.03),
        Level("ngày xảy ra khác nhau", "ELSE", 0.07, 0.96, 0.96),
    ),
)
ALL = (NAME, BIRTH, SEX, COMMUNE, PHONE, IDENTITY, HAMLET, WORKPLACE, DAY)


def settings(compared: Sequence[Comparison], prior: float) -> SettingsCreator:
    """The settings for Splink. The pairs to compare are ours (`blocking`), so one table of people holds both lists.

    `prior` is the chance that a row of the one list and a row of the other, drawn blindly, are one person.
    """
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[comparison.creator() for comparison in compared],
        blocking_rules_to_generate_predictions=[],
        probability_two_random_records_match=prior,
        retain_intermediate_calculation_columns=True,
        retain_matching_columns=True,
    )
