"""The part of the plan editor beside its text: parents, whose periods it reports by, to whom, and its targets."""

from decimal import Decimal
from typing import Any, Self

from django import forms
from django.db.models import Q
from django.forms import BoundField

from indicators.book import published
from indicators.models import Dimension
from plans.drafting.links import LINK_LABELS, TARGET_PARTS, plan_links
from plans.drafting.wording import tidy
from plans.models import Plan, Target
from plans.permissions import visible_plans
from units.addresses import wholes
from units.fields import CharField, NumberField
from units.forms import Rows, dress
from units.models import Agency, User
from units.numbers import plain_text

EMPTY_ROWS = 3  # places for new targets below those the plan has
MOST_ROWS = 100
LARGEST = Decimal(10_000)  # above every target's amount, which keeps four digits before the comma and four after


class PlanChoiceLabel:
    """Number, title and unit: many plans of one year bear the same title."""

    def label_from_instance(self, plan: Plan) -> str:
        return f"{plan.number or 'Dự thảo'}: {plan.title} ({plan.unit.name}, {plan.years})"


class PlanChoice(PlanChoiceLabel, forms.ModelChoiceField):
    """One plan."""


class PlanChoices(PlanChoiceLabel, Rows):
    """Several plans as boxes to tick."""


class PlanLinksForm(forms.Form):
    """Saved together with `PlanForm`, whose `version` and `base` guard this part too."""

    issuer = forms.ModelChoiceField(
        Agency.objects.none(), label=LINK_LABELS["issuer"], required=False, empty_label=None
    )
    parents = PlanChoices(
        Plan.objects.none(), label=LINK_LABELS["parents"], required=False, widget=forms.CheckboxSelectMultiple
    )
    reports_under = PlanChoice(
        Plan.objects.none(), label=LINK_LABELS["reports_under"], required=False,
        empty_label="Kế hoạch này (kỳ báo cáo riêng)",
    )  # fmt: skip
    receiving_agency = forms.ModelChoiceField(
        Agency.objects.none(), label=LINK_LABELS["receiving_agency"], required=False,
        empty_label="Cơ quan thẩm định mặc định của cấp trên",
    )  # fmt: skip

    def __init__(self, *args: Any, plan: Plan, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words_before, self.year = plan_links(plan), plan.year_from
        others = _plans_above(plan, user)
        now = self.words_before
        self.fields["parents"].queryset = _with(others, Plan.objects.filter(pk__in=now["parents"]))
        calendars = others.filter(state__in=Plan.IN_FORCE, reports_under=None)
        self.fields["reports_under"].queryset = _with(calendars, Plan.objects.filter(pk=now["reports_under"]))
        self.fields["receiving_agency"].queryset = Agency.objects.filter(
            Q(unit=plan.unit.parent_id, unit__isnull=False) | Q(pk=now["receiving_agency"])
        )
        self.fields["issuer"].queryset = Agency.objects.filter(Q(unit=plan.unit_id) | Q(pk=now["issuer"]))
        if plan.amends_id:
            # Its entries already belong to the periods of one calendar, its number to one office.
            del self.fields["reports_under"], self.fields["issuer"]
        self._add_targets()
        dress(self)

    @classmethod
    def of(cls, plan: Plan, user: User) -> Self:
        """The form as opened on `plan`."""
        links = plan_links(plan)
        targets = {
            f"t{n}_{part}": Decimal(value) if part == "amount" and value is not None else value
            for n, row in enumerate(links["targets"])
            for part, value in zip(TARGET_PARTS, row, strict=True)
        }
        return cls(plan=plan, user=user, initial={**links, **targets})

    def _add_targets(self):
        shown = [key[1:-5] for key in self.data if key.startswith("t") and key.endswith("_text")]
        posted = max((n + 1 for n in wholes(shown)), default=0)
        count = posted if self.is_bound else len(self.words_before["targets"]) + EMPTY_ROWS
        self.target_count = min(count, MOST_ROWS)
        dimensions = [(row.pk, str(row)) for row in Dimension.objects.all()]
        subs = _sub_choices(self.year, {row[-1] for row in self.words_before["targets"] if row[-1]})
        for n in range(self.target_count):
            self.fields |= {f"t{n}_{part}": field for part, field in _target_fields(n, dimensions, subs).items()}

    def target_rows(self) -> list[dict[str, BoundField]]:
        """{part: bound field} of each target, for the template."""
        return [{part: self[f"t{n}_{part}"] for part in (*TARGET_PARTS, "gone")} for n in range(self.target_count)]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        self.targets = [row for n in range(self.target_count) if (row := self._target(n, data))]
        return data

    def _target(self, n, data):
        """The plain row, None for one left empty or taken out; the reason at its field otherwise."""
        given = {part: data.get(f"t{n}_{part}") for part in (*TARGET_PARTS, "gone")}
        given["text"] = tidy(given["text"])
        if given["gone"]:
            for part in TARGET_PARTS:
                self.errors.pop(f"t{n}_{part}", None)
            return None
        if not any(given[part] for part in TARGET_PARTS if part != "at_least"):
            return None
        if not given["text"] and f"t{n}_text" not in self.errors:
            self.add_error(f"t{n}_text", "Cần ghi nội dung mục tiêu; muốn bỏ mục tiêu này, hãy chọn “Bỏ”.")
        if not given["kind"] and f"t{n}_kind" not in self.errors:
            self.add_error(f"t{n}_kind", "Cần chọn loại mục tiêu.")
        if (since := given["baseline_year"]) and given["by_year"] and given["by_year"] < since:
            self.add_error(f"t{n}_by_year", f"{given['by_year']} đứng trước năm so sánh {since}.")
        if given["sub_code"]:
            self._of_part(n, given)
        return [given[part] for part in TARGET_PARTS]

    def _of_part(self, n, given):
        """A part belongs to its dimension, which is set where nothing was; only its points are published."""
        numbers = dict(Dimension.objects.values_list("number", "pk"))
        number, code = numbers.get(int(given["sub_code"][0])), given["sub_code"]
        if given["dimension_id"] not in (None, number):
            self.add_error(f"t{n}_sub_code", f"{code} không thuộc nội dung đã chọn. Chọn lại một trong hai.")
        if given["kind"] and given["kind"] not in (Target.Kind.SCORE_UP, Target.Kind.OTHER):
            told = f"Mục tiêu của riêng {code} chỉ theo được bằng điểm: chọn loại “{Target.Kind.SCORE_UP.label}”."
            self.add_error(f"t{n}_sub_code", told)
        given["dimension_id"] = number

    def words(self) -> dict[str, Any]:
        """Plain values as `plans.drafting.links.plan_links` gives them."""
        data = self.cleaned_data
        calendar = data.get("reports_under")
        kept = {"issuer": data["issuer"].pk} if data.get("issuer") else {}
        kept |= {} if "reports_under" not in self.fields else {"reports_under": calendar.pk if calendar else None}
        receiver = data["receiving_agency"]
        return kept | {
            "parents": sorted(plan.pk for plan in data["parents"]),
            "receiving_agency": receiver.pk if receiver else None,
            "targets": self.targets,
        }


class AmountField(NumberField):
    """How far a target goes (ranks, points, a share), kept as plain text; None for nothing."""

    def __init__(self, **more: Any) -> None:
        super().__init__(small=True, below=LARGEST, least=Decimal(0), **more)

    def clean(self, value: object) -> str | None:
        """The number in plain text, as drafts of plans keep it."""
        return plain_text(super().clean(value))


def _sub_choices(year, kept):
    """Parts of the structure of the plan's years, and what stands chosen though it is none of them."""
    found = {code: str(sub) for code, sub in published().structure(year)[1].items()}
    return sorted(({code: code for code in kept} | found).items())


def _target_fields(n, dimensions, subs):
    def year(label):
        return forms.IntegerField(
            label=f"{label} (mục tiêu {n + 1})", required=False, min_value=2011, max_value=2100,
            widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        )  # fmt: skip

    return {
        "text": CharField(label=f"Mục tiêu {n + 1}", max_length=400, required=False),
        "kind": forms.ChoiceField(
            label=f"Loại (mục tiêu {n + 1})", required=False, choices=[("", "Chọn loại"), *Target.Kind.choices]
        ),
        "amount": AmountField(label=f"Mức (mục tiêu {n + 1})"),
        "at_least": forms.BooleanField(label="Ít nhất", required=False, initial=True),
        "per_year": forms.BooleanField(label="Trung bình mỗi năm", required=False),
        "baseline_year": year("So với năm"),
        "by_year": year("Đến năm"),
        "dimension_id": forms.TypedChoiceField(
            label="Chỉ số nội dung", required=False, coerce=int, empty_value=None,
            choices=[("", "PAPI chung"), *dimensions],
        ),
        "sub_code": forms.ChoiceField(
            label="Nội dung thành phần", required=False, choices=[("", "Cả nội dung"), *subs]
        ),
        "gone": forms.BooleanField(label="Bỏ", required=False),
    }  # fmt: skip


def _plans_above(plan, user):
    """Plans in force that she sees, of the plan's level or above, and other drafts of the same unit; none that carries
    out this one, for a ring of plans has no place in the hierarchy."""
    wanted = Q(state__in=Plan.IN_FORCE) | Q(state=Plan.State.DRAFT, unit=plan.unit_id)
    seen = visible_plans(user).filter(wanted, unit__depth__lte=plan.unit.depth)
    return seen.exclude(pk__in=_carrying_out(plan.amends_id or plan.pk))


def _carrying_out(key):
    """Keys of the plan itself and of everything below it, a query a level."""
    found, level = {key}, {key}
    while level:
        level = set(Plan.objects.filter(parents__in=level).values_list("pk", flat=True)) - found
        found |= level
    return found


def _with(plans, now):
    """`plans` and what stands chosen now, even when it has ended since."""
    return Plan.objects.filter(Q(pk__in=plans.values("pk")) | Q(pk__in=now.values("pk"))).select_related("unit")
