"""Issue I, growing: two hosts in network namespaces made here (root), one cut off the network again and again and healed.

    python -m bench.hosts CUTS PEOPLE

Each host has an address, a host name, a VAR_DIR, a web process and a worker of its own; PostgreSQL, Redis and the mail
server are on a third. While a host is cut off its lines are dead, not closed. What the mail server accepted is the
judge, as in bench.kill_storm; pages of the other host must go on coming.
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.alone import found_by, row
from bench.cluster import Cluster, until

ROOT = Path(__file__).resolve().parent.parent
BRIDGE, HERE, NET = "papi-br", "10.77.0.1", "10.77.0"
NAMES = ("papi-h1", "papi-h2")


def hosts_rows(cuts: int, people: int) -> list[dict]:
    found = found_by("hosts", cuts, people)
    where = f"two hosts in network namespaces, {cuts} times one cut off and healed, {people} letters"
    return [
        row(f"{where}: people without their letter", found["lost"], 0),
        row(f"{where}: second Message-IDs for one person and day", found["doubled"], 0),
        row(f"{where}: repeats of the same Message-ID", found["repeats"], cuts),
        row(f"{where}: letters without a final state", found["unsettled"], 0),
        row(f"{where}: pages of the host that was not cut, not answered with 200", found["bad"], 0),
        row(f"{where}: slowest page of it, s", found["slowest"], 5.0),
        row(f"{where}: until the healed host answers again, s", found["healed"], 30),
        row(
            f"{where}: until every letter has gone after the last cut, pauses between tries skipped, s",
            found["caught_up"],
            30,
        ),
    ]


def ip(*words: str, check: bool = True) -> None:
    subprocess.run(["ip", *words], check=check, capture_output=True)


def make_network() -> None:
    take_away_network()
    ip("link", "add", BRIDGE, "type", "bridge")
    ip("addr", "add", f"{HERE}/24", "dev", BRIDGE)
    ip("link", "set", BRIDGE, "up")
    for number, name in enumerate(NAMES, 11):
        ip("netns", "add", name)
        ip("link", "add", f"{name}-v", "type", "veth", "peer", "name", "eth0", "netns", name)
        ip("link", "set", f"{name}-v", "master", BRIDGE, "up")
        ip("-n", name, "addr", "add", f"{NET}.{number}/24", "dev", "eth0")
        for device in ("eth0", "lo"):
            ip("-n", name, "link", "set", device, "up")


def take_away_network() -> None:
    for name in NAMES:
        ip("netns", "del", name, check=False)
        ip("link", "del", f"{name}-v", check=False)
    ip("link", "del", BRIDGE, check=False)


class Host:
    """One machine: web and worker in a namespace."""

    def __init__(self, number: int, env: dict[str, str]) -> None:
        from papi_portal.management.commands.up import portal_commands

        self.name, self.address = NAMES[number], f"{NET}.{11 + number}"
        self.env, self.processes = env, []
        web = [word.replace("127.0.0.1:8000", f"{self.address}:8000") for word in portal_commands()["web"]]
        self.run("web", web)
        self.run("worker", [sys.executable, "-m", "bench.reminding_worker", "-n", f"{self.name}@%h"])

    def run(self, kind: str, command: list[str]) -> None:
        within = [
            "ip",
            "netns",
            "exec",
            self.name,
            "unshare",
            "--uts",
            "sh",
            "-c",
            f'hostname {self.name}; exec "$@"',
            "sh",
        ]
        log = (Path(self.env["VAR_DIR"]) / f"{kind}.log").open("ab")
        self.processes.append(subprocess.Popen(
            [*within, "setpriv", "--pdeathsig", "TERM", "--", *command], cwd=ROOT, env=os.environ | self.env,
            stdout=log, stderr=log, start_new_session=True,
        ))  # fmt: skip

    def cut(self) -> None:
        ip("link", "set", f"{self.name}-v", "down")

    def heal(self) -> None:
        ip("link", "set", f"{self.name}-v", "up")

    def ask(self, cookie: str, path: str = "/viec/") -> tuple[float, int]:
        import http.client

        began, line = time.monotonic(), http.client.HTTPConnection(self.address, 8000, timeout=20)
        try:
            line.request("GET", path, headers={"Cookie": f"sessionid={cookie}"})
            return time.monotonic() - began, line.getresponse().status
        except (OSError, http.client.HTTPException):
            return time.monotonic() - began, 0
        finally:
            line.close()

    def end(self) -> None:
        for process in self.processes:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def storm(hosts: list[Host], cookie: str, cuts: int) -> dict:
    """Cuts one host after the other for some seconds, while the timetable rings and the other's pages are asked."""
    from bench import kill_storm

    dice, answers, healed = random.Random(3), [], 0.0
    kill_storm._until(kill_storm._something_sent, "the first letter")
    for turn in range(cuts):
        cut, other = hosts[turn % 2], hosts[1 - turn % 2]
        cut.cut()
        ends = time.monotonic() + dice.randint(3, 8)
        while time.monotonic() < ends:
            kill_storm._ring()
            answers.append(other.ask(cookie))
        cut.heal()
        healed = max(healed, until(lambda cut=cut: cut.ask(cookie)[1] == 200, f"{cut.name} after its cut", 90))
    return {
        "bad": sum(status != 200 for _, status in answers), "slowest": round(max(seconds for seconds, _ in answers), 2),
        "healed": round(healed, 1),
    }  # fmt: skip


def main(cuts: int, people: int) -> None:
    """Raises ValueError as `bench.kill_storm` does."""
    from bench.kill_storm import refuse_few

    refuse_few(people)
    with tempfile.TemporaryDirectory(prefix="papi-hosts-", ignore_cleanup_errors=True) as name:
        make_network()
        cluster, hosts = Cluster(Path(name), HERE), []
        try:
            env = [cluster.environment(Path(name) / f"var{n}") for n in (0, 1)]
            os.environ |= cluster.environment(Path(name) / "var")
            import django

            django.setup()
            from django.core.management import call_command
            from django.utils import timezone

            from bench import kill_storm, late_country
            from bench.hanging import session_of
            from post.tests.mail_server import MailServer

            call_command("migrate", verbosity=0)
            late_country.build(max(people // 3, 1), people, timezone.localdate())
            cookie, moods = session_of("nguoi0"), kill_storm.Moods()
            for one in env:
                subprocess.run([sys.executable, "manage.py", "collectstatic", "--no-input", "-v0"], cwd=ROOT,
                               env=os.environ | one, check=True)  # fmt: skip
            with MailServer(moods, keep=False, host=HERE) as server:
                mail = {"EMAIL_URL": f"smtp://{HERE}:{server.port}", "MAIL_TIMEOUT": "2", "PRIVATE_HOSTS": HERE}
                hosts += [Host(number, one | mail) for number, one in enumerate(env)]
                for host in hosts:
                    until(lambda host=host: host.ask(cookie)[1] == 200, host.name, 60)
                found = storm(hosts, cookie, cuts)
                began = time.monotonic()
                kill_storm._calm_down(people)
                found["caught_up"] = round(time.monotonic() - began, 1)
            print(json.dumps(kill_storm._judged(moods, people) | found))
        finally:
            for host in hosts:
                host.end()
            cluster.end()
            take_away_network()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
