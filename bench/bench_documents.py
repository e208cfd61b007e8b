"""Issue F: a hundred reports on two workers of which one is killed: all are made, no number is given twice."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPORTS = 100
PATIENCE = 600  # seconds


def rows() -> list[dict]:
    from tools.servers import give_addresses, start_servers

    start_servers()
    give_addresses(0)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    keys = queued()
    took = made_by_two_workers()
    return [*counted(keys, took), *registered(keys), *of_a_province()]


def queued() -> list[int]:
    """A hundred reports asked for, as by a hundred clicks."""
    from conftest import Cast
    from reports.papers.workflow import papers
    from reports.tests import desk

    cast = Cast()
    desk.let_live(cast)
    plan, period = desk.commune_period(cast)
    asked = (
        papers.begin("bao_cao", cast.commune_office, by=cast.official, plan=plan, period=period)
        for _ in range(REPORTS)
    )
    return [document.pk for document in asked]


def made_by_two_workers() -> float:
    """Seconds until nothing waits any more; one worker is killed when a third is made and comes back after that."""
    before, workers = time.monotonic(), [worker(1), worker(2)]
    try:
        until(lambda: ready() >= REPORTS // 3)
        os.killpg(workers[0].pid, signal.SIGKILL)
        workers[0].wait()
        workers[0] = worker(3)
        until(lambda: ready() == REPORTS, meanwhile=sweep)
        return time.monotonic() - before
    finally:
        for one in workers:
            os.killpg(one.pid, signal.SIGKILL)
            one.wait()


def worker(number: int) -> subprocess.Popen:
    celery = [sys.executable, "-m", "celery", "-A", "papi_portal", "worker"]
    command = [*celery, "-c", "1", "-n", f"w{number}@bench", "-l", "ERROR"]
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL)


def ready() -> int:
    from reports.models import Document

    return Document.objects.filter(making=Document.Making.READY).count()


def sweep() -> None:
    """What the timetable does every minute."""
    from reports.papers.tasks import sweep_papers

    sweep_papers()


def until(done, meanwhile=lambda: None) -> None:
    end = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > end:
            raise TimeoutError(f"Only {ready()} of {REPORTS} were made")
        meanwhile()
        time.sleep(1)


def counted(keys: list[int], took: float) -> list[dict]:
    from reports.models import Document

    made = Document.objects.filter(pk__in=keys, making=Document.Making.READY).exclude(draft_pdf="").count()
    files = set(Document.objects.filter(pk__in=keys).values_list("draft_pdf", flat=True))
    return [
        row("100 reports, two workers, one killed: made", made, REPORTS, made == REPORTS),
        row("files of their own", len(files), REPORTS, len(files) == REPORTS),
        row("from the first worker's start to the last report, s", round(took, 1), None, True),
    ]


def registered(keys: list[int]) -> list[dict]:
    """Twenty hands at once take numbers for all of them, each paper asked for twice."""
    from reports.models import Book, RegisterEntry

    with ThreadPoolExecutor(20) as hands:
        list(hands.map(number, [*keys, *keys]))
    numbers = list(RegisterEntry.objects.order_by("number").values_list("number", flat=True))
    whole = numbers == list(range(1, REPORTS + 1)) and Book.objects.get().last == REPORTS
    return [row("numbers in the register for them, 20 hands at once", len(numbers), REPORTS, whole)]


def number(key: int) -> None:
    from django.db import connections

    from reports.models import Document
    from reports.papers.workflow import registers

    document = Document.objects.select_related("created_by").get(pk=key)
    registers.number_for(document, by=document.created_by, symbol="BC-UBND", recipients="", signer="")
    connections.close_all()


def of_a_province() -> list[dict]:
    """The report of a province on 104 communes with 60 tasks each: pages, and seconds from figures to file."""
    from conftest import make_agency, make_unit
    from reports.models import Document
    from reports.papers import press
    from reports.tests.country import province_period
    from units.models import User

    unit = make_unit("Tỉnh Mẫu", "98", kind="tinh")
    plan, period = province_period(unit, make_agency(unit, "UBND tỉnh Mẫu", heads_unit=True, symbol="UBND"))
    asked = Document.objects.create(
        kind="bao_cao", agency=plan.issuer, plan=plan, period=period, title="x", created_by=User.objects.first()
    )
    before = time.monotonic()
    made = press.make(asked.pk)
    took = time.monotonic() - before
    asked.refresh_from_db()
    return [
        row("report of a province, 104 communes x 60 tasks: pages", asked.pages, 60, made and asked.pages <= 60),
        row("the same, from figures to file, s", round(took, 1), 15, took <= 15),
    ]


def row(name: str, figure, bar, met: bool) -> dict:
    return {"issue": "documents", "name": name, "figure": figure, "bar": bar, "met": met}
