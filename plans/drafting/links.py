"""What a plan points at, as plain values beside its text: parents, whose periods it reports by, to whom, its targets."""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from indicators.models import Dimension
from plans.drafting.wording import Change, plan_words
from plans.models import Plan, Target
from units.models import Agency
from units.vietnamese import NO_FIGURE, vn_num

LINK_LABELS = {
    "issuer": "Cơ quan ban hành",
    "parents": "Thực hiện theo kế hoạch",
    "reports_under": "Báo cáo theo kỳ của",
    "receiving_agency": "Báo cáo qua",
    "targets": "Mục tiêu",
}
TARGET_PARTS = (
    "kind",
    "text",
    "amount",
    "at_least",
    "per_year",
    "baseline_year",
    "by_year",
    "dimension_id",
    "sub_code",
)

_LATER = [None] * 8 + [""]  # parts that rows kept before have not


def plan_links(plan: Plan) -> dict[str, Any]:
    """{"issuer": key, "parents": sorted keys, "reports_under": key or None, "receiving_agency": key or None, "targets":
    rows in the order of TARGET_PARTS, amounts as plain text}; two queries."""
    return {
        "issuer": plan.issuer_id,
        "parents": sorted(plan.parents.values_list("pk", flat=True)),
        "reports_under": plan.reports_under_id,
        "receiving_agency": plan.receiving_agency_id,
        "targets": target_rows(plan.targets.order_by("pk")),
    }


def target_rows(targets: Iterable[Target]) -> list[list[Any]]:
    """Rows in the order of TARGET_PARTS."""
    return [_target_row(target) for target in targets]


def whole_words(plan: Plan) -> dict[str, Any]:
    """Text and links together: what the editor opens, merges and saves."""
    return plan_words(plan) | plan_links(plan)


def links_later(source: Plan, plan: Plan, shift: int, *, own: bool) -> dict[str, Any]:
    """The links of `source` for `plan`, which goes on with it `shift` years later; `own`: of the same unit.

    A parent counts when it runs in the new years; one that has ended gives way to the plan that runs then, when its
    unit has exactly one. Whose periods it reports by follows the parents.
    """
    later = {parent.pk: _running(parent, plan) for parent in source.parents.all()}
    calendar = source.reports_under and (later.get(source.reports_under.pk) or _running(source.reports_under, plan))
    return {
        "issuer": plan.issuer_id,
        "parents": sorted({row.pk for row in later.values() if row}),
        "reports_under": calendar.calendar.pk if calendar else None,
        "receiving_agency": source.receiving_agency_id if own else None,
        "targets": [_target_later(row, shift) for row in plan_links(source)["targets"]],
    }


def _running(parent, plan):
    """The plan in force in the years of `plan` in the place of `parent`: itself, its successor, or the only one."""
    in_years = {"year_from__lte": plan.year_from, "year_to__gte": plan.year_from}
    running = Plan.objects.in_force().filter(**in_years)
    kept = running.filter(pk__in=[parent.pk, parent.superseded_by_id or 0]).first()
    if kept:
        return kept
    length = parent.year_to - parent.year_from
    others = [row for row in running.filter(unit=parent.unit_id) if row.year_to - row.year_from == length]
    return others[0] if len(others) == 1 else None


def _target_later(row, shift):
    kind, text, amount, at_least, per_year, baseline, by_year, *part = row
    text = shift_years(text, {baseline, by_year}, shift)
    baseline, by_year = (year and year + shift for year in (baseline, by_year))
    return [kind, text[:400], amount, at_least, per_year, baseline, by_year, *part]


def shift_years(text: str, years: Collection[int], shift: int) -> str:
    """`text` with those of `years` that stand in it moved by `shift`, all at once: 2021–2025 becomes 2026–2030."""

    def moved(found):
        year = int(found.group())
        return str(year + shift) if year in years else found.group()

    return re.sub(r"(?<!\d)\d{4}(?!\d)", moved, text)


def _target_row(target):
    row = [getattr(target, part) for part in TARGET_PARTS]
    row[2] = None if target.amount is None else str(target.amount.normalize() + 0)
    return row


def write_links(plan: Plan, links: Mapping[str, Any]) -> None:
    """Make the plan point where `links` (as `plan_links` gives them) says; the plan's version is the caller's."""
    plan.reports_under_id, plan.receiving_agency_id = links["reports_under"], links["receiving_agency"]
    if plan.issuer_id != links["issuer"]:
        plan.issuer = Agency.objects.get(pk=links["issuer"])
        plan.place = plan.issuer.place
    plan.save(update_fields=["issuer", "place", "reports_under", "receiving_agency", "updated_at"])
    plan.parents.set(links["parents"])
    known = list(plan.targets.order_by("pk"))
    for place, row in enumerate(links["targets"]):
        target = known[place] if place < len(known) else Target(plan=plan)
        for part, value in zip(TARGET_PARTS, [*row, *_LATER[len(row) :]], strict=True):
            setattr(target, part, value)
        target.save()
    plan.targets.filter(pk__in=[target.pk for target in known[len(links["targets"]) :]]).delete()


def link_difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """List of Change between two plain dicts of links, in the order of LINK_LABELS."""
    return [
        Change(name, label, link_in_words(name, before[name]), link_in_words(name, after[name]))
        for name, label in LINK_LABELS.items()
        if before[name] != after[name]
    ]


def link_in_words(name: str, value: Any) -> str:
    """A plain link as the page shows it; `–` where there is none."""
    if not value:
        return NO_FIGURE
    if name == "targets":
        return "; ".join(_target_in_words(*row) for row in value)
    if name == "parents":
        return "; ".join(str(plan) for plan in Plan.objects.filter(pk__in=value))
    return str((Plan if name == "reports_under" else Agency).objects.filter(pk=value).first() or NO_FIGURE)


def _target_in_words(kind, text, amount, at_least, per_year, baseline_year, by_year, dimension, sub_code=""):
    said = [
        Target.Kind(kind).label,
        amount and f"{'ít nhất ' if at_least else ''}{vn_num(amount)}",
        per_year and "trung bình mỗi năm",
        baseline_year and f"so với năm {baseline_year}",
        by_year and f"đến năm {by_year}",
        (sub_code and f"nội dung thành phần {sub_code}")
        or (dimension and f"nội dung {Dimension.objects.get(pk=dimension).number}"),
    ]
    return f"{text} ({', '.join(part for part in said if part)})"
