"""Books opened behind paper ones, numbers kept for their day, remarks, and more kinds of papers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0008_who_has_seen_it"),
    ]

    operations = [
        migrations.AddField(
            model_name="book",
            name="opening",
            field=models.PositiveIntegerField(default=0, verbose_name="số cuối của sổ trước khi mở trên hệ thống"),
        ),
        migrations.AddField(
            model_name="book",
            name="opening_note",
            field=models.CharField(blank=True, max_length=300, verbose_name="căn cứ mở sổ"),
        ),
        migrations.AddField(
            model_name="registerentry",
            name="archive",
            field=models.CharField(blank=True, max_length=80, verbose_name="đơn vị, người nhận bản lưu"),
        ),
        migrations.AddField(
            model_name="registerentry",
            name="kept_day",
            field=models.BooleanField(default=False, verbose_name="giữ nguyên ngày"),
        ),
        migrations.AddField(
            model_name="registerentry",
            name="note",
            field=models.CharField(blank=True, max_length=300, verbose_name="ghi chú"),
        ),
        migrations.AlterField(
            model_name="document",
            name="kind",
            field=models.CharField(
                choices=[
                    ("bao_cao", "Báo cáo"),
                    ("ke_hoach", "Kế hoạch"),
                    ("cong_van", "Công văn"),
                    ("to_trinh", "Tờ trình"),
                    ("thong_bao", "Thông báo"),
                    ("quyet_dinh", "Quyết định"),
                    ("chuong_tri", "Chương trình"),
                    ("giay_moi", "Giấy mời"),
                    ("cong_dien", "Công điện"),
                    ("bien_ban", "Biên bản"),
                ],
                max_length=10,
                verbose_name="loại",
            ),
        ),
    ]
