"""Which bodies have a seal, and whose numbers come from their own system."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0008_certificates"),
    ]

    operations = [
        migrations.AddField(
            model_name="agency",
            name="numbers_elsewhere",
            field=models.BooleanField(
                default=False,
                help_text="Bật: cổng không tự cấp số; văn thư ghi số, ngày đã lấy ở hệ thống quản lý văn bản của cơ quan",
                verbose_name="số văn bản do hệ thống của cơ quan cấp",
            ),
        ),
        migrations.AddField(
            model_name="agency",
            name="seal",
            field=models.CharField(
                blank=True,
                choices=[
                    ("own", "Có con dấu riêng: ban hành nhân danh mình"),
                    ("none", "Không có con dấu: ký thừa lệnh (TL.) cơ quan cấp trên"),
                ],
                help_text="Để trống: theo đề xuất của hệ thống từ tên cơ quan",
                max_length=4,
                verbose_name="con dấu",
            ),
        ),
    ]
