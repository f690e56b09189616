from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "antoan.accounts"

    def ready(self):
        from antoan.accounts import checks  # noqa: F401
