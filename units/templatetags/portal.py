"""Template tags of the portal: icons, status badges, dimension chips, page head, alerts, dialogs, formats."""

from datetime import datetime
from functools import cache

from django import template
from django.forms import BoundField
from django.template import Context
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from units import vietnamese
from units.statuses import DIMENSION_NAMES, GENERAL_TASKS, STATUSES

register = template.Library()
register.filter("vn_date", vietnamese.vn_date)
register.filter("vn_datetime", vietnamese.vn_datetime)
register.filter("vn_time", vietnamese.vn_time)
register.filter("vn_num", vietnamese.vn_num)
register.filter("vn_signed", vietnamese.vn_signed)
register.filter("vn_pct", vietnamese.vn_pct)
register.filter("vn_size", vietnamese.vn_size)


@register.filter
def iso(moment: datetime) -> str:
    """What `<time datetime>` takes: to the second, with the offset of Viet Nam."""
    return timezone.localtime(moment).replace(microsecond=0).isoformat()


@register.filter
def step(percent: float | None) -> str:
    """The class that gives a bar its share (static/css/shares.css), 0 to 100; what is more than nothing is seen."""
    share = min(100, max(0, float(percent or 0)))
    return f"n-{max(round(share), 1) if share else 0}"


ALERT_ICONS = {
    "info": "info-circle-fill",
    "good": "check-circle-fill",
    "warn": "exclamation-triangle-fill",
    "bad": "x-octagon-fill",
    "back": "arrow-return-left",
}


@register.simple_tag
@cache  # a list page asks for the same few some hundred times
def icon(name: str) -> SafeString:
    """One symbol of the sprite; decoration only, the word stands beside it."""
    return format_html(
        '<svg class="bi" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("built/icons.svg"),
        name,
    )


@register.simple_tag
@cache
def status(code: str, extra: str = "") -> SafeString:
    """The badge of a status: icon, word and tone; `extra` follows the word, e.g. "4 ngày làm việc"."""
    row = STATUSES[code]
    words = f"{row.word} {extra}".strip()
    return format_html('<span class="st {}">{}<span>{}</span></span>', row.tone, icon(row.icon), words)


@register.simple_tag
def status_word(code: str) -> str:
    """The word of a status alone, for papers, titles and exports."""
    return STATUSES[code].word


@register.simple_tag
@cache
def dim(number: int | str | None, with_name: bool = False) -> SafeString:
    """The chip of a dimension 1–8; anything else is the chip of a general task. `with_name` adds the short name."""
    name = DIMENSION_NAMES.get(number) if isinstance(number, int) else None
    label, css = (number, "dim") if name else ("C", "dim lo")
    title = f"Nội dung {number}: {name}" if name else GENERAL_TASKS
    chip = format_html(
        '<span class="{}" title="{}"><span aria-hidden="true">{}</span><span class="visually-hidden">{}</span></span>',
        css,
        title,
        label,
        f"Nội dung {number}" if name and with_name else title,
    )
    return format_html("{} {}", chip, name or GENERAL_TASKS) if with_name else chip


@register.filter
def short(text: object, length: int) -> str:
    """At most `length` letters, the last "…" where something was left out; Django's own asks for a translation each time."""
    text = str(text)
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


@register.filter
def dim_name(number: int | None) -> str:
    """Short name of a dimension; other numbers are general tasks."""
    return DIMENSION_NAMES.get(number or 0, GENERAL_TASKS)


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: object) -> str:
    """The address's own query with some values changed (None removes one), for chips, sorting and paging links."""
    params = context["request"].GET.copy()
    for name, value in changes.items():
        params.pop(name, None)
        if value not in (None, ""):
            params[name] = value
    return f"?{params.urlencode()}"


@register.simple_tag(takes_context=True)
def sort_head(context: Context, field: str, label: str, css: str = "") -> SafeString:
    """A table head cell that sorts by `?sort=field` / `?sort=-field`, with aria-sort."""
    current = context["request"].GET.get("sort", "")
    order = {field: "ascending", f"-{field}": "descending"}.get(current, "")
    mark = {"ascending": icon("arrow-up"), "descending": icon("arrow-down")}.get(order, "")
    aria = format_html(' aria-sort="{}"', order) if order else ""
    link = query(context, sort=f"-{field}" if current == field else field, page=None)
    return format_html('<th scope="col" class="{}"{}><a href="{}">{} {}</a></th>', css, aria, link, label, mark)


@register.simple_block_tag
def page_head(content: str, title: str, facts: str = "", crumbs: list[tuple[str, str]] | None = None) -> str:
    """The head of a page; the block's content is its actions. `crumbs`: [(label, url or "")]."""
    template_ = get_template("components/_page_head.html")
    return template_.render({"title": title, "facts": facts, "crumbs": crumbs, "actions": _stripped(content)})


@register.simple_block_tag
def alert(content: str, tone: str, title: str = "") -> str:
    """A box in the page: info, good, warn, bad (refused) or back (returned); bad is announced at once."""
    context = {"tone": tone, "title": title, "body": _stripped(content), "icon_name": ALERT_ICONS[tone]}
    return get_template("components/_alert.html").render(context)


@register.simple_block_tag
def dialog(content: str, id: str, title: str) -> str:
    """A native dialog opened by any link or button with data-dialog="id"; its content is usually one POST form."""
    return get_template("components/_dialog.html").render({"id": id, "title": title, "body": content})


@register.simple_block_tag
def empty_box(content: str, icon_name: str, title: str, url: str = "", action: str = "", clear_url: str = "") -> str:
    """What stands where a list is empty: why, and the next step; `clear_url` for a filter that hides all."""
    context = {"icon_name": icon_name, "title": title, "text": _stripped(content)}
    return get_template("components/_empty.html").render(
        context | {"url": url, "action": action, "clear_url": clear_url}
    )


def _stripped(rendered):
    """A rendered block without the blanks around it; it was escaped when it was rendered."""
    return mark_safe(rendered.strip())  # nosec B308, B703


@register.simple_tag
def field_row(field: BoundField) -> SafeString:
    """One field: label, control, help, errors; in Python, for pages that have a hundred of them."""
    key = field.id_for_label
    said = f'<small class="mut" id="{field.auto_id}_helptext">{conditional_escape(field.help_text)}</small>'
    wrong = get_template("components/_field_error.html").render({"field": field}) if field.errors else ""
    return mark_safe(
        f'<div class="f {field.widget_type}"><label for="{key}">{conditional_escape(field.label)}</label>{field}'
        f"{said if field.help_text else ''}{wrong}</div>"
    )
