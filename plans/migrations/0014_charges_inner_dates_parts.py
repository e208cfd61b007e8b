"""Who inside a unit is in charge of a task, the inner dates of its agencies, and the parts of coordinating bodies."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0013_entry_state_and_level"),
        ("units", "0011_agency_own_work"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="evidence",
            name="given_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="units.agency",
                verbose_name="cơ quan phối hợp cung cấp",
            ),
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(blank=True, verbose_name="phần việc đã làm")),
                ("version", models.PositiveIntegerField(default=1)),
                ("typed_at", models.DateTimeField(verbose_name="nhập lúc")),
                ("merged_at", models.DateTimeField(blank=True, null=True, verbose_name="gộp lúc")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.agency",
                        verbose_name="cơ quan phối hợp",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="plans.progress",
                        verbose_name="tiến độ",
                    ),
                ),
                (
                    "merged_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người gộp",
                    ),
                ),
                (
                    "typed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người nhập",
                    ),
                ),
            ],
            options={
                "verbose_name": "phần của cơ quan phối hợp",
                "verbose_name_plural": "phần của cơ quan phối hợp",
                "ordering": ["entry_id", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PartFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.DecimalField(decimal_places=4, max_digits=16, verbose_name="số liệu")),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.measure",
                        verbose_name="chỉ tiêu",
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="plans.part",
                        verbose_name="phần",
                    ),
                ),
            ],
            options={
                "verbose_name": "số liệu của cơ quan phối hợp",
                "verbose_name_plural": "số liệu của cơ quan phối hợp",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Charge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField(default=django.utils.timezone.localdate, verbose_name="phụ trách từ")),
                (
                    "until",
                    models.DateField(
                        blank=True,
                        help_text="Ngày đầu tiên không còn phụ trách",
                        null=True,
                        verbose_name="bàn giao từ",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="lý do, căn cứ")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="lúc")),
                (
                    "acting_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.agency",
                        verbose_name="bộ phận phụ trách",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người phân công",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="units.post",
                        verbose_name="người phụ trách",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="charges",
                        to="plans.task",
                        verbose_name="nhiệm vụ",
                    ),
                ),
            ],
            options={
                "verbose_name": "phân công trong đơn vị",
                "verbose_name_plural": "phân công trong đơn vị",
                "ordering": ["task_id", "-since", "-pk"],
                "indexes": [models.Index(fields=["task", "until"], name="charge_of_task")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)), fields=("task",), name="charge_one_now"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                        name="charge_dates_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InnerDate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="hạn nộp cho đầu mối")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.agency",
                        verbose_name="bộ phận",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="inner_dates",
                        to="plans.period",
                        verbose_name="kỳ",
                    ),
                ),
            ],
            options={
                "verbose_name": "hạn nộp của bộ phận",
                "verbose_name_plural": "hạn nộp của bộ phận",
                "constraints": [models.UniqueConstraint(fields=("period", "agency"), name="inner_date_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.UniqueConstraint(fields=("entry", "agency"), name="part_once"),
        ),
        migrations.AddConstraint(
            model_name="partfigure",
            constraint=models.UniqueConstraint(fields=("part", "measure"), name="part_figure_once"),
        ),
    ]
