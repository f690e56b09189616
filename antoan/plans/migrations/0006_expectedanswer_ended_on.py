from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0005_plan_meanings"),
    ]

    operations = [
        migrations.AddField(
            model_name="expectedanswer",
            name="ended_on",
            field=models.DateField(null=True),
        ),
    ]
