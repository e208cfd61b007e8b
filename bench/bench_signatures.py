"""A hundred hostile or odd PDFs judged, against the table in docs/signing.md, and how long the slowest takes."""

import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "papi_portal.settings")

import django  # noqa: E402

django.setup()

from reports.layout import pdf  # noqa: E402
from reports.tests.layout import samples  # noqa: E402
from reports.tests.signing import corpus  # noqa: E402
from reports.tests.signing.test_corpus import fits, judged  # noqa: E402

SLOWEST = 10.0  # seconds for one file; the child gives up after 20


def rows() -> list[dict]:
    cases = corpus.cases(corpus.Office(), pdf.render(samples.report()).pdf)
    right, slowest = 0, 0.0
    for name, case in cases.items():
        answer, took = _judge(case)
        slowest = max(slowest, took)
        right += fits(case, answer)
        if not fits(case, answer):
            print(f"{case.row} | {name} | {answer}", file=sys.stderr)
    return [
        row("hostile or odd PDFs judged as docs/signing.md says", right, len(cases), met=right == len(cases) >= 100),
        row("the slowest verdict, s", round(slowest, 2), SLOWEST, met=slowest <= SLOWEST),
    ]


def _judge(case):
    start = time.perf_counter()
    return judged(case), time.perf_counter() - start


def row(name: str, figure: float, bar: float, *, met: bool) -> dict:
    return {"issue": "papers", "name": name, "figure": figure, "bar": bar, "met": met}


if __name__ == "__main__":
    for one in rows():
        print(f"{one['name']}: {one['figure']} (bar {one['bar']}) {'met' if one['met'] else 'MISSED'}")
