"""Words of a report that several of its parts need: names, sentences, entries by dimension."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from plans.models import Period, Plan, Progress
from units.models import Unit
from units.vietnamese import vn_date

GENERAL = "Nhiệm vụ chung"
NAMED_AT_MOST = 10  # units named in a sentence; more stand in the annex


def title(plan: Plan, period: Period) -> str:
    """`Kết quả thực hiện Kế hoạch số 04/KH-UBND về nâng cao Chỉ số PAPI, kỳ 9 tháng năm 2024`."""
    number = f" số {plan.number}" if plan.number else ""
    subject = plan.title[:1].lower() + plan.title[1:]
    return f"Kết quả thực hiện Kế hoạch{number} về {subject}, kỳ {period_name(period)}"


def period_name(period: Period) -> str:
    """`9 tháng năm 2024`, as it stands within a sentence."""
    name = period.name.partition(" (")[0]
    return name[:1].lower() + name[1:]


def span(period: Period) -> str:
    """`từ 01/01/2024 đến 30/9/2024`, which is not always the calendar's half-year."""
    return f"từ {vn_date(period.starts)} đến {vn_date(period.ends)}"


def grouped(entries: Iterable[Progress]) -> dict[tuple[int, str], list[Progress]]:
    """{(number, name): [Progress]} by the first dimension of the task; general tasks last."""
    found = defaultdict(list)
    for entry in entries:
        first = min(entry.task.dimensions.all(), key=lambda row: row.number, default=None)
        found[(first.number, first.name) if first else (9, GENERAL)].append(entry)
    return found


def sourced(entries: Iterable[Progress], field: str) -> list[tuple[str, list[Unit]]]:
    """[(words, [Unit])]: what units below wrote; the same words of several units are one row."""
    found = defaultdict(dict)
    for entry in entries:
        words = " ".join(getattr(entry, field).split())
        if words:
            found[words][entry.unit.pk] = entry.unit
    return [(words, list(units.values())) for words, units in found.items()]


def names_of(units: Sequence[Unit]) -> str:
    """The units by name; of many three and how many there are."""
    names = [unit.short_name for unit in units]
    if len(names) <= NAMED_AT_MOST:
        return ", ".join(names)
    return f"{len(names)} đơn vị, trong đó có {', '.join(names[:3])}"


def closed(words: str) -> str:
    """The words as one sentence, with its full stop."""
    return words.strip().rstrip(" ;.") + "."
