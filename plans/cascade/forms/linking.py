"""Ghép nhiệm vụ: which task above each task of a plan carries out, with the likeliest ones to choose from."""

from typing import Any

from django import forms
from django.forms import BoundField

from plans.drafting.forms.parents import short
from plans.drafting.likeness import ALIKE, closest
from plans.models import Task

SUGGESTED = 5


class TaskLinksForm(forms.Form):
    """One select a task; a task that hangs on nothing yet is offered its likeliest one when they are really alike."""

    def __init__(self, *args: Any, tasks: list[Task], above: list[Task], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tasks = tasks
        by_key = {task.pk: task for task in above}
        for task in tasks:
            found = closest(task.text, above, SUGGESTED)
            options = {row.pk: row for _, row in found}
            if task.parent:
                options[task.parent.pk] = by_key.get(task.parent.pk, task.parent)
            best = found[0][1].pk if found and found[0][0] >= ALIKE else None
            self.fields[f"nv-{task.pk}"] = forms.TypedChoiceField(
                label=str(task), required=False, coerce=int, empty_value=None, initial=task.parent_id or best,
                choices=[("", "Không"), *((key, short(row)) for key, row in options.items())],
                widget=forms.Select(attrs={"class": "form-select"}),
            )  # fmt: skip

    def rows(self) -> list[tuple[Task, BoundField, bool]]:
        """[(task, bound field, whether it is only suggested)]"""
        fields = [(task, self[f"nv-{task.pk}"]) for task in self.tasks]
        return [(task, field, not task.parent_id and field.initial is not None) for task, field in fields]

    def chosen(self) -> dict[int, int | None]:
        """{task key: key of the task above or None}"""
        return {task.pk: self.cleaned_data[f"nv-{task.pk}"] for task in self.tasks}
