"""Names that keep their common noun; a place that is only the unit's bare name follows from the unit from now on."""

from django.db import migrations, models

from units.namesakes import bare


def follow_the_unit(apps, schema_editor):
    """Địa danh that nobody chose: copied from the unit's name when the agency was entered."""
    for agency in apps.get_model("units", "Agency").objects.exclude(place="").select_related("unit"):
        if agency.place == bare(agency.unit.name):
            agency.place = ""
            agency.save(update_fields=["place"])


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0006_signs_as"),
    ]

    operations = [
        migrations.AddField(
            model_name="unit",
            name="keeps_noun",
            field=models.BooleanField(
                blank=True,
                help_text="Tên người, sự kiện, chữ số: “Phường Trần Hưng Đạo”, “Quận 1”. Chưa chọn: theo đề xuất của hệ thống",
                null=True,
                verbose_name="giữ danh từ chung trong tên",
            ),
        ),
        migrations.AlterField(
            model_name="settingstep",
            name="setting",
            field=models.CharField(
                choices=[("one_hand", "một người nhập và gửi"), ("keeps_noun", "cách viết tên đơn vị")],
                max_length=24,
                verbose_name="cài đặt",
            ),
        ),
        migrations.RunPython(follow_the_unit, migrations.RunPython.noop),
    ]
