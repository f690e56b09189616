from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "antoan.plans"

    def ready(self):
        from antoan.documents.offers import offers
        from antoan.obligations.kinds import register
        from antoan.plans import facts, kinds, offering, succession, wording
        from antoan.units.succession import followers

        for kind in kinds.KINDS:
            register(kind)
        offers.append(offering.offer_of)
        followers.append(succession.follow)
        wording.register()
        facts.offer()
