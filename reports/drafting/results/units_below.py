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
    yield figures.paragraph(
        f"Có {put('don_vi', sum(tally(results.sendings.values()).values()), 'Đơn vị phải báo cáo')} đơn vị phải báo cáo; "
        f"{put('dung_han', len(states['on_time']) + len(states['nothing']), 'Đơn vị gửi đúng hạn')} đơn vị gửi đúng hạn, "
        f"{put('gui_cham', len(states['sent_late']), 'Đơn vị gửi chậm')} đơn vị gửi chậm, "
        f"{put('chua_gui_du', len(states['partly']), 'Đơn vị chưa gửi đủ')} đơn vị chưa gửi đủ, "
        f"{put('chua_gui', len(states['unsent']), 'Đơn vị chưa gửi báo cáo')} đơn vị chưa gửi báo cáo."
    )
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
