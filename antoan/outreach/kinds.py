"""The duties that outreach puts on units, what they are called and where each opens."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

GUIDANCE = "outreach.guidance"

KINDS = [
    (GUIDANCE, _("Đọc hướng dẫn của cấp trên"), lambda duty: reverse("outreach:guidance", args=[duty.about_id])),
]
