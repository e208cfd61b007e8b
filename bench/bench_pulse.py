"""Issue "index": citizens at one place in a burst over two web processes, and intervals against a library of its own.

Five hundred open the form and send it within a minute, as browsers without scripts; each answer that was acknowledged is
looked for afterwards. SciPy is put into a folder of its own for the comparison, the portal needs none.
"""

import os
import random
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlencode

CITIZENS, SECONDS, TOGETHER = 500, 60, 8
TABLES = 1000
ASK_SCIPY = """import json, sys
from scipy.stats import binomtest
print(json.dumps([list(binomtest(k, n).proportion_ci(0.95, 'wilson')) for k, n in json.load(sys.stdin)]))"""


def rows() -> list[dict]:
    from tools.servers import give_addresses, start_servers

    start_servers()
    give_addresses(0)
    os.environ |= {"DEBUG": "1", "DJANGO_SETTINGS_MODULE": "papi_portal.settings"}
    from bench.bench_officials import Portal, run

    run("manage.py", "migrate", "--verbosity=0")
    run("manage.py", "load_reference_data")
    run("manage.py", "collectstatic", "--verbosity=0", "--no-input")
    import django

    django.setup()
    key, pk = opened()
    with Portal() as port:
        quiet = sorted(answer(port, key)[0] for _ in range(20))[10]
        took, refused = burst(port, key)
    late = sorted(took)[int(0.95 * len(took))] / quiet
    lost = len(took) + 20 - kept(pk)
    return [
        row("500 answers in a minute, lost", lost, 0, not lost),
        row("500 answers in a minute, refused", refused, 0, not refused),
        row("500 answers in a minute, 95 of 100 within, times a quiet one", round(late, 1), 5, late <= 5),
        row("Wilson intervals of 1,000 tables, furthest from SciPy's", (far := furthest()), 1e-9, far < 1e-9),
    ]


def row(name: str, figure: float, bar: float, met: bool) -> dict:
    return {"issue": "index", "name": name, "figure": figure, "bar": bar, "met": met}


def opened() -> tuple[str, int]:
    """(key of a place, key of its round): a round that is open today."""
    from datetime import timedelta

    from django.utils import timezone

    from pulse.models import Place, Question, Round, RoundQuestion
    from units.models import Unit, User

    today = timezone.localdate()
    by = User.objects.create(username="bench.pulse")
    given = {"opens": today, "closes": today + timedelta(days=3), "state": Round.State.OPEN, "by": by}
    made = Round.objects.create(unit=Unit.objects.order_by("pk").first(), title="Đợt đo", **given)
    for position, question in enumerate(Question.objects.all()[:6]):
        RoundQuestion.objects.create(round=made, question=question, position=position)
    return Place.objects.create(round=made, name="Một nơi").key, made.pk


def answer(port: int, key: str) -> tuple[float, int]:
    """(seconds of sending, status) of one citizen who opens the form and sends it."""
    line = HTTPConnection("127.0.0.1", port, timeout=30)
    line.request("GET", f"/y-kien/{key}/", headers={"Host": "localhost"})
    page = line.getresponse().read().decode()
    token = re.search(r'name="pass" value="([^"]+)"', page)
    form = urlencode({"pass": token[1] if token else "", **{f"q{n}": random.choice("ynum") for n in range(6)}})
    heads = {"Host": "localhost", "Content-Type": "application/x-www-form-urlencoded"}
    began = time.monotonic()
    line.request("POST", f"/y-kien/{key}/", form, heads)
    status = line.getresponse().status
    line.close()
    return time.monotonic() - began, status


def burst(port: int, key: str) -> tuple[list[float], int]:
    """(seconds of each that was taken, how many were not), spread over a minute."""
    begins = time.monotonic()

    def one(number: int) -> tuple[float, int]:
        time.sleep(max(0.0, begins + number * SECONDS / CITIZENS - time.monotonic()))
        return answer(port, key)

    with ThreadPoolExecutor(TOGETHER) as crowd:
        sent = list(crowd.map(one, range(CITIZENS)))
    return [took for took, status in sent if status == 302], sum(status != 302 for _, status in sent)


def kept(pk: int) -> int:
    """Answers of the round, shuffled or waiting."""
    from pulse.models import Round
    from pulse.workflow import received

    return received(Round.objects.get(pk=pk))


def furthest() -> float:
    """The greatest distance of an end of an interval from SciPy's, over random tables."""
    import json

    from pulse.intervals import wilson

    chance = random.Random(1927)
    tables = [(chance.randint(0, of), of) for of in (chance.randint(1, 3000) for _ in range(TABLES))]
    with tempfile.TemporaryDirectory() as folder:
        install = [sys.executable, "-m", "pip", "install", "-q", "--target", folder, "scipy"]
        subprocess.run(install, check=True, capture_output=True)
        asked = subprocess.run(
            [sys.executable, "-c", ASK_SCIPY], check=True, capture_output=True, text=True, input=json.dumps(tables),
            env=os.environ | {"PYTHONPATH": folder},
        )  # fmt: skip
    theirs = json.loads(asked.stdout)
    return max(
        abs(mine - other)
        for table, ends in zip(tables, theirs, strict=True)
        for mine, other in zip(wilson(*table), ends, strict=True)
    )
