"""docs/operations.md walked: every command in it is run or checked by what can check it: `python -m tools.walk_operations`.

Blocks of commands (lines indented by four) and words in backquotes that begin with `manage ` or a program. What would
change this machine (packages, accounts, systemd) is checked in another way, named in HOW; a command that nobody has
thought of is a fault, so that the page cannot grow unwalked.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tools import check_deploy

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "operations.md"
MANAGED = re.compile(r"`(?:manage\.py|manage) ([a-z_]+[^`]*)`")
# How a line that begins so is walked. "run": as it stands, in a fresh VAR_DIR; "known": its program and words are asked
# for; "deploy": tools.check_deploy looks at the files it names.
HOW = (
    ("apt-get install", "packages"), ("adduser", "known"), ("sudo -u postgres", "known"), ("cd /srv", "run-setup"),
    ("install -m 640", "files"), ("cp deploy/", "deploy"), ("manage()", "shell"), ("git pull", "run-setup"),
    ("manage ", "manage"), ("systemctl", "units"),
)  # fmt: skip


def blocks() -> Iterator[str]:
    """The lines of commands: those indented by four."""
    for line in PAGE.read_text().splitlines():
        if re.match(r" {4}\S", line):
            yield line.strip().split("     #")[0].strip()


def mentioned() -> list[str]:
    """Commands of manage.py named in the text, with their words."""
    return sorted(set(MANAGED.findall(PAGE.read_text())))


def manage(env: dict[str, str], *words: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=os.environ | env,
        capture_output=True,
        text=True,
        check=False,
    )


def findings() -> list[str]:
    """What does not go as the page says, one line each."""
    found = list(check_deploy.findings())
    with tempfile.TemporaryDirectory(prefix="papi-walk-") as var:
        env = {"VAR_DIR": var, "DEBUG": "0", "PRODUCTION": "0"}
        for line in blocks():
            found += _walked(line, env)
        there = manage(env, "help", "--commands").stdout.split()
        found += [f"no command manage.py {words}" for words in mentioned() if words.split()[0] not in there]
    return found


def _walked(line, env):
    how = next((how for head, how in HOW if line.startswith(head)), "")
    return {
        "packages": _packages, "known": _known, "run-setup": _setup, "files": _files, "deploy": _files, "shell": _shell,
        "manage": _managed, "units": _units, "": lambda line, env: [f"nobody walks: {line}"],
    }[how](line, env)  # fmt: skip


def _packages(line, env):
    names = [word for word in line.split()[2:] if not word.startswith("-")]
    missing = [name for name in names if subprocess.run(["apt-cache", "show", name], capture_output=True).returncode]
    return [f"Debian has no package {name}" for name in missing]


def _known(line, env):
    words = [part.split() for part in line.split("&&")]
    programs = [part[3] if part[:2] == ["sudo", "-u"] else part[0] for part in words]
    paths = [*os.environ["PATH"].split(":"), "/usr/sbin", "/usr/bin"]
    return [f"no program {name}: {line}" for name in programs if not any((Path(p) / name).exists() for p in paths)]


def _setup(line, env):
    run = subprocess.run(
        ["bash", "-n", "run", "tools/setup.sh"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return [] if not run.returncode and os.access(ROOT / "run", os.X_OK) else [f"{line}: {run.stderr.strip()}"]


def _files(line, env):
    named = [word for word in line.split() if word.startswith("deploy/")]
    return [f"no file {name}: {line}" for name in named if not list(ROOT.glob(name))]


def _shell(line, env):
    run = subprocess.run(["bash", "-n", "-c", line], capture_output=True, text=True, check=False)
    return [run.stderr.strip()] if run.returncode else []


def _managed(line, env):
    """Runs each command of the line, in its order; `check --deploy` with the settings of the example."""
    found = []
    for part in line.split("&&"):
        words = shlex.split(part)[1:]
        more = _example() if words[:2] == ["check", "--deploy"] else {}
        run = manage(env | more, *words)
        if run.returncode:
            found.append(f"{part.strip()}: {(run.stderr or run.stdout).strip().splitlines()[-1]}")
    return found


def _example():
    """The settings of deploy/papi.env.example, with a secret of one's own as its first lines ask for."""
    lines = [shlex.split(line, comments=True) for line in (ROOT / "deploy/papi.env.example").read_text().splitlines()]
    pairs = dict(words[0].split("=", 1) for words in lines if words)
    return {name: value for name, value in pairs.items() if name != "VAR_DIR"} | {
        "SECRET_KEY": "một-khóa-đủ-dài-của-bài-đi-qua-trang-vận-hành-" * 2, "DEMO": "0",
    }  # fmt: skip


def _units(line, env):
    """Units that are started are units that deploy/ has."""
    names = {word.strip("'").split("@")[0].removesuffix(".service") for word in line.split() if "papi-" in word}
    there = {path.stem.rstrip("@") for path in (ROOT / "deploy").glob("*.*")}
    return [f"no unit {name}: {line}" for name in sorted(names - there)]


if __name__ == "__main__":
    said = findings()
    print("\n".join(said) or f"{PAGE.name} is well")
    sys.exit(1 if said else 0)
