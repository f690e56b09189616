from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "antoan.documents"

    def ready(self):
        from antoan.documents import duties, succession, wording
        from antoan.units.succession import followers

        followers.append(succession.follow)
        wording.register()
        duties.offer()
