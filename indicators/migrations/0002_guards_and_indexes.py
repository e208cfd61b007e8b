"""Sub-dimensions ordered by own columns; indexes that only repeat the beginning of another go."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0001_initial"),
        ("units", "0005_guards_and_indexes"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="subdimension",
            options={
                "ordering": ["version_id", "code"],
                "verbose_name": "nội dung thành phần",
                "verbose_name_plural": "nội dung thành phần",
            },
        ),
        migrations.AlterField(
            model_name="dimensionalias",
            name="dimension",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="aliases",
                to="indicators.dimension",
                verbose_name="chỉ số nội dung",
            ),
        ),
        migrations.AlterField(
            model_name="score",
            name="province",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="units.unit",
                verbose_name="tỉnh, thành phố",
            ),
        ),
        migrations.AlterField(
            model_name="subdimension",
            name="version",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="sub_dimensions",
                to="indicators.structureversion",
                verbose_name="phiên bản",
            ),
        ),
    ]
