"""manage.py divide_traces: tables of traces by year on PostgreSQL, and the way back; the rows are the same."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from journal import partitions


class Command(BaseCommand):
    help = "Chia các bảng vết theo năm (PostgreSQL); dòng đã có giữ nguyên chỗ, mỗi năm sau một phần riêng"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--together", action="store_true", help="gộp lại thành một bảng như trước")

    def handle(self, *args: Any, **options: Any) -> None:
        """Each table in a transaction of its own: what was interrupted is gone on with by the same command."""
        if connection.vendor != "postgresql":
            raise CommandError("Chỉ PostgreSQL chia được bảng theo năm; cơ sở dữ liệu này không cần.")
        for table in partitions.divisible():
            if partitions.partitioned(table) != options["together"]:
                continue
            if options["together"]:
                partitions.put_together(table)
            else:
                partitions.divide(table, timezone.localdate().year)
            self.stdout.write(f"{table}: đã {'gộp lại' if options['together'] else 'chia theo năm'}")
