"""`manage.py rebuild_tallies`: the rolled-up figures counted anew; `--check` only says which periods differ."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.forms.models import model_to_dict
from django.utils import timezone

from plans.models import Period
from reports.boards import tallying
from reports.models import Tally


class Command(BaseCommand):
    help = "Đếm lại toàn bộ số liệu đã tổng hợp của các trang Toàn cảnh, Diễn biến; --check: chỉ đối chiếu, không ghi."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="đối chiếu với số đếm lại, mã thoát 1 khi có dòng lệch"
        )

    def handle(self, *, check: bool, **options: Any) -> None:
        if not check:
            self.stdout.write(f"Đã đếm lại {tallying.refresh(afresh=True)} kỳ.")
            return
        wrong = [period for period in Period.objects.select_related("plan") if _kept(period) != _now(period)]
        if wrong:
            names = "; ".join(f"{period} ({period.plan})" for period in wrong[:20])
            raise CommandError(f"{len(wrong)} kỳ có số liệu tổng hợp khác số đếm lại: {names}")
        self.stdout.write("Mọi số liệu tổng hợp đều bằng số đếm lại.")


def _kept(period):
    return {_told(row) for row in Tally.objects.filter(period=period)}


def _now(period):
    if not hasattr(period, "tallied"):
        return set()
    return {_told(row) for row in tallying.recount(period, timezone.localdate())}


def _told(row):
    return tuple(model_to_dict(row, exclude=["id"]).items())
