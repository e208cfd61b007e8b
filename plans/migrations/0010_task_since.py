"""The day from which a task is carried out that an amendment added."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0009_receipts_by_code")]

    operations = [
        migrations.AddField(
            model_name="task",
            name="since",
            field=models.DateField(
                blank=True, help_text="Khi bản sửa đổi thêm vào kế hoạch", null=True, verbose_name="thực hiện từ"
            ),
        ),
    ]
