"""The title for which a person has confirmed how a post signs."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0009_seals_and_numbers"),
    ]

    operations = [
        migrations.AddField(
            model_name="post",
            name="confirmed_for",
            field=models.CharField(
                blank=True,
                editable=False,
                help_text="Chức vụ lúc có người xác nhận dòng trên chữ ký và hình thức ký; đổi chức vụ thì xác nhận lại",
                max_length=120,
                verbose_name="chức vụ khi xác nhận cách ký",
            ),
        ),
        migrations.AlterField(
            model_name="settingstep",
            name="setting",
            field=models.CharField(
                choices=[
                    ("one_hand", "một người nhập và gửi"),
                    ("signing", "chức vụ, họ tên khi ký"),
                    ("keeps_noun", "cách viết tên đơn vị"),
                ],
                max_length=24,
                verbose_name="cài đặt",
            ),
        ),
    ]
