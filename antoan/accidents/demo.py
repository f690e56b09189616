"""The demonstration's accidents: six credible ones in the communes of Bác Ái, the last of which has its clock running."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from antoan.accidents import commands
from antoan.accidents.commands import PersonTold, Telling
from antoan.accidents.commands.investigating import Member
from antoan.accidents.models import Accident, Declaration, Employment, Injury
from antoan.core.clock import as_if
from antoan.core.scoping import system_actor
from antoan.obligations.models import Obligation

SYSTEM = system_actor("demo")
QUARRY = "Công ty TNHH Đá xây dựng Suối Rua"


def tell() -> None:
    """Tell them once; a second call changes nothing."""
    if Declaration.objects.filter(pk=_key("co-op")).exists():
        return
    _co_op()
    _quarry()
    _builder()
    _crane()
    _two_tellings()
    _running()


def _key(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"antoan-demo-accident-{name}")


def _moment(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=timezone.get_default_timezone())


def _told(name: str, day: date, hour: int, *, teller: str = Declaration.Teller.EMPLOYER, **facts: Any) -> Accident:
    telling = Telling(id=_key(name), teller=teller, occurred_at=_moment(day, hour), **facts)
    made = commands.declare(SYSTEM, telling).accident
    return commands.accept(SYSTEM, accident=made)


def _co_op() -> None:
    """A light one, closed within its four days."""
    day = date(2024, 3, 12)
    with as_if(day):
        accident = _told(
            "co-op", day, 8, commune="Phước Hòa", place="Xưởng sơ chế hạt điều", employer_name="Hợp tác xã Nông nghiệp Phước Hòa",
            account="Tay trái bị dao tách vỏ cứa đứt da khi tách hạt điều.", teller_name="Chamaléa Thị Hoa", teller_post="Giám đốc hợp tác xã",
            people=[PersonTold("Pi Năng Thị Lượng", Injury.Outcome.MINOR, 1991, "female", None, Employment.CONTRACT, "Công nhân tách hạt điều")],
        )  # fmt: skip
    with as_if(day + timedelta(days=2)):
        _team(accident, "establishment", "Giám đốc hợp tác xã", "01/QĐ-HTX", [
            Member("Chamaléa Thị Hoa", "head", "Hợp tác xã", "Giám đốc"), Member("Katơr Thị Nga", "member", "Hợp tác xã", "Người làm công tác ATVSLĐ"),
        ])  # fmt: skip
        commands.add_cause(SYSTEM, accident=accident, text="Chưa phát găng tay chống cắt", code="2")
        _minutes(
            accident,
            "Chị Lượng tách hạt bằng tay trần, dao trượt cứa vào tay trái.",
            "01/BB-HTX",
            "Xưởng sơ chế hạt điều",
        )
        commands.close_case(SYSTEM, accident=accident)


def _quarry() -> None:
    """The fatal one: province's team, minutes, measures, closed in time."""
    day = date(2024, 6, 20)
    with as_if(day):
        accident = _told(
            "quarry", day, 8, commune="Phước Bình", place="Mỏ đá thôn Bố Lang", employer_name=QUARRY, teller_name="Nguyễn Văn Bảy", teller_post="Giám đốc",
            account="Đá treo trên vách rơi trúng công nhân đang khoan lỗ mìn; đưa đến Trung tâm Y tế huyện thì đã chết.",
            first_cause="Không dọn đá treo trước khi khoan", work="Khoan lỗ mìn",
            people=[PersonTold("Katơr Văn Hùng", Injury.Outcome.DEAD, 1985, "male", day, Employment.CONTRACT, "Thợ khoan đá", home="Thôn Bố Lang, xã Phước Bình", family="Vợ: Pi Năng Thị Mơ")],
        )  # fmt: skip
        commands.describe_case(SYSTEM, accident=accident, facts={"factor": "7"})
        _tell_police(accident, day)
    with as_if(day + timedelta(days=1)):
        _team(accident, "province", "Giám đốc Sở Lao động - Thương binh và Xã hội", "152/QĐ-SLĐTBXH", [
            Member("Trần Văn Sơn", "head", "Thanh tra Sở LĐ-TB&XH", "Phó Chánh Thanh tra"), Member("Lê Thị Thu", "member", "Sở Y tế", "Chuyên viên"),
            Member("Phạm Quốc Đạt", "member", "Liên đoàn Lao động tỉnh", "Phó Trưởng ban"), Member("Đạo Thị Ngọc", "secretary", "Phòng LĐ-TB&XH huyện Bác Ái", "Chuyên viên"),
        ])  # fmt: skip
        commands.add_log_entry(
            SYSTEM, accident=accident, kind="scene", at=_moment(day + timedelta(days=1), 8), title="Khám nghiệm hiện trường",
            text="Vách đá cao 14 m, còn ba khối đá treo; không có dấu vết dọn đá đầu ca.", author="Trần Văn Sơn",
        )  # fmt: skip
    with as_if(date(2024, 7, 12)):
        top = commands.add_cause(
            SYSTEM, accident=accident, text="Đá treo trên vách rơi trúng người đang khoan ở chân tầng", code="6"
        )
        method = commands.add_cause(
            SYSTEM, accident=accident, text="Không dọn đá treo trước khi khoan", code="5", because_of=top
        )
        commands.add_cause(
            SYSTEM, accident=accident, text="Chưa có quy trình kiểm tra vách tầng đầu ca", code="5", because_of=method
        )
        commands.add_cause(
            SYSTEM, accident=accident, text="Chưa huấn luyện an toàn cho tổ khoan", code="4", because_of=method
        )
        commands.add_fault(
            SYSTEM,
            accident=accident,
            side="employer",
            name="Nguyễn Văn Bảy",
            text="Không tổ chức dọn đá treo, chưa huấn luyện an toàn",
            proposal="Xử phạt vi phạm hành chính",
        )
        _minutes(
            accident,
            "Khoảng 8 giờ, anh Hùng khoan ở chân tầng; khối đá treo ở độ cao 9 m rơi trúng đầu và lưng.",
            "07/BB-ĐTTNLĐ",
            "Trụ sở công ty",
        )
        commands.add_measure(
            SYSTEM,
            accident=accident,
            text="Dọn đá treo và kiểm tra vách tầng đầu mỗi ca, có sổ ký",
            body="Giám đốc công ty",
            due=date(2024, 7, 31),
        )
        commands.add_measure(
            SYSTEM,
            accident=accident,
            text="Huấn luyện an toàn nhóm 3 cho tổ khoan, nổ mìn",
            body="Giám đốc công ty",
            due=date(2024, 8, 31),
        )
    with as_if(date(2024, 7, 15)):
        commands.send_minutes(SYSTEM, accident=accident, on=date(2024, 7, 15))
        person = accident.injuries.get()
        paid = {
            "cost_medical": 3_200_000,
            "cost_paid": 240_000_000,
            "wage": "8000000",
            "insured_years": 4,
            "is_insured": True,
            "fault": "other",
        }
        commands.mend_injury(SYSTEM, injury=person, facts=paid)
    with as_if(date(2024, 9, 3)):
        for measure in accident.investigations.get().measures.all():
            commands.finish_measure(
                SYSTEM, measure=measure, on=date(2024, 8, 30), result="Đoàn kiểm tra của huyện đã xem tại mỏ"
            )
        commands.close_case(SYSTEM, accident=accident)


def _builder() -> None:
    """A builder without a contract: the commune writes down what happened."""
    day = date(2024, 9, 5)
    with as_if(day):
        accident = _told(
            "builder", day, 8, teller=Declaration.Teller.COMMUNE, commune="Phước Đại", place="Nhà đang xây ở thôn Tà Lú 1", hirer="Hộ bà Chamaléa Thị Đào",
            account="Thợ xây ngã từ giàn giáo tự buộc cao 4 m.", work="Xây tường hồi", teller_name="Lê Thị Kim Oanh", teller_post="Cán bộ xã",
            people=[PersonTold("Pinăng Thức", Injury.Outcome.SERIOUS, 1979, "male", None, Employment.UNCONTRACTED, "Thợ xây tự do", injuries=("043",), treated_at="Trung tâm Y tế huyện Bác Ái")],
        )  # fmt: skip
    with as_if(day + timedelta(days=1)):
        record = Obligation.objects.get(about_id=str(accident.pk), kind="accidents.record", ended_on=None)
        commands.finish_step(SYSTEM, obligation=record, accident=accident, on=day + timedelta(days=1))
        commands.close_case(SYSTEM, accident=accident)


def _crane() -> None:
    """Nobody was hurt, and it was reported the same day."""
    day = date(2024, 11, 18)
    with as_if(day):
        accident = _told(
            "crane", day, 8, kind=Accident.Kind.DANGEROUS_OCCURRENCE, commune="Phước Tiến", place="Công trình kênh thủy lợi Sông Sắt",
            employer_name="Công ty Cổ phần Xây dựng Thủy lợi Sông Sắt", account="Cáp cẩu đứt khi nâng cống bê tông 3 tấn; không ai đứng dưới.", teller_name="Võ Minh Tâm",
        )  # fmt: skip
        report = Obligation.objects.get(about_id=str(accident.pk), kind="accidents.report_occurrence", ended_on=None)
        commands.finish_step(SYSTEM, obligation=report, accident=accident, on=day)
        commands.close_case(SYSTEM, accident=accident)


def _tell_police(accident: Accident, on: date) -> None:
    step = Obligation.objects.get(about_id=str(accident.pk), kind="accidents.declare_police", ended_on=None)
    commands.finish_step(SYSTEM, obligation=step, accident=accident, on=on)


def _two_tellings() -> None:
    """The employer tells of one man, the hospital of two: merged, it became the province's."""
    day = date(2025, 5, 14)
    with as_if(day):
        first = _told(
            "saw-employer", day, 9, commune="Phước Tân", place="Xưởng cưa thôn Ma Ty", employer_name="Hộ kinh doanh gỗ Ma Ty", teller_name="Katơr Hiệp",
            account="Gỗ đang xẻ bật ngược trúng người.", work="Xẻ gỗ",
            people=[PersonTold("Chamaléa Văn Tiến", Injury.Outcome.SERIOUS, 1994, "male", None, Employment.CONTRACT, "Thợ xẻ gỗ", injuries=("033",))],
        )  # fmt: skip
        second = _told(
            "saw-hospital", day, 9, teller=Declaration.Teller.HOSPITAL, commune="Phước Tân", place="xưởng cưa Ma Ty", teller_name="Bác sĩ Nguyễn Thị Hạnh",
            account="Nhập viện hai người cùng một xưởng cưa, gãy cẳng tay và vỡ xương hàm.",
            people=[
                PersonTold("Tiến Chamaléa Văn", Injury.Outcome.SERIOUS, 1994, "male", injuries=("033",)),
                PersonTold("Pi Năng Thị Bích", Injury.Outcome.SERIOUS, 1999, "female", None, Employment.LEARNER, "Học việc", injuries=("018",)),
            ],
        )  # fmt: skip
    with as_if(day + timedelta(days=1)):
        commands.merge(
            SYSTEM,
            accident=first,
            other=second,
            reasons=["cùng ngày", "cùng ở Phước Tân", "cùng người bị nạn C. V. Tiến"],
        )
    with as_if(day + timedelta(days=2)):
        _team(first, "province", "Giám đốc Sở Nội vụ", "61/QĐ-SNV", [
            Member("Trần Văn Sơn", "head", "Sở Nội vụ", "Chuyên viên"), Member("Lê Thị Thu", "member", "Sở Y tế", "Chuyên viên"),
        ])  # fmt: skip
    with as_if(day + timedelta(days=19)):
        commands.add_cause(SYSTEM, accident=first, text="Máy xẻ không có dao tách mạch và tấm chắn", code="1")
        _minutes(
            first, "Gỗ kẹp lưỡi cưa, bật ngược vào hai người đứng trong đường xẻ.", "12/BB-ĐTTNLĐ", "Xưởng cưa Ma Ty"
        )
        commands.send_minutes(SYSTEM, accident=first, on=timezone.localdate())
        commands.close_case(SYSTEM, accident=first)


def _running() -> None:
    """A fatal one of twelve days ago, in a commune of today: its clock runs."""
    today = timezone.localdate()
    day = today - timedelta(days=12)
    with as_if(day):
        accident = _told(
            "running", day, 7, commune="Bác Ái Đông", place="Công trình nhà máy điện mặt trời", employer_name="Công ty Cổ phần Năng lượng Bác Ái",
            account="Công nhân bị điện giật khi đấu nối tủ trung thế.", first_cause="Chưa cắt điện, chưa tiếp địa", work="Đấu nối tủ điện", teller_name="Hồ Quang Vinh", teller_post="Chỉ huy trưởng công trình",
            people=[
                PersonTold("Nguyễn Thành Trung", Injury.Outcome.DEAD, 1996, "male", day, Employment.CONTRACT, "Thợ điện"),
                PersonTold("Katơr Đạo", Injury.Outcome.SERIOUS, 2001, "male", None, Employment.PROBATION, "Thợ phụ điện", injuries=("054",)),
            ],
        )  # fmt: skip
        commands.describe_case(SYSTEM, accident=accident, facts={"factor": "1"})
        _tell_police(accident, day)
    with as_if(day + timedelta(days=2)):
        _team(accident, "province", "Giám đốc Sở Nội vụ", "88/QĐ-SNV", [
            Member("Lương Thị Hoài", "head", "Sở Nội vụ", "Phó Trưởng phòng Lao động"), Member("Đỗ Văn Khang", "member", "Sở Y tế", "Chuyên viên"),
            Member("Trịnh Thị Vân", "member", "Liên đoàn Lao động tỉnh", "Chuyên viên"),
        ])  # fmt: skip
        commands.add_cause(SYSTEM, accident=accident, text="Đấu nối khi tủ còn mang điện", code="7")


def _team(accident: Accident, level: str, by: str, number: str, members: list[Member]) -> None:
    commands.set_up_team(
        SYSTEM,
        accident=accident,
        level=level,
        decided_on=timezone.localdate(),
        decided_by=by,
        decision_number=number,
        members=members,
    )


def _minutes(accident: Accident, account: str, number: str, place: str) -> None:
    today = timezone.localdate()
    commands.write_minutes(
        SYSTEM, accident=accident, minutes_on=today, account=account, conclusion="accident", minutes_number=number
    )
    commands.announce_minutes(
        SYSTEM, accident=accident, at=_moment(today, 8), ended_at=_moment(today, 9), place=place, chair="Trưởng đoàn điều tra",
        present="Đại diện người sử dụng lao động\nĐại diện người lao động\nThân nhân người bị nạn", agreed="Các bên nhất trí với biên bản điều tra",
    )  # fmt: skip
