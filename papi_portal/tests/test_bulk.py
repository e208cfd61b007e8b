"""No address changes many rows at once without a way back or a named reason why there is none."""

import ast
import inspect
import textwrap

import pytest
from django import forms
from django.urls import URLPattern, get_resolver

from papi_portal.bulk import NAMES, STANDS, UNDONE
from units import undoing
from units.errors import Conflict
from units.forms import Rows
from units.models import User

MANY = (forms.MultipleChoiceField, forms.ModelMultipleChoiceField, Rows)
ONE_ROW = {  # several values of one thing
    "delegations", "document_head", "my_reminders", "plan_edit", "plan_new", "task_act", "task_add", "task_edit",
    "plan_from_scores", "document_exchange", "pulse_new", "pulse_edit",
}  # fmt: skip


def patterns(space=None):
    for one in space if space is not None else get_resolver().url_patterns:
        if isinstance(one, URLPattern):
            yield one
        elif one.namespace != "admin":
            yield from patterns(one.url_patterns)


def reached(thing, seen):
    """The functions and classes of its own module that a view comes to, as [(thing, names in it)]."""
    thing = inspect.unwrap(thing)
    if thing in seen or not (inspect.isfunction(thing) or inspect.isclass(thing)):
        return
    seen.add(thing)
    tree = ast.parse(textwrap.dedent(inspect.getsource(thing)))
    space = inspect.getmodule(thing).__dict__
    names = [space.get(node.id) for node in ast.walk(tree) if isinstance(node, ast.Name)]
    yield ast.unparse(tree), names
    for one in names:
        if getattr(one, "__module__", "") == thing.__module__ and one.__hash__:
            yield from reached(one, seen)


def is_bulk(view):
    return any(
        "POST.getlist(" in source
        or any(inspect.isclass(one) and issubclass(one, forms.BaseForm) and _many(one) for one in names)
        for source, names in reached(view, set())
    )


def _many(form):
    return any(isinstance(field, MANY) for field in form.base_fields.values())


def test_every_bulk_address_is_undone_or_says_why_not():
    found = {one.name for one in patterns() if one.name and is_bulk(one.callback)}
    known = {one.name for one in patterns()}
    assert {"review_clear", "assignment", "cascade", "people_slips"} <= found  # the search finds what it should
    assert found - set(UNDONE) - set(STANDS) == ONE_ROW
    assert not set(UNDONE) & set(STANDS)
    assert {*UNDONE, *UNDONE.values(), *STANDS} <= known
    assert set(NAMES) == {*UNDONE, *STANDS}


def test_a_ticket_is_its_authors_of_its_act_and_of_its_time(monkeypatch):
    given = undoing.ticket("charge", User(pk=1), {"made": [7]})
    assert undoing.read("charge", User(pk=1), given)["made"] == [7]
    for act, person, text in (
        ("periods", 1, given),
        ("charge", 2, given),
        ("charge", 1, given[:-1]),
        ("charge", 1, ""),
    ):
        with pytest.raises(Conflict, match="15 phút"):
            undoing.read(act, User(pk=person), text)
    monkeypatch.setattr("django.core.signing.time.time", lambda: 10**11)
    with pytest.raises(Conflict):
        undoing.read("charge", User(pk=1), given)
