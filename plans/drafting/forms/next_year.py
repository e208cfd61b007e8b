"""Kế hoạch năm sau: for whom and when, how far, which tasks go on, which typical ones are new."""

from decimal import Decimal
from typing import Any

from django import forms

from indicators.models import Scenario
from plans.models import Target, Task
from units.fields import NumberField
from units.models import Unit
from units.vietnamese import vn_num

__all__ = ["NextYearForm"]

MOST_RANKS = 62


class NextYearForm(forms.Form):
    """What the draft is made of; `targets` gives its targets as plain values."""

    unit = forms.TypedChoiceField(label="Kế hoạch của", coerce=int)
    year = forms.IntegerField(label="Năm của kế hoạch", min_value=2011, max_value=2100)
    scenario = forms.ModelChoiceField(
        label="Kịch bản làm căn cứ", queryset=Scenario.objects.none(), required=False, empty_label="Không kèm kịch bản"
    )
    ranks = forms.IntegerField(label="Tăng ít nhất (bậc)", required=False, min_value=1, max_value=MOST_RANKS)
    points = NumberField(
        label="Tăng ít nhất (điểm tổng hợp)", required=False, small=True, below=Decimal(80), least=Decimal(0)
    )
    parts = forms.MultipleChoiceField(required=False)
    going_on = forms.ModelMultipleChoiceField(queryset=Task.objects.none(), required=False)
    fresh = forms.MultipleChoiceField(required=False)

    def __init__(
        self, *args: Any, units: list[Unit], scenarios: Any, tasks: Any, parts: list[tuple[str, str]], fresh: list[str],
        **more: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **more)
        for name, rows in (
            ("scenario", scenarios),
            ("going_on", tasks),
        ):
            self.fields[name].queryset = rows
        self.units = {one.pk: one for one in units}
        self.fields["unit"].choices = [(one.pk, str(one)) for one in units]
        self.fields["parts"].choices = parts
        self.fields["fresh"].choices = [(key, key) for key in fresh]
        self.names = dict(parts)
        for name in ("unit", "scenario"):
            self.fields[name].widget.attrs["class"] = "form-select"
        for name in ("year", "ranks", "points"):
            self.fields[name].widget.attrs["class"] = "form-control"

    def clean_unit(self) -> Unit:
        """One of those offered."""
        return self.units[self.cleaned_data["unit"]]

    def targets(self, base: int) -> list[dict[str, Any]]:
        """Fields of `plans.models.Target` for what was asked, against the scores of `base`."""
        given, shared = self.cleaned_data, {"baseline_year": base, "by_year": self.cleaned_data["year"]}
        found: list[dict[str, Any]] = []
        if given["ranks"]:
            text = f"Thứ hạng PAPI (tính theo điểm tổng hợp) tăng ít nhất {given['ranks']:02d} bậc so với năm {base}"
            found.append({"kind": Target.Kind.RANKS_UP, "text": text, "amount": given["ranks"], **shared})
        if given["points"]:
            text = f"Điểm tổng hợp PAPI tăng ít nhất {vn_num(given['points'])} điểm so với năm {base}"
            found.append({"kind": Target.Kind.SCORE_UP, "text": text, "amount": given["points"], **shared})
        for code in given["parts"]:
            text = f"Tăng điểm nội dung thành phần {code} {self.names[code]} so với năm {base}"
            found.append(
                {"kind": Target.Kind.SCORE_UP, "text": text[:400], **shared, "dimension_id": None, "sub_code": code}
            )
        return found
