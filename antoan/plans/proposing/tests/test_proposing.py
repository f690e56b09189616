"""From a parsed document to its tasks: who, what, with whom, and nothing lost."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antoan.documents.tree import Paragraph
from antoan.plans.proposing import as_json, propose
from antoan.plans.proposing.lexicon import section_kind
from antoan.plans.proposing.tests.documents import a_document
from antoan.plans.proposing.tests.names import BODIES, DEEDS
from antoan.plans.proposing.wording import key


def tasks_of(*paragraphs, title="TỔ CHỨC THỰC HIỆN", **header):
    return propose(a_document(("I", title, list(paragraphs)), **header)).tasks


def test_the_body_that_opens_an_item_carries_to_its_following_sentences_and_paragraphs():
    tasks = tasks_of(
        "Ủy ban nhân dân huyện xây dựng kế hoạch triển khai thực hiện. Kiện toàn bộ máy quản lý nhà nước.",
        "Theo dõi, hướng dẫn, kiểm tra, đôn đốc việc thực hiện.",
    )
    assert [task.lead for task in tasks] == [["Ủy ban nhân dân huyện"]] * 3
    assert tasks[0].confidence > tasks[2].confidence > 0.5


def test_the_body_of_one_item_does_not_reach_into_the_next():
    document = a_document(
        (
            "I",
            "TỔ CHỨC THỰC HIỆN",
            [("1", "", ["Sở Y tế xây dựng phương án y tế."]), ("2", "", ["Tăng cường kiểm tra thực tế."])],
        )
    )
    assert [task.lead for task in propose(document).tasks] == [["Sở Y tế"], []]


def test_words_that_only_date_belong_to_the_deed_before_them():
    (first,) = tasks_of("Sở Y tế kiểm tra các bếp ăn; hoàn thành trước ngày 31/8/2024.")
    assert (first.due, first.text) == ("2024-08-31", "Sở Y tế kiểm tra các bếp ăn; hoàn thành trước ngày 31/8/2024.")
    (second,) = tasks_of("Các thôn tuyên truyền đến người dân. Hoàn thành trong tháng 8/2024.")
    assert (second.due, second.text) == ("2024-08-31", "Các thôn tuyên truyền đến người dân.")


def test_the_bodies_of_a_heading_to_work_with_hold_for_everything_below():
    document = a_document(
        (
            "3",
            "Sở Nội vụ",
            [("a", "Chủ trì, phối hợp với Công an tỉnh", ["Điều tra tai nạn lao động."]), ("b", "", ["Lập báo cáo."])],
        )
    )
    first, second = propose(document).tasks
    assert (first.lead, first.coordinate) == (["Sở Nội vụ"], ["Công an tỉnh"])
    assert (second.lead, second.coordinate) == (["Sở Nội vụ"], [])


def test_numbered_lines_of_an_activity_are_one_task():
    document = a_document(
        (
            "1",
            "Lễ phát động",
            [
                ("1.1", "Nội dung", ["Phát động Tháng hành động."]),
                ("1.2", "Thời gian", ["ngày 26/7/2024."]),
                ("1.3", "Đơn vị chủ trì", ["Phòng Nội vụ; phối hợp: Công an huyện."]),
            ],
        ),
    )
    (task,) = propose(document).tasks
    assert (task.path, task.text, task.due) == ("1", "Lễ phát động", "2024-07-26")
    assert (task.lead, task.coordinate) == (["Phòng Nội vụ"], ["Công an huyện"])


def test_addressees_of_the_opening_yield_to_the_body_that_opens_an_item():
    document = a_document(
        ("2", "", ["UBND xã tuần tra rừng.", "Kiện toàn tổ bảo vệ rừng."]), issuer="Đảng ủy xã Sơn Mùa"
    )
    asked = "Ban Thường vụ Đảng ủy yêu cầu các chi bộ thực hiện các nhiệm vụ sau:"
    document.opening = [Paragraph(asked, 0, 1)]
    assert [task.lead for task in propose(document).tasks] == [["UBND xã"], ["UBND xã"]]


def test_an_impossible_day_and_a_paper_without_tasks_are_told():
    impossible = propose(a_document(("III", "TỔ CHỨC THỰC HIỆN", ["UBND xã báo cáo trước ngày 31/6/2024."])))
    assert impossible.tasks[0].due is None
    assert "Mục III: “ngày 31/6/2024” không có trong lịch" in impossible.warnings[0]
    assert "Không đọc được nhiệm vụ nào" in propose(a_document(("I", "TÌNH HÌNH", ["Xã có 5 thôn."]))).warnings[0]


def test_a_heading_that_names_a_body_leads_everything_below_it():
    document = a_document(
        (
            "V",
            "TỔ CHỨC THỰC HIỆN",
            [("4", "Đề nghị Ban Tuyên giáo và Dân vận Thành ủy", ["Chỉ đạo các cơ quan báo chí đưa tin."])],
        )
    )
    (task,) = propose(document).tasks
    assert (task.path, task.lead) == ("V.4", ["Ban Tuyên giáo và Dân vận Thành ủy"])


def test_several_deeds_of_a_sentence_are_several_tasks_and_one_deed_with_four_verbs_is_one():
    tasks = tasks_of(
        "Ủy ban nhân dân huyện kiện toàn bộ máy quản lý; xây dựng và hoàn thiện chính sách; nâng cao năng lực quản lý."
    )
    assert [task.text for task in tasks] == [
        "Ủy ban nhân dân huyện kiện toàn bộ máy quản lý;",
        "xây dựng và hoàn thiện chính sách;",
        "nâng cao năng lực quản lý.",
    ]
    assert len(tasks_of("Tăng cường lãnh đạo, chỉ đạo, hướng dẫn, kiểm tra, giám sát việc thực hiện.")) == 1


@pytest.mark.parametrize(
    ("sentence", "lead", "coordinate"),
    [
        (
            "Giao Phòng Nội vụ chủ trì, phối hợp với Phòng Y tế, Công an huyện và các đơn vị liên quan tham mưu kế hoạch.",
            ["Phòng Nội vụ"],
            ["Phòng Y tế", "Công an huyện", "các đơn vị liên quan"],
        ),
        ("Sở Y tế chủ trì, Công an tỉnh phối hợp kiểm tra các cơ sở.", ["Sở Y tế"], ["Công an tỉnh"]),
        ("Đề nghị Ủy ban Mặt trận Tổ quốc huyện giám sát việc thực hiện.", ["Ủy ban Mặt trận Tổ quốc huyện"], []),
        ("Yêu cầu các xã, thị trấn báo cáo kết quả thực hiện.", ["các xã, thị trấn"], []),
        ("Căn cứ Kế hoạch này, Sở Tài chính bố trí kinh phí thực hiện.", ["Sở Tài chính"], []),
        ("Đối với các doanh nghiệp: Chủ động bố trí kinh phí thực hiện.", ["các doanh nghiệp"], []),
        ("Công tác tuyên truyền do Đài Truyền thanh huyện thực hiện.", ["Đài Truyền thanh huyện"], []),
        ("UBND huyện Bác Ái đề nghị các đoàn thể, yêu cầu các xã cử đầu mối.", ["các đoàn thể", "các xã"], []),
    ],
)
def test_who_leads_and_who_works_along_is_read_from_the_sentence(sentence, lead, coordinate):
    (task,) = tasks_of(sentence)
    assert (task.lead, task.coordinate) == (lead, coordinate)


def test_asking_others_is_itself_the_deed_of_the_body_that_the_heading_names():
    document = a_document(("1", "UBND các xã", ["Yêu cầu các chủ đầu tư khắc phục ngay các hạng mục."]))
    (task,) = propose(document).tasks
    assert task.lead == ["UBND các xã"]


def test_an_activity_with_its_lines_is_one_task_under_its_heading():
    document = a_document(
        (
            "III",
            "NỘI DUNG",
            [
                (
                    "1",
                    "Lễ phát động Tháng hành động",
                    [
                        "Thời gian dự kiến: ngày 11/9/2024 (thứ Tư).",
                        "Địa điểm: Quảng trường huyện.",
                        "Đơn vị chủ trì: Phòng Nội vụ.",
                        "Đơn vị thực hiện: Trung tâm Văn hóa huyện.",
                        "Đơn vị phối hợp: Liên đoàn Lao động huyện, UBND các xã.",
                        "Sản phẩm: Báo cáo kết quả.",
                    ],
                )
            ],
        )
    )
    (task,) = propose(document).tasks
    assert task.text.startswith("Lễ phát động Tháng hành động")
    assert task.lead == ["Phòng Nội vụ"]
    assert task.coordinate == ["Trung tâm Văn hóa huyện", "Liên đoàn Lao động huyện", "UBND các xã"]
    assert (task.due, task.due_operator, task.product) == ("2024-09-11", "on", "Báo cáo kết quả")


def test_purposes_are_no_tasks_but_are_read_for_targets():
    proposals = propose(
        a_document(
            ("I", "MỤC TIÊU", ["Nâng cao nhận thức của người lao động.", "Giảm 4%/năm tần suất tai nạn lao động."])
        )
    )
    assert proposals.tasks == []
    assert [target.value for target in proposals.targets] == [4]
    assert [s.role for s in proposals.sentences] == ["heading", "purpose", "target"]


def test_facts_and_closing_words_ask_nothing():
    assert tasks_of("Trên đây là Kế hoạch thực hiện Chỉ thị.") == []
    assert tasks_of("Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị báo cáo UBND huyện.") == []
    assert tasks_of("UBND tỉnh đã ban hành Kế hoạch số 12/KH-UBND.") == []
    assert tasks_of("Toàn huyện có 9 xã và 38 thôn.") == []


def test_an_article_is_a_task_only_where_it_charges_a_body():
    document = a_document(
        ("Điều 1", "", ["Phê duyệt Kế hoạch kèm theo Quyết định này."]),
        ("Điều 2", "", ["Giao Sở Y tế chủ trì triển khai thực hiện."]),
        (
            "Điều 3",
            "",
            ["Chánh Văn phòng UBND tỉnh, Thủ trưởng các sở, ban, ngành chịu trách nhiệm thi hành Quyết định này."],
        ),
        kind="Quyết định",
    )
    tasks = propose(document).tasks
    assert [(task.path, task.lead) for task in tasks] == [
        ("Điều 2", ["Sở Y tế"]),
        ("Điều 3", ["Chánh Văn phòng UBND tỉnh", "Thủ trưởng các sở, ban, ngành"]),
    ]


def test_a_rule_of_law_is_a_task_only_with_an_outright_charge():
    document = a_document(
        (
            "Điều 5",
            "",
            ["Người sử dụng lao động có trách nhiệm khai báo tai nạn.", "Cơ quan, đơn vị xem xét hồ sơ hợp lệ."],
        ),
        kind="Nghị định",
    )
    (task,) = propose(document).tasks
    assert task.lead == ["Người sử dụng lao động"]


def test_a_heading_with_nothing_below_is_the_task_itself():
    document = a_document(("II", "NHIỆM VỤ", [("1", "Tổ chức hội nghị quán triệt Chỉ thị trong tháng 7/2024", [])]))
    (task,) = propose(document).tasks
    assert (task.path, task.due) == ("II.1", "2024-07-31")
    assert document.read.text[task.start : task.end] == "Tổ chức hội nghị quán triệt Chỉ thị trong tháng 7/2024"


def test_the_place_of_a_deed_is_exact_though_the_line_is_broken_in_the_file():
    document = a_document(("I", "NHIỆM VỤ", ["Sở Y tế kiểm tra các cơ sở; xử lý các vi phạm."]))
    paragraph = document.provisions[0].paragraphs[0]
    raw = document.read.text.replace("cơ sở; xử lý", "cơ\n\n 2 \nsở;\nxử  lý")
    grown = len(raw) - len(document.read.text)
    document.read.text = raw
    paragraph.end += grown
    paragraph.sentences[0].end += grown
    second = propose(document).tasks[1]
    assert raw[second.start : second.end] == "xử  lý các vi phạm."


def test_why_and_confidence_go_together():
    sure, unsure = (
        tasks_of("Sở Y tế xây dựng phương án y tế trước ngày 15/7/2024.", "Sở Y tế tăng cường."),
        tasks_of("Tăng cường kiểm tra thực tế."),
    )
    assert sure[0].confidence >= 0.9
    assert unsure[0].confidence < 0.7
    assert "chưa rõ cơ quan" in unsure[0].why.lower()


def test_the_json_has_the_agreed_keys():
    document = a_document(("I", "NHIỆM VỤ", ["Sở Y tế kiểm tra các cơ sở."]))
    data = json.loads(json.dumps(as_json(document, propose(document))))
    assert set(data["header"]) == {
        "superior", "issuer", "number", "symbol", "place", "date", "kind", "title", "bases", "recipients", "signer"
    }  # fmt: skip
    assert set(data["sections"][0]) == {"label", "path", "title", "paragraphs", "children", "start", "end"}
    assert {
        "path",
        "text",
        "start",
        "end",
        "lead",
        "coordinate",
        "due",
        "recurrence",
        "product",
        "confidence",
        "why",
    } <= set(data["tasks"][0])
    assert set(data) == {
        "header", "opening", "sections", "closing", "tasks", "targets", "sentences", "form", "encoding", "warnings",
        "body", "text",
    }  # fmt: skip


words = st.lists(
    st.sampled_from(
        "Sở Y tế|UBND các xã|phối hợp với|;|,|.|:|(|)|“|và|trước ngày 31/12|hằng năm|quý III|đạt ít nhất 50%|Giao|chủ trì|kiểm tra|các đơn vị"
        "|Thời gian: tháng 13/2024|Đơn vị chủ trì: Sở Y tế|đồng thời|xây dựng kế hoạch|99999999999|do|Đối với|Căn cứ Kế hoạch|İ|\u200b|gồm: (1)".split(
            "|"
        )
    ),
    max_size=25,
).map(" ".join)
titles = st.sampled_from(
    ["", "MỤC TIÊU", "TỔ CHỨC THỰC HIỆN", "Sở Y tế", "NHIỆM VỤ NĂM 2025", "Tổ chức hội nghị", "TÌNH HÌNH"]
)
leaves = st.tuples(st.sampled_from(["1", "a", "Điều 2"]), titles, st.lists(words, max_size=3))
sections = st.tuples(st.sampled_from(["I", "II", "Điều 1"]), titles, st.lists(st.one_of(words, leaves), max_size=4))
cells = st.lists(
    st.one_of(words, st.sampled_from(["STT", "Nội dung", "Chủ trì", "Thời gian", "I", "1"])), min_size=3, max_size=3
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(sections, max_size=3), st.lists(cells, min_size=1, max_size=4), st.one_of(st.none(), st.integers(0, 10000))
)
def test_any_document_is_read_without_failing_and_nothing_of_it_is_lost(parts, rows, year):
    document = a_document(*parts, tables=(rows,), year=year)
    text = document.read.text
    proposals = propose(document)
    for found in [*proposals.tasks, *proposals.targets]:
        assert 0 <= found.start <= found.end <= len(text)
        assert found.due is None or date.fromisoformat(found.due)
    assert all(0 <= task.confidence <= 1 and task.why for task in proposals.tasks)
    covered = [False] * len(text)
    end_before = 0
    for sentence in proposals.sentences:
        assert end_before <= sentence.start < sentence.end <= len(text)
        end_before = sentence.end
        covered[sentence.start : sentence.end] = [True] * (sentence.end - sentence.start)
    assert not [c for c, is_covered in zip(text, covered, strict=True) if c.strip() and not is_covered]
    json.dumps(as_json(document, proposals))


def test_the_bodies_asked_in_the_opening_words_answer_for_what_follows():
    document = a_document(("1", "", ["Tăng cường kiểm tra các công trình."]))
    opening = "UBND huyện Bác Ái yêu cầu các phòng, ban, UBND các xã thực hiện các nội dung sau:"
    document.opening = [Paragraph(opening, 0, 0)]
    (task,) = propose(document).tasks
    assert task.lead == ["các phòng, ban", "UBND các xã"]


def test_a_letter_without_numbered_parts_is_read_too():
    document = a_document()
    document.read.text = "Sở Y tế báo cáo kết quả trước ngày 15/7/2024."
    document.opening = [Paragraph(document.read.text, 0, len(document.read.text))]
    (task,) = propose(document).tasks
    assert (task.lead, task.due) == (["Sở Y tế"], "2024-07-15")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("MỤC TIÊU, NHIỆM VỤ", "tasks"),
        ("Mục tiêu của các hoạt động", "purpose"),
        ("Kết quả thực hiện nhiệm vụ năm 2023", "context"),
        ("TỔ CHỨC THỰC HIỆN", "organise"),
        ("Một tên mục không nói gì", None),
    ],
)
def test_what_a_heading_announces(title, kind):
    assert section_kind(key(title), None) == kind


def test_lines_behind_deeds_of_the_items_own_are_given_to_these():
    document = a_document(
        (
            "1",
            "Công tác tuyên truyền",
            ["Phát hành 5.000 tờ rơi.", "Đơn vị chủ trì: Sở Nội vụ.", "Thời gian: quý III/2024."],
        )
    )
    (task,) = propose(document).tasks
    assert (task.text, task.lead, task.due) == ("Phát hành 5.000 tờ rơi.", ["Sở Nội vụ"], "2024-09-30")


def test_the_year_in_the_heading_of_the_aims_holds_for_every_target_below():
    document = a_document(
        ("2", "Mục tiêu cụ thể đến năm 2030", ["Giảm 4% số vụ tai nạn.", "Đến năm 2025, đạt 50% số xã."])
    )
    assert [target.due for target in propose(document).targets] == ["2030-12-31", "2025-12-31"]


def test_an_aim_with_a_figure_among_duties_is_a_target_and_no_task():
    document = a_document(("I", "NHIỆM VỤ", ["Phấn đấu đến năm 2030, trên 90% doanh nghiệp thực hiện tốt."]))
    proposals = propose(document)
    assert proposals.tasks == []
    assert (proposals.targets[0].comparison, proposals.targets[0].due) == (">", "2030-12-31")


def test_points_below_an_opening_clause_belong_to_its_body():
    document = a_document(
        (
            "Điều 25",
            "",
            ["Sở Y tế phối hợp với Công an tỉnh có trách nhiệm:", ("a", "", ["Chỉ đạo thống kê tai nạn;"])],
        ),
        kind="Quyết định",
    )
    (point,) = propose(document).tasks
    assert (point.path, point.lead, point.coordinate) == ("Điều 25.a", ["Sở Y tế"], ["Công an tỉnh"])


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            "Phòng Kinh tế tổ chức tập huấn xong trước ngày 30/6; báo cáo kết quả trước ngày 15/12/2024.",
            [("2024-06-30", "Phòng Kinh tế tổ chức"), ("2024-12-15", "báo cáo kết quả trước")],
        ),
        (
            "Phòng Kinh tế rà soát các mỏ đá trước ngày 30/6/2024 và báo cáo Ủy ban nhân dân huyện trước ngày 15/12/2024.",
            [("2024-06-30", "Phòng Kinh tế rà soát"), ("2024-12-15", "báo cáo Ủy ban nhân")],
        ),
        (
            "Phòng Kinh tế tham mưu sơ kết vào cuối năm 2027 và tổng kết trong tháng 11/2028.",
            [("2027-12-31", "Phòng Kinh tế tham mưu"), ("2028-11-30", "tổng kết trong tháng")],
        ),
    ],
)
def test_a_sentence_with_two_deeds_each_with_its_day_is_two_tasks_of_one_body(sentence, found):
    tasks = tasks_of(sentence)
    assert [
        (task.due, " ".join(task.text.split()[: len(opens.split())]))
        for task, (_, opens) in zip(tasks, found, strict=True)
    ] == found
    assert [task.lead for task in tasks] == [["Phòng Kinh tế"]] * 2
    assert all(task.confidence > 0.7 for task in tasks)


@pytest.mark.parametrize(
    "sentence",
    [
        "Phòng Kinh tế tập huấn cho 30 cơ sở xong trước ngày 30/6; kết quả báo cáo trước ngày 15/12/2024.",
        "Phòng Kinh tế rà soát xong trước ngày 30/6/2024, chậm nhất ngày 15/12/2024.",
    ],
)
def test_two_days_that_no_verb_parts_go_to_a_person_as_one_task(sentence):
    (task,) = tasks_of(sentence)
    assert (task.due, task.confidence) == ("2024-06-30", 0.6)


def test_words_that_only_say_how_often_belong_to_the_deed_before_them():
    (task,) = tasks_of("Các thôn giám sát chế độ bảo hộ lao động; mỗi năm ít nhất một cuộc.")
    assert task.recurrence == "annual"


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("Trạm Y tế xã xịt muỗi lán trại công nhân mỏ đá trước ngày 30/9/2024.", ["Trạm Y tế xã"]),
        ("Hội Nông dân xã, trước ngày 30/9/2024, bẫy chuột quanh kho thuốc.", ["Hội Nông dân xã"]),
    ],
)
def test_a_dated_sentence_about_a_body_is_shown_as_doubtful_where_its_verb_is_unknown(sentence, lead):
    (task,) = tasks_of(sentence, title="NHIỆM VỤ")
    assert (task.due, task.lead) == ("2024-09-30", lead)
    assert task.confidence <= 0.6


def test_a_sentence_of_thousands_of_dated_clauses_is_left_whole():
    clauses = ", ".join(f"rà soát đợt {n} trước ngày {n % 28 + 1}/{n % 12 + 1}/2025" for n in range(3000))
    (task,) = tasks_of(f"Phòng Kinh tế {clauses}.")
    assert task.confidence <= 0.6


@pytest.mark.parametrize(
    "sentence", ["Trạm Y tế xịt muỗi các lán trại.", "Hằng tuần, Đoàn Thanh niên xã dọn rác quanh các lò đường."]
)
def test_what_a_body_does_under_the_tasks_is_never_lost_though_no_lexicon_holds_the_verb(sentence):
    (task,) = tasks_of(sentence, title="NHIỆM VỤ, GIẢI PHÁP")
    assert task.lead[0] in sentence
    assert task.confidence <= 0.6
    assert "động từ lạ" in task.why


def test_a_deed_of_an_unknown_verb_keeps_its_body_for_the_deed_behind_it():
    tasks = tasks_of("Trạm Y tế xịt muỗi các lán trại; kiểm tra bếp ăn của các đội cắt mía.", title="NHIỆM VỤ")
    assert [task.lead for task in tasks] == [["Trạm Y tế"]] * 2


def test_facts_about_a_body_are_no_deeds():
    assert tasks_of("Công an xã đã xịt muỗi. Trạm Y tế có 05 giường. UBND xã là cấp cơ sở.", title="NHIỆM VỤ") == []


def test_a_name_that_may_not_end_where_it_was_cut_is_looked_at_by_a_person():
    (task,) = tasks_of("Phòng Kinh tế đóng cọc mốc, báo cáo UBND xã trước ngày 30/9/2024.", title="NHIỆM VỤ")
    assert task.lead == ["Phòng Kinh tế"]
    assert task.confidence <= 0.6
    assert "chưa chắc tên cơ quan" in task.why


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(BODIES), st.sampled_from(BODIES), st.sampled_from(DEEDS))
def test_who_leads_and_who_helps_are_read_whole_from_any_sentence(body, helper, deed):
    first = tasks_of(f"{body} phối hợp với {helper} {deed}.", title="NHIỆM VỤ")[0]
    expected = [] if helper == body else [helper]
    assert (first.lead, first.coordinate[: len(expected)]) == ([body], expected)


def test_what_stands_under_the_heading_of_a_body_is_its_task_whatever_the_verb():
    document = a_document(
        (
            "I",
            "TỔ CHỨC THỰC HIỆN",
            [
                (
                    "1",
                    "Trách nhiệm của chủ lồng bè",
                    ["Mặc áo phao cho từng người làm trên bè. Bè cá là nơi trơn trượt."],
                )
            ],
        )
    )
    (task,) = propose(document).tasks
    assert (task.lead, task.confidence <= 0.6) == (["chủ lồng bè"], True)
