"""Takes a notice of non-delivery from standard input; the mail server's alias pipes it here."""

import sys

from django.core.management.base import BaseCommand

from post import bounces


class Command(BaseCommand):
    help = "Đọc một thông báo thư bị trả về (DSN) từ đầu vào chuẩn và đánh dấu thư tương ứng là không gửi được."

    def handle(self, **options: object) -> None:
        letter = bounces.take(sys.stdin.buffer.read())
        self.stdout.write(f"Đã đánh dấu: {letter.subject}" if letter else "Không có thư nào của hệ thống khớp.")
