"""Input of the page that gives out a unit's work: one choice a task, one for all that are ticked, a day and why."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from plans.models import Charge, Task
from units.fields import CharField, DateField
from units.forms import Rows
from units.models import Agency, Post, Role, Unit

__all__ = ["ChargeForm", "Choices", "InnerDaysForm", "value_of"]

NOBODY = "Chưa phân công"


class Choices:
    """Whom a unit's tasks can be given to today: its agencies and the posts in them; two queries."""

    def __init__(self, unit: Unit, today: date) -> None:
        living = [row for row in Agency.objects.filter(unit=unit) if row.valid_to is None or row.valid_to >= today]
        self.agencies = sorted(living, key=lambda row: (row.is_requested, not row.heads_unit, row.name))
        posts = Post.objects.in_force(today).filter(agency__in=living, role=Role.ENTRY, user__is_active=True)
        self.posts = list(posts.select_related("agency", "user").order_by("agency__name", "title", "pk"))

    def options(self) -> list[tuple[str, Any]]:
        """Choices of a select: nobody, then each agency with its posts."""
        return [("", NOBODY), *((_asked(agency), self._of(agency)) for agency in self.agencies)]

    def _of(self, agency):
        own = [(f"p{post.pk}", _with_person(post)) for post in self.posts if post.agency_id == agency.pk]
        return [(f"a{agency.pk}", _asked(agency)), *own]

    def read(self, value: str) -> tuple[Agency, Post | None] | None:
        """(agency, post or None) of a value of `options`; None for nobody."""
        post = next((post for post in self.posts if value == f"p{post.pk}"), None)
        agency = post.agency if post else next((row for row in self.agencies if value == f"a{row.pk}"), None)
        return (agency, post) if agency else None


def _asked(agency):
    """Party, Front and mass organisations are asked, never ordered."""
    return f"Đề nghị {agency.name}" if agency.is_requested else agency.name


def _with_person(post):
    return f"{post.agency.short_name or post.agency.name}: {post.title}"


def value_of(charge: Charge | None) -> str:
    """The value of `Choices.options` that stands for `charge`."""
    if charge is None:
        return ""
    return f"p{charge.post_id}" if charge.post_id else f"a{charge.agency_id}"


class ChargeForm(forms.Form):
    """`task-<key>`: who is in charge; `chosen` and `to`: the ticked ones at once; `since`, `note`: from when and why."""

    chosen = Rows(label="Nhiệm vụ", queryset=Task.objects.none(), required=False)
    to = forms.ChoiceField(label="Phân công cho", required=False)
    since = DateField(label="Phụ trách từ ngày", widget=forms.DateInput(attrs={"class": "form-control"}))
    note = CharField(
        label="Căn cứ, lý do", max_length=300, required=False, widget=forms.TextInput(attrs={"class": "form-control"})
    )

    def __init__(
        self, data: Any = None, *, tasks: Sequence[Task], choices: Choices, charges: dict[int, Charge]
    ) -> None:
        super().__init__(data, initial={"since": timezone.localdate()})
        self.tasks, self.choices = tasks, choices
        self.known = {task.pk: value_of(charges.get(task.pk)) for task in tasks}
        self.fields["chosen"].queryset = Task.objects.filter(pk__in=[task.pk for task in tasks])
        self.fields["to"] = self._choice("Phân công cho", "")
        for task in tasks:
            self.fields[f"task-{task.pk}"] = self._choice(f"Phụ trách: {task}", self.known[task.pk])

    def _choice(self, label, initial):
        options = self.choices.options()
        if initial and not self.choices.read(initial):  # who left since stands until the task is handed over
            options.append((initial, "(người, bộ phận đã thôi)"))
        select = forms.Select(attrs={"class": "form-select form-select-sm"})
        return forms.ChoiceField(label=label, choices=options, required=False, initial=initial, widget=select)

    def wanted(self, *, ticked: bool) -> dict[str, list[Task]]:
        """{value of a choice: tasks to be given to it}: the ticked ones, or those whose own choice was changed."""
        given = self.cleaned_data
        if ticked:
            keys = {task.pk for task in given["chosen"]}
            return {given["to"]: [task for task in self.tasks if task.pk in keys]}
        found: dict[str, list[Task]] = {}
        for task in self.tasks:
            value = given.get(f"task-{task.pk}", "")
            if value != self.known[task.pk]:
                found.setdefault(value, []).append(task)
        return found


class InnerDaysForm(forms.Form):
    """`agency-<key>`: the day by which an agency hands in to the collecting one; empty: as the whole unit."""

    def __init__(self, data: Any = None, *, agencies: Sequence[Agency], days: dict[int, date]) -> None:
        super().__init__(data)
        for agency in agencies:
            day = forms.DateInput(attrs={"class": "form-control", "placeholder": "25/10/2026"})
            self.fields[f"agency-{agency.pk}"] = DateField(
                label=agency.name, required=False, initial=days.get(agency.pk), widget=day
            )
