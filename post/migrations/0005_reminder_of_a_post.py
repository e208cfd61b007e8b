"""A reminder carries the post it was told to; those told before have none."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("post", "0004_letter_written_to_a_post"),
        ("units", "0005_guards_and_indexes"),
    ]

    operations = [
        migrations.AddField(
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
                    ("admin", "Quản trị"),
                ],
                max_length=10,
                verbose_name="vì giữ vai trò",
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="units.unit",
                verbose_name="ở đơn vị",
            ),
        ),
    ]
