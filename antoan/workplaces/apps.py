from django.apps import AppConfig


class WorkplacesConfig(AppConfig):
    name = "antoan.workplaces"

    def ready(self):
        from antoan.workplaces import wording
        from antoan.workplaces.importing import kinds
        from antoan.workplaces.importing.headcounts import HEADCOUNTS
        from antoan.workplaces.importing.workplaces import WORKPLACES

        kinds.register(WORKPLACES)
        kinds.register(HEADCOUNTS)
        wording.register()
