"""Statistics keep no tables of their own in the database: the facts are in the lake (lake.py). Here are its actions."""

from django.utils.translation import gettext_lazy as _

from antoan.core.scoping import actions, lies_in_areas

actions(**{"statistics.view": _("Xem số liệu, chỉ số")})
lies_in_areas("statistics")
