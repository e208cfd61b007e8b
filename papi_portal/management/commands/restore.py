"""Restores a backup onto an empty machine, or beside what runs (--drill), and compares every table and file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from papi_portal.keeping import archive


class Command(BaseCommand):
    requires_system_checks = []
    help = "FOLDER: one backup, or a folder of them, of which the newest is taken."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--drill", action="store_true", help="restore beside, compare, take away again")

    def handle(self, *, folder: Path, drill: bool, **options: object) -> None:
        backup = folder if (folder / archive.MANIFEST).is_file() else archive.newest(folder)
        if backup is None:
            raise CommandError(f"Không thấy bản sao lưu nào trong {folder}.")
        try:
            manifest = (archive.drill if drill else archive.restore)(backup)
        except (archive.Differs, OSError, RuntimeError) as failure:
            raise CommandError(f"{backup.name}: {failure}") from failure
        rows = sum(count for count, _ in manifest["tables"].values())
        counts = f"{len(manifest['tables'])} bảng, {rows} dòng, {len(manifest['files'])} tệp"
        self.stdout.write(f"{backup.name}: {counts} khớp từng dòng, từng tệp.")
