"""How fast papers are made: against the bare engine, against LibreOffice, and how annexes grow in time and memory."""

import dataclasses
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "papi_portal.settings")

import django  # noqa: E402

django.setup()

import weasyprint  # noqa: E402

from reports.layout import decree30, pdf, pdf_engine  # noqa: E402
from reports.layout.content import Annex, Paper  # noqa: E402
from reports.layout.docx import to_docx  # noqa: E402
from reports.layout.html import html  # noqa: E402
from reports.tests.layout import samples  # noqa: E402

ROUNDS = 9
MEGABYTE = 1024  # ru_maxrss counts kilobytes


def rows() -> list[dict]:
    report = samples.report(annexes=(), setting=decree30.SETTINGS[0].name)  # the first layout stands
    job, bare = against_bare(report)
    office_report, office_annex = libreoffice(report), libreoffice(annexed(500))
    short, long, memory = in_a_fresh_process()
    warm = fastest(lambda: pdf.render(report), ROUNDS)
    return [
        row("three-page report, times the bare engine", job / bare, 1.15),
        row("three-page report, s", warm, 1.0),
        row("three-page report, LibreOffice's time over ours", office_report / warm, 2.0, at_least=True),
        row("annex 500 x 9, times LibreOffice", short / office_annex, 1.0),
        row("annex 2000 x 9, times the 500", long / short, 4.4),
        row("annex 2000 x 9, largest process, MB", memory, 500),
    ]


def row(name: str, figure: float, bar: float, *, at_least: bool = False) -> dict:
    met = figure >= bar if at_least else figure <= bar
    return {"issue": "documents", "name": name, "figure": round(figure, 3), "bar": bar, "met": met}


def annexed(count: int) -> Paper:
    """A plan whose only annex has `count` rows of nine columns."""
    table = samples.table(count)
    return dataclasses.replace(samples.plan(), annexes=(Annex("Phân công nhiệm vụ", table),))


def against_bare(paper: Paper) -> tuple[float, float]:
    """CPU seconds of the report job and of the bare engine on the same HTML, best of interleaved rounds, both warm."""
    page, (sheet, configuration) = html(paper), pdf_engine.engine()

    def bare():
        weasyprint.HTML(string=page).write_pdf(stylesheets=[sheet], font_config=configuration, pdf_variant="pdf/a-2b")

    best = {"job": 99.0, "bare": 99.0}
    for _ in range(ROUNDS):
        for name, work in (("bare", bare), ("job", lambda: pdf.render(paper))):
            best[name] = min(best[name], seconds(work, time.process_time))
    return best["job"], best["bare"]


def seconds(work: Callable, clock=time.perf_counter) -> float:
    start = clock()
    work()
    return clock() - start


def fastest(work: Callable, times: int) -> float:
    return min(seconds(work) for _ in range(times))


def libreoffice(paper: Paper) -> float:
    """Wall seconds of a headless LibreOffice from .docx to PDF, best of two with a profile that already exists."""
    with tempfile.TemporaryDirectory(prefix="papi-office-") as folder:
        (Path(folder) / "a.docx").write_bytes(to_docx(paper))
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, f"{folder}/a.docx"]
        times = [seconds(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(3)]
        return min(times[1:])


def in_a_fresh_process() -> tuple[float, float, float]:
    """(seconds of 500 rows, seconds of 2000 rows, MB of the larger of the worker and its child)."""
    code = "from bench import bench_papers; bench_papers.measure_annexes()"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return tuple(json.loads(said.splitlines()[-1]))


def measure_annexes() -> None:
    """Best of interleaved rounds, so that other load on the machine falls on both alike."""
    best = {500: 999.0, 2000: 999.0}
    for count in list(best) * 4:
        paper = annexed(count)
        best[count] = min(best[count], seconds(lambda paper=paper: pdf.render(paper)))
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps([best[500], best[2000], peak / MEGABYTE]))


if __name__ == "__main__":
    for one in rows():
        print(f"{one['name']}: {one['figure']} (bar {one['bar']}) {'met' if one['met'] else 'MISSED'}")
