"""No text comes in but through the gate: every text field of every form, the admin's too, and what views read raw."""

import ast
import importlib
import pkgutil
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.forms import UsernameField

from units.fields import CharField, DateField, EmailField, NumberField, RawField, URLField

APPS = ["appraisal", "indicators", "journal", "papi_portal", "plans", "post", "reports", "units"]
GATED = (CharField, EmailField, NumberField, URLField)
NOT_TEXT = (forms.RegexField, forms.UUIDField, forms.SlugField, forms.JSONField, forms.GenericIPAddressField)
ODD = "\uf0b7 Họp\x0bthôn：\ufffe\u200b"
WORDS_OF_BUTTONS = {  # what views read from a form's data themselves: names of buttons, keys, a signed preview
    "act", "answer", "chon", "do", "don_vi", "form", "granted", "keeps", "kept", "luc", "muc", "name", "on", "pk", "post",
    "preview", "sent", "task", "viec", "xa",
}  # fmt: skip


def sources(word):
    """{path: its tree} of every module of ours that holds `word`: reading all of them as trees takes seconds."""
    for path in (path for app in APPS for path in Path(settings.BASE_DIR, app).rglob("*.py")):
        text = path.read_text("utf-8")
        if "tests" not in path.parts and word in text:
            yield path, ast.parse(text)


def calls(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def every_form():
    for app in APPS:
        package = importlib.import_module(app)
        for module in pkgutil.walk_packages(package.__path__, f"{app}."):
            if "forms" in module.name and ".tests" not in module.name:
                importlib.import_module(module.name)
    return {form for form in descendants(forms.BaseForm) if form.__module__.split(".")[0] in APPS}


def descendants(kind):
    return {one for child in kind.__subclasses__() for one in (child, *descendants(child))}


def is_text(field):
    """Whether people write into it; passwords are kept to the letter, and Django's own gate takes names to sign in."""
    secret = isinstance(field.widget, forms.PasswordInput) or isinstance(field, UsernameField)
    return isinstance(field, forms.CharField) and not secret and not isinstance(field, NOT_TEXT)


def test_every_text_field_of_every_form_is_gated():
    found = {(form.__name__, name): field for form in every_form() for name, field in form.base_fields.items()}
    texts = {place for place, field in found.items() if is_text(field)}
    assert len(texts) > 40
    assert {place for place in texts if not isinstance(found[place], GATED)} == {
        ("EntryForm", "base"), ("PlanForm", "base"), ("TaskForm", "base"), ("BlockForm", "was"), ("ResetForm", "email"),
    }  # fmt: skip
    assert all(isinstance(found[place], RawField) for place in texts if place[1] in ("base", "was"))


def test_every_date_is_of_a_year_that_can_be_reckoned_with():
    dates = [
        field for form in every_form() for field in form.base_fields.values() if isinstance(field, forms.DateField)
    ]
    assert len(dates) > 10 and all(isinstance(field, DateField) for field in dates)
    assert [f"{DateField().clean(day):%d/%m/%Y}" for day in ("01/01/1945", "31/12/2100")] == [
        "01/01/1945",
        "31/12/2100",
    ]
    for day in ("31/12/1944", "01/01/2101", "31/12/9999", "01/01/0001"):
        with pytest.raises(forms.ValidationError, match="ngoài khoảng 1945–2100"):
            DateField().clean(day)


def test_no_form_makes_a_text_field_of_djangos_own_while_it_runs():
    own = {"CharField", "DateField", "EmailField", "URLField"}
    made = {
        (path.name, ast.unparse(call.func))
        for path, tree in sources("forms.")
        for call in calls(tree)
        if isinstance(call.func, ast.Attribute) and call.func.attr in own and ast.unparse(call.func.value) == "forms"
    }
    assert made == set()


@pytest.mark.django_db
def test_every_text_field_of_the_admin_is_gated(rf, admin_user):
    request = rf.get("/")
    request.user, seen = admin_user, 0
    for model, page in admin.site._registry.items():
        if model.__module__.split(".")[0] not in APPS or not page.has_change_permission(request):
            continue
        kinds = [
            page.get_form(request),
            *(one.get_formset(request).form for one in page.get_inline_instances(request)),
        ]
        for name, field in ((name, field) for form in kinds for name, field in form.base_fields.items()):
            seen += is_text(field)
            assert not is_text(field) or isinstance(field, GATED), (model, name)
    assert seen > 15


def test_views_read_only_buttons_and_keys_past_the_gate():
    read = set()
    for _, tree in sources("request.POST"):
        cleaned = {arg for call in calls(tree) if ast.unparse(call.func) in ("nfc", "clean") for arg in ast.walk(call)}
        cleaned = {ast.unparse(arg) for arg in cleaned}
        for node in ast.walk(tree):
            name = _posted(node)
            if name and ast.unparse(node) not in cleaned:
                read.add(name)
    compared_only = {"was", "username", "nv", "csrfmiddlewaretoken", "press"}  # the last two are only hashed
    assert read <= WORDS_OF_BUTTONS | compared_only, read - WORDS_OF_BUTTONS


def _posted(node):
    """The name that `request.POST["x"]`, `.get("x")` or `.getlist("x")` asks for."""
    if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "request.POST":
        return getattr(node.slice, "value", None)
    asks = isinstance(node, ast.Call) and ast.unparse(node.func) in ("request.POST.get", "request.POST.getlist")
    return getattr(node.args[0], "value", None) if asks else None


@pytest.mark.parametrize(
    ("field", "kept"),
    [
        (CharField(), "- Họp\nthôn:"),
        (CharField(max_length=50), "- Họp thôn:"),
        (CharField(max_length=50, widget=forms.Textarea), "- Họp\nthôn:"),
        (RawField(), ODD),
    ],
)
def test_a_field_takes_what_the_gate_lets_in(field, kept):
    assert field.clean(ODD) == kept


def test_addresses_are_cleaned_before_they_are_judged():
    assert EmailField().clean("mai\u200b@xa.gov.vn\ufeff") == "mai@xa.gov.vn"
    assert URLField(assume_scheme="https").clean("https：//xa.gov.vn\u200b") == "https://xa.gov.vn"
