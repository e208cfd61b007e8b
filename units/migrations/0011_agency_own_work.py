"""Which agency of a unit collects what the others enter, and which enter only what is in their charge."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0010_who_signs_confirmed"),
    ]

    operations = [
        migrations.AddField(
            model_name="agency",
            name="collects",
            field=models.BooleanField(
                default=False,
                help_text="Các bộ phận gửi qua đây: Văn phòng HĐND và UBND, Phòng Văn hóa – Xã hội…",
                verbose_name="đầu mối tổng hợp của đơn vị",
            ),
        ),
        migrations.AddField(
            model_name="agency",
            name="enters_own",
            field=models.BooleanField(
                default=False,
                help_text="Bật: người của cơ quan nhập nhiệm vụ được phân công, còn lại chỉ xem",
                verbose_name="chỉ nhập nhiệm vụ mình phụ trách",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.UniqueConstraint(
                condition=Q(collects=True), fields=("unit",), name="agency_collects_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=~Q(collects=True, enters_own=True), name="agency_collects_all"
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
                    ("enters_own", "chỉ nhập nhiệm vụ mình phụ trách"),
                    ("collects", "đầu mối tổng hợp của đơn vị"),
                ],
                max_length=24,
                verbose_name="cài đặt",
            ),
        ),
    ]
