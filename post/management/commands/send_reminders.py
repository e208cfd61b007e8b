"""Sends the reminders of a day by hand, or shows them: `send_reminders --today 2026-03-24 --dry-run`."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from post import digest, sending, working_days


class Command(BaseCommand):
    help = "Gửi thư nhắc việc của một ngày; --dry-run chỉ in ra ai sẽ nhận gì và vì sao, không ghi, không gửi."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--today", help="ngày cần gửi, ví dụ 2026-03-24; mặc định: hôm nay")
        parser.add_argument("--dry-run", action="store_true", help="chỉ in, không ghi vào cơ sở dữ liệu, không gửi")

    def handle(self, *, today: str | None, dry_run: bool, **options: object) -> None:
        day = _day(today)
        calendar = working_days.load()
        if reason := calendar.why_off(day):
            self.stdout.write(f"{day:%d/%m/%Y} là ngày nghỉ ({reason}): theo lịch, thư đi vào ngày làm việc.")
        if dry_run:
            self._show(digest.compose(day, calendar=calendar), day)
        else:
            self._send(day)

    def _show(self, digests, day):
        for one in digests:
            self.stdout.write(f"\n{one.person} <{one.person.email or 'không có địa chỉ thư'}>: {one.subject}")
            for line, kind, milestone in one.reasons():
                self.stdout.write(f"  [{kind}, mốc {milestone}] {line.group}: {line.text} – {line.when}")
        self.stdout.write(f"\n{day:%d/%m/%Y}: {len(digests)} người sẽ nhận thư. Chưa ghi, chưa gửi gì.")

    def _send(self, day):
        written = digest.send_out(timezone.now(), today=day, by_hand=True)
        counts = sending.send_waiting()
        later = counts["later"] + counts["untried"]
        self.stdout.write(
            f"{day:%d/%m/%Y}: đã viết thư cho {written} người; {counts['sent']} thư đã gửi, "
            f"{later} thư sẽ gửi lại, {counts['failed']} thư không gửi được."
        )


def _day(typed):
    if not typed:
        return timezone.localdate()
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise CommandError(f"“{typed}” không phải là ngày dạng 2026-03-24.") from error
