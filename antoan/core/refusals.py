"""Why a deed was not done: typed errors whose message an officer can act on. Each domain adds its own."""

from __future__ import annotations

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """A deed was not done, and nothing was written.

    `field` names where a form shows it; `message` says what was seen, why it cannot be, and what to do next,
    with the keyword arguments filled in.
    """

    field: str | None = None
    message: str | Promise = _("Việc này không thực hiện được.")

    def __init__(self, **facts: object):
        super().__init__()
        self.facts = facts

    def __str__(self) -> str:
        return str(self.message).format(**self.facts)

    @property
    def code(self) -> str:
        """The class name in snake case, for programs: NotPermitted → not_permitted."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", type(self).__name__).lower()


class NotPermitted(Refusal):
    message = _("Bạn chưa được phân quyền “{action}” tại {unit}. Hãy đề nghị người quản trị của đơn vị cấp quyền.")


class ChangedMeanwhile(Refusal):
    message = _(
        "Người khác vừa thay đổi {what}. Hãy tải lại trang để xem bản mới rồi làm tiếp; nội dung bạn vừa nhập vẫn còn ở đây."
    )


class BrokenRule(Refusal):
    """A constraint of the database was broken; `antoan.core.constraints` knows the words for each."""

    message = "{sentence}"
