"""Words of the act that erases a person's data; no column changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0021_door_counts"),
    ]

    operations = [
        migrations.AlterField(
            model_name="accountask",
            name="verb",
            field=models.CharField(
                choices=[
                    ("mail", "gửi thư đặt mật khẩu"),
                    ("slip", "in phiếu đăng nhập lần đầu"),
                    ("address", "sửa thư điện tử, điện thoại"),
                    ("factor", "gỡ bước xác thực thứ hai"),
                    ("erase", "xóa dữ liệu cá nhân"),
                ],
                max_length=8,
                verbose_name="việc",
            ),
        ),
        migrations.AlterField(
            model_name="accountstep",
            name="verb",
            field=models.CharField(
                choices=[
                    ("made", "lập tài khoản"),
                    ("appointed", "giao chức vụ"),
                    ("ended", "cho thôi chức vụ"),
                    ("with_body", "kết thúc chức vụ cùng đơn vị"),
                    ("goes_on", "khôi phục chức vụ, đơn vị còn hoạt động"),
                    ("moved", "chuyển chức vụ"),
                    ("handed", "bàn giao chức vụ"),
                    ("renamed", "sửa họ tên, chức danh, liên hệ"),
                    ("keyed", "cấp mã đăng nhập lần đầu"),
                    ("own", "tự đặt mật khẩu của mình"),
                    ("unlocked", "mở khóa đăng nhập"),
                    ("stopped", "ngừng tài khoản"),
                    ("resumed", "cho dùng lại tài khoản"),
                    ("asked", "đề nghị, chờ quản trị thứ hai xác nhận"),
                    ("agreed", "xác nhận đề nghị của quản trị khác"),
                    ("declined", "không đồng ý đề nghị"),
                    ("unfactored", "gỡ bước xác thực thứ hai"),
                    ("erased", "xóa dữ liệu cá nhân"),
                ],
                max_length=10,
                verbose_name="việc",
            ),
        ),
    ]
