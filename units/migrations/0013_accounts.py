"""Accounts in the portal itself: the unit administrator, the trace of accounts, the key of a first sign-in."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import units.models.trace


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0012_words_of_units"),
    ]

    operations = [
        migrations.AlterField(
            model_name="post",
            name="role",
            field=models.CharField(
                choices=[
                    ("entry", "Công chức nhập liệu"),
                    ("leader", "Lãnh đạo đơn vị"),
                    ("reviewer", "Chuyên viên thẩm định"),
                    ("clerk", "Văn thư"),
                    ("overseer", "Theo dõi (chỉ xem)"),
                    ("unit_admin", "Quản trị đơn vị"),
                    ("admin", "Quản trị"),
                ],
                max_length=10,
                verbose_name="vai trò",
            ),
        ),
        migrations.CreateModel(
            name="AccountStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("made", "lập tài khoản"),
                            ("appointed", "giao chức vụ"),
                            ("ended", "cho thôi chức vụ"),
                            ("moved", "chuyển chức vụ"),
                            ("handed", "bàn giao chức vụ"),
                            ("renamed", "sửa họ tên, chức danh, liên hệ"),
                            ("keyed", "cấp mã đăng nhập lần đầu"),
                            ("own", "tự đặt mật khẩu của mình"),
                            ("unlocked", "mở khóa đăng nhập"),
                            ("stopped", "ngừng tài khoản"),
                            ("resumed", "cho dùng lại tài khoản"),
                        ],
                        max_length=10,
                        verbose_name="việc",
                    ),
                ),
                ("said", models.CharField(blank=True, max_length=300, verbose_name="nội dung")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="lúc")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        default=units.models.trace.this_year, editable=False, verbose_name="năm"
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="account_steps",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="tài khoản",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người làm",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="tại đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "vết tài khoản",
                "verbose_name_plural": "vết tài khoản",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="FirstKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("expires_at", models.DateTimeField(verbose_name="dùng đến")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="first_key",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="của",
                    ),
                ),
            ],
            options={
                "verbose_name": "mã đăng nhập lần đầu",
                "verbose_name_plural": "mã đăng nhập lần đầu",
            },
        ),
    ]
