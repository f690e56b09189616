from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "antoan.plans"

    def ready(self):
        from antoan.documents.offers import offers
        from antoan.obligations.kinds import Kind, register
        from antoan.plans import kinds, offering, succession, wording
        from antoan.units.succession import followers

        for code, name, address in kinds.KINDS:
            register(Kind(code, name, address))
        offers.append(offering.offer_of)
        followers.append(succession.follow)
        wording.register()
