"""Every page and form of the house, as the people of the office above and the administrator meet them."""

import os
import sys

import pytest

from tests import matrix

pytestmark = pytest.mark.long
ROLES = ("reviewer", "overseer", "admin")


def test_a_get_changes_nothing(walk):
    assert walk.wrote == {} and walk.changed == []


def test_every_page_is_answered(walk):
    assert walk.broken_pages() == {} and walk.welcomed() == set(walk.clients)
    assert walk.unhelped == set(), "each form has its word of help (papi_portal.hints)"


@pytest.mark.one_engine
def test_every_form_is_answered(walk):
    assert len(walk.forms) > 50, "the walk finds the forms of the site"
    assert walk.broken_forms() == []


@pytest.mark.one_engine
def test_everybody_is_answered_as_the_table_says(world, capsys):
    """Of `rights_of_addresses.txt` a fixed sample; MATRIX=whole asks every cell, MATRIX=write writes what was not asked
    yet, MATRIX=anew all of it."""
    if os.environ.get("MATRIX") in ("write", "anew"):
        matrix.write(world, anew=os.environ["MATRIX"] == "anew")
        pytest.fail("written anew: read what changed before it is kept")
    said = {cell: sign for cell, sign in matrix.table().items() if sign != "?"}
    cells = said if os.environ.get("MATRIX") == "whole" else matrix.sample(said)
    broken = matrix.wrong(world, cells, said)
    with capsys.disabled():
        sys.stdout.write(
            f"\nrights matrix: {len(cells)} of {len(said)} cells asked, {len(broken)} answered otherwise\n"
        )
    assert broken == []
