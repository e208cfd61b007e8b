"""Which entry stopped the making of a paper, so that its page can link to it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0006_relations_between_figures"),
        ("reports", "0006_what_is_reported"),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="stopped_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="plans.progress",
                verbose_name="tiến độ làm hỏng bản in",
            ),
        ),
    ]
