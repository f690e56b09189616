from django.apps import AppConfig


class AccidentsConfig(AppConfig):
    name = "antoan.accidents"

    def ready(self):
        from antoan.accidents import facts, kinds, succession, wording
        from antoan.obligations.kinds import Kind, register
        from antoan.units.succession import followers

        for code, name in kinds.KINDS.items():
            register(Kind(code, name, kinds.ADDRESS))
        followers.append(succession.follow)
        wording.register()
        facts.offer()
