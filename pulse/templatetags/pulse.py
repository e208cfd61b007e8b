"""Shares and differences as the pages write them."""

from django import template

from units.vietnamese import vn_num

register = template.Library()


@register.filter
def vn_share(share: float) -> str:
    """0.634 as "63%"; a half is rounded up."""
    return f"{int(share * 100 + 0.5)}%"


@register.filter
def keyed(found: dict, key: str) -> object:
    """What stands under `key`, "" where nothing does."""
    return found.get(key, "")


@register.filter
def vn_points(change: float) -> str:
    """-0.052 as "-5,2": percentage points."""
    return vn_num(round(change * 100, 1))
