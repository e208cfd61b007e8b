"""An indicator has an identity: retired from a day, changed by the draft row that names it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0007_plan_ended")]

    operations = [
        migrations.AddField(
            model_name="measure",
            name="retired",
            field=models.DateField(blank=True, null=True, verbose_name="thôi theo dõi từ"),
        ),
        migrations.AddField(
            model_name="measure",
            name="amends",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="plans.measure",
                verbose_name="sửa đổi chỉ tiêu",
            ),
        ),
    ]
