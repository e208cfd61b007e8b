"""How the units below sent their reports."""

from collections import defaultdict
from collections.abc import Iterator

from plans.counting.completeness import tally
from reports.drafting.counting import Results
from reports.drafting.figures import Figures
from reports.drafting.results.words import NAMED_AT_MOST
from reports.layout.content import Block


def units_below(results: Results, figures: Figures) -> Iterator[Block]:
    """How many sent in time, late, in part or nothing; few are named."""
    states = defaultdict(list)
    for unit, sending in results.sendings.items():
        states[sending.state].append(unit)
    put = figures.put
    count = put("don_vi", sum(tally(results.sendings.values()).values()), "Đơn vị phải báo cáo")
    rows = [
        ("dung_han", len(states["on_time"]) + len(states["nothing"]), "gửi đúng hạn"),
        ("gui_cham", len(states["sent_late"]), "gửi chậm"),
        ("chua_gui_du", len(states["partly"]), "chưa gửi đủ"),
        ("chua_gui", len(states["unsent"]), "chưa gửi báo cáo"),
    ]
    said = [(put(name, number, f"Đơn vị {words}"), words, number) for name, number, words in rows]
    told = ", ".join(f"{place} đơn vị {words}" for place, words, number in said if number)
    yield figures.paragraph(f"Có {count} đơn vị phải báo cáo, trong đó {told}.")
    for state, words in _NAMED:
        if 0 < len(states[state]) <= NAMED_AT_MOST:
            names = (_how_far(unit, results.sendings[unit]) for unit in states[state])
            yield figures.bullet(f"{words}: {', '.join(names)}.")


_NAMED = (("unsent", "Đơn vị chưa gửi báo cáo"), ("partly", "Đơn vị chưa gửi đủ"), ("sent_late", "Đơn vị gửi chậm"))


def _how_far(unit, sending):
    """`xã Tiền Phong`; of one that sent a part, `xã Tiền Phong (10/13)`."""
    return (
        f"{unit.short_name} ({sending.received}/{sending.expected})" if sending.state == "partly" else unit.short_name
    )
