from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("post", "0010_alerts_in_the_digest"),
    ]

    operations = [
        migrations.CreateModel(
            name="Rung",
            fields=[
                ("name", models.CharField(max_length=80, primary_key=True, serialize=False, verbose_name="việc")),
                ("at", models.DateTimeField(verbose_name="lúc")),
            ],
            options={"verbose_name": "lần chạy theo lịch", "verbose_name_plural": "lần chạy theo lịch"},
        ),
    ]
