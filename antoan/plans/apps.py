from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "antoan.plans"

    def ready(self):
        from antoan.obligations.kinds import Kind, register
        from antoan.plans import facts, kinds, succession, wording
        from antoan.units.succession import followers

        for code, name, address in kinds.KINDS:
            register(Kind(code, name, address))
        followers.append(succession.follow)
        wording.register()
        facts.offer()
