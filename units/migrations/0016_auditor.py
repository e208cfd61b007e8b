"""The role of who audits: she reads traces and accounts, and changes nothing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0015_traces_stay"),
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
                    ("auditor", "Kiểm tra, giám sát"),
                    ("unit_admin", "Quản trị đơn vị"),
                    ("admin", "Quản trị"),
                ],
                max_length=10,
                verbose_name="vai trò",
            ),
        ),
    ]
