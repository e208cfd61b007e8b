"""Every page that grows with the set of `load_benchmark`, asked in turns with a page without data, in one process.

`python -m bench.scale_pages` measures the database of DATABASE_URL and prints JSON: {label: {ms, empty, queries}}.
"""

import json
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "papi_portal.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from papi_portal.benchmark.size import PREFIX  # noqa: E402
from plans.models import Period, Plan, Progress  # noqa: E402
from units.models import Unit, User  # noqa: E402

ROUNDS = 5
SEARCHES = ("công khai", "05/KH-UBND", "hồng quang", "xã", "nguyễn", "thủ tục hành chính")


def pages() -> list[tuple[str, str, str, dict]]:
    """[(label, name of the account, address, headers)]"""
    province = Unit.objects.get(code="33", valid_to=None)
    plan = Plan.objects.get(unit=province)
    open_periods = list(Period.objects.filter(plan=plan, state="open").order_by("ends"))
    review, entering = open_periods[0], open_periods[-1]
    entry = Progress.objects.filter(period=entering, state="draft", unit__parent=province).order_by("pk")[0]
    waiting = Progress.objects.filter(period=review, state="submitted", unit__parent=province).order_by("pk")[0]
    commune = entry.unit
    above, official = f"{PREFIX}33.thamdinh", f"{PREFIX}{commune.code}.nhaplieu"
    leader, admin = f"{PREFIX}33.lanhdao", User.objects.get(username__endswith=".quantri").username
    asked = [
        ("dashboard", above, reverse("dashboard"), {}),
        ("plan page", above, reverse("plan", args=[plan.pk]), {}),
        ("figures", above, reverse("plan_figures", args=[plan.pk]), {}),
        ("matrix", above, reverse("coverage", args=[plan.pk]), {}),
        ("matrix XLSX", above, reverse("coverage_excel", args=[plan.pk]), {}),
        ("all tasks as CSV", above, reverse("plan_tasks_csv", args=[plan.pk]), {}),
        ("list of plans", above, reverse("plans"), {}),
        ("review by unit", above, reverse("review_units"), {}),
        ("review of one unit", above, reverse("review_unit", args=[commune.pk]), {}),
        ("review by task", above, reverse("review_tasks"), {}),
        ("review queue", above, reverse("review"), {}),
        ("review of one entry", above, reverse("review_entry", args=[waiting.pk]), {}),
        ("period list", above, reverse("periods", args=[plan.pk]), {}),
        ("one period", above, reverse("period", args=[review.pk]), {}),
        ("work of the office above", above, reverse("work"), {}),
        ("work of the leader above", leader, reverse("work"), {}),
        ("extensions", leader, reverse("extensions"), {}),
        ("units and people", above, reverse("people"), {}),
        ("scores", above, reverse("indicators"), {}),
        ("score page", above, reverse("indicators_province", args=[province.pk]), {}),
        ("papers", above, reverse("documents"), {}),
        ("work of the official", official, reverse("work"), {}),
        ("grid", official, reverse("grid", args=[entering.pk]), {}),
        ("entry form", official, reverse("entry", args=[entry.pk]), {}),
        ("own plan page", official, reverse("plan", args=[entry.plan_id]), {}),
        ("reminders of the administrator", admin, reverse("reminders"), {}),
    ]
    for words in SEARCHES:
        asked.append((f"search {words}", above, f"{reverse('search')}?q={words}", {}))
        asked.append((f"box {words}", above, f"{reverse('search')}?q={words}", {"HX-Request": "true"}))
        asked.append((f"administrator's box {words}", admin, f"{reverse('search')}?q={words}", {"HX-Request": "true"}))
    return asked


def clock() -> float:
    """Seconds of a processor this process and its server have used: what else the machine does weighs on neither page."""
    return time.process_time() + _server()


def _server():
    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    return int(Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text().split()[0]) / 1e9


def measured(who: str, address: str, headers: dict) -> dict:
    """{"ms", "empty": milliseconds of the page and of one without data, by the same person in turns; "queries"}."""
    client = Client()
    client.force_login(User.objects.get(username=who), "django.contrib.auth.backends.ModelBackend")
    address = client.get(address, headers=headers, follow=True).request["PATH_INFO"] if "?" not in address else address
    spent: dict[str, list[float]] = {"page": [], "empty": []}
    rounds, number = ROUNDS, 0
    while number <= rounds:
        for page, times in spent.items():
            began = clock()
            answer = client.get(
                address if page == "page" else reverse("more"), headers=headers if page == "page" else {}
            )
            answer.getvalue()  # what is streamed is made while it is read
            took = 1000 * (clock() - began)
            if answer.status_code != 200:
                return {"status": answer.status_code}
            times.append(took)
        rounds = 2 if spent["page"][0] > 2500 else ROUNDS  # what takes seconds is known after two
        number += 1
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address, headers=headers)
        kilobytes = len(answer.getvalue()) / 1024
    least = {page: min(times[1:]) for page, times in spent.items()}
    return {"ms": least["page"], "empty": least["empty"], "queries": len(seen), "kB": round(kilobytes, 1)}


def main(words: list[str]) -> None:
    settings.DEBUG, settings.ALLOWED_HOSTS = False, ["testserver"]
    found = {}
    for label, who, address, headers in pages():
        if not words or any(word in label for word in words):
            found[label] = one = measured(who, address, headers)
            told = (
                ""
                if "status" in one
                else f"{one['ms'] / one['empty']:6.2f} x {one['ms']:8.1f} ms {one['queries']:3d} q {one['kB']} kB"
            )
            print(f"{label:40} {told or one}", file=sys.stderr, flush=True)
    json.dump(found, sys.stdout, indent=1, ensure_ascii=False)


if __name__ == "__main__":
    main(sys.argv[1:])
