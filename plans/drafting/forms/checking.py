"""The check page of a document read in: fields of its head, tasks that are open, a tick for those that are folded."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone

from plans.drafting.doubting import GROUPS, TIME, Doubts, said_of
from plans.drafting.wording import tidy
from plans.drafting.workflow.reading_in import Typed
from plans.models import Plan
from units.addresses import whole, wholes
from units.fields import CharField, DayField
from units.forms import dress
from units.matching import Matcher
from units.statuses import DIMENSION_NAMES
from units.text import nfc

TASK_PARTS = ("text", "section", "lead", "coordinating", "deadline", "product")
# Field of the form -> name of the reader, where they differ.
READ_AS = {"year_from": "years_covered", "bases": "based_on", "organisation": "responsible_units"}
_DIMENSIONS = [("", "Nhiệm vụ chung"), *((key, f"{key}. {name}") for key, name in DIMENSION_NAMES.items())]


class ReadingForm(forms.Form):
    """Saving keeps whatever was typed, making a draft checks it. `open` and `folded` are keys of the tasks shown."""

    kind = forms.ChoiceField(label="Loại văn bản", choices=Plan.Kind.choices)
    number = CharField(label="Số, ký hiệu", max_length=60, required=False)
    date = DayField(label="Ngày ban hành", required=False)
    place = CharField(label="Địa danh", max_length=80, required=False)
    issuer = CharField(label="Cơ quan ban hành", max_length=200, required=False)
    title = CharField(label="Trích yếu", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    year_from = forms.IntegerField(label="Từ năm", min_value=2011, max_value=2100)
    year_to = forms.IntegerField(label="Đến năm", min_value=2011, max_value=2100, required=False)
    bases = CharField(label="Căn cứ", required=False)
    purpose = CharField(label="Mục đích", required=False)
    requirements = CharField(label="Yêu cầu", required=False)
    targets = CharField(label="Chỉ tiêu, mỗi dòng một chỉ tiêu", required=False)
    scope = CharField(label="Đối tượng, phạm vi", required=False)
    funding = CharField(label="Kinh phí", required=False)
    organisation = CharField(label="Tổ chức thực hiện", required=False)
    recipients = CharField(label="Nơi nhận", required=False)
    signing_form = CharField(label="Quyền hạn ký", max_length=160, required=False)
    signer_title = CharField(label="Chức vụ người ký", max_length=120, required=False)
    signer_name = CharField(label="Người ký", max_length=120, required=False)
    LONG = ("bases", "purpose", "requirements", "targets", "scope", "funding", "organisation", "recipients")
    HEADER = tuple(base for base in (
        "kind", "number", "date", "place", "issuer", "title", "year_from", "year_to", *LONG, "signing_form",
        "signer_title", "signer_name"))  # fmt: skip

    def __init__(
        self, data: Any = None, *, reading: dict[str, Any], matcher: Matcher, doubts: Doubts, open: Sequence[int] = (),
        folded: Sequence[int] = (),
    ) -> None:  # fmt: skip
        self.reading, self.matcher, self.doubts = reading, matcher, doubts
        self.rows = {row["key"]: row for row in reading["tasks"]}
        self.number_of = {row["key"]: n for n, row in enumerate(reading["tasks"], start=1)}
        if data is not None:
            open, folded = ([key for key in _keys(data, name) if key in self.rows] for name in ("open", "folded"))
        self.open, self.folded = list(open), list(folded)
        values = {"targets": "\n".join(reading["targets"])} | reading["fields"]
        super().__init__(data, initial=values | self._task_values())
        for name in self.LONG:
            self.fields[name].widget = forms.Textarea(attrs={"rows": 3})
        for key in self.open:
            self._add_task(key)
        self._add_ticks()
        self._add_shared()
        dress(self)

    def _task_values(self):
        parts = (*TASK_PARTS, "dimension", "keep")
        return {f"t{key}_{part}": row.get(part) for key, row in self.rows.items() for part in parts}

    def _add_task(self, key):
        box = forms.Textarea(attrs={"rows": 2})
        self.fields[f"t{key}_text"] = CharField(label=f"Nhiệm vụ {self.number_of[key]}", required=False, widget=box)
        for part, label, length in (("section", "Mục", 250), ("lead", "Chủ trì", 250), ("coordinating", "Phối hợp", 400),
                                    ("deadline", "Thời gian", 200), ("product", "Sản phẩm", 300)):  # fmt: skip
            self.fields[f"t{key}_{part}"] = CharField(label=label, max_length=length, required=False)
        self.fields[f"t{key}_lead"].widget.attrs["list"] = "agencies"
        self.fields[f"t{key}_dimension"] = forms.TypedChoiceField(
            label="Nội dung PAPI", required=False, coerce=int, empty_value=None, choices=_DIMENSIONS
        )

    def _add_ticks(self):
        for key in (*self.open, *self.folded):
            self.fields[f"t{key}_keep"] = forms.BooleanField(label="Đưa vào kế hoạch", required=False)
        for n, duty in enumerate(self.reading["duties"]):
            self.fields[f"d{n}_take"] = forms.BooleanField(
                label=f"Lập thành nhiệm vụ: {duty['text'][:80]}", required=False, initial=duty["take"]
            )

    def _add_shared(self):
        """A doubt that many tasks share keeps its words beside its field: the doubts may be others by the next save."""
        for n, group in enumerate(self.doubts.groups):
            self.fields[f"g{n}"] = CharField(label="Ghi lại cho tất cả", max_length=250, required=False)
            if group.kind != TIME:
                self.fields[f"g{n}"].widget.attrs["list"] = "agencies"

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("year_to") and data.get("year_from") and data["year_to"] < data["year_from"]:
            self.add_error("year_to", f"{data['year_to']} đứng trước năm bắt đầu {data['year_from']}.")
        if data.get("date") and data["date"] > timezone.localdate():
            self.add_error("date", "Ngày ban hành chưa đến.")
        if other := self._same_number(data):
            self.add_error(
                "number",
                f"Số {other.number} năm {other.date.year} đã là số của kế hoạch “{other.title}”",
            )
        return data

    def _same_number(self, data):
        """The plan of the same office that has this number in the same year; the register looks again at issue."""
        number, day = tidy(data.get("number") or ""), data.get("date")
        issuer = self.matcher.match(data.get("issuer") or "").agency
        if not (number and day and issuer):
            return None
        rows = Plan.objects.filter(issuer=issuer, date__year=day.year)
        return rows.filter(number__iregex=rf"^0*{re.escape(number.lstrip('0'))}$").first()

    def typed(self) -> Typed:
        """What is typed now, valid or not: nothing typed is lost."""
        fields = {name: self._said(name) for name in self.HEADER if name != "targets"}
        day = getattr(self, "cleaned_data", {}).get("date")
        fields["iso_date"] = day.isoformat() if day else ""
        folded = {key: {"keep": f"t{key}_keep" in self.data} for key in self.folded}
        return Typed(
            version=whole(self.data.get("version")) or 0,
            fields=fields,
            tasks=folded | {key: self._task(key) for key in self.open},
            targets=[line for line in map(tidy, self._said("targets").split("\n")) if line],
            duties={n: f"d{n}_take" in self.data for n in range(len(self.reading["duties"]))},
            shared=self._shared(),
        )

    def _said(self, name):
        return nfc(self.data.get(name, "")).replace("\r\n", "\n")

    def _task(self, key):
        texts = {part: self._said(f"t{key}_{part}") for part in TASK_PARTS}
        texts |= {part: tidy(texts[part]) for part in TASK_PARTS if part != "text"}
        number = whole(self.data.get(f"t{key}_dimension"))
        dimension = number if number in DIMENSION_NAMES else None
        return texts | {"dimension": dimension, "keep": f"t{key}_keep" in self.data}

    def _shared(self):
        found = ((self._said(f"g{n}_of"), tidy(self._said(f"g{n}"))) for n in range(GROUPS + 1))
        return [(*of.partition(":")[::2], right) for of, right in found if of and right]

    def take_errors(self, other: "ReadingForm") -> None:
        """Show the refusals of what was typed beside what is kept now, which is what was typed."""
        self._errors = other.errors

    def header_rows(self) -> list[tuple[BoundField, list[str], list[int]]]:
        """[(bound field, doubts, source lines)] of the head."""
        doubts, lines = self.reading["doubts"], self.reading["lines"]
        rows = []
        for name in self.HEADER:
            known = READ_AS.get(name, name)
            rows.append((self[name], doubts.get(known, []) + self._own_doubts(name), lines.get(known, [])))
        return rows

    def _own_doubts(self, name):
        said = said_of(self.matcher.match(self["issuer"].value() or "")) if name == "issuer" else ""
        return [said] if said else []

    def bound(self, key: int) -> dict[str, BoundField]:
        """{part: bound field} of an open task."""
        return {part: self[f"t{key}_{part}"] for part in (*TASK_PARTS, "dimension", "keep")}


def _keys(data, name):
    return wholes(data.get(name, "").split(","))
