"""What is owed for an accident, step by step, each step with its source: by the employer, and by the fund. No Django.

    reckon(Facts(wage=8_000_000, loss=31, years=3, on=date(2025, 1, 5))).steps[0].citation

Entitlements follow the day of the accident; the base wage is that of the month in which the entitlement arises.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from antoan import law
from antoan.law import Provision
from antoan.law.formulas import OutsideFormula

LEAST_WAGE = 100_000  # đồng a month: less is a wage written in thousands
LEAST_LOSS = 5  # percent: below, nothing is owed but the medical assessment's fee (Điều 38, Điều 45)
_UNITS = {
    "": 1,
    "dong": 1,
    "đồng": 1,
    "đ": 1,
    "vnd": 1,
    "nghìn": 10**3,
    "ngàn": 10**3,
    "k": 10**3,
    "triệu": 10**6,
    "tr": 10**6,
}


class WrongFacts(ValueError):
    """The facts cannot be; `message_vi` says which and how to mend them. `name` is that of the fact."""

    def __init__(self, name: str, message_vi: str):
        super().__init__(message_vi)
        self.name, self.message_vi = name, message_vi


@dataclass(frozen=True)
class Facts:
    """The case of one person. Money in đồng, `loss` of working capacity in whole percent, `years` of paid contribution.

    `fault`: "other" where the accident is not wholly the worker's own fault, "own" where it is. `contribution_wage` is
    that of the month before leaving for treatment; None: as the wage. `entitled_on`: the day of the assessment or of the
    death, whose base wage counts; None: the day of the accident.
    """

    wage: int
    on: date
    loss: int | None = None
    years: int = 0
    months: int = 0
    is_death: bool = False
    fault: str = "other"
    is_on_the_way: bool = False
    is_disease: bool = False
    is_insured: bool = True
    needs_attendance: bool = False
    contribution_wage: int | None = None
    entitled_on: date | None = None
    treatment_months: Decimal | None = None

    def __post_init__(self) -> None:
        _check(self)


@dataclass(frozen=True)
class Step:
    """One thing that is owed, or is not, and why. `amount` in đồng (a month, where `unit` says so); None: no sum follows.

    `payer`: employer, fund. `counts`: whether the sum belongs to what is owed in this case.
    """

    code: str
    payer: str
    name: str
    formula: str
    amount: int | None
    unit: str
    citation: str
    mark: str = ""
    counts: bool = True

    @property
    def is_monthly(self) -> bool:
        return self.unit == "vnd_per_month"


@dataclass(frozen=True)
class Benefit:
    """All steps in order, and their sums."""

    facts: Facts
    base_wage: int
    base_wage_citation: str
    base_wage_mark: str
    steps: tuple[Step, ...] = field(default=())

    def total(self, payer: str, *, monthly: bool = False) -> int:
        return sum(s.amount or 0 for s in self.steps if s.payer == payer and s.counts and s.is_monthly == monthly)

    def amount_of(self, code: str) -> int:
        return sum(step.amount or 0 for step in self.steps if step.code == code)

    def as_json(self) -> dict[str, Any]:
        facts = self.facts
        return {
            "on": facts.on.isoformat(),
            "entitled_on": (facts.entitled_on or facts.on).isoformat(),
            "wage": facts.wage,
            "loss": facts.loss,
            "years": facts.years,
            "death": facts.is_death,
            "fault": facts.fault,
            "base_wage": {
                "value": self.base_wage,
                "citation": self.base_wage_citation,
                "mark": self.base_wage_mark or None,
            },
            "steps": [asdict(step) | {"mark": step.mark or None} for step in self.steps],
            "employer": self.total("employer"),
            "fund_once": self.total("fund"),
            "fund_monthly": self.total("fund", monthly=True),
        }


def money_of(text: str) -> int:
    """An amount as offices write it: "7500000", "7.500.000", "7,5 triệu", "7500 nghìn".

    Raises:
        ValueError: it is no amount.
    """
    found = re.fullmatch(r"\s*([\d.,\s]*\d)\s*([^\W\d_]*)\s*", text.replace("\u00a0", " ").casefold())
    if not found or found[2] not in _UNITS:
        raise ValueError(text)
    digits = found[1].replace(" ", "")
    if re.fullmatch(r"\d{1,3}([.,])\d{3}(\1\d{3})*", digits):  # groups of three
        number = Decimal(re.sub(r"[.,]", "", digits))
    elif re.fullmatch(r"\d+([.,]\d{1,2})?", digits):
        number = Decimal(digits.replace(",", "."))
    else:
        raise ValueError(text)
    amount = number * _UNITS[found[2]]
    if amount != amount.to_integral_value():
        raise ValueError(text)
    return int(amount)


def spoken(amount: int) -> str:
    """11700000 → "11.700.000"."""
    return f"{amount:,}".replace(",", ".")


def reckon(facts: Facts) -> Benefit:
    """Everything that follows from these facts by the law of the day of the accident.

    Raises:
        LawError: nothing is in force on the day, or the matter is open.
    """
    base = law.on(facts.entitled_on or facts.on).get("wages.base")
    employer = _disease_or_accident_by_employer(facts)
    fund = _by_fund(facts, base)
    if not facts.is_insured:
        fund = _paid_by_employer_instead(facts, fund)
    return Benefit(facts, int(base.value), str(base.citation), base.mark, (*employer, *fund))


# --- the employer (Điều 38, 39) --------------------------------------------------------------------------------------


def _disease_or_accident_by_employer(facts: Facts) -> list[Step]:
    day = law.on(facts.on)
    steps = [_medical(day)]
    if facts.treatment_months is not None:
        rule = day.get("compensation.wage_during_treatment")
        amount = _round(Decimal(facts.wage) * facts.treatment_months * Decimal(str(rule.value)) / 100)
        formula = (
            f"{_vn(facts.treatment_months)} tháng × {spoken(facts.wage)} × {_vn(rule.value)}% = {spoken(amount)} đồng"
        )
        steps.append(_step("wage_during_treatment", "employer", rule, formula, amount))
    return [*steps, _lump(facts, day), *_paid_within(facts, day)]


def _lump(facts: Facts, day: Any) -> Step:
    """Compensation, or the allowance in its place."""
    if facts.is_on_the_way:
        if facts.fault == "own":
            rule = day.get("compensation.commuting_allowance")
            said = "Tai nạn trên đường đi và về do lỗi của chính người lao động: luật chỉ buộc trợ cấp khi do người khác gây ra hoặc không xác định được người gây ra"
            return _nothing("commuting_allowance", "employer", rule, said)
        key = "compensation.commuting_allowance"
    elif facts.fault == "own" and not facts.is_disease:
        key = "compensation.own_fault_allowance"
    else:
        key = "compensation.lump_sum"
    code = key.removeprefix("compensation.").replace("lump_sum", "compensation")
    if facts.is_death:
        key = "compensation.death" if code == "compensation" else "compensation.own_fault_death"
        rule = day.get(key)
        months = Decimal(str(rule.value))
        basis = day.get("compensation.commuting_allowance") if facts.is_on_the_way else rule
        formula = f"{_vn(months)} tháng tiền lương × {spoken(facts.wage)} = {spoken(_round(months * facts.wage))} đồng, trả cho thân nhân"
        return _step(f"{code}_death", "employer", rule, formula, _round(months * facts.wage), basis=basis)
    rule = day.get(key)
    assert facts.loss is not None
    if facts.loss < LEAST_LOSS:
        said = (
            f"Suy giảm {facts.loss}%, dưới 5%: không có bồi thường, trợ cấp; người sử dụng lao động trả phí giám định"
        )
        return _nothing(code, "employer", rule, said)
    months = rule.of(facts.loss)
    amount = _round(months * facts.wage)
    formula = f"{_piece(rule, facts.loss)} tháng tiền lương × {spoken(facts.wage)} = {spoken(amount)} đồng"
    return _step(code, "employer", rule, formula, amount)


def _medical(day: Any) -> Step:
    rule = day.get("compensation.medical_cost")
    return Step(
        "medical_cost", "employer", rule.rule.name, "; ".join(rule.value), None, "vnd", str(rule.citation), rule.mark
    )


def _paid_within(facts: Facts, day: Any) -> list[Step]:
    if facts.loss is not None and facts.loss < LEAST_LOSS and not facts.is_death:
        return []
    rule = day.get("accidents.compensation_pay_time_limit")
    start = "ngày công bố biên bản điều tra" if facts.is_death else "ngày có kết luận giám định"
    formula = f"Trả trong {rule.value} ngày kể từ {start}"
    return [Step("pay_within", "employer", rule.rule.name, formula, None, "vnd", str(rule.citation), rule.mark)]


# --- the fund (Điều 45–54) -------------------------------------------------------------------------------------------


def _by_fund(facts: Facts, base: Provision) -> list[Step]:
    day = law.on(facts.on)
    if facts.is_death:
        rule = day.get("benefits.death")
        amount = _round(Decimal(str(rule.value)) * base.value)
        formula = f"{rule.value} × lương cơ sở {spoken(base.value)} = {spoken(amount)} đồng, trả một lần cho thân nhân"
        return [_step("fund_death", "fund", rule, formula, amount, extra=base)]
    assert facts.loss is not None
    if facts.loss < LEAST_LOSS:
        rule = day.get("definitions.insured_accident")
        said = (
            f"Suy giảm {facts.loss}%, dưới 5%: không thuộc trường hợp được quỹ chi trả trợ cấp một lần hoặc hằng tháng"
        )
        return [_nothing("fund", "fund", rule, said)]
    kind = "lump_sum" if _holds(day.get("benefits.lump_sum"), facts.loss) else "monthly"
    unit = "vnd_per_month" if kind == "monthly" else "vnd"
    said = " đồng/tháng" if kind == "monthly" else " đồng"
    part = day.get(f"benefits.{kind}")
    amount = _round(part.of(facts.loss) * base.value)
    by_loss = f"{_piece(part, facts.loss)} × lương cơ sở {spoken(base.value)} = {spoken(amount)}{said}"
    steps = [_step(kind, "fund", part, by_loss, amount, unit=unit, extra=base)]
    wage = facts.wage if facts.contribution_wage is None else facts.contribution_wage
    years = day.get(f"benefits.{kind}_years")
    more = _round(years.of(facts.years) * wage)
    left = f" (còn lẻ {facts.months} tháng, chưa đủ năm nên không tính)" if facts.months else ""
    by_years = f"{_piece(years, facts.years, 'năm')}{left} × tiền lương đóng {spoken(wage)} = {spoken(more)}{said}"
    steps.append(_step(f"{kind}_years", "fund", years, by_years, more, unit=unit))
    if facts.needs_attendance:
        steps.append(_attendance(facts, base))
    return [*steps, *_recovery(facts, base)]


def _attendance(facts: Facts, base: Provision) -> Step:
    rule = law.on(facts.on).get("benefits.attendance")
    if (facts.loss or 0) < 81:
        return _nothing(
            "attendance", "fund", rule, f"Trợ cấp phục vụ chỉ có khi suy giảm từ 81%; ở đây là {facts.loss}%"
        )
    amount = _round(Decimal(str(rule.value)) * base.value)
    formula = f"{rule.value} × lương cơ sở {spoken(base.value)} = {spoken(amount)} đồng/tháng"
    return _step("attendance", "fund", rule, formula, amount, unit="vnd_per_month", extra=base)


def _recovery(facts: Facts, base: Provision) -> list[Step]:
    """Recovery leave is not owed in every case: it is shown and not added up."""
    day = law.on(facts.on)
    days, rate = day.get("benefits.recovery_leave_days"), day.get("benefits.recovery_leave_rate")
    if not _holds(days, facts.loss or 0):
        return []
    most = int(days.of(facts.loss or 0))
    amount = _round(Decimal(most) * Decimal(str(rate.value)) * base.value)
    formula = f"Nếu sức khỏe chưa phục hồi khi trở lại làm việc: nhiều nhất {most} ngày × {_vn(rate.value)} × lương cơ sở {spoken(base.value)} = {spoken(amount)} đồng"
    return [_step("recovery_leave", "fund", days, formula, amount, extra=base, counts=False)]


def _paid_by_employer_instead(facts: Facts, fund: list[Step]) -> list[Step]:
    """Where the employer did not pay into the fund, he pays what the fund would (Điều 39 khoản 4)."""
    rule = law.on(facts.on).get("compensation.uninsured")
    source = f"{rule.citation}"
    return [
        Step(
            step.code, "employer", f"{step.name} (người sử dụng lao động trả thay quỹ)", step.formula, step.amount, step.unit,
            f"{step.citation}; {source}", step.mark or rule.mark, step.counts,
        )
        for step in fund
    ]  # fmt: skip


# --- small help ------------------------------------------------------------------------------------------------------


def _check(facts: Facts) -> None:
    if facts.wage < LEAST_WAGE:
        raise WrongFacts(
            "wage", f"Tiền lương {spoken(facts.wage)} đồng/tháng quá nhỏ. Hãy ghi bằng đồng, ví dụ 7500000 hoặc 7,5tr."
        )
    if facts.wage > 10**10:
        raise WrongFacts("wage", f"Tiền lương {spoken(facts.wage)} đồng/tháng quá lớn. Hãy kiểm tra lại số chữ số 0.")
    if facts.loss is None and not facts.is_death:
        raise WrongFacts("loss", "Thiếu mức suy giảm khả năng lao động (%). Nếu người bị nạn đã chết, hãy ghi --death.")
    if facts.loss is not None and not 0 <= facts.loss <= 100:
        raise WrongFacts(
            "loss", f"Mức suy giảm {facts.loss}% không có. Hãy ghi số nguyên từ 0 đến 100 theo kết luận giám định."
        )
    if not 0 <= facts.years <= 60:
        raise WrongFacts("years", f"Số năm đóng bảo hiểm {facts.years} không hợp lý. Hãy ghi từ 0 đến 60.")
    if not 0 <= facts.months <= 11:
        raise WrongFacts("months", f"Số tháng lẻ {facts.months} phải từ 0 đến 11; đủ 12 tháng thì ghi vào số năm.")
    if facts.fault not in ("own", "other"):
        raise WrongFacts(
            "fault", "Lỗi chỉ ghi own (của chính người lao động) hoặc other (không hoàn toàn do người lao động)."
        )
    if facts.entitled_on and facts.entitled_on < facts.on:
        said = f"Ngày phát sinh quyền hưởng {facts.entitled_on:%d/%m/%Y} đứng trước ngày tai nạn {facts.on:%d/%m/%Y}."
        raise WrongFacts("entitled_on", f"{said} Hãy kiểm tra lại hai ngày.")
    if facts.treatment_months is not None and not 0 <= facts.treatment_months <= 120:
        raise WrongFacts("treatment_months", "Số tháng điều trị phải từ 0 đến 120.")


def _holds(rule: Provision, quantity: int) -> bool:
    try:
        rule.of(quantity)
    except OutsideFormula:
        return False
    return True


def _piece(rule: Provision, quantity: int, what: str = "%") -> str:
    """The formula with its numbers: "(1,5 + (20 − 10) × 0,4) = 5,5"."""
    for piece in rule.value:
        if quantity >= piece["from"] and ("to" not in piece or quantity <= piece["to"]):
            value = _vn(rule.of(quantity))
            if not piece.get("slope"):
                return value
            above = piece.get("above", 0)
            return f"({_vn(piece['base'])} + ({quantity} − {above}) × {_vn(piece['slope'])}) = {value}"
    raise OutsideFormula(f"{quantity}{what}")


def _step(
    code: str, payer: str, rule: Provision, formula: str, amount: int, *, unit: str = "vnd", extra: Provision | None = None,
    basis: Provision | None = None, counts: bool = True,
) -> Step:  # fmt: skip
    sources = [basis or rule, *([rule] if basis is not None and basis is not rule else []), *([extra] if extra else [])]
    citation = "; ".join(dict.fromkeys(str(source.citation) for source in sources))
    mark = next((source.mark for source in sources if source.mark), "")
    return Step(code, payer, (basis or rule).rule.name, formula, amount, unit, citation, mark, counts)


def _nothing(code: str, payer: str, rule: Provision, said: str) -> Step:
    return Step(code, payer, rule.rule.name, said, 0, "vnd", str(rule.citation), rule.mark)


def _round(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def _vn(number: Any) -> str:
    text = format(Decimal(str(number)).normalize(), "f")
    return text.replace(".", ",")
