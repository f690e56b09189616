"""Why a deed on a duty was not done."""

from django.utils.translation import gettext_lazy as _

from antoan.core.refusals import Refusal


class NoDayFollows(Refusal):
    field = "kind"
    message = "{sentence}"


class AlreadyNoted(Refusal):
    message = _("{unit} đã có việc “{title}” từ sự kiện ngày {on:%d/%m/%Y}, hạn {due:%d/%m/%Y}.")


class NotNotedHere(Refusal):
    message = _("Việc này do nơi khác ghi; hãy báo kết quả ở trang của nó.")


class NoLongerOwed(Refusal):
    message = _("Việc này không còn phải làm ({state}).")


class BeforeTheEvent(Refusal):
    field = "on"
    message = _("Ngày xong {on:%d/%m/%Y} không thể trước sự kiện {begins_on:%d/%m/%Y} hoặc sau hôm nay.")
