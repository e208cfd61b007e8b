"""Two people save one entry at the same moment: who had to wait reads what the first one wrote, figures included."""

import threading
import time
from decimal import Decimal

import pytest
from django.db import connection, transaction

from plans.models import Progress, Step
from plans.progress import workflow as way
from plans.tests.paper import entries_of, make_period, make_plan
from units.merging import Clash

pytestmark = pytest.mark.django_db(transaction=True)
BASE = {"level": "", "result": ""}


def test_the_second_hand_waits_and_meets_the_figure_of_the_first(cast):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time and has no locked rows to wait for")
    entry = entries_of(make_period(make_plan(cast.commune, cast.commune_office)))[0]
    measure, met = entry.task.measures.get().pk, []

    def second():
        try:
            values = {"result": "Của người thứ hai"}
            way.save(entry, by=cast.official, version=1, values=values, figures={measure: Decimal(7)},
                     base={**BASE, f"figure-{measure}": None})  # fmt: skip
        except Clash as clash:
            met.append(clash.fields)
        finally:
            connection.close()

    other = threading.Thread(target=second)
    with transaction.atomic():
        way.save(entry, by=cast.official, version=1, values={"level": "in_progress"}, figures={measure: Decimal(6)})
        other.start()
        _until_it_waits()
    other.join(20)
    assert met == [{f"figure-{measure}": (Decimal(7), Decimal(6))}]
    assert Progress.objects.get(pk=entry.pk).version == 2 and Step.objects.count() == 1


def _until_it_waits():
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    raise AssertionError("The second hand never waited")
