"""Letters and reminders may be written to a unit's administrator."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("post", "0005_reminder_of_a_post"),
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
                    ("unit_admin", "Quản trị đơn vị"),
                    ("admin", "Quản trị"),
                ],
                max_length=10,
                verbose_name="vì giữ vai trò",
            ),
        ),
    ]
