"""`demo_accounts`: who may sign in to the demo, as a table or as JSON."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from papi_portal.demo.people import MAIN, PASSWORD
from units.models import Post


class Command(BaseCommand):
    help = "Liệt kê tài khoản mẫu: tên đăng nhập, mật khẩu, vai trò, đơn vị. Trống khi không ở chế độ mẫu."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="in một mảng JSON")
        parser.add_argument("--main", action="store_true", help="chỉ các tài khoản của câu chuyện chính")

    def handle(self, **options: object) -> None:
        rows = list(_accounts(only=MAIN if options["main"] else None)) if settings.DEMO else []
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        for row in rows:
            self.stdout.write(f"{row['username']:<24} {row['password']:<16} {row['role']:<24} {row['unit']}")


def _accounts(only):
    """One dict per account: {username, password, role, unit}; a person of two eras is listed once, latest unit."""
    posts = Post.objects.select_related("user", "agency__unit").order_by("user__username", "agency__unit__valid_from")
    rows = {}
    for post in posts.filter(user__email__endswith="@vi-du.example"):
        rows[post.user.username] = {
            "username": post.user.username,
            "password": PASSWORD,
            "role": post.get_role_display() + _ended(post),
            "unit": post.agency.unit.full_name,
        }
    return [row for name, row in rows.items() if only is None or name in only]


def _ended(post):
    """Who held a post in a unit of 2024 that went to nobody: signs in, and is told why she has no work any more."""
    return f" (đến {post.valid_to:%d/%m/%Y})" if post.valid_to else ""
