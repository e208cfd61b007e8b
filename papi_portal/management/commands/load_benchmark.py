"""`load_benchmark`: the set that speed is measured on, into a database of its own; `--drop` takes it out again."""

from argparse import ArgumentParser
from dataclasses import replace
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from indicators.models import Dimension
from papi_portal.benchmark import store
from papi_portal.benchmark.fill import fill
from papi_portal.benchmark.size import DEFAULT, Size


class Command(BaseCommand):
    help = (
        "Nạp bộ dữ liệu đo tốc độ vào một cơ sở dữ liệu riêng: cả nước trên PostgreSQL (34 tỉnh, 3.321 xã, 60 nhiệm vụ, "
        "12 kỳ), tỉnh Hưng Yên trên SQLite. Không động vào cơ sở dữ liệu đã có kế hoạch hoặc tài khoản khác."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--provinces", type=int, help="số tỉnh (mặc định: cả nước trên PostgreSQL, 1 trên SQLite)")
        parser.add_argument("--communes", type=int, help="số xã mỗi tỉnh (mặc định: tất cả)")
        parser.add_argument("--tasks", type=int, help="số nhiệm vụ mỗi kế hoạch (mặc định: 60)")
        parser.add_argument("--periods", type=int, help="số kỳ, tháng (mặc định: 12)")
        parser.add_argument("--today", type=date.fromisoformat, help="ngày đo, ví dụ 2026-12-01 (mặc định: hôm nay)")
        parser.add_argument("--drop", action="store_true", help="gỡ bộ dữ liệu, chỉ để lại dữ liệu tham chiếu")
        parser.add_argument("--even-in-production", action="store_true", help="nạp hoặc gỡ cả khi không bật DEBUG")

    def handle(self, **options: Any) -> None:
        self._refuse(options["even_in_production"])
        if options["drop"]:
            store.empty()
            self.stdout.write("Đã gỡ bộ dữ liệu đo tốc độ; dữ liệu tham chiếu còn nguyên.")
        elif store.holds_the_set():
            self.stdout.write("Đã có bộ dữ liệu đo tốc độ, không nạp lại. Gỡ bằng: manage.py load_benchmark --drop")
        else:
            self._fill(options)

    def _refuse(self, even_in_production: bool) -> None:
        if not settings.DEBUG and not even_in_production:
            raise CommandError("Hệ thống đang chạy thật (DEBUG tắt). Nếu chắc chắn, thêm --even-in-production.")
        if store.has_work():
            raise CommandError(
                "Cơ sở dữ liệu này đã có kế hoạch hoặc tài khoản không thuộc bộ đo tốc độ, nên không nạp, không gỡ gì. "
                "Đặt DATABASE_URL tới một cơ sở dữ liệu trống."
            )

    def _fill(self, options):
        if not Dimension.objects.exists():
            call_command("load_reference_data", stdout=self.stdout)
        asked = {name: options[name] for name in ("provinces", "communes", "tasks", "periods") if options[name]}
        size: Size = replace(DEFAULT[connection.vendor], **asked)
        count = fill(size, options["today"] or timezone.localdate(), self.stdout.write)
        self.stdout.write(f"{count} tiến độ.")
