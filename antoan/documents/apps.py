from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "antoan.documents"

    def ready(self):
        from antoan.documents import wording

        wording.register()
