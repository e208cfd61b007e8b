"""The page where two people changed the same field: both versions side by side, all other fields merged already."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone

from plans.entering.entry_page import WORDS
from plans.entering.forms import FIGURE, EntryForm, as_base, as_typed
from plans.models import Progress
from units.merging import Clash
from units.numbers import field_text
from units.vietnamese import vn_num


def context(clash: Clash, form: EntryForm) -> dict[str, Any]:
    """The template's context; choosing sends the whole form again."""
    entry = clash.about
    prefetch_related_objects([entry], "task__measures", "figures")
    measures = entry.task.asked_measures()
    figures = {row.measure_id: row.value for row in entry.figures.all()}
    names = {**WORDS, **{f"figure-{row.pk}": row.name for row in measures}}
    shares = {f"figure-{row.pk}" for row in measures if row.in_percent}
    merged = _merged(form, clash, as_typed(entry, measures, figures))
    return {
        "entry": entry, "base": as_base(entry, measures, figures), "version": entry.version,
        "merged": [(name, text) for name, text in merged.items() if name not in clash.fields],
        "clashing": [
            _side_by_side(name, names[name], *pair, small=name in shares) for name, pair in clash.fields.items()
        ],
        "mine_at": timezone.now(), "code": 409, "act": form.data.get("act", "save"),
    }  # fmt: skip


def _merged(form, clash, now):
    """{field: text} to send again: mine where only I changed it, theirs where only they did."""
    known, sent = form.cleaned_data.get("base", {}), {**form.typed, **_named(form.figures)}
    merged = {}
    for name, text in now.items():
        first = known.get(name, [None])[:1]
        mine_changed = name in sent and sent[name] not in first
        merged[name] = form.data[name] if mine_changed and name not in clash.fields else text
    return merged


def _named(figures):
    return {f"figure-{key}": value for key, value in figures.items()}


def _side_by_side(name, label, mine, theirs, *, small):
    if name == "level":
        words = dict(Progress.Level.choices)
        shown = [words.get(mine, "–"), words.get(theirs, "–")]
    else:
        shown = [text if isinstance(text, str) else vn_num(text) for text in (mine, theirs)]
    typed = [text if isinstance(text, str) else field_text(text, small=small) for text in (mine, theirs)]
    is_text = name != "level" and not FIGURE.fullmatch(name)
    both = "\n".join(text for text in typed if text) if is_text else ""
    return {"name": name, "label": label, "mine": typed[0], "theirs": typed[1], "mine_shown": shown[0],
            "theirs_shown": shown[1], "both": both, "is_text": is_text}  # fmt: skip
