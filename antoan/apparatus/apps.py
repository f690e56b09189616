from django.apps import AppConfig


class ApparatusConfig(AppConfig):
    name = "antoan.apparatus"

    def ready(self):
        from antoan.apparatus import facts, kinds, succession, usage, wording
        from antoan.law.usage import used_by
        from antoan.obligations.kinds import Kind, register
        from antoan.units.succession import followers

        for code, name, address in kinds.KINDS:
            register(Kind(code, name, address))
        followers.append(succession.follow)
        used_by.append(usage.uses_of)
        wording.register()
        facts.offer()
