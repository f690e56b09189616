from django.apps import AppConfig


class WorkplacesConfig(AppConfig):
    name = "antoan.workplaces"

    def ready(self):
        from antoan.accounts.records import hang_together
        from antoan.obligations import kinds as duties
        from antoan.units.succession import followers
        from antoan.workplaces import facts, family, succession, wording
        from antoan.workplaces import kinds as own_duties
        from antoan.workplaces.importing import kinds
        from antoan.workplaces.importing.headcounts import HEADCOUNTS
        from antoan.workplaces.importing.workplaces import WORKPLACES

        for code, name, address, how in own_duties.KINDS:
            duties.register(duties.Kind(code, name, address, how=how))
        kinds.register(WORKPLACES)
        kinds.register(HEADCOUNTS)
        followers.append(succession.follow)
        hang_together(family.below, family.above)
        wording.register()
        facts.offer()
