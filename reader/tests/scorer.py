"""Scores the importer against expected results: F1 of task prefixes in order, exactness of the header fields.

`python -m reader.tests.scorer [expected-dir]` prints one row a document and fails below the bars.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from reader.output import as_json
from reader.readers import read_plan
from reader.refusals import ImportRefused
from reader.text import fold, normalise, squeeze

DOCUMENTS = Path(__file__).parent / "documents"
HEADER = (
    "doc_type",
    "number",
    "date",
    "issuer",
    "place",
    "title",
    "signer_name",
    "signer_title",
    "signing_form",
    "recipients",
    "dimensions_present",
    "years_covered",
)
EXACT = ("number", "date", "issuer", "signer_name", "recipients", "dimensions_present")
TASK_BAR = 0.95
PREFIX = 60


@dataclass(frozen=True)
class Score:
    """The figures of one document; `wrong` names header fields whose value is not the expected one."""

    name: str
    tasks: float
    recipients: float
    wrong: tuple[str, ...]
    invented: tuple[str, ...]

    @property
    def met(self) -> bool:
        return self.tasks >= TASK_BAR and not set(self.wrong) & set(EXACT)


def prefix(text: str) -> str:
    """The comparable beginning of an item."""
    return squeeze(normalise(text))[:PREFIX].strip()


def f1_in_order(expected: list[str], found: list[str]) -> float:
    """F1 over the longest common subsequence; two empty lists agree."""
    if not expected and not found:
        return 1.0
    row = [0] * (len(found) + 1)
    for wanted in expected:
        before = 0
        for index, got in enumerate(found, start=1):
            above = row[index]
            row[index] = before + 1 if wanted == got else max(above, row[index - 1])
            before = above
    return 2 * row[-1] / (len(expected) + len(found))


def score(document: Path, expected: dict) -> Score:
    """Reads the document through the public function and compares it."""
    try:
        found = as_json(read_plan(document, document.name))
    except ImportRefused:
        return Score(document.name, 0.0, 0.0, HEADER, ())
    wanted = [prefix(item) for section in expected["tasks"] for item in section["items"]]
    got = [prefix(item["text"]) for section in found["tasks"] for item in section["items"]]
    wrong = [name for name in HEADER if name in expected and not same(expected[name], found[name])]
    if expected.get("is_plan", True) != found["is_plan"]:
        wrong.append("is_plan")
    invented = [name for name in wrong if not expected[name] and found.get(name)]
    recipients = f1_in_order([fold(r) for r in expected["recipients"]], [fold(r) for r in found["recipients"]])
    return Score(document.name, f1_in_order(wanted, got), recipients, tuple(wrong), tuple(invented))


def same(expected, found) -> bool:
    """Equality of one field; texts are compared without regard to capitals."""
    if isinstance(expected, str) and isinstance(found, str):
        return squeeze(normalise(expected)).casefold() == squeeze(normalise(found)).casefold()
    return expected == found


def score_all(folder: Path = DOCUMENTS) -> list[Score]:
    """One score for each expected result beside its document."""
    return [
        score(folder / expected["file"], expected)
        for expected in (json.loads(path.read_text("utf-8")) for path in sorted((folder / "expected").glob("*.json")))
    ]


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else DOCUMENTS
    if not (folder / "expected").is_dir():
        sys.stderr.write(f"không có kết quả mong đợi ở {folder}\n")
        return 2
    scores = score_all(folder)
    for row in scores:
        sys.stdout.write(
            f"{row.name}: tasks F1 {row.tasks:.3f}, recipients F1 {row.recipients:.3f}, "
            f"wrong {', '.join(row.wrong) or '-'}, invented {', '.join(row.invented) or '-'}\n"
        )
    return 0 if all(row.met for row in scores) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
