"""`manage.py make_demo_signing`: keys of a test authority for agencies and their leaders; only in the demo."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from reports.pen import keyring
from units.models import Post, Role


class Command(BaseCommand):
    help = "Tạo khóa ký thử nghiệm (chỉ khi DEMO=1) cho cơ quan của tài khoản nêu tên; nơi khác tự có khi ký lần đầu."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("usernames", nargs="*", help="tài khoản lãnh đạo, ví dụ tienphong.lanhdao")

    def handle(self, *, usernames: list[str], **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Khóa thử nghiệm chỉ tạo được khi biến môi trường DEMO=1.")
        held = Post.objects.in_force(timezone.localdate()).filter(role=Role.LEADER, user__username__in=usernames)
        posts = held.select_related("agency__unit")
        keyring.make_demo_keys(posts)
        self.stdout.write(f"Khóa ký thử nghiệm của {len(posts)} lãnh đạo nằm ở {settings.SIGNING_DIR}")
