"""What our renderer writes is what Django's templates write, for every widget of every form of the portal."""

import html
from datetime import date

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from units.form_renderer import QUICK, Renderer

ODD = "<b>\"Tôi\" & 'anh'</b>"
CHOICES = [("", "---"), ("a", ODD), ("Nhóm <1>", [("b", "Bê"), (3, "Ba")])]
WIDGETS = [
    (forms.TextInput({"class": "form-control", "placeholder": ODD, "required": True, "disabled": False}), ODD),
    (forms.TextInput(), None), (forms.TextInput(), ""), (forms.TextInput(), 0), (forms.NumberInput({"min": 0}), 7),
    (forms.EmailInput(), "a@b.vn"), (forms.URLInput(), "https://x.vn/?a=1&b=2"), (forms.PasswordInput(), "x"),
    (forms.HiddenInput(), 3), (forms.DateInput(format="%d/%m/%Y"), date(2026, 1, 2)), (forms.TimeInput(), "08:00"),
    (forms.DateTimeInput(), None), (forms.CheckboxInput(), True), (forms.CheckboxInput({"data-x": 1}), False),
    (forms.Textarea({"rows": 2}), ODD), (forms.Textarea(), None), (forms.Textarea(), ""),
    (forms.Textarea(), "\n hai\ndòng "),
    (forms.Select({"id": "x"}, CHOICES), "a"), (forms.Select(choices=CHOICES), 3), (forms.Select(choices=[]), None),
    (forms.SelectMultiple(choices=CHOICES), ["b", "a"]), (forms.FileInput({"accept": ".pdf"}), None),
    (forms.RadioSelect(choices=CHOICES), "a"), (forms.CheckboxSelectMultiple(choices=CHOICES), ["b"]),
    (forms.NullBooleanSelect(), "true"),
]  # fmt: skip


def _plain(text):
    """Blanks between tags aside: templates of files end with a line."""
    return " ".join(html.unescape(text).split())


@pytest.mark.parametrize("place", range(len(WIDGETS)))
def test_each_widget_is_written_as_django_writes_it(place):
    widget, value = WIDGETS[place]
    ours, theirs = (
        widget.render("ten", value, {"id": "id_ten"}, renderer) for renderer in (Renderer(), DjangoTemplates())
    )
    assert str(ours).strip() == str(theirs).strip() or (_plain(ours) == _plain(theirs) and "option" in ours)


def test_the_quick_ones_are_the_usual_ones_and_escape():
    used = {widget.template_name for widget, _ in WIDGETS}
    assert QUICK.keys() - used == {"django/forms/widgets/input.html"}, "every one is compared above"
    assert "<b>" not in forms.TextInput({"x": "<b>"}).render("<b>", "<b>", {"y": "<b>"}, Renderer())


def test_it_is_the_renderer_of_the_portal(settings):
    assert settings.FORM_RENDERER == "units.form_renderer.Renderer"
    assert isinstance(forms.Form().renderer, Renderer)
