"""What people do about the law: comparing it with the official text, settling what is open, amending it without code."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from antoan import law
from antoan.accounts.actors import actor_for
from antoan.accounts.models import Role
from antoan.accounts.tests.factories import MembershipFactory, make_unit
from antoan.core.models import AuditEvent
from antoan.core.refusals import BrokenRule, NotPermitted
from antoan.law import commands, pack, queries, settlements
from antoan.law.models import Settlement, Verification
from antoan.law.refusals import (
    AlreadyVerified,
    AlreadyWithdrawn,
    ComparedInFuture,
    DayMissing,
    DocumentNotKnown,
    NotAffected,
    NothingChosen,
    NothingToCompare,
    OwnLawNotSound,
    QuestionUnknown,
    ReasonMissing,
    TextNotSound,
)
from antoan.units.models import UnitClosure

pytestmark = pytest.mark.django_db
GAZETTE = "Công báo số 821+822 ngày 27/7/2015"
NEW = date(2025, 7, 1)
HOW_TO = Path(__file__).parents[3] / "docs" / "how-to" / "cap-nhat-quy-dinh.md"


@pytest.fixture
def administrator():
    return MembershipFactory(role=Role.ADMIN)


@pytest.fixture
def admin(administrator):
    return actor_for(administrator.user)


@pytest.fixture
def unit(administrator):
    return administrator.unit


@pytest.fixture
def verify(admin, unit, own_law):
    """`verify(entry, …)`: the administrator compared these entries today."""
    return lambda *entries, **more: commands.verify(
        admin, unit=unit, entries=entries, **{"compared_on": timezone.localdate(), "gazette": GAZETTE, **more}
    )


@pytest.fixture
def settle(admin, unit, own_law, django_capture_on_commit_callbacks):
    """`settle(value=15, …)`: the administrator answers T-01, and the home's text of it is written."""

    def answer(**facts):
        given = {
            "question": "T-01", "answer": "Không quá 15 ngày.", "document": "Nghị định 902/2025/NĐ-CP", "provision": "Điều 9",
            "key": "trial.answer", "value": 15, "valid_from": NEW,
        } | facts  # fmt: skip
        with django_capture_on_commit_callbacks(execute=True):
            return commands.settle(admin, unit=unit, **given)

    return answer


def entry(key, day=NEW, **given):
    pack.refresh()
    return law.on(day).get(key, **given)


def mark(provision):
    return queries.mark_of(provision)


# --- comparing ------------------------------------------------------------------------------------------------------------


def test_an_entry_bears_its_mark_until_somebody_has_compared_it(verify):
    receiver = entry("trial.receiver")
    assert mark(receiver) == "chưa đối chiếu bản gốc"
    verify(receiver)
    assert mark(receiver) == ""


def test_comparing_says_who_when_and_with_which_gazette(verify, admin, unit):
    [made] = verify(entry("trial.receiver"), note="Bản in tại kho lưu trữ tỉnh")
    assert (made.by_id, made.unit, made.gazette, made.compared_on) == (
        admin.user_id,
        unit,
        GAZETTE,
        timezone.localdate(),
    )
    event = AuditEvent.objects.get(action="law.entry.verified")
    assert event.what["gazette"] == GAZETTE
    assert event.what["entries"] == ["trial.receiver@2025-07-01"]


def test_one_sitting_compares_several_entries_and_leaves_one_line_in_the_log(verify):
    verify(entry("trial.remedy", gravity="minor"), entry("trial.remedy", gravity="grave"))
    assert Verification.objects.count() == 2
    assert AuditEvent.objects.filter(action="law.entry.verified").count() == 1


def test_an_entry_that_is_changed_afterwards_counts_as_never_compared(verify, own_law):
    verify(entry("trial.remedy", gravity="grave"), entry("trial.remedy", gravity="minor"))
    trial = own_law / "trial.yaml"
    trial.write_text(trial.read_text(encoding="utf-8").replace("grave: 5", "grave: 7"), encoding="utf-8")
    assert mark(entry("trial.remedy", gravity="grave")) == "chưa đối chiếu bản gốc"
    assert mark(entry("trial.remedy", gravity="minor")) == ""


def test_a_comparison_that_is_withdrawn_brings_the_mark_back_and_keeps_the_row(verify, admin):
    receiver = entry("trial.receiver")
    [made] = verify(receiver)
    commands.withdraw_verification(admin, verification=made, reason="Xem nhầm số Công báo")
    assert mark(receiver) == "chưa đối chiếu bản gốc"
    assert Verification.objects.get().withdrawn_because == "Xem nhầm số Công báo"
    verify(receiver)  # and may be compared again
    with pytest.raises(AlreadyWithdrawn):
        commands.withdraw_verification(admin, verification=made, reason="Lần nữa")


def test_withdrawing_asks_for_a_reason(verify, admin):
    [made] = verify(entry("trial.receiver"))
    with pytest.raises(ReasonMissing):
        commands.withdraw_verification(admin, verification=made, reason="  ")


def test_the_unit_above_may_withdraw_a_comparison_and_a_neighbour_may_not(verify, unit):
    [made] = verify(entry("trial.receiver"))
    neighbour = actor_for(MembershipFactory(role=Role.ADMIN, unit=make_unit("Đảng ủy xã Phước Hòa")).user)
    with pytest.raises(NotPermitted):
        commands.withdraw_verification(neighbour, verification=made, reason="Không đúng")
    above = make_unit("Tỉnh ủy Khánh Hòa")
    UnitClosure.objects.create(ancestor=above, descendant=unit, depth=1, valid_from=date(2000, 1, 1))
    upper = actor_for(MembershipFactory(role=Role.ADMIN, unit=above).user)
    assert not commands.withdraw_verification(upper, verification=made, reason="Không đúng").stands


def test_the_same_entry_is_not_compared_twice(verify):
    verify(entry("trial.receiver"))
    with pytest.raises(AlreadyVerified):
        verify(entry("trial.receiver"))


def test_comparing_needs_an_entry_with_a_value_and_a_day_that_has_come(verify):
    with pytest.raises(NothingChosen):
        verify()
    [open_one] = law.on(NEW).all("trial.answer")
    with pytest.raises(NothingToCompare):
        verify(open_one)
    with pytest.raises(ComparedInFuture):
        verify(entry("trial.receiver"), compared_on=timezone.localdate() + timedelta(days=1))


@pytest.mark.parametrize("role", [Role.LEADER, Role.OFFICER, Role.SUPERVISOR])
def test_only_office_and_administrator_compare(own_law, role):
    membership = MembershipFactory(role=role)
    with pytest.raises(NotPermitted):
        commands.verify(
            actor_for(membership.user), unit=membership.unit, entries=[entry("trial.receiver")],
            compared_on=timezone.localdate(), gazette=GAZETTE,
        )  # fmt: skip


# --- settling -------------------------------------------------------------------------------------------------------------


def test_a_settled_question_decides_from_its_day_on_with_the_mark(settle):
    with pytest.raises(law.OpenQuestion):
        entry("trial.answer")
    settle()
    found = entry("trial.answer")
    assert (found.value, found.unit, found.operator) == (15, "calendar_day", "no_later_than")
    assert str(found.citation) == "Nghị định 902/2025/NĐ-CP, Điều 9"
    assert found.settles == "T-01"
    assert mark(found) == "chưa đối chiếu bản gốc"
    assert entry("trial.answer", date(2025, 6, 30)).value == 10


def test_settling_says_who_answered_what_from_which_document(settle, admin):
    settle()
    event = AuditEvent.objects.get(action="law.question.settled")
    assert event.actor_id == admin.user_id
    assert (event.what["question"], event.what["value"], event.what["document"]) == (
        "T-01",
        15,
        "Nghị định 902/2025/NĐ-CP",
    )


def test_the_answer_is_a_text_that_a_lawyer_can_read(settle, own_law):
    settle()
    text = (own_law / "settlements.yaml").read_text(encoding="utf-8")
    assert "settles: T-01" in text
    assert "document: Nghị định 902/2025/NĐ-CP" in text


def test_an_answer_that_is_withdrawn_leaves_the_question_open_again(settle, admin, django_capture_on_commit_callbacks):
    made = settle()
    assert entry("trial.answer").value == 15
    with django_capture_on_commit_callbacks(execute=True):
        commands.withdraw_settlement(admin, settlement=made, reason="Văn bản đã được đính chính")
    with pytest.raises(law.OpenQuestion):
        entry("trial.answer")
    assert not queries.question("T-01").is_settled


def test_an_answer_may_begin_later_than_the_question(settle):
    settle(valid_from=date(2025, 9, 1))
    with pytest.raises(law.OpenQuestion):
        entry("trial.answer", date(2025, 8, 31))
    assert entry("trial.answer", date(2025, 9, 1)).value == 15


def test_a_question_stays_on_the_list_while_something_waits_for_it(settle):
    settle(key="", value=None, valid_from=None)
    asked = queries.question("T-01")
    assert (asked.is_answered, asked.is_settled, [rule.key for rule in asked.waiting]) == (
        True,
        False,
        ["trial.answer"],
    )
    settle()
    assert queries.question("T-01").is_settled


def test_a_document_that_is_new_here_comes_in_with_the_answer(settle):
    with pytest.raises(DocumentNotKnown):
        settle(document="Thông tư 7/2025/TT-BNV")
    settle(document="Thông tư 7/2025/TT-BNV", document_about="Hướng dẫn trả lời", document_valid_from=NEW)
    assert pack.current().instruments["Thông tư 7/2025/TT-BNV"].about == "Hướng dẫn trả lời"


def test_a_question_can_be_answered_in_words_alone(settle, own_law):
    settle(question="T-02", key="", value=None, valid_from=None, answer="Bộ Nội vụ công bố.")
    assert queries.question("T-02").is_settled
    assert "T-02" not in (own_law / "settlements.yaml").read_text(encoding="utf-8")


def test_an_answer_for_one_case_leaves_the_other_as_it_is(settle):
    settle(key="trial.remedy", variant="grave", value=3, valid_from=NEW)
    assert entry("trial.remedy", gravity="grave").value == 3
    assert entry("trial.remedy", gravity="minor").value == 30


def test_an_answer_that_the_strict_reading_refuses_is_not_recorded(settle):
    with pytest.raises(TextNotSound) as refused:
        settle(key="trial.receiver", value="Sở Nội vụ")  # that day has a value already
    assert "hai giá trị cho cùng ngày" in str(refused.value)
    assert not Settlement.objects.exists()


def test_the_same_case_is_not_answered_twice_for_one_day(settle):
    settle()
    with pytest.raises(BrokenRule, match="đã có câu trả lời từ ngày đó"):
        settle(value=20)
    assert entry("trial.answer").value == 15


def test_settling_needs_a_known_question_a_known_rule_and_a_day(settle):
    with pytest.raises(QuestionUnknown):
        settle(question="T-99")
    with pytest.raises(NotAffected):
        settle(key="trial.nothing")
    with pytest.raises(DayMissing):
        settle(valid_from=None)


def test_while_a_text_of_the_home_is_wrong_nothing_is_settled_on_top_of_it(settle, own_law):
    (own_law / "wrong.yaml").write_text("rulez: {}", encoding="utf-8")
    with pytest.raises(OwnLawNotSound) as refused:
        settle()
    assert "wrong.yaml, dòng 1" in str(refused.value)


def test_texts_in_folders_of_the_home_count_when_an_answer_is_checked(settle, own_law):
    deeper = own_law / "2026"
    deeper.mkdir()
    text = "instruments:\n  Thông tư 8/2026/TT-BNV: {about: Thử, valid_from: 2026-01-01, confidence: likely}\n"
    (deeper / "thong-tu.yaml").write_text(text, encoding="utf-8")
    settle(document="Thông tư 8/2026/TT-BNV", valid_from=date(2026, 1, 1))
    assert entry("trial.answer", date(2026, 1, 1)).citation.document == "Thông tư 8/2026/TT-BNV"


def test_the_file_can_be_written_anew_from_the_rows_alone(settle, own_law):
    settle()
    (own_law / "settlements.yaml").unlink()
    settlements.write()
    assert entry("trial.answer").value == 15


@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.ADMIN])
def test_only_an_administrator_settles(own_law, role):
    membership = MembershipFactory(role=role)
    with pytest.raises(NotPermitted):
        commands.settle(
            actor_for(membership.user),
            unit=membership.unit,
            question="T-02",
            answer="Có",
            document="Nghị định 902/2025/NĐ-CP",
        )


# --- amending without code ------------------------------------------------------------------------------------------------


def test_next_years_amendment_needs_a_file_and_no_code(whole_law):
    """The very example of docs/how-to/cap-nhat-quy-dinh.md, laid into a home."""
    [example] = re.findall(r"```yaml\n(.*?)```", HOW_TO.read_text(encoding="utf-8"), re.S)
    before = entry("wages.base", date(2027, 6, 30))
    (whole_law / "luong-co-so-2027.yaml").write_text(example, encoding="utf-8")
    after = entry("wages.base", date(2027, 7, 1))
    assert after.value == 2700000
    assert after.unit == before.unit == "vnd_per_month"
    assert str(after.citation) == "Nghị định 999/2027/NĐ-CP, Điều 3"
    assert mark(after) == "chưa đối chiếu bản gốc"
    assert entry("wages.base", date(2027, 6, 30)).value == before.value
    assert pack.current().instruments[before.citation.document].last_day == date(2027, 6, 30)
    assert not pack.current().faults


def test_a_wrong_amendment_is_left_out_and_said_with_its_line(own_law):
    (own_law / "sai.yaml").write_text("amendments:\n  trial.remedi:\n    values: []\n", encoding="utf-8")
    pack.refresh()
    faults = pack.current().faults
    assert any(fault.file.endswith("sai.yaml") and fault.line for fault in faults)
