"""`load_demo_data`: the five source plans, the present plan, their people and progress. Safe to run twice."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone

from papi_portal.demo import bureau, exchange, heirs, index, papers, past, people, present, pulse, sources
from plans.models import Plan, Progress
from plans.progress import looking
from post.models import Letter, Notice
from units.models import Unit, User


class Command(BaseCommand):
    help = "Nạp dữ liệu mẫu (chỉ khi DEMO=1): năm kế hoạch nguồn, kế hoạch hiện tại của Hưng Yên, tài khoản mẫu."

    def handle(self, **options: object) -> None:
        if not settings.DEMO:
            raise CommandError("Dữ liệu mẫu chỉ nạp được khi biến môi trường DEMO=1.")
        if not Unit.objects.exists():
            raise CommandError("Chưa có dữ liệu nền. Chạy trước: manage.py load_reference_data")
        if Plan.objects.filter(source_note=present.SAMPLE).exists():
            heirs.load(people.hashed_password())  # a demo loaded before it knew where the people of 2024 went
            self.stdout.write("Đã có dữ liệu mẫu, không nạp lại.")
            return
        with transaction.atomic():
            self._load()
        # RSA keys take a second a leader: the two of the story now, everybody else's when they first sign.
        call_command("make_demo_signing", "tienphong.lanhdao", "hongquang.lanhdao", stdout=self.stdout)
        _tell_the_planner()
        papers.load()
        exchange.receive()
        _forget_the_news()
        plans, entries, people_count = (model.objects.count() for model in (Plan, Progress, User))
        self.stdout.write(f"{plans} kế hoạch, {entries} tiến độ, {people_count} tài khoản.")

    def _load(self):
        hashed = people.hashed_password()
        people.administrator(hashed)
        sources.load(hashed)
        past.load()
        present.load(hashed, timezone.localdate())
        bureau.load(hashed, timezone.localdate())
        exchange.load(timezone.localdate())
        pulse.load(timezone.localdate())
        index.load(hashed, timezone.localdate())
        heirs.load(hashed)
        looking.look_at_all()


def _tell_the_planner():
    """After a bulk load PostgreSQL knows nothing of the rows and would join them row by row until autovacuum looks."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _forget_the_news():
    """What happened while loading is history: nobody gets letters about it."""
    Letter.objects.all().delete()
    Notice.objects.all().delete()
