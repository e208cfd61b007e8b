"""Templates one can read and diff: short lines, and no blank of a template's own where a person's blanks are shown."""

import re
from pathlib import Path

from django.conf import settings

TEMPLATES = Path(settings.BASE_DIR) / "templates"
PAGES = sorted(TEMPLATES.rglob("*.html"))
# Elements of these classes show blanks and line ends as typed (white-space: pre-… in static/css).
AS_TYPED = ("typed", "kept")


def lengths():
    """Length of every written line of all templates, longest last."""
    lines = (line for page in PAGES for line in page.read_text().splitlines())
    return sorted(len(line) for line in lines if line)


def test_lines_are_short():
    found = lengths()
    assert sum(found) / len(found) <= 60
    assert sum(length > 160 for length in found) / len(found) <= 0.005


def test_what_is_shown_as_typed_stands_close_to_its_tags():
    """The formatter breaks a long `<dd class="typed">{{ … }}</dd>` into lines; the page would show the line ends."""
    loose = re.compile(rf'<\w+[^>]*class="(?:{"|".join(AS_TYPED)})[ "][^>]*>\s')
    assert [str(page.relative_to(TEMPLATES)) for page in PAGES if loose.search(page.read_text())] == []
