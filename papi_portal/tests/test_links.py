"""Every address a template names exists, on pages nobody opened too."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import get_resolver

NAMED = re.compile(r"""\{%\s*url\s+['"]([\w:-]+)['"]""")
TEMPLATES = Path(settings.BASE_DIR) / "templates"


def known(name):
    """Whether the house has an address called `name`, in the space before its colon."""
    *spaces, last = name.split(":")
    resolver = get_resolver()
    for space in spaces:
        resolver = resolver.namespace_dict[space][1]
    return last in resolver.reverse_dict


@pytest.mark.parametrize("template", sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.*")))
def test_the_addresses_of_a_template_exist(template):
    names = NAMED.findall((TEMPLATES / template).read_text("utf-8"))
    assert [name for name in names if not known(name)] == []
