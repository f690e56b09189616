"""What the audit log's codes and facts about the law are called on screen."""

from django.utils.translation import gettext_lazy as _

from antoan.accounts import events

DEEDS = {
    "law.entry.verified": _("Đối chiếu quy định với bản gốc"),
    "law.verification.withdrawn": _("Rút lại việc đối chiếu"),
    "law.question.settled": _("Trả lời câu hỏi mở về quy định"),
    "law.settlement.withdrawn": _("Rút lại câu trả lời về quy định"),
}


def register() -> None:
    events.names(**DEEDS)
    events.facts(
        key=_("quy định"),
        gazette=_("bản gốc đã xem"),
        question=_("câu hỏi"),
        answer=_("câu trả lời"),
        document=_("văn bản"),
        provision=_("điều khoản"),
    )
