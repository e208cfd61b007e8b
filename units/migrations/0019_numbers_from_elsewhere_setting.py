"""Whether an office numbers its papers elsewhere is said on its own page, with a trace."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0018_posts_end_with_their_body"),
    ]

    operations = [
        migrations.AlterField(
            model_name="settingstep",
            name="setting",
            field=models.CharField(
                choices=[
                    ("one_hand", "một người nhập và gửi"),
                    ("signing", "chức vụ, họ tên khi ký"),
                    ("keeps_noun", "cách viết tên đơn vị"),
                    ("enters_own", "chỉ nhập nhiệm vụ mình phụ trách"),
                    ("collects", "đầu mối tổng hợp của đơn vị"),
                    ("numbers", "số văn bản do hệ thống của cơ quan cấp"),
                ],
                max_length=24,
                verbose_name="cài đặt",
            ),
        ),
    ]
