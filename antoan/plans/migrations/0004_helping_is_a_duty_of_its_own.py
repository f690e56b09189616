"""The duties of those who only help become a kind of their own, which is never called late by itself."""

from django.db import migrations


def part(apps, schema_editor):
    helping = apps.get_model("plans", "Assignment").objects.filter(part="coordinate").values("obligation")
    duties = apps.get_model("obligations", "Obligation").objects.filter(kind="plans.task")
    duties.filter(pk__in=helping).update(kind="plans.help")


def join(apps, schema_editor):
    apps.get_model("obligations", "Obligation").objects.filter(kind="plans.help").update(kind="plans.task")


class Migration(migrations.Migration):
    dependencies = [
        ("obligations", "0003_derived_from_the_law"),
        ("plans", "0003_task_version"),
    ]

    operations = [migrations.RunPython(part, join)]
