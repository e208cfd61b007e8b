"""Issue "doors": every cell of the rights matrix (address × person × GET and POST), asked on SQLite and counted."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAID = re.compile(r"rights matrix: (\d+) of (\d+) cells asked, (\d+) answered otherwise")


def rows() -> list[dict]:
    """Cells asked, and those answered otherwise than `tests/rights_of_addresses.txt` says."""
    env = os.environ | {"MATRIX": "whole", "PAPI_TEST_DB": "sqlite"}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n0",
        "-k",
        "table",
        "tests/test_every_page_of_the_office_above.py",
    ]
    told = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False).stdout
    found = SAID.search(told)
    if not found:
        raise RuntimeError((told.strip() or "no answer").splitlines()[-1])
    asked, known, otherwise = map(int, found.groups())
    return [
        row("rights matrix: cells not asked", known - asked),
        row(f"rights matrix: of {asked} cells, wrong", otherwise),
    ]


def row(name: str, figure: int) -> dict:
    return {"issue": "doors", "name": name, "figure": figure, "bar": 0, "met": figure == 0}
