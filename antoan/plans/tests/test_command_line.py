"""`antoan plan …` as other programs and people call it, with input that nobody should take in unseen."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from antoan.cli.main import cli, main
from antoan.core.scoping import system_actor
from antoan.documents.models import Document
from antoan.plans import commands
from antoan.plans.models import Plan, Proposal
from antoan.plans.tests.factories import make_running
from antoan.units.models import Unit

PAPER = """ĐẢNG BỘ TỈNH NINH THUẬN                    ĐẢNG CỘNG SẢN VIỆT NAM
HUYỆN ỦY BÁC ÁI
*                                          Bác Ái, ngày {day} tháng 8 năm 2024
Số 52-KH/HU

KẾ HOẠCH
Kiểm tra an toàn, vệ sinh lao động tại các cơ sở khai thác đá

I. NHIỆM VỤ
1. Ủy ban nhân dân huyện rà soát các cơ sở khai thác đá trước ngày 30/9/2024.
2. {second}

                                                   T/M BAN THƯỜNG VỤ
                                                        BÍ THƯ
                                                     Trần Văn An
"""
SOUND = "Ban Tuyên giáo Huyện ủy hướng dẫn công tác tuyên truyền trước ngày 15/10/2024."
NO_SUCH_DAY = "Ban Tuyên giáo Huyện ủy hướng dẫn công tác tuyên truyền trước ngày 30/02/2025."
UNKNOWN = "Hội Làm vườn huyện vận động hội viên ký cam kết trước ngày 15/10/2024."


@pytest.fixture
def paper(tmp_path):
    def paper(second=SOUND, day="12", text=None):
        file = tmp_path / "kế hoạch.txt"
        file.write_text(text or PAPER.format(second=second, day=day), encoding="utf-8")
        return str(file)

    return paper


@pytest.fixture
def call(world):
    def call(*words, code=0):
        result = CliRunner().invoke(cli, list(words))
        assert result.exit_code == code, result.output
        return result

    return call


def test_confirming_all_puts_a_sound_plan_in_force(call, paper):
    told = json.loads(call("plan", "import", paper(), "--confirm-all", "--json").stdout)
    assert (told["tasks"], told["status"]) == (2, "in_force")


@pytest.mark.parametrize(
    ("second", "words"),
    [
        (NO_SUCH_DAY, "Chưa nhận mục I.2: “ngày 30/02/2025” không có trong lịch"),
        (UNKNOWN, "Chưa nhận mục I.2: chưa rõ “Hội Làm vườn huyện” là đơn vị nào"),
    ],
)
def test_confirming_all_leaves_to_a_person_what_cannot_be_confirmed_unseen(call, paper, second, words):
    result = call("plan", "import", paper(second), "--confirm-all", "--json", code=1)
    told = json.loads(result.stdout)
    plan = Plan.objects.get(pk=told["id"])
    assert words in result.stderr
    assert (told["tasks"], plan.tasks.count(), plan.status) == (2, 1, Plan.Status.REVIEWING)
    assert [p.path for p in plan.proposals.filter(state=Proposal.State.PENDING)] == ["I.2"]


def test_reading_says_a_day_that_no_calendar_has_and_leaves_the_time_open(call, paper):
    result = call("plan", "parse", paper(NO_SUCH_DAY), "--json")
    task = json.loads(result.stdout)["tasks"][1]
    assert (task["due"], task["impossible_day"]) == (None, "ngày 30/02/2025")
    assert "30/02/2025" in task["why"]
    assert task["confidence"] < 0.7
    assert "Lưu ý: Mục I.2: “ngày 30/02/2025” không có trong lịch" in result.stderr


def test_a_plan_issued_on_no_day_is_not_taken_in(call, paper):
    before = Document.objects.count(), Unit.objects.count()
    result = call("plan", "import", paper(day="32"), code=2)
    assert (
        "kế hoạch.txt: ngày ban hành “Bác Ái, ngày 32 tháng 8 năm 2024” (dòng 3) không có trong lịch" in result.stderr
    )
    assert (Document.objects.count(), Unit.objects.count()) == before
    assert not Plan.objects.exists()


def test_a_poem_is_refused_for_asking_nothing_rather_than_for_its_issuer(call, paper):
    file = paper(text="Trên đồi sim chiều muộn\nGió thổi qua nương ngô\nTiếng khèn ai gọi bạn\nVọng bên bờ suối xưa\n")
    assert "không thấy nhiệm vụ nào" in call("plan", "import", file, code=2).stderr
    parsed = call("plan", "parse", file, "--json", code=2)
    assert (parsed.stdout, "không thấy nhiệm vụ nào" in parsed.stderr) == ("", True)


def test_a_body_on_the_command_line_that_nobody_knows_is_refused(call, paper):
    result = call("plan", "import", paper(), "--unit", "Huyện ủy Không Có", code=2)
    assert "Không có đơn vị nào tên “Huyện ủy Không Có”" in result.stderr
    assert not Plan.objects.exists()


def test_a_paper_of_an_office_that_the_register_begins_with_is_taken_in_and_says_what_nobody_was_given(db, paper):
    result = CliRunner().invoke(cli, ["plan", "import", paper(UNKNOWN), "--confirm-all", "--json"])
    told = json.loads(result.stdout)
    assert (result.exit_code, told["tasks"], told["status"]) == (0, 2, "reviewing")
    assert "2 nhiệm vụ chưa giao vì chưa rõ cơ quan, nên kế hoạch chưa được đưa vào thực hiện" in result.stderr


def test_a_report_says_what_nobody_was_given_and_whose_day_has_passed(call, paper, time_machine):
    told = json.loads(call("plan", "import", paper(UNKNOWN), "--confirm-all", "--json", code=1).stdout)
    commands.accept_all(system_actor(), plan=Plan.objects.get(pk=told["id"]))
    time_machine.move_to("2024-11-01T09:00+07:00")
    report = json.loads(call("plan", "report", str(told["id"]), "--period", "2024", "--format", "json").stdout)
    said = {section["key"]: " ".join(section["paragraphs"]) for section in report["sections"]}
    assert "Còn 1 nhiệm vụ chưa giao cho đơn vị nào, trong đó 1 nhiệm vụ đã qua thời hạn" in said["overall"]
    assert "chưa giao đơn vị nào; hạn 15/10/2024" in said["late"]
    assert "Giao 1 nhiệm vụ chưa có đơn vị chủ trì." in said["ahead"]
    assert "chưa rõ khó khăn" in said["obstacles"]


def test_a_task_without_day_or_cycle_is_never_called_a_regular_one(world, office, client):
    part = make_running(world, due=None)
    client.force_login(world.people["Hương"])
    for address in (part.task.plan.get_absolute_url(), part.get_absolute_url()):
        page = client.get(address).content.decode()
        assert "không nêu hạn" in page
        assert "thường xuyên" not in page.lower().replace("để trống nếu", "")


def test_bytes_that_make_no_letter_are_said_with_their_line(call, paper, tmp_path):
    file = tmp_path / "lỗi.txt"
    file.write_bytes(PAPER.format(second=SOUND, day="12").encode().replace("rà soát".encode(), b"r\xff so\xc3t"))
    result = call("plan", "parse", str(file), "--json")
    assert "2 chỗ không đọc được, hiện là “\ufffd” (chỗ đầu ở dòng 10)" in result.stderr
    assert "bảng mã utf-8" in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("serve", "--port", "99999"), "99999 không nằm trong khoảng"),
        (("plan", "report", "1", "--period", "2024", "--format", "zip"), "chỉ nhận 'pdf', 'docx', 'json'"),
        (("serve", "--prot", "1"), "Có phải ý bạn là"),
    ],
)
def test_misuse_of_the_command_line_is_explained_in_vietnamese(words, said, capsys, monkeypatch):
    monkeypatch.setattr("sys.argv", ["antoan", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr().err
    assert ended.value.code == 2
    assert said in told
    assert not any(word in told for word in ("not in", "one of", "Did you"))


def test_a_report_that_cannot_be_written_says_why_in_vietnamese(call, paper, tmp_path):
    told = json.loads(call("plan", "import", paper(), "--confirm-all", "--json").stdout)
    out = tmp_path / "không có" / "a.pdf"
    result = call("plan", "report", str(told["id"]), "--period", "2024", "--out", str(out), code=2)
    assert "không ghi được (không có tệp hoặc thư mục này)" in result.stderr


def test_a_term_that_is_none_is_repeated_as_it_was_typed(call, paper):
    told = json.loads(call("plan", "import", paper(), "--confirm-all", "--json").stdout)
    result = call("plan", "report", str(told["id"]), "--period", "abcd", "--format", "json", code=2)
    assert "“abcd” không phải là kỳ" in result.stderr


def test_a_refusal_of_a_file_names_the_file(call, paper):
    file = paper(text=PAPER.format(second=SOUND, day="12").replace("HUYỆN ỦY BÁC ÁI", ""))
    result = call("plan", "import", file, "--unit", "Không Có", code=2)
    assert result.stderr.startswith("kế hoạch.txt: ")


def test_taken_in_again_after_a_unit_was_added_the_plan_knows_it(call, paper):
    file = paper(UNKNOWN)
    call("plan", "import", file, "--confirm-all", "--json", code=1)
    call("units", "add", "Hội Làm vườn huyện", "--under", "Huyện ủy Bác Ái", "--on", "2024-01-01")
    told = json.loads(call("plan", "import", file, "--confirm-all", "--json").stdout)
    assert (told["tasks"], told["status"]) == (2, "in_force")


def test_the_same_paper_from_another_file_is_said(call, paper):
    call("plan", "import", paper())
    result = call("plan", "import", paper(SOUND + " "))
    assert "đã có kế hoạch cùng số 52-KH/HU" in result.stderr
