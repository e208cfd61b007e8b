"""The journal: its lines, and apart from them what names people."""

import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import journal.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("units", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=24, verbose_name="việc")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        default=journal.models.this_year, editable=False, verbose_name="năm"
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=60, verbose_name="về")),
                ("apart", models.CharField(editable=False, max_length=64)),
                (
                    "about",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="về tài khoản",
                    ),
                ),
                (
                    "acting_for",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="thay cho",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người làm",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="units.unit",
                        verbose_name="tại đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "dòng nhật ký",
                "verbose_name_plural": "nhật ký hệ thống",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Apart",
            fields=[
                (
                    "note",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="words",
                        serialize=False,
                        to="journal.note",
                    ),
                ),
                ("salt", models.CharField(default=journal.models.new_salt, editable=False, max_length=32)),
                ("name", models.CharField(blank=True, max_length=150, verbose_name="tên đăng nhập")),
                ("address", models.CharField(blank=True, db_index=True, max_length=45, verbose_name="địa chỉ")),
                ("device", models.CharField(blank=True, max_length=200, verbose_name="trình duyệt")),
                ("said", models.CharField(blank=True, max_length=400, verbose_name="nội dung")),
                (
                    "before",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="trước",
                    ),
                ),
                (
                    "after",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="sau",
                    ),
                ),
            ],
            options={
                "verbose_name": "phần có tên người của nhật ký",
                "verbose_name_plural": "phần có tên người của nhật ký",
            },
        ),
        migrations.AddIndex(
            model_name="note",
            index=models.Index(fields=["-at", "-id"], name="note_newest"),
        ),
        migrations.AddIndex(
            model_name="note",
            index=models.Index(fields=["kind", "-at"], name="note_of_kind"),
        ),
    ]
