"""Reads a document on the command line and shows what was found; nothing is written to the database."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reader.output import as_json, summary
from reader.readers import read_plan
from reader.refusals import ImportRefused


class Command(BaseCommand):
    help = (
        "Đọc một văn bản kế hoạch (.docx, .doc, .rtf, .odt, .pdf, .txt, .html, .xlsx, .ods, ảnh .jpg, .png) và in nội dung "
        "đọc được; không ghi vào cơ sở dữ liệu."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="đường dẫn tới tệp")
        parser.add_argument("--json", action="store_true", help="in một đối tượng JSON ra đầu ra chuẩn")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            plan = read_plan(options["file"], options["file"])
        except ImportRefused as refusal:
            raise CommandError(refusal.message_vi) from refusal
        if options["json"]:
            self.stdout.write(json.dumps(as_json(plan), ensure_ascii=False, indent=1))
        else:
            self.stdout.write(summary(plan))
