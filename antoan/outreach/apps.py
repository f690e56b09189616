from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "antoan.outreach"

    def ready(self):
        from antoan.outreach import succession, wording
        from antoan.units.succession import followers

        followers.append(succession.follow)
        wording.register()
