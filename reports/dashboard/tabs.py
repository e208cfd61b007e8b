"""The pages that look at one unit's figures in different ways, as chips; each keeps the unit."""

from typing import Any

from django.urls import reverse

from units.models import Unit

__all__ = ["tabs"]

PAGES = {
    "dashboard": "Một kỳ",
    "picture": "Toàn cảnh",
    "trends": "Diễn biến",
    "changed": "Điều gì đã đổi",
    "alerts": "Cảnh báo",
    "briefings": "Tóm tắt",
}


def tabs(unit: Unit, here: str) -> list[dict[str, Any]]:
    """[{label, url, current}] of the pages; beside those of a province the nation's."""
    found = [
        {"label": label, "url": f"{reverse(name)}?don_vi={unit.pk}", "current": name == here}
        for name, label in PAGES.items()
    ]
    return found if unit.parent_id else [*found, {"label": "Cả nước", "url": reverse("nation"), "current": False}]
