"""Hostile and odd PDFs against the table in docs/signing.md: a sample here, all of them in `make bench`."""

import re
from pathlib import Path

import pytest

from reports.pen import points
from reports.pen.verdict import NotPdf, verify
from reports.tests.signing import corpus

ROOT = Path(__file__).resolve().parents[3]


def table() -> dict[str, tuple[str, str]]:
    """{row: (verdict, what is said)} as docs/signing.md has it."""
    rows = re.findall(r"^\| `(\w+)` \|.*\| (\w+) \| (.*?) ?\|$", (ROOT / "docs/signing.md").read_text(), re.M)
    return {name: (verdict, said) for name, verdict, said in rows}


def judged(case: corpus.Case) -> tuple[str, str]:
    """(verdict, sentence and points) of a case; "unreadable" for what is no PDF."""
    try:
        found = verify(case.make(), case.trust())
    except NotPdf as refusal:
        return "unreadable", str(refusal)
    return found.overall, " ".join([found.sentence, *(one.words for one in found.points)])


def fits(case: corpus.Case, answer: tuple[str, str]) -> bool:
    verdict, said = table()[case.row]
    plain = "hợp lệ" in answer[1]
    return answer[0] == verdict and said in answer[1] and plain == (verdict == "valid")


@pytest.fixture(scope="session")
def cases(rendered):
    return corpus.cases(corpus.Office(), rendered.pdf)


# What files are needed for, beside the plain facts of test_verdict_rules; the first nine were once judged wrongly.
SAMPLE = (
    "a home-made stamp 500 days back", "an invisible empty field for a signature", "another title",
    "another title behind long-term evidence", "a forged list in the file's own store", "an unknown kind of signature",
    "words", "revoked by the list", "all keys of another commune", "long term, with its own evidence",
    "expired since, stamped in time", "words covered by a white box", "a bit of the cross-reference",
    "six kilobytes that declare a million objects",
)  # fmt: skip


def test_a_hundred_cases_in_the_rows_of_the_table(cases):
    assert len(cases) >= 100
    assert {case.row for case in cases.values()} == set(table())


def test_every_point_is_met_by_a_row_of_its_name():
    assert set(points.POINTS) - {"unsigned_tail"} <= set(table())


def test_a_sample_is_judged_as_the_table_says(cases, caplog):
    wrong = {
        name: (cases[name].row, answer) for name in SAMPLE if not fits(cases[name], answer := judged(cases[name]))
    }
    assert not wrong
    assert "Traceback" not in caplog.text
