from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "antoan.documents"

    def ready(self):
        from antoan.documents import succession, wording
        from antoan.units.succession import followers

        followers.append(succession.follow)
        wording.register()
