"""What a plan points at, as plain values beside its text: parents, whose periods it reports by, to whom, its targets."""

from indicators.models import Dimension
from plans.models import Plan, Target
from plans.wording import Change, plan_words
from units.models import Agency
from units.vietnamese import NO_FIGURE, vn_num

LINK_LABELS = {
    "parents": "Thực hiện theo kế hoạch",
    "reports_under": "Báo cáo theo kỳ của",
    "receiving_agency": "Báo cáo qua",
    "targets": "Mục tiêu",
}
TARGET_PARTS = ("kind", "text", "amount", "at_least", "per_year", "baseline_year", "by_year", "dimension_id")


def plan_links(plan):
    """{"parents": sorted keys, "reports_under": key or None, "receiving_agency": key or None, "targets": rows in the
    order of TARGET_PARTS, amounts as plain text}; two queries."""
    return {
        "parents": sorted(plan.parents.values_list("pk", flat=True)),
        "reports_under": plan.reports_under_id,
        "receiving_agency": plan.receiving_agency_id,
        "targets": [_target_row(target) for target in plan.targets.order_by("pk")],
    }


def whole_words(plan):
    """Text and links together: what the editor opens, merges and saves."""
    return plan_words(plan) | plan_links(plan)


def _target_row(target):
    row = [getattr(target, part) for part in TARGET_PARTS]
    row[2] = None if target.amount is None else str(target.amount.normalize() + 0)
    return row


def write_links(plan, links):
    """Make the plan point where `links` (as `plan_links` gives them) says; the plan's version is the caller's."""
    plan.reports_under_id, plan.receiving_agency_id = links["reports_under"], links["receiving_agency"]
    plan.save(update_fields=["reports_under", "receiving_agency", "updated_at"])
    plan.parents.set(links["parents"])
    known = list(plan.targets.order_by("pk"))
    for place, row in enumerate(links["targets"]):
        target = known[place] if place < len(known) else Target(plan=plan)
        for part, value in zip(TARGET_PARTS, row, strict=True):
            setattr(target, part, value)
        target.save()
    plan.targets.filter(pk__in=[target.pk for target in known[len(links["targets"]) :]]).delete()


def link_difference(before, after):
    """List of Change between two plain dicts of links, in the order of LINK_LABELS."""
    return [
        Change(name, label, link_in_words(name, before[name]), link_in_words(name, after[name]))
        for name, label in LINK_LABELS.items()
        if before[name] != after[name]
    ]


def link_in_words(name, value):
    """A plain link as the page shows it; `–` where there is none."""
    if not value:
        return NO_FIGURE
    if name == "targets":
        return "; ".join(_target_in_words(*row) for row in value)
    if name == "parents":
        return "; ".join(str(plan) for plan in Plan.objects.filter(pk__in=value))
    return str((Plan if name == "reports_under" else Agency).objects.filter(pk=value).first() or NO_FIGURE)


def _target_in_words(kind, text, amount, at_least, per_year, baseline_year, by_year, dimension):
    said = [
        Target.Kind(kind).label,
        amount and f"{'ít nhất ' if at_least else ''}{vn_num(amount)}",
        per_year and "trung bình mỗi năm",
        baseline_year and f"so với năm {baseline_year}",
        by_year and f"đến năm {by_year}",
        dimension and f"nội dung {Dimension.objects.get(pk=dimension).number}",
    ]
    return f"{text} ({', '.join(part for part in said if part)})"
