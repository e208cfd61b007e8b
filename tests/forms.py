"""Forms as a page shows them, and what a browser, a person and a prankster would send with each."""

from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

ODD = ("²", "٣", "9" * 30)
TYPED = {"email": "tienphong.nhaplieu@example.vn", "number": "3", "password": "ruộng bậc thang 2026"}
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

    @property
    def ours(self):
        """Forms of the admin are Django's own; leaving the house is not ours to test."""
        return not urlsplit(self.action).path.startswith("/quan-tri/")

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


def unlike(form, changes):
    """{name: values} of `changes` that differ from each other: a form of nothing but a button is sent once."""
    sent = {}
    for name, change in changes.items():
        values = form.values(change)
        if values not in sent.values():  # a file is like no other
            sent[name] = values
    return sent


PLAIN = {"as it stands": as_it_stands, "filled": filled}
STRANGE = {value[:3]: odd(value) for value in (ODD[0], ODD[-1])}  # a sign that is no digit, a number too long
