"""The lines of a task's form that say what must hold between its figures, and what their names suggest."""

from decimal import Decimal

from django import forms
from django.forms import BoundField

from plans.drafting.relations import in_one_sentence, suggested
from plans.drafting.wording import tidy
from plans.models import Relation
from units.addresses import wholes
from units.fields import NumberField
from units.numbers import plain_text

Kind = Relation.Kind
SPARE, MOST = 2, 20  # empty lines beside those written; lines at most
PARTS = ("measure", "kind", "of", "per", "limit")


class RelationLines:
    """Mixed into the form of a task: `r{n}_…` speak of figures by their row, so that one may be renamed meanwhile."""

    def add_relation_lines(self) -> None:
        """Fields of the lines and of the suggestions; call when those of the figures are there."""
        given = [key for key in (*self.data, *self.initial) if key.startswith("r") and key.endswith("_kind")]
        self.relation_count = min(max((n + 1 for n in wholes(key[1:-5] for key in given)), default=0) + SPARE, MOST)
        rows = [(n + 1, self._measure_label(n)) for n in range(self.measure_count)]
        for n in range(self.relation_count):
            for part, label in (("measure", "Chỉ tiêu"), ("of", "Với chỉ tiêu"), ("per", "Chia cho")):
                self.fields[f"r{n}_{part}"] = forms.TypedChoiceField(
                    label=label, choices=[("", "–"), *rows], coerce=int, empty_value=None, required=False
                )
            kinds = [("", "–"), *Kind.choices]
            self.fields[f"r{n}_kind"] = forms.ChoiceField(label="Quan hệ", choices=kinds, required=False)
            self.fields[f"r{n}_limit"] = NumberField(
                label="Ngưỡng (%)", small=True, below=Decimal(1_000_000), places=2, least=Decimal(0)
            )
        self.fields["suggested"] = forms.MultipleChoiceField(
            label="Gợi ý theo tên chỉ tiêu, tích để nhận", choices=self._suggestions(), required=False,
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip

    def _measure_label(self, n):
        return f"{n + 1}. {self._named(n)}".rstrip(". ")

    def _named(self, n):
        return tidy(self.data.get(f"m{n}_name") if self.is_bound else self.initial.get(f"m{n}_name"))

    def _suggestions(self):
        """[("row-row", sentence)] of what the names suggest and no line says."""
        names = [self._named(n) for n in range(self.measure_count)]
        written = [] if self.is_bound else self.initial.get("relation_rows", [])
        found = suggested([name for name in names if name], written)
        return [(f"{names.index(row[0]) + 1}-{names.index(row[2]) + 1}", in_one_sentence(*row)) for row in found]

    def relation_lines(self) -> list[list[BoundField]]:
        """Bound fields of each line, for the template."""
        return [[self[f"r{n}_{part}"] for part in PARTS] for n in range(self.relation_count)]

    @staticmethod
    def relation_initial(rows: list[list], names: list[str]) -> dict:
        """{field: value} of plain `rows` over figures called `names`."""
        places = {name: n + 1 for n, name in enumerate(names)}
        found = {"relation_rows": rows}
        for n, (name, kind, of, per, limit) in enumerate(rows):
            values = (
                places.get(name),
                kind,
                places.get(of),
                places.get(per),
                None if limit is None else Decimal(limit),
            )
            found |= {f"r{n}_{part}": value for part, value in zip(PARTS, values, strict=True)}
        return found

    def clean_relations(self, data: dict) -> list[list]:
        """Plain rows of what was typed and ticked, in the order of the figures; says at its place what is missing."""
        rows = [row for n in range(self.relation_count) if (row := self._line(n, data))]
        for pair in data.get("suggested") or []:
            part, whole = (self._named(int(place) - 1) for place in pair.split("-"))
            rows.append([part, Kind.PART.value, whole, "", None])
        once = {tuple(row[:4]): row for row in rows}
        order = [self._named(n) for n in range(self.measure_count)]
        return sorted(once.values(), key=lambda row: order.index(row[0]))

    def _line(self, n, data):
        """One plain row, or None for an empty line or one that is not whole."""
        about, kind, of, per, limit = (data.get(f"r{n}_{part}") for part in PARTS)
        if not kind or any(f"r{n}_{part}" in self.errors for part in PARTS):
            return None
        wanted = {"of": kind in Relation.OF_ANOTHER, "per": kind == Kind.SHARE, "limit": kind == Kind.JUMP}
        places = {"measure": about, "of": wanted["of"] and of, "per": wanted["per"] and per}
        names = {part: self._named(place - 1) if place else "" for part, place in places.items()}
        if lacking := self._lacking(names, wanted, limit):
            self.add_error(f"r{n}_{lacking[0]}", lacking[1])
            return None
        kept = plain_text(limit) if wanted["limit"] else None
        return [names["measure"], kind, names["of"], names["per"], kept]

    @staticmethod
    def _lacking(names: dict, wanted: dict, limit: object) -> tuple[str, str] | None:
        """(part, what to do) of the first thing wrong with a line, or None."""
        for part in ("measure", "of", "per"):
            if not names[part] and (part == "measure" or wanted[part]):
                return part, "Chọn một chỉ tiêu có tên ở trên."
        if names["measure"] in (names["of"], names["per"]):
            return "of", "Chọn một chỉ tiêu khác."
        return ("limit", "Ghi ngưỡng lớn hơn 0.") if wanted["limit"] and not limit else None
