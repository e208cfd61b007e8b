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


def test_no_page_and_no_message_names_a_variable_of_the_environment():
    """Officials read office words; what to set is for the log and for the post office's own two pages."""
    variable = re.compile(r"\b[A-Z]{2,}(?:_[A-Z0-9]+)+\b")
    shown = {page: re.sub(r"\{[%#{].*?[%#}]\}", "", page.read_text(), flags=re.DOTALL) for page in PAGES}
    named = {str(page.relative_to(TEMPLATES)) for page, words in shown.items() if variable.search(words)}
    assert named == {"plans/reminders.html", "units/letters.html"}
    floors = ("reports", "appraisal", "plans", "indicators", "post", "units")
    files = [path for floor in floors for path in (Path(settings.BASE_DIR) / floor).rglob("*.py")]
    said = re.compile(r'(?<!")"(?!")[^"\n]*[ăâđêôơưạảấầậắặẹểệịọốộớợụứự][^"\n]*"')
    found = [
        (path.name, words)
        for path in files
        if not {"tests", "management"} & set(path.parts)
        for words in said.findall(path.read_text())
        if variable.search(re.sub(r"\{[^}]*\}", "", words))
    ]
    assert found == []


def test_what_is_shown_as_typed_stands_close_to_its_tags():
    """The formatter breaks a long `<dd class="typed">{{ … }}</dd>` into lines; the page would show the line ends."""
    loose = re.compile(rf'<\w+[^>]*class="(?:{"|".join(AS_TYPED)})[ "][^>]*>\s')
    assert [str(page.relative_to(TEMPLATES)) for page in PAGES if loose.search(page.read_text())] == []
