"""What a drafter chose: comparison with the last period or year, a line of sources."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0010_copies_and_relations")]

    operations = [
        migrations.AddField(
            model_name="document",
            name="choices",
            field=models.JSONField(
                blank=True, default=dict, help_text="So sánh, dòng nguồn", verbose_name="lựa chọn khi soạn"
            ),
        ),
    ]
