"""JSON carries its form; indexes that only repeat the beginning of another go."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import post.models
import units.models.versioned


class Migration(migrations.Migration):
    dependencies = [
        ("post", "0002_password_request"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="letter",
            name="to",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="letters",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người nhận",
            ),
        ),
        migrations.AlterField(
            model_name="notice",
            name="to",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notices",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người nhận",
            ),
        ),
        migrations.AlterField(
            model_name="preference",
            name="channels",
            field=units.models.versioned.VersionedJSONField(
                default=post.models.wished_channels, form=1, verbose_name="kênh"
            ),
        ),
        migrations.AlterField(
            model_name="preference",
            name="off",
            field=units.models.versioned.VersionedJSONField(
                blank=True, default=list, form=1, verbose_name="loại thư không nhận"
            ),
        ),
        migrations.AlterField(
            model_name="reminder",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reminders",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người được nhắc",
            ),
        ),
    ]
