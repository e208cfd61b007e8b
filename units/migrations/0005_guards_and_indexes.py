"""One heading body a unit, spans of days in order; indexes that only repeat the beginning of another go."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from units.indexes import first_column_index


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0004_user_name_key"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="agency",
            options={
                "ordering": ["-heads_unit", "name", "pk"],
                "verbose_name": "cơ quan",
                "verbose_name_plural": "cơ quan",
            },
        ),
        migrations.AlterField(
            model_name="agency",
            name="unit",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="agencies",
                to="units.unit",
                verbose_name="đơn vị",
            ),
        ),
        migrations.AlterField(
            model_name="post",
            name="user",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="posts",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người giữ",
            ),
        ),
        migrations.AlterField(
            model_name="succession",
            name="old",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="successors",
                to="units.unit",
                verbose_name="đơn vị cũ",
            ),
        ),
        migrations.AlterField(
            model_name="unit",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="children",
                to="units.unit",
                verbose_name="đơn vị cấp trên",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.UniqueConstraint(
                condition=models.Q(("heads_unit", True)), fields=("unit",), name="agency_heads_unit_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from__isnull", True),
                    ("valid_to__isnull", True),
                    ("valid_to__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="agency_dates_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from__isnull", True),
                    ("valid_to__isnull", True),
                    ("valid_to__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="post_dates_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from__isnull", True),
                    ("valid_to__isnull", True),
                    ("valid_to__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="unit_dates_in_order",
            ),
        ),
        migrations.RunPython(*first_column_index("units_user_groups", "user_id")),
        migrations.RunPython(*first_column_index("units_user_user_permissions", "user_id")),
    ]
