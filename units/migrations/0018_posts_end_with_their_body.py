"""Posts end with the unit or agency they are held in; those of bodies that have ended do so now, with a line of trace."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from journal.guards import removing, stays

GUARD = stays("units_accountstep")  # SQLite writes the table anew when a column changes, and its guard is gone


def end_posts(apps, schema_editor):
    """What outlives its body ends on the body's last day; the sample's nation, which never ended, stands open again."""
    Unit, Post = apps.get_model("units", "Unit"), apps.get_model("units", "Post")
    Step = apps.get_model("units", "AccountStep")
    Unit.objects.filter(kind="nation").update(valid_to=None)
    for post in Post.objects.exclude(role="admin").select_related("agency__unit"):
        ends = [day for day in (post.agency.valid_to, post.agency.unit.valid_to) if day]
        last = max(min(ends), post.valid_from) if ends else None
        if last is None or (post.valid_to and post.valid_to <= last):
            continue
        post.was_to, post.valid_to, post.ended_with_body = post.valid_to, last, True
        post.save(update_fields=["was_to", "valid_to", "ended_with_body"])
        said = f"{post.title}, {post.agency.name}: đến hết {last:%d/%m/%Y}"
        Step.objects.create(account_id=post.user_id, unit_id=post.agency.unit_id, verb="with_body", said=said[:300])


def take_back(apps, schema_editor):
    Post, Step = apps.get_model("units", "Post"), apps.get_model("units", "AccountStep")
    Post.objects.filter(ended_with_body=True).update(valid_to=models.F("was_to"))
    by_the_portal = Step.objects.filter(by=None)
    with removing(by_the_portal, by=None, why="quay lại trước khi chức vụ kết thúc cùng đơn vị"):
        by_the_portal.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0017_second_administrator"),
    ]

    operations = [
        migrations.AddField(
            model_name="post",
            name="ended_with_body",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="kết thúc cùng đơn vị, chưa bàn giao"
            ),
        ),
        migrations.AddField(
            model_name="post",
            name="was_to",
            field=models.DateField(editable=False, null=True, verbose_name="đến ngày, trước khi đơn vị kết thúc"),
        ),
        migrations.RunPython(GUARD.reverse_code, GUARD.code),
        migrations.AlterField(
            model_name="accountstep",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người làm",
            ),
        ),
        stays("units_accountstep"),
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
                ],
                max_length=10,
                verbose_name="việc",
            ),
        ),
        migrations.RunPython(end_posts, take_back),
    ]
