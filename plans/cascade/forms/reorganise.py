"""Bàn giao of an abolished unit: the day, and an heir for every plan and person."""

from datetime import timedelta
from typing import Any

from django import forms
from django.forms import BoundField

from plans.cascade.workflow.reorganise import Inventory
from units.fields import DayField
from units.forms import UnitChoice, UnitChoices, dress
from units.models import Unit


class HandOverForm(forms.Form):
    """Boxes per plan (it may go on with several) and a select per post; the choices are the unit's successors."""

    day = DayField(label="Ngày đơn vị mới hoạt động")

    def __init__(self, *args: Any, stock: Inventory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stock = stock
        if stock.unit.valid_to:
            self.fields["day"].initial = f"{stock.unit.valid_to + timedelta(days=1):%d/%m/%Y}"
        heirs = Unit.objects.filter(pk__in=[unit.pk for unit in stock.heirs])
        first = stock.heirs[0] if stock.heirs and stock.recorded else None  # a guess is not ticked beforehand
        for plan in stock.plans:
            self.fields[f"plan-{plan.pk}"] = UnitChoices(
                heirs, label=str(plan), initial=[first] if first else [], widget=forms.CheckboxSelectMultiple,
                error_messages={"required": "Chọn ít nhất một đơn vị tiếp nhận kế hoạch này."},
            )  # fmt: skip
        for post in stock.posts:
            self.fields[f"post-{post.pk}"] = UnitChoice(
                heirs,
                label=f"{post.title}, {post.agency.name} ({post.user.username})",
                initial=first,
                required=False,
                empty_label="Không chuyển (kết thúc cùng đơn vị)",
            )
        dress(self)

    def plan_fields(self) -> list[BoundField]:
        return [self[f"plan-{plan.pk}"] for plan in self.stock.plans]

    def post_fields(self) -> list[BoundField]:
        return [self[f"post-{post.pk}"] for post in self.stock.posts]

    def heirs(self) -> tuple[dict[int, list[Unit]], dict[int, Unit | None]]:
        """({plan key: [Unit, …] in the order of the stock}, {post key: Unit or None})."""
        data = self.cleaned_data
        chosen = {plan.pk: set(data[f"plan-{plan.pk}"]) for plan in self.stock.plans}
        plans = {key: [heir for heir in self.stock.heirs if heir in picked] for key, picked in chosen.items()}
        return plans, {post.pk: data[f"post-{post.pk}"] for post in self.stock.posts}
