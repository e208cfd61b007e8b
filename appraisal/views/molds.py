"""Fields that stand on a page by the dozen, cast from one rendering: what differs between two is their key and their values.

A mold is made of a real form, once a process, so that it is to the letter what the form would write; only unbound forms
are cast, one that was refused is rendered as it is.
"""

from collections.abc import Callable, Mapping
from functools import cache
from html import escape
from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils.safestring import SafeString, mark_safe

from appraisal.forms import AnswerForm, JudgeForm, LookForm
from appraisal.models import Criterion, Mark
from units.templatetags.portal import field_row

__all__ = ["judging", "looking", "papers"]

KEY, VALUE = "@@key@@", "@@value@@"
Field = tuple[str, str]  # as it is written empty, and filled in


def _cast(make: Callable[[dict[str, Any]], forms.Form], names: tuple[str, ...]) -> dict[str, Field]:
    fields = make({}).fields
    full = {name: True if isinstance(fields[name], forms.BooleanField) else VALUE for name in names}
    empty, filled = make({}), make(full)
    return {name: (str(field_row(empty[name])), str(field_row(filled[name]))) for name in names}


def _poured(mold: Mapping[str, Field], key: str, values: Mapping[str, Any]) -> str:
    """`values`: what each field shows, as text; True for a ticked box."""
    parts = []
    for name, (empty, filled) in mold.items():
        value = values.get(name)
        said = empty if value in (None, "", False) else filled.replace(VALUE, escape(str(value)))
        parts.append(said.replace(KEY, key))
    return "".join(parts)


@cache
def _judge(form: type[JudgeForm]) -> dict[str, Field]:
    return _cast(
        lambda initial: form(initial=initial, auto_id=f"{KEY}-%s"), ("points", "left_out", "reason")
    )  # fmt: skip


def judging(mark: Mark, values: Mapping[str, Any]) -> SafeString:
    """The fields of `JudgeForm` for a mark; `values` as its initial ones."""
    return _of_judge(JudgeForm, f"judge-{mark.pk}", values)


def looking(pk: int) -> SafeString:
    """The fields of `LookForm` for a second look, empty."""
    return _of_judge(LookForm, f"look-{pk}", {})


def _of_judge(form, key, values):
    points = form.base_fields["points"].prepare_value(values.get("points"))
    return mark_safe(_poured(_judge(form), key, {**values, "points": points}))


@cache
def _paper(place: int) -> dict[str, Field]:
    """The four fields of the paper at `place` of an answer."""
    names = ("document", "section", "page", "link")

    def make(initial):
        said = {name.rstrip("0123456789"): value for name, value in initial.items()}
        row = SimpleNamespace(rule="yes_no", wants_evidence=True, may_not_apply=False)
        held = [SimpleNamespace(**dict.fromkeys(names, "")) for _ in range(place)]
        paper = [SimpleNamespace(**{name: said.get(name, "") for name in names})] if said else []
        proofs = SimpleNamespace(all=lambda: held + paper)
        blank = dict.fromkeys(("top", "bottom", "typed", "not_applicable", "explanation", "yes"))
        return AnswerForm(mark=SimpleNamespace(pk=KEY, proofs=proofs, **blank), row=row)  # type: ignore[arg-type]

    return _cast(make, tuple(f"{name}{place}" for name in names))


def papers(mark: Mark, row: Criterion, count: int) -> SafeString:
    """The fieldsets of `count` papers of an answer, filled in as they are kept."""
    kept = list(mark.proofs.all())
    made = []
    for place in range(count):
        held = kept[place] if place < len(kept) else None
        said = {f"{name}{place}": getattr(held, name, "") for name in ("document", "section", "page", "link")}
        made.append(
            f'<fieldset class="asked"><legend class="sm">Tài liệu kiểm chứng {place + 1}</legend>'
            f"{_poured(_paper(place), str(mark.pk), said)}</fieldset>"
        )
    return mark_safe("".join(made))
