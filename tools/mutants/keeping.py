"""What came out of each mutant of an area, and what its tests call: kept in var/mutants as it comes, so a run can go on."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tools.mutants.making import Mutant
from tools.mutants.targets import MODULES, ROOT, area_of

FOLDER = ROOT / "var" / "mutants"


class Kept:
    """The files of one area: its mutants one a line (the last line of one counts), its tests, and what is tried now."""

    def __init__(self, area: str) -> None:
        FOLDER.mkdir(parents=True, exist_ok=True)
        self.modules = [module for module in MODULES if area_of(module) == area]
        stem = area.replace("/", ".")
        self.outcomes, self.tests, self.place = (
            FOLDER / f"{stem}.{kind}" for kind in ("outcomes.jsonl", "tests.json", "now")
        )

    def forget(self) -> None:
        for file in (self.outcomes, self.tests, self.place):
            file.unlink(missing_ok=True)

    # --- Outcomes ---

    def rows(self) -> list[dict[str, Any]]:
        """{key, module, line, what, code, outcome} of each mutant; outcome: untried, killed, lived or unreached."""
        if not self.outcomes.exists():
            return []
        found = [json.loads(line) for line in self.outcomes.read_text().splitlines()]
        return list({row["key"]: row for row in found}.values())

    def begin(self, mutants: Iterable[Mutant]) -> list[Mutant]:
        """Note that these were chosen; those to be tried: all but the killed ones of an unchanged module."""
        killed = {(row["key"], row["code"]) for row in self.rows() if row["outcome"] == "killed"}
        rows = [_row(mutant, "untried") for mutant in mutants]
        for row in rows:
            row["outcome"] = "killed" if (row["key"], row["code"]) in killed else "untried"
        self.outcomes.write_text("".join(map(_line, rows)))
        left = {row["key"] for row in rows if row["outcome"] == "untried"}
        return [mutant for mutant in mutants if mutant.key in left]

    def keep(self, mutant: Mutant, outcome: str) -> None:
        with self.outcomes.open("a") as file:
            file.write(_line(_row(mutant, outcome)))

    # --- Where the run is ---

    def go_to(self, place: str) -> None:
        self.place.write_text(place)

    def at(self) -> str:
        """The test noted or mutant tried last, for a process that ended without a word."""
        return self.place.read_text() if self.place.exists() else "the very beginning"

    # --- Tests ---

    def noted(self) -> dict[str, dict[str, Any]]:
        """{test: {took, passed, calls: [[module, line], …], code}} of earlier runs."""
        return json.loads(self.tests.read_text()) if self.tests.exists() else {}

    def note(self, tests: dict[str, dict[str, Any]]) -> None:
        self.tests.write_text(json.dumps(tests))


def code(*files: str | Path) -> str:
    """A word that changes when one of the files does."""
    return hashlib.sha256(b"\0".join((ROOT / file).read_bytes() for file in files)).hexdigest()[:16]


def _row(mutant, outcome):
    found = {name: getattr(mutant, name) for name in ("key", "module", "line", "what")}
    return found | {"code": code(mutant.module), "outcome": outcome}


def _line(row):
    return json.dumps(row, ensure_ascii=False) + "\n"
