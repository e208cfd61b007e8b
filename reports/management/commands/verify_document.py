"""`manage.py verify_document FILE`: exit code 0 only when every signature is intact and trusted; 2: not readable."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.pen.verdict import NotPdf, load_trust
from reports.verification.answer import Answer, answer


class Command(BaseCommand):
    help = "Kiểm tra chữ ký số của một tệp PDF; mã thoát 0 chỉ khi mọi chữ ký nguyên vẹn, tin cậy, không có điểm cảnh báo."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
        parser.add_argument("--trust", action="append", default=[], help="thêm một tệp gốc tin cậy (PEM hoặc DER)")

    def handle(self, *, file: Path, json: bool, trust: list[str], **options: Any) -> None:
        try:
            found = answer(file.read_bytes(), load_trust(trust))
        except (OSError, NotPdf, ValueError) as error:
            if json:
                self.stdout.write(_as_json({"ok": False, "overall": "unreadable", "sentence": str(error)}))
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(_as_json(_whole(found)) if json else _as_text(found))
        if not found.verdict.ok:
            raise SystemExit(1)


def _whole(found: Answer) -> dict:
    return found.verdict.to_json() | {"register": found.register, "holders": found.holders}


def _as_json(given: dict) -> str:
    return json.dumps(given, ensure_ascii=False, indent=2)


def _as_text(found: Answer) -> str:
    signatures = (f"- {one.sentence}{_holder(one, found)}" for one in found.verdict.signatures)
    points = (f"! {one.words[:1].upper()}{one.words[1:]}." for one in found.verdict.points)
    return "\n".join([found.verdict.sentence, *signatures, *points, found.register])


def _holder(one, found):
    holder = found.holders.get(one.fingerprint)
    return f" Theo danh bạ chứng thư số: {holder}." if holder else ""
