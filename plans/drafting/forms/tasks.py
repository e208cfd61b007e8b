"""Forms of a draft's tasks: one task with its figures, and many tasks at once."""

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Self

from django import forms
from django.forms import BoundField

from indicators.models import StructureVersion, SubDimension
from plans.drafting.forms.parents import parent_choices
from plans.drafting.forms.plan import read_base
from plans.drafting.forms.relations import RelationLines
from plans.drafting.likeness import closest, tasks_above
from plans.drafting.wording import task_words, tidy
from plans.models import Measure, Plan, Rollup, Task
from units.addresses import wholes
from units.fields import CharField, DayField, NumberField, RawField
from units.forms import dress
from units.matching import Matcher
from units.numbers import plain_text
from units.statuses import DIMENSION_NAMES
from units.text import nfc
from units.vietnamese import vn_date

MEASURE_ROWS = 3  # at least as many places for figures; more when the task has more
DIMENSIONS = [(n, f"{n}. {name}") for n, name in DIMENSION_NAMES.items()]


class TaskForm(RelationLines, forms.Form):
    """One task; agencies are typed and matched, `version` and `base` guard what somebody else saved."""

    code = CharField(label="Ký hiệu", max_length=16, required=False)
    section = CharField(label="Mục", max_length=250, required=False)
    text = CharField(label="Nội dung nhiệm vụ", widget=forms.Textarea(attrs={"rows": 3}))
    lead_text = CharField(label="Chủ trì", max_length=250, required=False)
    coordinating_text = CharField(
        label="Phối hợp", max_length=400, required=False, help_text="Nhiều cơ quan cách nhau bằng dấu chấm phẩy"
    )
    rhythm = forms.ChoiceField(label="Nhịp thực hiện", choices=Task.Rhythm.choices)
    deadline = DayField(label="Thời hạn", required=False)
    product = CharField(label="Sản phẩm, kết quả", max_length=300, required=False)
    weight = NumberField(label="Trọng số", initial="1", small=True, below=Decimal(10_000), places=2, least=Decimal(0))
    dimensions = forms.TypedMultipleChoiceField(
        label="Nội dung PAPI", choices=DIMENSIONS, coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Không chọn: nhiệm vụ chung",
    )  # fmt: skip
    sub_dimensions = forms.TypedMultipleChoiceField(
        label="Nội dung thành phần", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    parent = forms.TypedChoiceField(
        label="Thực hiện nhiệm vụ cấp trên", required=False, coerce=int, empty_value=None,
        help_text="Để ma trận bao phủ của cấp trên biết nhiệm vụ này đã được thực hiện",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)
    base = RawField()

    def __init__(self, *args: Any, plan: Plan, task: Task, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matcher = Matcher(plan.unit)
        self._offer_parents(plan, task)
        self.fields["sub_dimensions"].choices = sub_choices(plan.year_from)
        self._add_measures()
        self.add_relation_lines()
        dress(self)
        for name in ("lead_text", "coordinating_text"):
            self.fields[name].widget.attrs |= {"list": "agencies", "autocomplete": "off"}

    @classmethod
    def of(cls, task: Task, **kwargs: Any) -> Self:
        """The form as opened on `task` (fetched with `worded()`)."""
        words = task_words(task)
        measures = {
            f"m{n}_{part}": value
            for n, row in enumerate(words["measures"])
            for part, value in zip(
                ("name", "unit", "target", "rollup", "key"), [row[0], row[1], _number(row[2]), *row[3:]], strict=True
            )
        }
        initial = (
            words | measures | {"weight": _number(words["weight"]), "version": task.version, "base": json.dumps(words)}
        )
        initial |= cls.relation_initial(words["relations"], [row[0] for row in words["measures"]])
        initial["deadline"] = vn_date(task.deadline) if task.deadline else ""
        return cls(initial=initial, task=task, **kwargs)

    def _offer_parents(self, plan, task):
        above = tasks_above(plan)
        if task.parent_id and task.parent_id not in {row.pk for row in above}:
            above.append(task.parent)
        if not above:
            del self.fields["parent"]
            return
        alike = [] if task.parent_id else [row for _, row in closest(task.text, above)]
        self.fields["parent"].choices = parent_choices(above, alike)

    def _add_measures(self):
        given = [key for key in (*self.data, *self.initial) if key.startswith("m") and key.endswith("_name")]
        self.measure_count = min(max([MEASURE_ROWS, *(n + 1 for n in wholes(key[1:-5] for key in given))]), 20)
        for n in range(self.measure_count):
            self.fields[f"m{n}_name"] = CharField(label=f"Chỉ tiêu {n + 1}", max_length=160, required=False)
            self.fields[f"m{n}_unit"] = CharField(label="Đơn vị tính", max_length=40, required=False)
            unit = self.data.get(f"m{n}_unit") or self.initial.get(f"m{n}_unit") or ""
            self.fields[f"m{n}_target"] = NumberField(label="Mục tiêu", small=Measure.is_share(unit))
            self.fields[f"m{n}_rollup"] = forms.ChoiceField(
                label="Cách tổng hợp", choices=Rollup.choices, required=False
            )
            self.fields[f"m{n}_key"] = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def measure_rows(self) -> list[list[BoundField]]:
        """Bound fields of each figure, for the template."""
        return [
            [self[f"m{n}_{part}"] for part in ("name", "unit", "target", "rollup", "key")]
            for n in range(self.measure_count)
        ]

    def clean_weight(self) -> str:
        return plain_text(self.cleaned_data["weight"]) or "1"

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("rhythm") == Task.Rhythm.ONCE and not data.get("deadline") and "deadline" not in self.errors:
            self.notes = ["Chưa có thời hạn: nhiệm vụ “một lần” cần một ngày."]
        self.cleaned_measures = self._measures(data)
        self.cleaned_relations = self.clean_relations(data)
        return data

    def _measures(self, data):
        rows, names = [], set()
        for n in range(self.measure_count):
            name = tidy(data.get(f"m{n}_name"))
            target = plain_text(data.get(f"m{n}_target"))
            if not name:
                if target is not None or tidy(data.get(f"m{n}_unit")):
                    self.add_error(f"m{n}_name", "Cần tên chỉ tiêu cho số liệu này.")
                continue
            if name in names:
                self.add_error(f"m{n}_name", f"“{name}” đã có ở trên.")
            names.add(name)
            rollup = data.get(f"m{n}_rollup") or Rollup.SUM.value
            rows.append([name, tidy(data.get(f"m{n}_unit")), target, rollup, data.get(f"m{n}_key")])
        return rows

    def words(self) -> dict[str, Any]:
        """Plain values as `plans.drafting.wording.task_words` gives them; agencies resolved where they are known."""
        data = self.cleaned_data
        lead = self.matcher.match(data["lead_text"])
        others = self.matcher.match_many(data["coordinating_text"])
        known = [match.agency for match in others if match.agency]
        above = {"parent": data["parent"]} if "parent" in self.fields else {}
        return above | {
            "code": tidy(data["code"]),
            "section": tidy(data["section"]),
            "text": nfc(data["text"]).replace("\r\n", "\n"),
            "product": tidy(data["product"]),
            "lead": lead.agency.pk if lead.agency else None,
            "lead_text": tidy(data["lead_text"]),
            "coordinating": sorted({agency.pk for agency in known}),
            "coordinating_text": "; ".join(
                tidy(name) for name in data["coordinating_text"].split(";") if name.strip()
            ),
            "rhythm": data["rhythm"],
            "deadline": data["deadline"].isoformat() if data["deadline"] else "",
            "weight": data["weight"],
            "dimensions": sorted(data["dimensions"]),
            "sub_dimensions": sorted(data["sub_dimensions"]),
            "measures": self.cleaned_measures,
            "relations": self.cleaned_relations,
        }

    def base_words(self) -> dict[str, Any]:
        return read_base(self.cleaned_data["base"])


class ManyTasksForm(forms.Form):
    """Sửa nhiều: what shall change in every ticked task, and where they shall stand; empty leaves it as it is."""

    keys = forms.TypedMultipleChoiceField(coerce=int, widget=forms.MultipleHiddenInput, error_messages={
        "required": "Chưa chọn nhiệm vụ nào."})  # fmt: skip
    deadline = DayField(label="Thời hạn", required=False)
    rhythm = forms.ChoiceField(label="Nhịp", required=False, choices=[("", "Giữ nguyên"), *Task.Rhythm.choices])
    lead_text = CharField(label="Chủ trì", required=False, max_length=250)
    section = CharField(label="Mục", required=False, max_length=250)
    dimension = forms.TypedChoiceField(
        label="Nội dung PAPI", required=False, coerce=int, empty_value=None,
        choices=[("", "Giữ nguyên"), *DIMENSIONS, (0, "Nhiệm vụ chung")],
    )  # fmt: skip
    after = forms.TypedChoiceField(label="Đặt sau", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, plan: Plan, tasks: Sequence[Task], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="n-%s", **kwargs)
        self.plan = plan
        self.fields["keys"].choices = [(task.pk, task.pk) for task in tasks]
        places = [(task.pk, str(task)[:60]) for task in tasks]
        self.fields["after"].choices = [("", "Giữ nguyên"), (0, "Đầu danh sách"), *places]
        self.fields["lead_text"].widget.attrs |= {"list": "agencies", "autocomplete": "off"}
        dress(self)

    def ticked(self) -> list[str]:
        """Keys as they were posted, to tick the same rows again."""
        return self.data.getlist("keys") if self.is_bound else []

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if not self.errors and not self.words() and data.get("after") is None:
            raise forms.ValidationError(
                "Chưa ghi gì để sửa: chọn mục, thời hạn, nhịp, chủ trì, nội dung hoặc nơi đặt."
            )
        if data.get("after") in data.get("keys", ()):
            self.add_error("after", "Nơi đặt phải là một nhiệm vụ không nằm trong các nhiệm vụ đã chọn.")
        return data

    def words(self) -> dict[str, Any]:
        data, found = self.cleaned_data, {}
        if data.get("deadline"):
            found["deadline"] = data["deadline"].isoformat()
        if tidy(data.get("section")):
            found["section"] = tidy(data["section"])
        if data.get("rhythm"):
            found["rhythm"] = data["rhythm"]
        if tidy(data.get("lead_text")):
            match = Matcher(self.plan.unit).match(data["lead_text"])
            found |= {"lead": match.agency.pk if match.agency else None, "lead_text": tidy(data["lead_text"])}
        if data.get("dimension") is not None:
            found |= {"dimensions": [data["dimension"]] if data["dimension"] else [], "sub_dimensions": []}
        return found


def sub_choices(year: int) -> list[tuple[int, str]]:
    """(key, "2.1 …") of the structure version in force in `year`."""
    version = StructureVersion.of_year(year)
    rows = SubDimension.objects.filter(version=version).select_related("dimension") if version else []
    return [(row.pk, str(row)) for row in rows]


def _number(text):
    return None if text is None else Decimal(text)
