"""Letters and reminders know the role of who audits; nothing is sent to it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("post", "0006_unit_administrator"),
    ]

    operations = [
        migrations.AlterField(
            model_name="letter",
            name="role",
            field=models.CharField(
                blank=True,
                choices=[
                    ("entry", "Công chức nhập liệu"),
                    ("leader", "Lãnh đạo đơn vị"),
                    ("reviewer", "Chuyên viên thẩm định"),
                    ("clerk", "Văn thư"),
                    ("overseer", "Theo dõi (chỉ xem)"),
                    ("auditor", "Kiểm tra, giám sát"),
                    ("unit_admin", "Quản trị đơn vị"),
                    ("admin", "Quản trị"),
                ],
                max_length=10,
                verbose_name="vì giữ vai trò",
            ),
        ),
        migrations.AlterField(
            model_name="reminder",
            name="role",
            field=models.CharField(
                blank=True,
                choices=[
                    ("entry", "Công chức nhập liệu"),
                    ("leader", "Lãnh đạo đơn vị"),
                    ("reviewer", "Chuyên viên thẩm định"),
                    ("clerk", "Văn thư"),
                    ("overseer", "Theo dõi (chỉ xem)"),
                    ("auditor", "Kiểm tra, giám sát"),
                    ("unit_admin", "Quản trị đơn vị"),
                    ("admin", "Quản trị"),
                ],
                max_length=10,
                verbose_name="vì giữ vai trò",
            ),
        ),
    ]
