"""The trace of papers carries its year, JSON its form; indexes that only repeat the beginning of another go."""

from zoneinfo import ZoneInfo

import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions import ExtractYear

import units.models.trace
import units.models.versioned
from units.indexes import first_column_index


def years(model):
    """A RunPython that gives every line of the trace the year of its own moment, in Viet Nam."""

    def fill(apps, schema_editor):
        rows = apps.get_model(*model.split(".")).objects.using(schema_editor.connection.alias)
        rows.update(year=ExtractYear("at", tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")))

    return migrations.RunPython(fill, migrations.RunPython.noop)


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0004_numbers_of_issued_plans"),
        ("units", "0005_guards_and_indexes"),
    ]

    operations = [
        migrations.AddField(
            model_name="documentstep",
            name="year",
            field=models.PositiveSmallIntegerField(
                default=units.models.trace.this_year, editable=False, verbose_name="năm"
            ),
        ),
        migrations.AlterField(
            model_name="book",
            name="agency",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="units.agency",
                verbose_name="cơ quan",
            ),
        ),
        migrations.AlterField(
            model_name="document",
            name="agency",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="units.agency",
                verbose_name="cơ quan ban hành",
            ),
        ),
        migrations.AlterField(
            model_name="document",
            name="content",
            field=units.models.versioned.VersionedJSONField(blank=True, default=dict, form=1, verbose_name="nội dung"),
        ),
        migrations.AlterField(
            model_name="document",
            name="figures",
            field=units.models.versioned.VersionedJSONField(
                blank=True, default=dict, form=1, verbose_name="số liệu đã chốt"
            ),
        ),
        migrations.AlterField(
            model_name="documentstep",
            name="changes",
            field=units.models.versioned.VersionedJSONField(blank=True, default=list, form=1, verbose_name="thay đổi"),
        ),
        migrations.AlterField(
            model_name="registerentry",
            name="book",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="reports.book",
                verbose_name="sổ",
            ),
        ),
        years("reports.DocumentStep"),
        migrations.RunPython(*first_column_index("reports_document_receivers", "document_id")),
    ]
