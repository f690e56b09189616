"""The papers of the demonstration: a letter of the province on its way, a draft that is discussed, one that waits.

Told after the plan, whose bodies and people it needs; told again, it changes nothing.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from antoan.accounts.actors import actor_for
from antoan.accounts.models import User
from antoan.core import clock
from antoan.core.scoping import Actor, system_actor
from antoan.documents import commands, numbering, writing
from antoan.documents.models import Document, Draft
from antoan.documents.recipients import match_recipients
from antoan.units.models import Unit, UnitVersion

PROVINCE, COMMUNE = "Ủy ban nhân dân tỉnh Khánh Hòa", "Ủy ban nhân dân xã Bác Ái"
LETTER = "Rà soát cơ sở khai thác, chế biến đá và khai báo tai nạn lao động"
LETTER_TEXT = """Thời gian qua, trên địa bàn tỉnh xảy ra một số vụ tai nạn lao động nghiêm trọng tại các mỏ đá, cơ sở chế biến đá. Ủy ban nhân dân tỉnh đề nghị Ủy ban nhân dân các xã thực hiện:
1. Rà soát, lập danh sách cơ sở, hộ kinh doanh khai thác, chế biến đá; ghi rõ số lao động, số người chưa được huấn luyện an toàn, vệ sinh lao động.
2. Tuyên truyền để người sử dụng lao động khai báo ngay khi xảy ra tai nạn; người lao động biết quyền từ chối làm việc khi có nguy cơ.
3. Báo cáo kết quả về Ủy ban nhân dân tỉnh trước ngày {due}.
Đề nghị Chủ tịch Ủy ban nhân dân các xã quan tâm chỉ đạo./."""
PLAN = "Bảo đảm an toàn, vệ sinh lao động tại các mỏ đá"
PLAN_TEXT = """Căn cứ Luật An toàn, vệ sinh lao động số 84/2015/QH13, ngày 25/6/2015;
Ủy ban nhân dân xã ban hành kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
Không để xảy ra tai nạn lao động chết người tại các mỏ đá, cơ sở chế biến đá trên địa bàn xã.
II. NHIỆM VỤ
1. Rà soát, cập nhật danh sách cơ sở
Hoàn thành trong quý I; danh sách theo Phụ lục I.
2. Huấn luyện người lao động
| TT | Nội dung | Cơ quan chủ trì | Thời hạn |
| 1 | Huấn luyện nhóm 3 cho thợ khoan, nổ mìn | Phòng Kinh tế | Quý II |
| 2 | Phổ biến cách sơ cứu tại các thôn | Trạm Y tế | Quý III |
3. Kiểm tra mỗi cơ sở ít nhất một lần trong năm.
III. TỔ CHỨC THỰC HIỆN
Các cơ quan, các thôn báo cáo trước ngày 15 tháng 12 hằng năm.
Trên đây là Kế hoạch bảo đảm an toàn, vệ sinh lao động tại các mỏ đá./.
== Phụ lục I: DANH SÁCH CƠ SỞ KHAI THÁC, CHẾ BIẾN ĐÁ
| TT | Cơ sở | Địa điểm | Số lao động |
| 1 | Hợp tác xã đá Phước Đại | Thôn Tà Lú 1 | 14 |
| 2 | Hộ kinh doanh Pinăng Thị Hà | Thôn Ma Hoa | 5 |"""
DECISION = "Thành lập Đoàn kiểm tra an toàn, vệ sinh lao động tại các mỏ đá"
DECISION_TEXT = """Căn cứ Luật An toàn, vệ sinh lao động số 84/2015/QH13, ngày 25/6/2015;
Theo đề nghị của Trưởng Phòng Kinh tế.
QUYẾT ĐỊNH:
Điều 1. Thành lập Đoàn kiểm tra an toàn, vệ sinh lao động tại các mỏ đá trên địa bàn xã gồm các ông, bà có tên sau:
1. Ông Mấu Thanh Bình, Chủ tịch Ủy ban nhân dân xã, Trưởng đoàn;
2. Bà Nguyễn Thị Kim Chi, Chánh Văn phòng HĐND và UBND xã, thành viên.
Điều 2. Đoàn kiểm tra làm việc trong 30 ngày kể từ ngày ký, tự giải thể sau khi báo cáo kết quả.
Điều 3. Chánh Văn phòng HĐND và UBND xã và các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./."""


def tell() -> None:
    """Add the papers to the demonstration; where its bodies or people are missing, nothing is told.

    They lie in the days before today: papers that wait are looked at while they are fresh.
    """
    province, commune = _unit(PROVINCE), _unit(COMMUNE)
    writer, head = (User.objects.filter(username=name).first() for name in ("ubndbacai", "chutichbacai"))
    if province is None or commune is None or writer is None or head is None:
        return
    _letter(province, commune, writer)
    _discussed(commune, writer, head)
    _waiting(commune, writer)


def _unit(name: str) -> Unit | None:
    row = UnitVersion.objects.on(timezone.localdate()).filter(name=name).select_related("unit").order_by("pk").first()
    return row.unit if row else None


def _ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def _header(unit: str, **facts: Any) -> dict[str, Any]:
    return writing.HEADER | {"issuer": unit, "body": "UBND", **facts}


def _letter(province: Unit, commune: Unit, writer: User) -> None:
    """The province writes to its communes: one assigns it, others have opened it, one has not."""
    if Document.objects.filter(unit=province, title=LETTER).exists():
        return
    actor = system_actor()
    names = [f"Ủy ban nhân dân xã {name}" for name in ("Bác Ái", "Bác Ái Đông", "Bác Ái Tây", "Mỹ Sơn")]
    header = _header(
        PROVINCE, body="UBND-KGVX", place="Khánh Hòa", title=LETTER, addressees=names,
        recipients=["Như trên", "Thường trực Tỉnh ủy (b/c)", "Lưu: VT, KGVX"], authority="TM. ỦY BAN NHÂN DÂN",
        position="KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", name="Nguyễn Thanh Hà",
    )  # fmt: skip
    begun, signed, opened, due = _ago(12), _ago(8), _ago(6), _ago(-14)
    text = LETTER_TEXT.replace("{due}", f"{due:%d/%m/%Y}")
    with clock.as_if(begun):
        draft = commands.start_draft(actor, unit=province, form="state", kind="letter", title=LETTER)
        commands.save_version(actor, draft=draft, version=draft.version, header=header, text=text)
        draft.refresh_from_db()
        draft = commands.send_for_approval(actor, draft=draft, version=draft.version)
    with clock.as_if(signed):
        draft = commands.approve(actor, draft=draft, version=draft.version)
        units = [unit for one in match_recipients(header, issuer=province, on=signed) for unit in one.units]
        period = numbering.periods("state", signed)[-1]
        document = commands.issue(
            actor, draft=draft, version=draft.version, signed_on=signed, period=period, recipients=units
        )
    with clock.as_if(opened):
        for row in document.dispatches.exclude(unit__versions__name__endswith="Mỹ Sơn").order_by("pk"):
            opener: Actor = actor_for(writer) if row.unit == commune else actor
            row = commands.open_dispatch(opener, dispatch=row)
            if row.unit == commune:
                said = "Tham mưu kế hoạch, gửi các thôn lập danh sách cơ sở."
                commands.assign_dispatch(opener, dispatch=row, to=writer, due=_ago(-10), instruction=said)


def _discussed(commune: Unit, writer: User, head: User) -> None:
    """A plan that the commune writes; its chair has said something of two provisions."""
    if Draft.objects.filter(unit=commune, title=PLAN).exists():
        return
    header = _header(
        COMMUNE, superior=PROVINCE, place="Bác Ái", title=PLAN, position="CHỦ TỊCH", authority="TM. ỦY BAN NHÂN DÂN",
        name=head.full_name, recipients=["Ủy ban nhân dân tỉnh (b/c)", "Thường trực Đảng ủy xã", "Các thôn", "Lưu: VT"],
    )  # fmt: skip
    begun, said_on, mended = _ago(5), _ago(4), _ago(3)
    with clock.as_if(begun):
        actor = actor_for(writer)
        draft = commands.start_draft(actor, unit=commune, form="state", kind="plan", title=PLAN)
        commands.save_version(actor, draft=draft, version=draft.version, header=header, text=PLAN_TEXT)
    with clock.as_if(said_on):
        chair = actor_for(head)
        commands.comment(chair, draft=draft, path="II.2", text="Ghi rõ kinh phí huấn luyện lấy từ nguồn nào.")
        said = "Mỗi cơ sở ít nhất hai lần, một lần không báo trước."
        made = commands.comment(chair, draft=draft, path="II.3", text=said)
    with clock.as_if(mended):
        draft.refresh_from_db()
        text = PLAN_TEXT.replace("ít nhất một lần trong năm", "ít nhất hai lần trong năm, một lần không báo trước")
        actor = actor_for(writer)
        commands.save_version(
            actor, draft=draft, version=draft.version, header=header, text=text, note="Theo ý kiến Chủ tịch"
        )
        commands.resolve_comment(actor, comment=made, answer="Đã sửa mục II.3.")


def _waiting(commune: Unit, writer: User) -> None:
    """A decision that lies before the chair."""
    if Draft.objects.filter(unit=commune, title=DECISION).exists():
        return
    header = _header(
        COMMUNE, superior="", place="Bác Ái", title=DECISION, position="CHỦ TỊCH", name="Mấu Thanh Bình",
        deciding="CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ BÁC ÁI", recipients=["Như Điều 3", "Sở Nội vụ (b/c)", "Lưu: VT"],
    )  # fmt: skip
    sent = _ago(2)
    with clock.as_if(sent):
        actor = actor_for(writer)
        draft = commands.start_draft(actor, unit=commune, form="state", kind="decision", title=DECISION)
        commands.save_version(actor, draft=draft, version=draft.version, header=header, text=DECISION_TEXT)
        draft.refresh_from_db()
        commands.send_for_approval(actor, draft=draft, version=draft.version)
