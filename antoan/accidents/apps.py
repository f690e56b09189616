from django.apps import AppConfig


class AccidentsConfig(AppConfig):
    name = "antoan.accidents"

    def ready(self):
        from antoan.accidents import facts, importing, kinds, succession, wording
        from antoan.obligations.kinds import Kind, register
        from antoan.units.succession import followers
        from antoan.workplaces.importing import kinds as lists

        for code, name in kinds.KINDS.items():
            register(Kind(code, name, kinds.ADDRESS, how=kinds.HOW.get(code, "")))
        followers.append(succession.follow)
        wording.register()
        for kind in (importing.ACCIDENTS, importing.HOSPITAL_CASES, importing.INSURANCE_CASES):
            lists.register(kind)
        facts.offer()
