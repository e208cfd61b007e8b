"""Our own documents of every form the offices use are read as they stand."""

import pytest

from reader.output import as_json
from reader.parser import parse
from reader.text import normalise

from .samples_bodies import BODIES
from .samples_columns import COLUMNS
from .samples_flattened import FLATTENED
from .samples_kinds import KINDS
from .samples_letterheads import LETTERHEADS
from .samples_structures import STRUCTURES

SAMPLES = {**COLUMNS, **LETTERHEADS, **BODIES, **KINDS, **FLATTENED, **STRUCTURES}


@pytest.mark.parametrize("name", SAMPLES)
def test_sample(name):
    source, expected = SAMPLES[name]
    found = as_json(parse(normalise(source)))
    tasks = [item for section in found["tasks"] for item in section["items"]]
    assert [_matching(task["text"], expected["tasks"]) for task in tasks] == expected["tasks"]
    if "leads" in expected:
        assert [task["lead"] for task in tasks] == expected["leads"]
    if "deadlines" in expected:
        assert [deadline["date"] for deadline in found["deadlines"]] == expected["deadlines"]
    fields = {key: value for key, value in expected.items() if key not in ("tasks", "leads", "deadlines")}
    assert {key: found[key] for key in fields} == fields


def _matching(text, beginnings):
    """The expected beginning the text has, else the text itself, so that a failure shows it."""
    return next((beginning for beginning in beginnings if text.startswith(beginning)), text)
