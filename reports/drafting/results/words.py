"""Words of a report that several of its parts need: names, sentences, entries by dimension."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from plans.models import Period, Plan, Progress, Task
from plans.progress.spans import CUT_OF
from reports.drafting.figures import Figures
from reports.layout.content import Block, Paragraph, Span
from units.models import Unit
from units.vietnamese import vn_date

GENERAL = "Nhiệm vụ chung"


@dataclass(frozen=True)
class Choices:
    """What a drafter chooses: comparison with the last period and with last year, sources on a line of their own."""

    period: bool = True
    year: bool = False
    sources: bool = False


USUAL = Choices()
NAMED_AT_MOST = 10  # units named in a sentence; more stand in the annex


def title(plan: Plan, period: Period) -> str:
    """`Kết quả thực hiện Kế hoạch số 04/KH-UBND về nâng cao Chỉ số PAPI 6 tháng đầu năm 2026`; the year stands once."""
    number = f" số {plan.number}" if plan.number else ""
    name = period_name(period)
    year = f" năm {period.ends.year}"
    subject = plan.title[:1].lower() + plan.title[1:]
    subject = f"{subject} ".replace(f"{year} ", " ", 1).strip() if name.endswith(year.strip()) else subject
    return f"Kết quả thực hiện {plan.get_kind_display()}{number} về {subject} {name}"


def period_name(period: Period) -> str:
    """`6 tháng đầu năm 2026`, as it stands within a sentence; a span that has no such name keeps its own, without "kỳ"."""
    if (half := _half(period)) is not None:
        return f"6 tháng {half} năm {period.ends.year}"
    name = period.name.partition(" (")[0].strip()
    name = name[:1].lower() + name[1:]
    return name.removeprefix("kỳ ") or name


def _half(period):
    days = ((period.starts.month, period.starts.day), (period.ends.month, period.ends.day))
    if period.starts.year != period.ends.year:
        return None
    return {((1, 1), (6, 30)): "đầu", ((7, 1), (12, 31)): "cuối"}.get(days)


def time_ahead(period: Period) -> str:
    """`6 tháng cuối năm 2026`: what comes after the period, "thời gian tới" where that has no name."""
    ends, year = period.ends, period.ends.year
    kind = CUT_OF.get(period.kind, period.kind)
    if kind == period.kind and (ends + timedelta(days=1)).day != 1:
        return "thời gian tới"
    if kind == Period.Kind.MONTH:
        return f"tháng {ends.month % 12 + 1} năm {year + ends.month // 12}"
    if ends.month == 12:
        return f"quý I năm {year + 1}" if kind == Period.Kind.QUARTER else f"năm {year + 1}"
    if ends.month == 6 and kind != Period.Kind.QUARTER:
        return f"6 tháng cuối năm {year}"
    quarter = {3: "II", 6: "III", 9: "IV"}.get(ends.month)
    return f"quý {quarter} năm {year}" if quarter else "thời gian tới"


def span(period: Period) -> str:
    """`từ 01/01/2024 đến 30/9/2024`, which is not always the calendar's half-year."""
    return f"từ {vn_date(period.starts)} đến {vn_date(period.ends)}"


def grouped(entries: Iterable[Progress]) -> dict[tuple[int, str], list[Progress]]:
    """{(number, name): [Progress]} by the first dimension of the task; general tasks last."""
    found = defaultdict(list)
    for entry in entries:
        found[dimension_of(entry.task)].append(entry)
    return found


def dimension_of(task: Task) -> tuple[int, str]:
    """(number, name) of the first dimension the task serves; general tasks come last."""
    first = min(task.dimensions.all(), key=lambda row: row.number, default=None)
    return (first.number, first.name) if first else (9, GENERAL)


def dimension_head(number: int, name: str) -> str:
    """`Nội dung 5. Thủ tục hành chính công`: a dimension keeps its own number whatever stands before it."""
    return name if name == GENERAL else f"Nội dung {number}. {name}"


def sourced(entries: Iterable[Progress], field: str) -> list[tuple[str, list[Unit]]]:
    """[(words, [Unit])]: what units below wrote; the same words of several units are one row."""
    found = defaultdict(dict)
    for entry in entries:
        words = lines_of(getattr(entry, field))
        if words:
            found[words][entry.unit.pk] = entry.unit
    return [(words, list(units.values())) for words, units in found.items()]


def lines_of(text: str) -> str:
    """As it was typed, line by line, without more than one blank or an empty line."""
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.splitlines())))


def listed(name: str, words: str) -> str:
    """What one hand wrote in several lines, as points below its name."""
    points = (_POINT.sub("", line) for line in words.split("\n"))
    return "\n+ ".join([f"{name[:1].upper()}{name[1:]}:", *points])


_POINT = re.compile(r"^[-–+•*]\s+")


def names_of(units: Sequence[Unit]) -> str:
    """The units by name; of many three and how many there are."""
    names = [unit.short_name for unit in units]
    if len(names) <= NAMED_AT_MOST:
        return ", ".join(names)
    return f"{len(names)} đơn vị, trong đó có {', '.join(names[:3])}"


def merged_words(
    words: str, units: Sequence[Unit], choices: Choices, figures: Figures, *, before: bool = False
) -> Iterator[Block]:
    """Words that several units wrote: with their names before or behind, or with the line of sources the drafter chose."""
    if choices.sources:
        yield figures.bullet(closed(words))
        yield Paragraph((Span(f"(Nguồn: báo cáo của {', '.join(unit.short_name for unit in units)})", italic=True),))
    elif "\n" in words:
        yield figures.bullet(closed(listed(names_of(units), words)))
    elif before:
        names = names_of(units)
        yield figures.bullet(f"{names[:1].upper()}{names[1:]}: {words[:1].lower()}{closed(words)[1:]}")
    else:
        yield figures.bullet(f"{closed(words).removesuffix('.')} ({names_of(units)}).")


def closed(words: str) -> str:
    """The words as one sentence, with its full stop."""
    return words.strip().rstrip(" ;.") + "."
