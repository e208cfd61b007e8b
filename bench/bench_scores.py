"""Issue "dashboards", the scores: queries of each page, and its time against an empty page of the same person."""

import os
import time
from datetime import timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "papi_portal.settings")
os.environ.setdefault("DEMO", "1")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from units.models import Unit, User  # noqa: E402

PERSON, PROVINCE, ROUNDS = "hungyen.thamdinh", "33", 9
PAGES = ("indicators", "indicators_province", "what_if", "leading_figures", "targets_followed", "plan_from_scores")
MOST_QUERIES, MOST_TIMES = 15, 3


def rows() -> list[dict]:
    """On SQLite with the demo data: 63 provinces, 14 years, 105 plans."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    for name in ("load_reference_data", "load_demo_data"):
        call_command(name, verbosity=0)
    settings.ALLOWED_HOSTS = ["testserver"]
    person = User.objects.get(username=PERSON)
    User.objects.filter(pk=person.pk).update(date_joined=timezone.now() - timedelta(days=90))
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    province = Unit.objects.get(code=PROVINCE, depth=0, valid_to__isnull=False)
    found = []
    for name in PAGES:
        address = reverse(name, args=[] if name == "indicators" else [province.pk])
        found += [*_figures(client, name, address)]
    return found


def _figures(client, name, address):
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
        queries = len(seen)
    times: dict[str, list[float]] = {address: [], reverse("more"): []}
    for _ in range(ROUNDS):  # in turns: what else the machine does weighs on both
        for one, taken in times.items():
            began = time.process_time()
            assert client.get(one).status_code == 200
            taken.append(time.process_time() - began)
    own, empty = (min(taken) for taken in times.values())
    yield _row(f"scores, {name}: queries", queries, MOST_QUERIES)
    yield _row(f"scores, {name}: times the signed-in empty page", round(own / empty, 2), MOST_TIMES)


def _row(name: str, figure: float, bar: float) -> dict:
    return {"issue": "dashboards", "name": name, "figure": figure, "bar": bar, "met": figure <= bar}
