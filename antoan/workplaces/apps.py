from django.apps import AppConfig


class WorkplacesConfig(AppConfig):
    name = "antoan.workplaces"

    def ready(self):
        from antoan.workplaces import wording

        wording.register()
