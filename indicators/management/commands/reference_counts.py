"""Prints how many units, dimensions and published scores are loaded."""

import json

from django.core.management.base import BaseCommand, CommandParser

from indicators.reference import reference_counts


class Command(BaseCommand):
    help = "Đếm dữ liệu tham chiếu đã nạp; --json in một đối tượng JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="in một đối tượng JSON trên một dòng")

    def handle(self, *args: object, **options: object) -> None:
        counts = reference_counts()
        if options["json"]:
            self.stdout.write(json.dumps(counts))
        else:
            self.stdout.write("\n".join(f"{name}: {count}" for name, count in counts.items()))
