from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    name = "antoan.obligations"

    def ready(self):
        from django.urls import reverse
        from django.utils.translation import gettext_lazy as _

        from antoan.law import used_by
        from antoan.obligations import succession
        from antoan.obligations.deriving import uses_of
        from antoan.obligations.kinds import Kind, register
        from antoan.units.succession import followers

        register(Kind("law.duty", _("Việc theo luật"), lambda duty: reverse("obligations:duty", args=[duty.pk])))
        used_by.append(uses_of)
        followers.append(succession.follow)
