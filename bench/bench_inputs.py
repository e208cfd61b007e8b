"""Issue F: 10,000 inputs made by Hypothesis over every form and every parameter of every page, on SQLite: 0 × 500."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INPUTS = 10_000
SAID = re.compile(r"any input: (\d+) asked of (\d+) forms and parameters, (\d+) broke")


def rows() -> list[dict]:
    """What `tests/any_input.py` told."""
    env = os.environ | {"INPUTS": str(INPUTS), "PAPI_TEST_DB": "sqlite"}
    command = [sys.executable, "-m", "pytest", "-q", "-s", "-n0", "-p", "no:randomly", "tests/any_input.py"]
    told = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False).stdout
    print("\n".join(line for line in told.splitlines() if line.startswith(("kind", "failed"))), file=sys.stderr)
    found = SAID.search(told)
    if not found:
        raise RuntimeError((told.strip() or "no answer").splitlines()[-1])
    asked, targets, broke = map(int, found.groups())
    return [
        row("any input: made and asked", asked, INPUTS, least=True),
        row(f"any input: answers of 500 and more, over {targets} forms and parameters by role", broke, 0),
    ]


def row(name: str, figure: int, bar: int, *, least: bool = False) -> dict:
    met = figure >= bar if least else figure <= bar
    return {"issue": "doors", "name": name, "figure": figure, "bar": bar, "met": met}
