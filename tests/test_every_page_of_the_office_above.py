"""Every page and form of the house, as the people of the office above and the administrator meet them."""

import pytest

pytestmark = pytest.mark.long
ROLES = ("reviewer", "overseer", "admin")


def test_a_get_changes_nothing(walk):
    assert walk.wrote == {} and walk.changed == []


def test_every_page_is_answered(walk):
    assert walk.broken_pages() == {} and walk.welcomed() == set(walk.clients)
    assert walk.unhelped == set(), "each form has its word of help (papi_portal.hints)"


@pytest.mark.one_engine
def test_every_form_is_answered(walk):
    assert len(walk.forms) > 50, "the walk finds the forms of the site"
    assert walk.broken_forms() == []
