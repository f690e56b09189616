from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "antoan.plans"

    def ready(self):
        from antoan.obligations.kinds import register
        from antoan.plans import facts, kinds, succession, wording
        from antoan.units.succession import followers

        for kind in kinds.KINDS:
            register(kind)
        followers.append(succession.follow)
        wording.register()
        facts.offer()
