"""The W3C's own HTML checker (Nu, `vnu.jar` of the npm package vnu-jar) over pages that were kept."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

# Messages that are no fault of a page here, with the reason.
LET_GO = ("Trailing slash on void elements",)  # the pdf viewer's own markup; harmless in HTML


def messages(jar: Path, pages: Mapping[str, str], folder: Path) -> list[tuple[str, str]]:
    """[(address, what the checker says of it)] of `pages` {address: HTML}, kept in `folder` to be looked at."""
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    names = {}
    for number, (url, text) in enumerate(pages.items()):
        path = folder / f"{number}.html"
        path.write_text(text)
        names[path.as_uri()] = url
    command = ["java", "-Xmx512m", "-jar", str(jar), "--format", "json", "--exit-zero-always", "--skip-non-html",
               str(folder)]  # fmt: skip
    run = subprocess.run(command, capture_output=True, text=True, timeout=580, check=False)
    found = json.loads(run.stderr or run.stdout)["messages"]
    kept = [row for row in found if not row["message"].startswith(LET_GO)]
    return [(names.get(_plain(row.get("url", "")), ""), _said(row)) for row in kept]


def _said(row):
    return f"{row['type']}: {row['message']} «{row.get('extract', '')[:120]}»"


def _plain(url):
    return url.replace("file:/", "file:///", 1) if not url.startswith("file:///") else url
