"""Issue I: the release of 30/11/2026 upgraded and taken back, on both databases; every command of docs/operations.md."""

from bench.upgrading import upgrading_rows
from tools.walk_operations import findings


def rows() -> list[dict]:
    return [*upgrading_rows("sqlite"), *upgrading_rows("postgresql"), _walk()]


def _walk() -> dict:
    bad = findings()
    name = "docs/operations.md: commands that do not go as it says" + (f": {'; '.join(bad)}" if bad else "")
    return {"issue": "faults", "name": name, "figure": len(bad), "bar": 0, "met": not bad}
