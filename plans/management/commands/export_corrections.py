"""What people corrected in readings, written as test cases of the reader; names were masked when they were kept."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from plans.drafting.learning import cases


class Command(BaseCommand):
    help = "Xuất những chỗ đã sửa khi đối chiếu văn bản thành mẫu thử của phần đọc văn bản; tên riêng đã được che."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", help="tệp JSON để ghi; không có thì in ra đầu ra chuẩn")

    def handle(self, *args: Any, **options: Any) -> None:
        found = json.dumps(cases(), ensure_ascii=False, indent=1)
        if options["out"]:
            Path(options["out"]).write_text(found + "\n", "utf-8")
        else:
            self.stdout.write(found)
