"""One word for one thing: the glossary's page is made from its table, and no page says what the table rules out."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from units.glossary import TERMS, as_markdown

PAGES = [
    (str(path.relative_to(settings.BASE_DIR)), path.read_text("utf-8"))
    for path in sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html"))
]
RULED_OUT = [(word, term.word) for term in TERMS for word in term.instead_of]


def test_the_page_is_made_from_the_table():
    assert (Path(settings.BASE_DIR) / "docs/glossary.md").read_text("utf-8") == as_markdown()


def test_no_word_stands_for_two_things():
    words = [term.word for term in TERMS]
    assert len(words) == len(set(words)) and not set(words) & {word for word, _ in RULED_OUT}


@pytest.mark.parametrize(("word", "instead"), RULED_OUT)
def test_no_page_says_it_otherwise(word, instead):
    found = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
    assert [name for name, text in PAGES if found.search(text)] == [], f"say “{instead}”"


def test_attributes_of_htmx_are_valid_html():
    assert [name for name, text in PAGES if re.search(r"(?<![-\w])hx-[a-z]+", text)] == []


def test_a_moment_is_told_to_the_second():
    assert [name for name, text in PAGES if re.search(r"""date:["']c["']""", text)] == []
