"""Every page and form of the house, as nobody and the people of a commune meet them."""

import pytest

# On the second engine the office above walks; what odd keys do there, `test_every_parameter` asks on both.
pytestmark = [pytest.mark.long, pytest.mark.one_engine]
ROLES = ("nobody", "entry", "leader", "clerk")


def test_a_get_changes_nothing(walk):
    assert walk.wrote == {} and walk.changed == []


def test_every_page_is_answered(walk):
    assert walk.broken_pages() == {} and walk.welcomed() == set(walk.clients)
    assert walk.unhelped == set(), "each form has its word of help (papi_portal.hints)"


def test_every_form_is_answered(walk):
    assert len(walk.forms) > 100, "the walk finds the forms of the site"
    assert any(form.action == "/quen-mat-khau/" for form in walk.forms.values())
    assert walk.broken_forms() == []
