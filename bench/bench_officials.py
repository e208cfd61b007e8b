"""Issue "scale": three hundred officials entering on two web processes, as `manage.py up` starts them, on PostgreSQL.

The set is a province of `load_benchmark`; each commune gets officials enough. Whoever asks shares the processors with
the portal and the database. BENCH_SERVER names another server's command ({port} in it) to be measured in its place.
"""

import json
import os
import shlex
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PEOPLE, OFFERED = 300, 54  # requests a second they make: one each five and a half seconds
PRESSED = 2.0  # seconds between two requests of one, to see how many a second the portal gives at most
LASTING = 20  # seconds a run


def rows() -> list[dict]:
    from tools.servers import give_addresses, start_servers

    start_servers()
    give_addresses(0)
    os.environ |= {"DEBUG": "1", "DJANGO_SETTINGS_MODULE": "papi_portal.settings"}
    run("manage.py", "migrate", "--verbosity=0")
    run("manage.py", "load_benchmark", "--provinces=1")
    os.environ["DEBUG"] = "0"
    run("manage.py", "collectstatic", "--verbosity=0", "--no-input")
    return measured()


def measured() -> list[dict]:
    """Rows about the database and the folder that the environment names."""
    import django

    django.setup()
    people = hired(PEOPLE)
    with Portal() as portal:
        quiet = middle(asked(portal, 4, 0.15, people[:1])["save"])
        most = asked(portal, LASTING, PRESSED, people)
        usual = asked(portal, LASTING, PEOPLE / OFFERED, people)
    lost = sum(missing(one["kept"]) for one in (most, usual))
    served, late = (len(most["page"]) + len(most["save"])) / most["seconds"], ninety_five(usual["save"]) / quiet
    failed = len(most["failed"]) + len(usual["failed"])
    return [
        row("300 officials, requests served a second", round(served, 1), 60, served >= 60),
        row("300 officials, 95 of 100 autosaves within, times a quiet one", round(late, 1), 15, late <= 15),
        row("a quiet autosave, ms", round(1000 * quiet, 1), None, True),
        row("300 officials, requests that failed", failed, 0, not failed),
        row("300 officials, acknowledged texts that are not there", lost, 0, not lost),
        row("load average of the machine meanwhile", round(os.getloadavg()[0], 1), None, True),
    ]


class Portal:
    """The web processes alone, on a port of their own."""

    def __enter__(self) -> int:
        from papi_portal.management.commands.up import portal_commands

        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = portal_commands()["web"]
        command[command.index("--bind") + 1] = f"127.0.0.1:{port}"
        if other := os.environ.get("BENCH_SERVER"):
            command = shlex.split(other.format(port=port))
        log = (Path(os.environ["VAR_DIR"]) / "officials.log").open("wb")
        self.web = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
        ends = time.monotonic() + 60
        while time.monotonic() < ends and not _open(port):
            time.sleep(0.2)
        return port

    def __exit__(self, *_: object) -> None:
        self.web.terminate()
        self.web.wait()


def _open(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def asked(port: int, seconds: float, pause: float, people: list[dict]) -> dict:
    """What `bench.officials` saw."""
    words = [sys.executable, "-m", "bench.officials", str(port), str(seconds), str(pause)]
    done = subprocess.run(words, cwd=ROOT, input=json.dumps(people), capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    for told in people:  # their versions are read anew
        _versions(told)
    return found


def hired(number: int) -> list[dict]:
    """[{session, entries: [{pk, version}]}] of so many officials, several a commune, each with entries of her own."""
    from papi_portal.benchmark.size import PREFIX
    from plans.models import Period, Progress
    from units.models import Agency, Post, Role, User

    period = Period.objects.filter(state="open").order_by("-ends").first()
    open_ones = Progress.objects.filter(
        period=period, state__in=Progress.ENTERABLE, unit__parent__isnull=False
    ).order_by("pk")
    by_unit: dict[int, list] = {}
    for pk, unit in open_ones.values_list("pk", "unit"):
        by_unit.setdefault(unit, []).append(pk)
    units, found = list(by_unit), []
    each = -(-number // len(units))
    for place in range(number):
        unit, turn = units[place % len(units)], place // len(units)
        name = f"{PREFIX}{unit}.them{turn}"
        user, made = User.objects.get_or_create(username=name, defaults={"title": "Công chức nhập liệu"})
        if made:
            office = Agency.objects.get(unit=unit, heads_unit=True)
            Post.objects.create(user=user, agency=office, role=Role.ENTRY, title="Công chức", valid_from="2025-07-01")
        found.append({"session": _session(user), "entries": [{"pk": pk} for pk in by_unit[unit][turn::each]]})
        _versions(found[-1])
    return found


def _versions(told):
    from plans.models import Progress

    now = dict(Progress.objects.filter(pk__in=[one["pk"] for one in told["entries"]]).values_list("pk", "version"))
    for one in told["entries"]:
        one["version"] = now[one["pk"]]


def _session(user):
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    store = SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(user.pk), "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return store.session_key


def missing(kept: dict[str, str]) -> int:
    """How many acknowledged texts are neither in their entry nor were typed over since: none may."""
    from plans.models import Step

    traces: dict[int, str] = {}
    for entry, changes in Step.objects.filter(entry__in=kept).values_list("entry", "changes"):
        traces[entry] = traces.get(entry, "") + json.dumps(changes, ensure_ascii=False)
    return sum(text not in traces.get(int(entry), "") for entry, text in kept.items())


def middle(found: list[float]) -> float:
    return sorted(found)[len(found) // 2]


def ninety_five(found: list[float]) -> float:
    return sorted(found)[int(len(found) * 0.95)]


def run(*command: str) -> None:
    subprocess.run([sys.executable, *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def row(name: str, figure: float, bar: float | None, met: bool) -> dict:
    return {"issue": "scale", "name": name, "figure": figure, "bar": bar, "met": met}
