"""A target may be of one sub-dimension, by its code; those whose text names one within their dimension get it."""

import re

from django.db import migrations, models

NAMED = re.compile(r"(?<![\d.])([1-9]\.[1-9])(?![\d.])")


def named(apps, schema_editor):
    """What was read out of the text until now is written down."""
    rows = apps.get_model("plans", "Target").objects.filter(kind="score_up").select_related("dimension")
    for target in rows.iterator():
        number = str(target.dimension.number) if target.dimension else ""
        codes = [code for code in NAMED.findall(target.text) if code.startswith(number)]
        if codes:
            target.sub_code = codes[0]
            target.save(update_fields=["sub_code"])


class Migration(migrations.Migration):
    dependencies = [("plans", "0024_reporting_calendar")]

    operations = [
        migrations.AddField(
            model_name="target",
            name="sub_code",
            field=models.CharField(
                blank=True,
                default="",
                help_text="Mã như 5.1; giữ mã chứ không giữ phiên bản cấu trúc, vì mục tiêu theo qua nhiều năm",
                max_length=5,
                verbose_name="nội dung thành phần",
            ),
        ),
        migrations.RunPython(named, migrations.RunPython.noop),
    ]
