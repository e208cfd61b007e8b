"""Hypothesis-made inputs over every form, every query parameter and every name that pages read from a post: no 500.

No part of ./test: `bench/bench_inputs.py` runs it with INPUTS, how many (default 1,000). Each is one request, undone.
"""

import functools
import inspect
import itertools
import os
import re
import sys
import traceback
from collections import Counter
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import got_request_exception
from django.urls import resolve
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as how
from hypothesis import strategies as st

from tests.forms import Form
from tests.test_every_parameter import parameters
from tests.walk import Walk
from tests.world import addresses

ROLES = ("entry", "leader", "clerk", "reviewer", "overseer", "auditor", "admin", "nobody")
INPUTS = int(os.environ.get("INPUTS", "1000"))
SENT = re.compile(r"""POST(?:\.get|\.getlist)?[\[(]["'](\w+)["']""")
NASTY = [
    "", "\0", " ", "null", "[]", "{}", "true", "-1", "0", "9" * 30, "²", "١٢", "NaN", "1e999", "1/2", "31/02/2025",
    "00/00/0000", "01/01/10000", "0000-00-00", "../../etc/passwd", "%00", "<script>alert(1)</script>", "' OR 1=1--",
    "\u202ea", "A\u0300" * 50, "a" * 70_000, "\r\nX: y", "\ufeff", "1,2,3", "1 2 3", "\U0001f600",
]  # fmt: skip
WORD = st.one_of(
    st.sampled_from(NASTY), st.text(max_size=40), st.text("0123456789²٣-+.,eE/: ", max_size=24), st.integers().map(str),
    st.floats().map(str), st.dates().map("{:%d/%m/%Y}".format), st.datetimes().map(str),
)  # fmt: skip
FILE = st.builds(
    SimpleUploadedFile,
    st.sampled_from(["a.pdf", "b.docx", "c.xlsx", "d.png", "e.jpg", "f.csv", "g", "ế\u202e.pdf", "a" * 300 + ".pdf"]),
    st.one_of(st.binary(min_size=1, max_size=400),
              st.sampled_from([b"%PDF-1.7\n", b"PK\3\4" + b"\0" * 30, b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"])),
)  # fmt: skip


def of_field(field):
    """What is sent for one field: left as it stands, one of its choices, anything, twice, or nothing."""
    if field.kind == "file":
        return st.one_of(st.just([]), FILE.map(lambda one: [one]))
    stands = st.just([field.value] if field.value is not None else [])
    chosen = st.sampled_from(field.options).map(lambda one: [one]) if field.options else stands
    return st.one_of(stands, chosen, WORD.map(lambda one: [one]), st.lists(WORD, max_size=3))


def _joined(lists):
    return list(itertools.chain(*lists))


def of_names(names):
    return st.fixed_dictionaries({}, optional={name: st.lists(WORD, min_size=1, max_size=2) for name in names})


def of_form(form):
    names = {}
    for field in form.fields:
        names.setdefault(field.name, []).append(of_field(field))
    every = {name: st.tuples(*each).map(_joined) for name, each in names.items()}
    button = {form.button[0]: st.just([form.button[1]])} if form.button else {}
    return st.fixed_dictionaries(every | button)


def names_sent(address):
    """Names that the module of this address's page reads from a post."""
    module = inspect.getmodule(inspect.unwrap(resolve(urlsplit(address).path).func))
    ours = module and module.__file__.startswith(str(settings.BASE_DIR)) and ".venv" not in module.__file__
    return sorted(set(SENT.findall(inspect.getsource(module)))) if ours else []


def targets(world, walk):
    """(role, Form, its inputs): every form as each role met it; every address with its parameters and its posted names."""
    found = [(role, form, of_form(form)) for (role, _), form in walk.forms.items()]
    for address in dict.fromkeys(one.partition("?")[0] for one in addresses(world)):
        opened = [role for role in ROLES if walk.answered.get((role, address), 500) < 400] or ["reviewer"]
        for method, names in (("get", parameters(address)), ("post", names_sent(address))):
            form = Form(address, method, (), None)
            if names and form.ours:
                found += [(role, form, of_names(names)) for role in opened[:2]]
    return found


def test_no_input_breaks_a_page(world):
    walk = Walk(world, ROLES)
    all_of_them, asked, kinds, seen = targets(world, walk), Counter(), Counter(), []

    def broken(sender, request=None, **more):
        frames = [one for one in traceback.extract_tb(sys.exc_info()[2]) if ".venv" not in one.filename]
        seen.append(f"{sys.exc_info()[0].__name__} at {frames[-1].filename}:{frames[-1].lineno}")

    def ask(role, form, values):
        seen.clear()
        status = walk._send(role, form, values)
        asked[status] += 1
        if status >= 500:
            kind = seen[-1] if seen else "?"
            if not kinds[kind]:
                told(f"failed: {kind}: {(role, form.method, form.action, values)!r}"[:900])
            kinds[kind] += 1

    got_request_exception.connect(broken)
    try:
        for number, (role, form, inputs) in enumerate(all_of_them):
            many = INPUTS // len(all_of_them) + (number < INPUTS % len(all_of_them))
            made_for(inputs, many, number, functools.partial(ask, role, form))
    finally:
        got_request_exception.disconnect(broken)
    for kind, many in kinds.most_common():
        told(f"kind: {many} × {kind}")
    of = f"of {len(all_of_them)} forms and parameters"
    told(f"any input: {sum(asked.values())} asked {of}, {sum(kinds.values())} broke; {dict(asked)}")
    assert not kinds


def made_for(inputs, many, number, ask):
    """`ask` with `many` inputs, others for each target."""

    @seed(number)
    @how(max_examples=max(1, many), deadline=None, database=None, phases=[Phase.generate],
         suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(inputs)
    def each(values):
        ask(values)

    each()


def told(line):
    print(line, flush=True)  # noqa: T201 - the bench reads it
