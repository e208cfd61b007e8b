"""Forms within forms: honest ones are read, what multiplies itself or runs in a ring is refused before it is drawn."""

import pytest

from bench.hostile import nested_forms, page, pdf, recursive_form, stream
from reader.errors import Unfit
from reader.pdf_forms import check

pytestmark = pytest.mark.one_engine


def chain(depth, times, *, own=True):
    """A page and `depth` forms, each drawing the next `times` times; with resources of their own, or with the page's."""
    names = b"/XObject<<%s>>" % b"".join(b"/F%d %d 0 R" % (n, n) for n in range(5, 5 + depth))
    about = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]" + (b"/Resources<<%s>>" % names if own else b"")
    forms = [stream(n, about, b"/F%d Do " % (n + 1) * times) for n in range(5, 4 + depth)]
    return pdf(*page(b"/F5 Do", names), *forms, stream(4 + depth, b"/Subtype/Form/BBox[0 0 9 9]", b"0 0 9 9 re f"))


@pytest.mark.parametrize(
    "data", [chain(3, 4), chain(13, 2), chain(30, 1), chain(3, 4, own=False), b"", b"%PDF-1.7 none"]
)
def test_honest_forms_pass(data):
    check(data)


@pytest.mark.parametrize(
    "data", [nested_forms(), recursive_form(), chain(15, 2), chain(15, 2, own=False), chain(50, 1), chain(3, 300)]
)
def test_what_multiplies_is_refused(data):
    with pytest.raises(Unfit, match="lồng nhau"):
        check(data)
