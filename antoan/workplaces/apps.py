from django.apps import AppConfig


class WorkplacesConfig(AppConfig):
    name = "antoan.workplaces"

    def ready(self):
        from antoan.workplaces import facts, wording

        wording.register()
        facts.offer()
