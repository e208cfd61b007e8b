"""Choosing what goes down to whom, and why something does not apply."""

from typing import Any

from django import forms

from plans.counting.coverage import units_below
from plans.models import Plan
from plans.permissions import units_to_assign
from units.fields import CharField
from units.forms import Rows
from units.models import Unit, User


class HandDownForm(forms.Form):
    """Giao xuống: tasks of the plan and units `level` levels below it."""

    tasks = Rows(
        None,
        label="Nhiệm vụ",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chưa chọn nhiệm vụ nào."},
    )
    units = Rows(
        None,
        label="Đơn vị nhận",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chưa chọn đơn vị nào."},
    )

    def __init__(self, *args: Any, plan: Plan, user: User, level: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tasks"].queryset = plan.tasks.current().order_by("position", "pk")
        self.fields["units"].queryset = (
            units_below(plan, level).filter(pk__in=units_to_assign(user)).select_related("parent")
        )


class ExemptForm(forms.Form):
    """Không áp dụng: one task, some units, the reason; without a reason the mark is taken away."""

    units = Rows(None, widget=forms.MultipleHiddenInput)
    reason = CharField(label="Lý do không áp dụng", required=False, max_length=300)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = Unit.objects.below(plan.unit)
