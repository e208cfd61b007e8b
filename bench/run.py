"""Runs every bench/bench_*.py and compares each figure with its bar: `make bench`, or `python -m bench.run plans`.

A bench module has `rows() -> list[dict]` with the keys
  issue   the area in one word: "progress", "reminders", "documents", "plans", "import", "start", …
  name    what was measured, with its unit: "first page, gzip, kB"
  figure  what came out
  bar     what the issue asks for
  met     whether figure satisfies bar (the module knows which way is better)
Modules may be slow and start servers; each runs in a process of its own, so that one that fails spoils no other.
VAR_DIR is an empty folder of the module's own. A module that wants PostgreSQL and Redis calls start_servers() and
give_addresses(0) of tools.servers before it sets Django up.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results.json"
ONE_MODULE_AT_MOST = 1200  # seconds
ASK = "import importlib, json, sys; json.dump(importlib.import_module(sys.argv[1]).rows(), open(sys.argv[2], 'w'))"


def modules(words: list[str]) -> list[str]:
    """Names of the bench modules, only those containing one of the words when there are any."""
    found = sorted(path.stem for path in HERE.glob("bench_*.py"))
    return [name for name in found if not words or any(word in name for word in words)]


def rows_of(module: str) -> list[dict]:
    """The module's rows, or one unmet row with the reason when it failed."""
    with tempfile.TemporaryDirectory(prefix="papi-bench-") as folder:
        result = Path(folder) / "rows.json"
        (Path(folder) / "var").mkdir()
        env = os.environ | {"DJANGO_SETTINGS_MODULE": "papi_portal.settings", "VAR_DIR": f"{folder}/var"}
        command = [sys.executable, "-c", ASK, f"bench.{module}", str(result)]
        try:
            run = subprocess.run(
                command, cwd=HERE.parent, env=env, capture_output=True, text=True, timeout=ONE_MODULE_AT_MOST
            )
        except subprocess.TimeoutExpired:
            return [failure(module, f"no end within {ONE_MODULE_AT_MOST} s")]
        if run.returncode:
            return [failure(module, (run.stderr.strip() or "no message").splitlines()[-1])]
        return json.loads(result.read_text())


def failure(module: str, reason: str) -> dict:
    return {"issue": "?", "name": module, "figure": None, "bar": None, "met": False, "error": reason}


def ratio(row: dict) -> str:
    """How the figure compares with the bar, where both are numbers: "0.42"."""
    figure, bar = row["figure"], row["bar"]
    if not all(isinstance(value, int | float) for value in (figure, bar)) or not bar:
        return ""
    return f"{figure / bar:.2f}"


def table(rows: list[dict]) -> str:
    """The rows as text, one a line: met or not, issue, figure, bar, their ratio, name."""
    head = ("", "issue", "figure", "bar", "figure/bar", "what")
    lines = [head]
    for row in rows:
        name = f"{row['name']}: {row['error']}" if "error" in row else row["name"]
        mark = "ok" if row["met"] else "NOT MET"
        lines.append((mark, row["issue"], shown(row["figure"]), shown(row["bar"]), ratio(row), name))
    widths = [max(len(str(line[column])) for line in lines) for column in range(5)]
    return "\n".join(
        "  ".join(str(cell).ljust(width) for cell, width in zip(line, [*widths, 0], strict=True)) for line in lines
    )


def shown(value) -> str:
    return "–" if value is None else f"{value:.4g}" if isinstance(value, float) else str(value)


def main(words: list[str]) -> int:
    rows = []
    for module in modules(words):
        print(f"{module} …", file=sys.stderr, flush=True)
        rows += rows_of(module)
    RESULTS.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
    print(table(rows))
    return 0 if all(row["met"] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
