"""A proof in a process of its own, and its rows: most kill, stop or fill what they lean on."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def found_by(module: str, *words: object) -> dict[str, Any]:
    """The JSON that `python -m bench.MODULE WORDS` prints last. Raises RuntimeError with the end of its complaint."""
    command = [sys.executable, "-m", f"bench.{module}", *map(str, words)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode:
        raise RuntimeError(run.stderr[-2000:])
    found: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return found


def row(name: str, figure: float, bar: float, issue: str = "faults") -> dict[str, Any]:
    """Met at the bar or below."""
    return {"issue": issue, "name": name, "figure": figure, "bar": bar, "met": figure <= bar}
