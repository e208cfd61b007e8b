"""Orders by own columns, one amendment under way a plan, traces with their year, JSON with its form."""

from zoneinfo import ZoneInfo

import django.db.models.deletion
from django.conf import settings
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
        ("plans", "0003_extension_through_leader_and_settlement"),
        ("units", "0005_guards_and_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="figure",
            options={"ordering": ["pk"], "verbose_name": "số liệu", "verbose_name_plural": "số liệu"},
        ),
        migrations.AlterModelOptions(
            name="measure",
            options={
                "ordering": ["task_id", "position", "pk"],
                "verbose_name": "chỉ tiêu của nhiệm vụ",
                "verbose_name_plural": "chỉ tiêu của nhiệm vụ",
            },
        ),
        migrations.AlterModelOptions(
            name="plan",
            options={
                "ordering": ["-year_from", "date", "pk"],
                "verbose_name": "kế hoạch",
                "verbose_name_plural": "kế hoạch",
            },
        ),
        migrations.AlterModelOptions(
            name="progress",
            options={
                "ordering": ["due", "plan_id", "pk"],
                "verbose_name": "tiến độ",
                "verbose_name_plural": "tiến độ",
            },
        ),
        migrations.AlterModelOptions(
            name="task",
            options={
                "ordering": ["plan_id", "position", "pk"],
                "verbose_name": "nhiệm vụ",
                "verbose_name_plural": "nhiệm vụ",
            },
        ),
        migrations.AddField(
            model_name="planstep",
            name="year",
            field=models.PositiveSmallIntegerField(
                default=units.models.trace.this_year, editable=False, verbose_name="năm"
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="year",
            field=models.PositiveSmallIntegerField(
                default=units.models.trace.this_year, editable=False, verbose_name="năm"
            ),
        ),
        migrations.AlterField(
            model_name="exemption",
            name="task",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="exemptions",
                to="plans.task",
                verbose_name="nhiệm vụ",
            ),
        ),
        migrations.AlterField(
            model_name="figure",
            name="entry",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="figures",
                to="plans.progress",
                verbose_name="tiến độ",
            ),
        ),
        migrations.AlterField(
            model_name="importdraft",
            name="reading",
            field=units.models.versioned.VersionedJSONField(form=1, verbose_name="nội dung đã đọc"),
        ),
        migrations.AlterField(
            model_name="period",
            name="plan",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="periods",
                to="plans.plan",
                verbose_name="kế hoạch",
            ),
        ),
        migrations.AlterField(
            model_name="periodexception",
            name="period",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="exceptions",
                to="plans.period",
                verbose_name="kỳ",
            ),
        ),
        migrations.AlterField(
            model_name="planstep",
            name="changes",
            field=units.models.versioned.VersionedJSONField(blank=True, default=list, form=1, verbose_name="thay đổi"),
        ),
        migrations.AlterField(
            model_name="progress",
            name="period",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="plans.period",
                verbose_name="kỳ",
            ),
        ),
        migrations.AlterField(
            model_name="progress",
            name="task",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="plans.task",
                verbose_name="nhiệm vụ",
            ),
        ),
        migrations.AlterField(
            model_name="progress",
            name="unit",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="units.unit",
                verbose_name="đơn vị",
            ),
        ),
        migrations.AlterField(
            model_name="receiptcounter",
            name="unit",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
            ),
        ),
        migrations.AlterField(
            model_name="step",
            name="changes",
            field=units.models.versioned.VersionedJSONField(blank=True, default=list, form=1, verbose_name="thay đổi"),
        ),
        migrations.AlterField(
            model_name="step",
            name="entry",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="steps",
                to="plans.progress",
                verbose_name="tiến độ",
            ),
        ),
        migrations.AlterField(
            model_name="task",
            name="plan",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="tasks",
                to="plans.plan",
                verbose_name="kế hoạch",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("amends__isnull", False)), fields=("amends",), name="plan_one_amendment_under_way"
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("amends__isnull", True), ("state", "draft"), _connector="OR"),
                name="plan_amendment_is_draft",
            ),
        ),
        years("plans.Step"),
        years("plans.PlanStep"),
        migrations.RunPython(*first_column_index("plans_plan_parents", "from_plan_id")),
        migrations.RunPython(*first_column_index("plans_task_coordinating", "task_id")),
        migrations.RunPython(*first_column_index("plans_task_dimensions", "task_id")),
        migrations.RunPython(*first_column_index("plans_task_sub_dimensions", "task_id")),
    ]
