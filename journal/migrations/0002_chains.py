"""Chains over the tables of traces, the heads of their days, and guards that refuse to change what was written."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from journal.guards import stays


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0001_journal"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Opening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("why", models.CharField(max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="Head",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("chain", models.CharField(max_length=40, verbose_name="bảng")),
                ("day", models.DateField(verbose_name="ngày")),
                ("position", models.PositiveBigIntegerField(verbose_name="đến mắt xích")),
                ("row", models.BigIntegerField(verbose_name="dòng lớn nhất")),
                ("digest", models.CharField(max_length=64)),
                ("told", models.CharField(blank=True, max_length=200, verbose_name="đã gửi tới")),
            ],
            options={
                "verbose_name": "đầu chuỗi của ngày",
                "verbose_name_plural": "đầu chuỗi từng ngày",
                "ordering": ["chain", "day"],
                "constraints": [models.UniqueConstraint(fields=("chain", "day"), name="head_once")],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("chain", models.CharField(max_length=40, verbose_name="bảng")),
                ("position", models.PositiveBigIntegerField(verbose_name="thứ tự")),
                ("row", models.BigIntegerField(verbose_name="dòng")),
                ("form", models.PositiveSmallIntegerField(default=1)),
                ("day", models.DateField(verbose_name="ngày nối")),
                ("content", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name": "mắt xích",
                "verbose_name_plural": "chuỗi vết",
                "indexes": [models.Index(fields=["chain", "day"], name="link_of_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "position"), name="link_place"),
                    models.UniqueConstraint(fields=("chain", "row"), name="link_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Removal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("chain", models.CharField(max_length=40, verbose_name="bảng")),
                ("row", models.BigIntegerField(verbose_name="dòng")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
                ("why", models.CharField(max_length=120, verbose_name="lý do")),
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
            ],
            options={
                "verbose_name": "vết đã xóa hợp lệ",
                "verbose_name_plural": "vết đã xóa hợp lệ",
                "indexes": [models.Index(fields=["chain", "row"], name="removal_of_row")],
            },
        ),
        *[
            stays(table)
            for table in ("journal_note", "journal_apart", "journal_link", "journal_head", "journal_removal")
        ],
    ]
