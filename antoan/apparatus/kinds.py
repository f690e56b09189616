"""The duties that the apparatus puts on units, what they are called and where each opens."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

TRAINING = "apparatus.training"

KINDS = [
    (
        TRAINING,
        _("Huấn luyện định kỳ người làm ATVSLĐ"),
        lambda duty: reverse("apparatus:person", args=[duty.about_id]),
    ),
]
