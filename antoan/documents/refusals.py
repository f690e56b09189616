"""Why a document was not taken in."""

from django.utils.translation import gettext_lazy as _

from antoan.core.refusals import Refusal


class UnreadableFile(Refusal):
    """What `antoan.documents.reading` says of the file, as it says it."""

    field = "file"
    message = "{sentence}"


class NothingInside(Refusal):
    field = "file"
    message = _("“{name}” không có chữ nào trong phần nội dung. Hãy mở tệp kiểm tra rồi gửi lại bản có nội dung.")
