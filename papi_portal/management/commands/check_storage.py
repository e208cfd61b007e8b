"""Compares rows and files both ways."""

from django.core.management.base import BaseCommand, CommandError

from papi_portal.keeping import storage


class Command(BaseCommand):
    requires_system_checks = []
    help = "Names rows whose file is missing or changed (exit code 1) and files that no row names."

    def handle(self, **options: object) -> None:
        found = storage.compared()
        for words, rows in (
            ("Thiếu", found.missing),
            ("Bị thay đổi", found.changed),
            ("Không dòng nào ghi", found.unnamed),
        ):
            for row in rows:
                self.stdout.write(f"{words}: {row}")
        self.stdout.write(f"Đã xem {found.looked} tệp.")
        if not found.well:
            raise CommandError(
                f"{len(found.missing)} tệp thiếu, {len(found.changed)} tệp bị thay đổi: lấy lại từ bản sao lưu."
            )
