"""Makes Django ready for commands that need the database; those that only read a file never pay for it."""

import os


def django(*, migrate: bool = True) -> None:
    """Load the settings and bring the database's tables up to date."""
    import django as package

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "antoan.settings")
    package.setup()
    if migrate:
        _migrate()


def _migrate() -> None:
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    settings.HOME.mkdir(parents=True, exist_ok=True)
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
