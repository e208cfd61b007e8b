"""Letters, notices, wishes, reminders and days off move to the post office's own app: the same rows, tables renamed.

Content types and permissions follow their models. Reversible: the way back renames the tables and gives them to
`units` and `plans` again.
"""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import post.models

MODELS = {"letter": "units", "notice": "units", "preference": "units", "dayoverride": "units", "reminder": "plans"}


def _types(apps, schema_editor, move):
    types = apps.get_model("contenttypes", "ContentType").objects.using(schema_editor.connection.alias)
    for model, home in MODELS.items():
        old, new = move(home)
        if not types.filter(app_label=new, model=model).exists():
            types.filter(app_label=old, model=model).update(app_label=new)


def types_in(apps, schema_editor):
    """Content types, and with them permissions and the admin's log, come along."""
    _types(apps, schema_editor, lambda home: (home, "post"))


def types_back(apps, schema_editor):
    """Content types go back to the apps they came from."""
    _types(apps, schema_editor, lambda home: ("post", home))


STATE = [
    migrations.CreateModel(
        name="DayOverride",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("day", models.DateField(unique=True, verbose_name="ngày")),
            ("working", models.BooleanField(verbose_name="là ngày làm việc")),
            ("name", models.CharField(max_length=160, verbose_name="lý do")),
            ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
        ],
        options={
            "db_table": "units_dayoverride",
            "verbose_name": "ngày nghỉ, làm bù",
            "verbose_name_plural": "ngày nghỉ, làm bù",
            "ordering": ["day"],
        },
    ),
    migrations.CreateModel(
        name="Letter",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("key", models.CharField(max_length=160, unique=True)),
            ("channel", models.CharField(default="email", max_length=12, verbose_name="kênh")),
            ("topic", models.CharField(blank=True, max_length=24, verbose_name="gộp theo")),
            ("subject", models.CharField(max_length=250, verbose_name="tiêu đề")),
            ("text", models.TextField(verbose_name="nội dung")),
            ("html", models.TextField(blank=True)),
            ("url", models.CharField(blank=True, max_length=200, verbose_name="đường dẫn")),
            (
                "state",
                models.CharField(
                    choices=[
                        ("pending", "Chờ gửi"),
                        ("sending", "Đang gửi"),
                        ("sent", "Đã gửi"),
                        ("failed", "Không gửi được"),
                        ("merged", "Đã gộp vào thư khác"),
                    ],
                    default="pending",
                    max_length=8,
                    verbose_name="trạng thái",
                ),
            ),
            ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="số lần gửi hỏng")),
            ("repeats", models.PositiveSmallIntegerField(default=0, verbose_name="gửi lặp cùng Message-ID")),
            ("error", models.CharField(blank=True, max_length=500, verbose_name="lỗi")),
            ("claim", models.CharField(blank=True, max_length=32)),
            ("claimed_at", models.DateTimeField(blank=True, null=True)),
            ("not_before", models.DateTimeField(default=django.utils.timezone.now, verbose_name="gửi từ")),
            ("not_after", models.DateTimeField(blank=True, null=True, verbose_name="gửi trước")),
            ("created_at", models.DateTimeField(auto_now_add=True)),
            ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="gửi lúc")),
            (
                "merged_into",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="merged",
                    to="post.letter",
                ),
            ),
            (
                "to",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="letters",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="người nhận",
                ),
            ),
        ],
        options={
            "db_table": "units_letter",
            "verbose_name": "thư",
            "verbose_name_plural": "thư",
            "ordering": ["-created_at"],
        },
    ),
    migrations.CreateModel(
        name="Notice",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("key", models.CharField(max_length=160)),
            ("text", models.CharField(max_length=300, verbose_name="nội dung")),
            ("url", models.CharField(blank=True, max_length=200, verbose_name="đường dẫn")),
            ("created_at", models.DateTimeField(auto_now_add=True)),
            ("read_at", models.DateTimeField(blank=True, null=True)),
            (
                "to",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="notices",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="người nhận",
                ),
            ),
        ],
        options={
            "db_table": "units_notice",
            "verbose_name": "thông báo",
            "verbose_name_plural": "thông báo",
            "ordering": ["-created_at", "-pk"],
        },
    ),
    migrations.CreateModel(
        name="Preference",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("channels", models.JSONField(default=post.models.wished_channels, verbose_name="kênh")),
            ("hour", models.TimeField(default=post.models.earliest, verbose_name="giờ nhận thư nhắc")),
            ("off", models.JSONField(blank=True, default=list, verbose_name="loại thư không nhận")),
            ("calendar_key", models.CharField(blank=True, max_length=48, null=True, unique=True)),
            (
                "user",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="preference",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="người dùng",
                ),
            ),
        ],
        options={
            "db_table": "units_preference",
            "verbose_name": "cài đặt nhắc việc",
            "verbose_name_plural": "cài đặt nhắc việc",
        },
    ),
    migrations.CreateModel(
        name="Reminder",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("period", "Hạn báo cáo"),
                        ("returned", "Tiến độ bị trả lại"),
                        ("leader", "Chờ lãnh đạo duyệt"),
                        ("review", "Chờ thẩm định"),
                        ("paper", "Văn bản chờ ký"),
                        ("late", "Đơn vị chậm gửi"),
                        ("unreachable", "Đơn vị không liên lạc được"),
                        ("early", "Nhắc sớm"),
                        ("task", "Thời hạn từng nhiệm vụ"),
                        ("move", "Thư báo ngay"),
                    ],
                    max_length=16,
                    verbose_name="loại",
                ),
            ),
            ("subject", models.CharField(max_length=48, verbose_name="về")),
            ("milestone", models.CharField(max_length=20, verbose_name="mốc")),
            ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="lúc")),
            (
                "letter",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="reminders",
                    to="post.letter",
                    verbose_name="thư",
                ),
            ),
            (
                "person",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="reminders",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="người được nhắc",
                ),
            ),
        ],
        options={
            "db_table": "plans_reminder",
            "verbose_name": "lần nhắc",
            "verbose_name_plural": "lần nhắc",
        },
    ),
    migrations.AddIndex(
        model_name="letter",
        index=models.Index(fields=["state", "not_before"], name="letter_waiting"),
    ),
    migrations.AddIndex(
        model_name="letter",
        index=models.Index(fields=["to", "state", "topic"], name="letter_merging"),
    ),
    migrations.AddIndex(
        model_name="notice",
        index=models.Index(fields=["to", "read_at"], name="notice_unread"),
    ),
    migrations.AddConstraint(
        model_name="notice",
        constraint=models.UniqueConstraint(fields=("to", "key"), name="notice_once"),
    ),
    migrations.AddConstraint(
        model_name="reminder",
        constraint=models.UniqueConstraint(fields=("person", "kind", "subject", "milestone"), name="reminder_once"),
    ),
]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("units", "0001_initial"),
        ("plans", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=STATE),
        *(migrations.AlterModelTable(name, None) for name in MODELS),
        migrations.RunPython(types_in, types_back),
    ]
