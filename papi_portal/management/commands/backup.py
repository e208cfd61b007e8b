"""A backup of database and files together, consistent while people go on working."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from papi_portal.keeping import archive


class Command(BaseCommand):
    requires_system_checks = []
    help = "Writes FOLDER/papi-YYYYMMDD-HHMMSS: dump, files, manifest; keys and secret only with --encrypt-to."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--encrypt-to", type=Path, metavar="KEY.asc", help="GnuPG public key for keys and secret")
        parser.add_argument("--keep", type=int, default=0, help="backups that remain; 0: all")

    def handle(self, *, folder: Path, encrypt_to: Path | None, keep: int, **options: object) -> None:
        try:
            made = archive.back_up(folder, recipient=encrypt_to, keep=keep)
        except (OSError, RuntimeError) as failure:
            raise CommandError(f"Sao lưu không xong: {failure}") from failure
        self.stdout.write(f"{made}")
        if not encrypt_to:
            self.stdout.write("Chưa có khóa ký và SECRET_KEY trong bản này: thêm --encrypt-to KHÓA.asc.")
