"""manage.py check_journal: whether the traces are as they were written; names the first broken link of each table."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from journal import checking, outside, traces
from journal.models import Link


class Command(BaseCommand):
    help = "Kiểm tra chuỗi vết: dòng đầu tiên bị sửa, bị xóa, bị chèn của từng bảng; bảng mất khóa"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--heads", type=Path, help="tệp đầu chuỗi đã gửi ra ngoài, để đối chiếu")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a table; exit code 1 when anything is broken."""
        found = [f"{table}: không còn khóa chống sửa, xóa" for table in checking.bare()]
        for label in traces.labels():
            said = checking.broken(label)
            self.stdout.write(said or f"{label}: {Link.objects.filter(chain=label).count()} mắt xích, không gãy")
            found += [said] if said else []
        if options["heads"]:
            found += checking.told_breaks(outside.kept(options["heads"]))
        if found:
            raise CommandError("Vết không còn nguyên: " + "; ".join(found))
