"""What pages, converters and OCR do to a text changes neither its tasks nor ends in a crash."""

import random
import textwrap

import pytest

from reader.output import as_json
from reader.parser import parse
from reader.readers import read_plan
from reader.refusals import ImportRefused
from reader.text import normalise

from .scorer import DOCUMENTS, f1_in_order, prefix
from .test_samples import SAMPLES

# Two short sentences in a row look like one paragraph once they are wrapped without blank lines.
AMBIGUOUS = {"paragraphs_without_marks"}


def _wrapped(source, width, indent):
    """The text as a page shows it: hard line ends and a page number alone on a line, even in mid-sentence."""
    lines = []
    for line in source.split("\n"):
        if "\t" in line or "   " in line:
            lines.append(line)
        elif line.strip():
            lines += textwrap.wrap(line.strip(), width, initial_indent=" " * indent, break_on_hyphens=False)
    pages = [lines[start : start + 28] for start in range(0, len(lines), 28)]
    return "\n".join("\n".join([*page, str(number)]) for number, page in enumerate(pages, start=1))


def _prefixes(source):
    return [prefix(task.text) for task in parse(normalise(source)).all_tasks]


@pytest.mark.parametrize(("width", "indent"), [(70, 0), (85, 4), (100, 0)])
@pytest.mark.parametrize("name", sorted(SAMPLES.keys() - AMBIGUOUS))
def test_hard_line_ends(name, width, indent):
    source = SAMPLES[name][0]
    assert _prefixes(_wrapped(source, width, indent)) == _prefixes(source)


@pytest.mark.parametrize("name", ["ward_plan_from_a_web_page", "commune_plan_with_signature"])
def test_hard_line_ends_in_long_plans(name):
    source = (DOCUMENTS / f"{name}.txt").read_text("utf-8")
    assert f1_in_order(_prefixes(source), _prefixes(_wrapped(source, 85, 4))) >= 0.95


def test_no_damage_crashes_the_parser():
    chance = random.Random(30)
    for name in sorted(SAMPLES):
        lines = SAMPLES[name][0].split("\n")
        for _ in range(6):
            kept = [line for line in lines if chance.random() > 0.25]
            chance.shuffle(kept) if chance.random() < 0.3 else None
            text = "\n".join("".join(c for c in line if chance.random() > 0.04) for line in kept)
            assert as_json(parse(normalise(text)))["warnings"] is not None


def test_very_long_lines_and_many_lines_are_read_in_bounded_steps():
    for text in ("a\n" * 8_000, "phối hợp với " * 3_000, "ỦY BAN NHÂN DÂN " * 2_000, "1." * 8_000):
        assert parse(normalise(text)).tasks == ()


def test_far_too_long_text_is_refused(tmp_path):
    path = tmp_path / "dai.txt"
    path.write_text("văn bản rất dài " * 50_000, "utf-8")
    with pytest.raises(ImportRefused, match="quá dài"):
        read_plan(path, "dai.txt")
