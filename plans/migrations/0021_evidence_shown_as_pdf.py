import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

OFFICE = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/msword",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.ms-excel",
)


def promise_what_is_there(apps, schema_editor):
    """The timetable asks the worker for each, fifty a minute."""
    Evidence, Shown = apps.get_model("plans", "Evidence"), apps.get_model("plans", "Shown")
    keys = Evidence.objects.filter(mime__in=OFFICE).exclude(file="").values_list("pk", flat=True)
    Shown.objects.bulk_create((Shown(evidence_id=pk) for pk in keys.iterator()), batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0020_corrections_and_page_pictures"),
    ]

    operations = [
        migrations.CreateModel(
            name="Shown",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Đang chuyển sang PDF"),
                            ("ready", "Đã có bản xem"),
                            ("failed", "Chưa có bản xem"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("file", models.FileField(blank=True, upload_to="shown/%Y/%m", verbose_name="bản xem")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="lý do")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="nhờ lúc")),
                (
                    "evidence",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shown",
                        to="plans.evidence",
                        verbose_name="tài liệu",
                    ),
                ),
            ],
            options={
                "verbose_name": "bản xem của tài liệu",
                "verbose_name_plural": "bản xem của tài liệu",
                "indexes": [models.Index(fields=["state", "asked_at"], name="shown_waiting")],
            },
        ),
        migrations.RunPython(promise_what_is_there, migrations.RunPython.noop),
    ]
