from django.db import migrations


def lay_the_first_link(apps, schema_editor):
    """The chain begins before its first event, so that appending never has to ask whether it exists."""
    apps.get_model("core", "AuditHead").objects.get_or_create(pk=1, defaults={"number": 0, "digest": "0" * 64})


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(lay_the_first_link, migrations.RunPython.noop)]
