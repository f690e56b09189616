"""The duties that plans put on units, what they are called and where each opens."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from antoan.obligations.kinds import Kind

KINDS = [
    Kind("plans.task", _("Nhiệm vụ của kế hoạch"), lambda duty: reverse("plans:assignment", args=[duty.about_id])),
    Kind("plans.help", _("Phối hợp"), lambda duty: reverse("plans:assignment", args=[duty.about_id]), is_help=True),
    Kind("plans.answer", _("Ban hành kế hoạch thực hiện"), lambda duty: reverse("plans:answer", args=[duty.about_id])),
    Kind("plans.obstacle", _("Trả lời vướng mắc"), lambda duty: reverse("plans:obstacle", args=[duty.about_id])),
]
