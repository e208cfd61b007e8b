"""How a widget becomes HTML: the usual ones put together in Python, all others by Django's templates.

A page of a hundred criteria has three hundred fields; Django renders each by three templates of its own, a third of a
millisecond a field. What is written here is to the letter what those templates write; a test compares every widget.
"""

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

__all__ = ["Renderer"]

Widget = Mapping[str, Any]


def _attrs(widget: Widget) -> str:
    return "".join(
        f" {conditional_escape(name)}"
        if value is True
        else f' {conditional_escape(name)}="{conditional_escape(str(value))}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _input(widget: Widget) -> str:
    value = widget.get("value")
    said = "" if value is None else f' value="{conditional_escape(str(value))}"'
    return f'<input type="{widget["type"]}" name="{conditional_escape(widget["name"])}"{said}{_attrs(widget)}>\n'


def _textarea(widget: Widget) -> str:
    value = conditional_escape(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{conditional_escape(widget["name"])}"{_attrs(widget)}>\n{value}</textarea>\n'


def _option(option: Widget) -> str:
    value, label = conditional_escape(str(option["value"])), conditional_escape(option["label"])
    return f'<option value="{value}"{_attrs(option)}>{label}</option>\n'


def _select(widget: Widget) -> str:
    groups = "".join(_group(name, options) for name, options, _ in widget["optgroups"])
    return f'<select name="{conditional_escape(widget["name"])}"{_attrs(widget)}>{groups}\n</select>\n'


def _group(name, options):
    inside = "".join(f"\n  {_option(option)}" for option in options)
    return f'\n  <optgroup label="{conditional_escape(name)}">{inside}\n  </optgroup>' if name else inside


_INPUTS = ("input", "text", "number", "email", "url", "password", "hidden", "date", "datetime", "time", "checkbox")
QUICK = {f"django/forms/widgets/{name}.html": _input for name in _INPUTS} | {
    "django/forms/widgets/textarea.html": _textarea, "django/forms/widgets/select.html": _select,
}  # fmt: skip


class Renderer(DjangoTemplates):
    """The renderer of every form (FORM_RENDERER)."""

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> SafeString:  # fmt: skip
        """As Django's."""
        quick = QUICK.get(template_name)
        if quick is None:
            return mark_safe(super().render(template_name, context, request))
        return mark_safe(quick(context["widget"]).strip())
