"""Filters of the plans list and the coverage matrix; what they hold stands in the address."""

from collections.abc import Iterable

from django import forms
from django.db.models import Q
from django.http import QueryDict

from plans.models import Plan
from plans.models.plan import PlanQuerySet
from units.fields import CharField
from units.statuses import DIMENSION_NAMES, GENERAL_TASKS
from units.text import fold

NUMBERED = [(str(n), f"{n}. {name}") for n, name in DIMENSION_NAMES.items()]


class PlanFilter(forms.Form):
    """Lọc kế hoạch: words, year, state."""

    q = CharField(label="Số, trích yếu hoặc đơn vị", required=False)
    nam = forms.TypedChoiceField(label="Năm", required=False, coerce=int, empty_value=None)
    tt = forms.ChoiceField(label="Tình trạng", required=False, choices=[("", "Tất cả"), *Plan.State.choices])

    def __init__(self, data: QueryDict | None, *, years: Iterable[int]) -> None:
        super().__init__(data)
        self.fields["nam"].choices = [("", "Tất cả các năm"), *((year, str(year)) for year in years)]
        self.fields["q"].widget.attrs["class"] = "form-control"
        self.fields["nam"].widget.attrs["class"] = self.fields["tt"].widget.attrs["class"] = "form-select"

    @property
    def in_use(self) -> bool:
        return any(self.cleaned_data.values()) if self.is_valid() else False

    def narrow(self, plans: PlanQuerySet) -> PlanQuerySet:
        """`plans` that fit; an address made by hand that fits nothing filters nothing."""
        asked = self.cleaned_data if self.is_valid() else {}
        if asked.get("q"):
            words = fold(asked["q"])
            plans = plans.filter(Q(search_text__contains=words) | Q(unit__search_text__contains=words))
        if asked.get("nam"):
            plans = plans.filter(year_from__lte=asked["nam"], year_to__gte=asked["nam"])
        if asked.get("tt"):
            plans = plans.filter(state=asked["tt"])
        return plans


class MatrixFilter(forms.Form):
    """Lọc ma trận: dimension, order of units, only units lacking something, level of units."""

    nd = forms.ChoiceField(
        label="Nội dung", required=False,
        choices=[("", "Tất cả nội dung"), *NUMBERED, ("chung", GENERAL_TASKS)],
    )  # fmt: skip
    xep = forms.ChoiceField(
        label="Đơn vị", required=False,
        choices=[("", "Còn thiếu nhiều nhất trước"), ("ten", "Theo tên")],
    )  # fmt: skip
    cap = forms.TypedChoiceField(label="Cấp", required=False, coerce=int, empty_value=1)  # type: ignore[arg-type]
    thieu = forms.BooleanField(label="Chỉ đơn vị còn thiếu", required=False)

    def __init__(self, data: QueryDict | None, *, levels: int) -> None:
        super().__init__(data)
        self.fields["cap"].choices = [
            (n, "Cấp dưới trực tiếp" if n == 1 else f"Dưới {n} cấp") for n in range(1, levels + 1)
        ]
        if levels < 2:
            del self.fields["cap"]
        for field in self.fields.values():
            field.widget.attrs["class"] = (
                "form-check-input" if isinstance(field, forms.BooleanField) else "form-select"
            )
