"""A request for more time may be taken back by whoever asked, while nobody has decided."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0016_step_of_verb")]

    operations = [
        migrations.AlterField(
            model_name="extension",
            name="state",
            field=models.CharField(
                choices=[
                    ("leader", "Chờ lãnh đạo đơn vị gửi"),
                    ("held", "Lãnh đạo đơn vị không gửi"),
                    ("asked", "Đề nghị gia hạn"),
                    ("granted", "Đã đồng ý"),
                    ("refused", "Không đồng ý"),
                    ("back", "Đã rút lại"),
                ],
                default="asked",
                max_length=8,
                verbose_name="kết quả",
            ),
        ),
    ]
