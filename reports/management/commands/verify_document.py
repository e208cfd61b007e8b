"""`manage.py verify_document FILE`: exit code 0 only when every signature is intact and trusted; 2: not readable."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.pen.trust import roots
from reports.pen.verdict import NotPdf, load_roots, verify


class Command(BaseCommand):
    help = "Kiểm tra chữ ký số của một tệp PDF; mã thoát 0 chỉ khi mọi chữ ký nguyên vẹn và tin cậy."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
        parser.add_argument("--trust", action="append", default=[], help="thêm một tệp gốc tin cậy (PEM hoặc DER)")

    def handle(self, *, file: Path, json: bool, trust: list[str], **options: Any) -> None:
        try:
            verdict = verify(file.read_bytes(), [*roots(), *load_roots(trust)])
        except (OSError, NotPdf, ValueError) as error:
            if json:
                self.stdout.write(_as_json({"ok": False, "overall": "unreadable", "sentence": str(error)}))
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(_as_json(verdict.to_json()) if json else _as_text(verdict))
        if not verdict.ok:
            raise SystemExit(1)


def _as_json(answer: dict) -> str:
    return json.dumps(answer, ensure_ascii=False, indent=2)


def _as_text(verdict) -> str:
    return "\n".join([verdict.sentence, *(f"- {one.sentence}" for one in verdict.signatures)])
