"""Every form of the site, found by walking its pages as every role, is sent: as it stands, filled, and with odd keys.

No answer may be a 500. What was sent is taken back, so that the next form finds the world as it was.
"""

import inspect
import logging
import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import resolve
from lxml import html

from tests.world import World, addresses, signed_in

pytestmark = pytest.mark.django_db
ODD = ("²", "٣", "9" * 30)
TYPED = {"email": "tienphong.nhaplieu@example.vn", "number": "3", "password": "ruộng bậc thang 2026"}
ASKED = re.compile(r"""GET(?:\.get|\.getlist)?[\[(]["'](\w+)["']|["'](\w+)["'] in request\.GET""")
CHOSEN = ("hidden", "checkbox", "radio", "select", "number")


@dataclass(frozen=True)
class Field:
    """One field of a form as the page shows it."""

    name: str
    kind: str
    value: str | None
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """A form of a page with one of its buttons."""

    action: str
    method: str
    fields: tuple[Field, ...]
    button: tuple[str, str] | None

    @property
    def sort(self):
        return self.action, self.method, tuple(sorted({field.name for field in self.fields})), self.button

    def values(self, change):
        """{name: [values]} as a browser would send them, each field's value by `change(field)`."""
        sent = {}
        for field in self.fields:
            value = change(field)
            if value is not None:
                sent.setdefault(field.name, []).append(value)
        if self.button:
            sent.setdefault(self.button[0], []).append(self.button[1])
        return sent


def forms_on(address, page):
    """Every form of an HTML page, once for each of its buttons."""
    for form in html.fromstring(page).forms:
        fields = tuple(_field(one) for one in form.inputs if one.get("name") and _kind(one) != "button")
        buttons = [one for one in form.inputs if _kind(one) == "button"] + form.xpath(".//button[not(@name)]")
        for button in buttons or [None]:
            target = (button.get("formaction") if button is not None else None) or form.get("action") or ""
            named = button is not None and button.get("name")
            yield Form(urljoin(address, target), form.method.lower(), fields,
                       (button.get("name"), button.get("value") or "") if named else None)  # fmt: skip


def _kind(one):
    if one.tag == "button" or one.get("type") in ("submit", "image", "button", "reset"):
        return "button"
    return one.tag if one.tag in ("select", "textarea") else one.get("type", "text")


def _field(one):
    kind = _kind(one)
    if kind == "select":
        chosen = one.value if isinstance(one.value, str | None) else next(iter(one.value), None)
        return Field(one.get("name"), kind, chosen, tuple(one.value_options))
    if kind in ("checkbox", "radio"):
        return Field(one.get("name"), kind, (one.get("value") or "on") if one.get("checked") is not None else None)
    return Field(one.get("name"), kind, None if kind == "file" else (one.value or ""))


def as_it_stands(field):
    return field.value


def filled(field):
    if field.kind == "file":
        return SimpleUploadedFile("a.pdf", b"%PDF-1.4 nothing")
    if field.kind in ("hidden", "radio"):
        return field.value
    if field.kind == "select":
        return next((option for option in field.options if option), "")
    return "on" if field.kind == "checkbox" else TYPED.get(field.kind, "Chữ thử 5")


def odd(value):
    return lambda field: value if field.kind in CHOSEN and field.name != "csrfmiddlewaretoken" else field.value


def send(person, form, values):
    """The status of the answer; nothing of it stays."""
    with transaction.atomic():
        client = signed_in(person)
        answer = getattr(client, form.method)(form.action, values)
        transaction.set_rollback(True)
    return answer.status_code


@pytest.fixture
def world(cast, settings, tmp_path):
    settings.DEMO, settings.SIGNING_DIR, settings.MEDIA_ROOT = True, tmp_path / "signing", tmp_path / "media"
    settings.SIGNING_TSA_URL = settings.SIGNING_PKCS11_MODULE = settings.SIGNING_REMOTE_URL = ""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    made = World(cast)
    logging.disable(logging.CRITICAL)  # thousands of refusals are meant; a traceback each takes most of the time
    yield made
    logging.disable(logging.NOTSET)


def walked(world):
    """{(role, sort of form): (person, Form)} of all pages."""
    found = {}
    for role, person in world.roles().items():
        client = signed_in(person)
        for address in addresses(world):
            answer = client.get(address)
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html") and not answer.streaming:
                for form in forms_on(address, answer.content.decode()):
                    found.setdefault((role, form.sort), (person, form))
    return found


def ours(form):
    """Forms of the admin are Django's own; leaving the house is not ours to test."""
    return not urlsplit(form.action).path.startswith("/quan-tri/")


def test_every_form_of_every_page_is_answered(world):
    found = {key: pair for key, pair in walked(world).items() if ours(pair[1])}
    posted = Counter(form.method for _, form in found.values())
    assert posted["post"] > 100 and posted["get"] > 10, "the walk finds the forms of the site"
    assert any(form.action == "/quen-mat-khau/" for _, form in found.values())
    failed, seen = [], set()
    for (role, sort), (person, form) in found.items():
        changes = {"as it stands": as_it_stands, "filled": filled}
        if sort not in seen:  # odd keys: once, by the first role that has the form
            seen.add(sort)
            changes |= {value[:3]: odd(value) for value in ODD}
        for name, change in changes.items():
            if (status := send(person, form, form.values(change))) >= 500:
                failed.append((role, form.method, form.action, form.button, name, status))
    assert failed == []


def parameters(address):
    """Names that the module of this address's page takes from the query."""
    view = inspect.unwrap(resolve(urlsplit(address).path).func)
    module = inspect.getmodule(view)
    source = inspect.getsource(module) if module and module.__name__.partition(".")[0] != "django" else ""
    return sorted({one or other for one, other in ASKED.findall(source)})


def test_every_parameter_of_every_page_takes_odd_values(world):
    failed, asked = [], 0
    for person in (world.cast.official, world.cast.reviewer, world.admin):
        client = signed_in(person)
        for address in {one.partition("?")[0] for one in addresses(world)}:
            names = parameters(address) if ours(Form(address, "get", (), None)) else []
            if not names or client.get(address).status_code != 200:
                continue
            for query in [dict.fromkeys(names, value) for value in ODD] + [{name: "²"} for name in names]:
                asked += 1
                if (status := client.get(address, query).status_code) >= 500:
                    failed.append((person.username, address, query, status))
    assert failed == [] and asked > 100
