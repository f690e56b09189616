from django.db import migrations
from django.db.models import F


def workplaces_owe(apps, schema_editor):
    """What comes again for safety is owed by the workplace of which it speaks; the unit watches over it."""
    Obligation = apps.get_model("obligations", "Obligation")
    Obligation.objects.filter(kind__startswith="workplaces.", owed_by="").update(owed_by=F("about_id"))


class Migration(migrations.Migration):
    dependencies = [
        ("workplaces", "0003_employers_accounts"),
        ("obligations", "0007_owed_by_records"),
    ]

    operations = [migrations.RunPython(workplaces_owe, migrations.RunPython.noop)]
