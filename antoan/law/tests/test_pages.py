"""The pages *Tra cứu quy định*, as an officer reads them and an administrator works them off."""

from datetime import date

import pytest
from django.urls import reverse

from antoan import law
from antoan.accounts.models import Role
from antoan.accounts.tests.factories import MembershipFactory, UserFactory
from antoan.law import pack, queries
from antoan.law.forms import SettleForm
from antoan.law.models import Settlement, Verification
from antoan.law.usage import Use

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_law")]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def reader(client):
    """Somebody signed in who holds no role anywhere."""
    client.force_login(UserFactory(), backend=BACKEND)
    return client


@pytest.fixture
def administrator(client):
    client.force_login(MembershipFactory(role=Role.ADMIN).user, backend=BACKEND)
    return client


def page(client, name, *args, **query):
    response = client.get(reverse(f"law:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


# --- looking up -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["nơi nhận đơn", "NOI NHAN DON", "don nhan noi", "902/2025 noi nhan"])
def test_a_rule_is_found_by_words_without_marks_and_by_its_source(reader, words):
    text = page(reader, "index", q=words, **{"linh-vuc": "trial", "ngay": "2024-06-20"})
    assert "1 quy định khớp" in text
    assert "Nơi nhận đơn đề nghị thử" in text


def test_the_list_says_what_holds_on_the_day_asked(reader):
    assert "Ủy ban nhân dân cấp huyện." in page(reader, "index", q="nơi nhận đơn", ngay="2025-06-30")
    assert "Ủy ban nhân dân cấp xã." in page(reader, "index", q="nơi nhận đơn", ngay="2025-07-01")
    assert "Không có hiệu lực ngày 30/06/2016" in page(reader, "index", q="nơi nhận đơn", ngay="2016-06-30")


def test_the_list_can_be_narrowed_to_a_domain(reader):
    text = page(reader, "index", **{"linh-vuc": "trial", "ngay": "2024-06-20"})
    assert "Ngày 20/06/2024 có 5 quy định" in text


def test_a_search_without_result_says_what_to_try(reader):
    assert "Hãy thử ít từ hơn" in page(reader, "index", q="không có đâu nhé")


def test_a_text_of_the_home_with_a_fault_is_said_on_the_first_page(reader, own_law):
    (own_law / "sai.yaml").write_text("rulez: {}", encoding="utf-8")
    pack.refresh()
    text = page(reader, "index")
    assert "có lỗi nên chưa được dùng" in text
    assert "sai.yaml, dòng 1" in text


def test_the_list_costs_the_same_for_all_rules_as_for_five(reader, whole_law, count_queries):
    def cost_of_page(**query):
        page(reader, "index", **query)
        with count_queries() as cost:
            page(reader, "index", **query)
        return len(cost)

    assert cost_of_page() == cost_of_page(**{"linh-vuc": "trial"})


def test_guests_are_sent_to_the_sign_in_page(client):
    assert reverse("account_login") in client.get(reverse("law:index"))["Location"]


# --- one rule -------------------------------------------------------------------------------------------------------------


def test_the_page_of_a_rule_answers_in_its_first_sentence(reader):
    text = page(reader, "rule", "trial.remedy", ngay="2024-06-20")
    assert "Ngày 20/06/2024: nhẹ: không quá 30 ngày làm việc; nghiêm trọng: không quá 5 ngày làm việc." in text
    assert "Tính từ khi nhận được kiến nghị" in text
    assert "Điều 8" in text
    assert "chưa đối chiếu bản gốc" in text


def test_the_page_of_a_rule_tells_its_history_and_the_next_change(reader):
    text = page(reader, "rule", "trial.receiver", ngay="2024-06-20")
    assert "Thay đổi từ ngày 01/07/2025" in text
    assert "đến hết 30/06/2025" in text  # what the bar says to a screen reader
    assert "Ngày 30/06/2016: chưa có hoặc không còn quy định." in text


def test_what_is_open_is_said_to_be_open_and_nothing_is_guessed(reader):
    text = page(reader, "rule", "trial.answer", ngay="2025-07-01")
    assert "Ngày 01/07/2025: còn là câu hỏi mở T-01." in text
    assert "Đơn vị phải trả lời trong bao nhiêu ngày?" in text


def test_the_page_of_a_rule_names_the_duties_that_rest_on_it(reader, monkeypatch):
    uses = [lambda key: [Use("Điều tra vụ tai nạn", "/viec/1/", "hạn 20/07/2024")] if key == "trial.receiver" else []]
    monkeypatch.setattr(queries, "used_by", uses)
    assert "Điều tra vụ tai nạn" in page(reader, "rule", "trial.receiver")
    assert "Chưa có việc nào" in page(reader, "rule", "trial.answer")


def test_an_unknown_rule_is_not_found(reader):
    assert reader.get(reverse("law:rule", args=["trial.nothing"])).status_code == 404


# --- changes, documents, forms --------------------------------------------------------------------------------------------


def test_changes_tell_who_is_competent_now_and_which_document_is_to_be_cited(reader):
    text = page(reader, "changes", tu="2025-06-30", den="2025-07-01")
    assert "Từ ngày 01/07/2025 là Ủy ban nhân dân cấp xã; trước đó là Ủy ban nhân dân cấp huyện." in text
    assert "thay Nghị định 901/2016/NĐ-CP: từ ngày đó hãy viện dẫn văn bản mới." in text


def test_changes_of_a_list_name_what_came_and_went(reader, own_law):
    (own_law / "sua.yaml").write_text(
        "amendments:\n  trial.form.fields:\n    values:\n      - valid_from: 2025-07-01\n        confidence: likely\n"
        "        citation: {document: Nghị định 902/2025/NĐ-CP}\n        value: [{name: Họ và tên}, {name: Số định danh}]\n",
        encoding="utf-8",
    )
    text = page(reader, "changes", tu="2025-06-30", den="2025-07-01")
    assert "Từ ngày 01/07/2025 thêm Số định danh; bỏ Nơi ở." in text


def test_what_only_stands_elsewhere_is_told_as_such(reader, own_law):
    (own_law / "sua.yaml").write_text(
        "amendments:\n  trial.form:\n    values:\n      - valid_from: 2025-07-01\n        confidence: likely\n"
        "        citation: {document: Nghị định 902/2025/NĐ-CP, provision: Mẫu 2}\n"
        "        value: {number: Mẫu số 01, title: Đơn đề nghị, signer: người đề nghị}\n",
        encoding="utf-8",
    )
    text = page(reader, "changes", tu="2025-06-30", den="2025-07-01")
    assert "Nội dung như cũ; từ ngày 01/07/2025 căn cứ là Nghị định 902/2025/NĐ-CP, Mẫu 2, thay" in text


def test_changes_tell_what_is_no_longer_settled(reader):
    text = page(reader, "changes", tu="2025-06-30", den="2025-07-01")
    assert "còn là câu hỏi mở T-01, hãy hỏi cơ quan cấp trên trước khi làm; trước đó là không quá 10 ngày." in text


def test_two_days_given_the_wrong_way_round_give_the_same_answer(reader):
    assert "Từ 30/06/2025 đến 01/07/2025" in page(reader, "changes", tu="2025-07-01", den="2025-06-30")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "31/02/2025", "hôm qua"])
def test_days_far_off_or_unreadable_open_every_page(reader, day):
    for name in ("index", "instruments", "forms"):
        page(reader, name, ngay=day)
    page(reader, "rule", "trial.receiver", ngay=day)
    page(reader, "changes", tu=day, den="2025-07-01")


def test_between_two_days_without_a_change_the_page_says_so(reader):
    assert "Không có quy định nào thay đổi" in page(reader, "changes", tu="2024-02-01", den="2024-02-02")


def test_a_document_shows_its_life_its_successor_and_what_rests_on_it(reader):
    text = page(reader, "instrument", "Nghị định 901/2016/NĐ-CP")
    assert "Đã hết hiệu lực: từ ngày 01/07/2016 đến hết ngày 30/06/2025." in text
    assert "Được thay bằng Nghị định 902/2025/NĐ-CP." in text
    assert "Thời hạn trả lời thử" in text


def test_the_list_of_documents_holds_those_in_force(reader):
    assert "Nghị định 901/2016/NĐ-CP" not in page(reader, "instruments", ngay="2025-07-01")
    assert "Nghị định 901/2016/NĐ-CP" in page(reader, "instruments", **{"tat-ca": ""})
    assert "Nghị định thử mới" in page(reader, "instruments", q="nghi dinh thu moi")


def test_forms_show_their_fields_on_the_day_of_signing(reader):
    text = page(reader, "forms", ngay="2024-06-20")
    assert "Mẫu số 01 – Đơn đề nghị." in text
    assert "Họ và tên" in text
    assert "không dùng mẫu này" in page(reader, "forms", ngay="2016-06-30")


# --- working the lists off ------------------------------------------------------------------------------------------------


def test_an_administrator_records_a_comparison_and_the_register_shows_it(administrator):
    address = reverse("law:verify", args=["trial.receiver"])
    choice = queries.choice_of(law.on(date(2025, 7, 1)).get("trial.receiver"))
    sent = {"entries": [choice], "gazette": "Công báo số 5", "compared_on": "2026-01-05"}
    assert administrator.post(address, sent)["Location"] == reverse("law:rule", args=["trial.receiver"])
    assert "05/01/2026, Công báo số 5" in page(administrator, "rule", "trial.receiver", ngay="2025-07-01")
    register = page(administrator, "register")
    assert "Công báo số 5" in register
    row = Verification.objects.get()
    administrator.post(reverse("law:withdraw_verification", args=[row.pk]), {"reason": "Nhầm số"})
    assert "đã rút lại: Nhầm số" in page(administrator, "register")


def test_where_only_one_case_was_compared_the_page_says_which(administrator):
    choice = queries.choice_of(law.on(date(2024, 6, 20)).get("trial.remedy", gravity="grave"))
    sent = {"entries": [choice], "gazette": "Công báo số 5", "compared_on": "2026-01-05"}
    administrator.post(reverse("law:verify", args=["trial.remedy"]), sent)
    text = page(administrator, "rule", "trial.remedy")
    assert "): nghiêm trọng</p>" in text
    assert "chưa đối chiếu bản gốc" in text  # the other case still bears it
    assert "Thời hạn khắc phục thử (nghiêm trọng)" in page(administrator, "register")


def test_a_comparison_of_what_has_changed_meanwhile_is_asked_again(administrator):
    sent = {"entries": ["trial.receiver@2025-07-01#0000"], "gazette": "Công báo số 5", "compared_on": "2026-01-05"}
    text = administrator.post(reverse("law:verify", args=["trial.receiver"]), sent).content.decode()
    assert "vừa được sửa" in text
    assert "Công báo số 5" in text  # what was typed is not lost
    assert not Verification.objects.exists()


def test_a_day_that_has_not_come_is_refused_at_its_field(administrator):
    choice = queries.choice_of(law.on(date(2025, 7, 1)).get("trial.receiver"))
    sent = {"entries": [choice], "gazette": "Công báo số 5", "compared_on": "2999-01-05"}
    text = administrator.post(reverse("law:verify", args=["trial.receiver"]), sent).content.decode()
    assert "ở sau hôm nay" in text


def test_questions_are_a_list_that_shrinks_as_it_is_worked_off(administrator, django_capture_on_commit_callbacks):
    total = len(queries.questions())
    assert f"Còn {total} trong {total} câu hỏi" in page(administrator, "questions")
    sent = {
        "answer": "Không quá 15 ngày.", "document": "Nghị định 902/2025/NĐ-CP", "provision": "Điều 9",
        "target": "trial.answer|", "value": "15", "valid_from": "2025-07-01",
    }  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        answered = administrator.post(reverse("law:settle", args=["T-01"]), sent)
    assert answered["Location"] == reverse("law:question", args=["T-01"])
    assert f"Còn {total - 1} trong {total} câu hỏi" in page(administrator, "questions")
    assert "Ngày 01/07/2025: không quá 15 ngày." in page(administrator, "rule", "trial.answer", ngay="2025-07-01")
    row = Settlement.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        administrator.post(reverse("law:withdraw_settlement", args=[row.pk]), {"reason": "Đính chính"})
    assert "đã rút lại" in page(administrator, "question", "T-01")


@pytest.mark.parametrize(
    ("value", "target", "words"),
    [
        ("", "trial.answer|", "Hãy ghi giá trị"),
        ("15", "", "Hãy chọn mục"),
        ("[15", "trial.answer|", "Không đọc được giá trị"),
        ("mười lăm", "trial.answer|", "Quy định này tính bằng ngày. Hãy ghi một số."),
    ],
)
def test_an_answer_that_cannot_be_read_is_asked_again_with_what_was_typed(administrator, value, target, words):
    sent = {
        "answer": "Mười lăm ngày.",
        "document": "Nghị định 902/2025/NĐ-CP",
        "value": value,
        "target": target,
        "valid_from": "2025-07-01",
    }
    text = administrator.post(reverse("law:settle", args=["T-01"]), sent).content.decode()
    assert words in text
    assert "Mười lăm ngày." in text


@pytest.mark.parametrize(
    ("typed", "target", "read"),
    [
        ("15", "trial.answer|", 15),
        ("7,5", "trial.answer|", 7.5),
        ("2.530.000", "trial.answer|", 2530000),
        ("Sở Nội vụ", "trial.receiver|", "Sở Nội vụ"),
        ("min: 3\nmax: 5", "trial.remedy|grave", {"min": 3, "max": 5}),
        ("- Họ và tên\n- Nơi ở", "trial.form.fields|", ["Họ và tên", "Nơi ở"]),
    ],
)
def test_a_value_is_read_as_people_write_it(own_law, typed, target, read):
    law_now = pack.current()
    asked = queries.Asked(law_now.questions["T-01"], list(law_now.rules.values()), [], [], [])
    sent = {
        "answer": "Có.",
        "document": "Nghị định 902/2025/NĐ-CP",
        "value": typed,
        "target": target,
        "valid_from": "2025-07-01",
    }
    form = SettleForm(sent, asked=asked)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["value"] == read
    assert f"{form.cleaned_data['key']}|{form.cleaned_data['variant']}" == target


def test_a_document_that_is_not_known_is_asked_for_at_its_field(administrator):
    sent = {"answer": "Có.", "document": "Thông tư 7/2025/TT-BNV"}
    text = administrator.post(reverse("law:settle", args=["T-02"]), sent).content.decode()
    assert "Chưa có văn bản “Thông tư 7/2025/TT-BNV”" in text


def test_whoever_may_not_settle_or_compare_is_told_so(reader):
    assert reader.get(reverse("law:settle", args=["T-01"])).status_code == 403
    assert reader.get(reverse("law:verify", args=["trial.receiver"])).status_code == 403
    assert "Trả lời câu hỏi này" not in page(reader, "question", "T-01")


@pytest.mark.slow
def test_every_rule_document_and_question_of_the_product_has_a_page(reader, whole_law):
    known = pack.current()
    addresses = [reverse("law:rule", args=[key]) for key in known.rules]
    addresses += [reverse("law:instrument", args=[name]) for name in known.instruments]
    addresses += [reverse("law:question", args=[code]) for code in known.questions]
    assert [address for address in addresses if reader.get(address).status_code != 200] == []
