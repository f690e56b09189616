from django.apps import AppConfig


class LawConfig(AppConfig):
    name = "antoan.law"

    def ready(self):
        from antoan.law import wording

        wording.register()
