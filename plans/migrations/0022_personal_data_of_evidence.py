"""Evidence gets its mark of personal data; pictures and PDFs that are there wait to be looked at, a few a minute."""

from django.db import migrations, models
from django.utils import timezone

LOOKED_AT = ("application/pdf", "image/jpeg", "image/png", "image/webp")


def ask_for_what_is_there(apps, schema_editor):
    Evidence = apps.get_model("plans", "Evidence")
    Evidence.objects.filter(mime__in=LOOKED_AT).exclude(file="").update(look_asked=timezone.now())


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0021_evidence_shown_as_pdf"),
    ]

    operations = [
        migrations.AddField(
            model_name="evidence",
            name="look_asked",
            field=models.DateTimeField(editable=False, null=True, verbose_name="chờ máy xem từ"),
        ),
        migrations.AddField(
            model_name="evidence",
            name="personal",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "chưa đánh dấu"),
                    ("suspected", "có thể có dữ liệu cá nhân"),
                    ("marked", "có dữ liệu cá nhân"),
                    ("clear", "đã xem, không có dữ liệu cá nhân"),
                ],
                default="",
                max_length=9,
                verbose_name="dữ liệu cá nhân",
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="personal_why",
            field=models.CharField(blank=True, max_length=200, verbose_name="vì sao đánh dấu"),
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(
                condition=models.Q(("look_asked__isnull", False)), fields=["look_asked"], name="evidence_to_look_at"
            ),
        ),
        migrations.RunPython(ask_for_what_is_there, migrations.RunPython.noop),
    ]
