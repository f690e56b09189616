from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0004_helping_is_a_duty_of_its_own"),
    ]

    operations = [
        migrations.AddField(
            model_name="plan",
            name="meanings",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
