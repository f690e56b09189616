from django.db import migrations

LEAD = "Theo dõi: "  # so began what an employer owed while it stood on the commune's list


def employers_owe(apps, schema_editor):
    """The employer's steps after an accident are owed by its workplace or, where that is not in the register, by whoever
    the case names; 1 000 at a time."""
    Obligation = apps.get_model("obligations", "Obligation")
    Accident = apps.get_model("accidents", "Accident")
    rows = Obligation.objects.filter(kind__startswith="accidents.", title__startswith=LEAD, owed_by="").order_by("pk")
    while batch := list(rows[:1000]):
        workplaces = dict(
            Accident.objects.filter(pk__in={row.about_id for row in batch}).values_list("pk", "workplace")
        )
        known = {str(pk): workplace for pk, workplace in workplaces.items()}
        for row in batch:
            # A measure names its bearer in words only: the case stands for him.
            workplace = known.get(row.about_id) if row.kind != "accidents.measure" else None
            row.owed_by = str(workplace or row.about_id)
            row.title = row.title.removeprefix(LEAD)
        Obligation.objects.bulk_update(batch, ["owed_by", "title"])


class Migration(migrations.Migration):
    dependencies = [
        ("accidents", "0002_keep_lists_of_hospitals_and_insurance"),
        ("obligations", "0007_owed_by_records"),
    ]

    operations = [migrations.RunPython(employers_owe, migrations.RunPython.noop)]
