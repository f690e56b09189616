from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "antoan.outreach"

    def ready(self):
        from antoan.obligations.kinds import Kind, register
        from antoan.outreach import facts, kinds, succession, wording
        from antoan.units.succession import followers

        for code, name, address in kinds.KINDS:
            register(Kind(code, name, address))
        followers.append(succession.follow)
        wording.register()
        facts.offer()
