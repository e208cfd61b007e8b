"""The icon sprite has every icon a page or a status names, and refuses names that do not exist."""

import re

import pytest
from django.conf import settings

from tools import build_sprite

NAMED_IN_TEMPLATE = re.compile(r"{%\s*icon\s+[\"']([a-z0-9-]+)[\"']")
SPRITE_USE = re.compile(r"icons\.svg[\"']?\s*%}#([a-z0-9-]+)")


FLOORS = ("papi_portal", "reports", "plans", "indicators", "units", "templates", "static/js")


def listed():
    return build_sprite.names(build_sprite.NAMES.read_text())


def test_sprite_has_one_symbol_for_each_name():
    text = build_sprite.sprite(["check-lg", "x-lg"])
    assert re.findall(r'<symbol id="([^"]+)" viewBox="0 0 16 16"><path', text) == ["check-lg", "x-lg"]


def test_unknown_name_is_refused_by_name():
    with pytest.raises(FileNotFoundError, match="no-such-icon"):
        build_sprite.sprite(["check-lg", "no-such-icon"])


def test_notes_and_empty_lines_are_no_names():
    assert build_sprite.names("# a note\n\nx-lg\ncheck-lg\nx-lg\n") == ["check-lg", "x-lg"]


def test_every_icon_in_templates_is_in_the_sprite():
    templates = (settings.BASE_DIR / "templates").rglob("*.html")
    text = "\n".join(path.read_text() for path in templates)
    used = set(NAMED_IN_TEMPLATE.findall(text)) | set(SPRITE_USE.findall(text))
    assert used - set(listed()) == set()


def test_every_icon_in_the_sprite_is_named_by_a_page():
    files = (path for floor in FLOORS for path in (settings.BASE_DIR / floor).rglob("*.*"))
    text = "\n".join(path.read_text() for path in files if path.suffix in (".py", ".html", ".js"))
    assert [name for name in listed() if not re.search(rf"[\"'#]{name}[\"']", text)] == []
