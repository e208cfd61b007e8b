"""ĐƠN VỊ VÀ CẤP DƯỚI: the one question of the unit tree, answered by an index and never by walking the register."""

import pytest
from django.db import connection

from conftest import make_unit
from units.models import Unit, predecessors_of

pytestmark = pytest.mark.django_db


def test_a_unit_and_those_below_it_are_found_by_the_start_of_their_line_and_no_neighbour():
    top = make_unit("Tỉnh Một", "33")
    below = make_unit("Xã Trong", "331", parent=top)
    make_unit("Tỉnh Khác", "330")  # its line begins with the same figures
    assert set(Unit.objects.under(top)) == {top, below}
    assert set(Unit.objects.below(top)) == {below}
    assert Unit.objects.filter(path__startswith="").count() == Unit.objects.count()


def test_no_question_about_who_is_below_walks_the_register():
    if connection.vendor != "sqlite":
        return  # PostgreSQL chooses by how many rows there are; its index for LIKE is Django's own
    for asked in (
        Unit.objects.filter(path__startswith="33-2025/"),
        Unit.objects.filter(pk__in=predecessors_of("33/")),
    ):
        assert "SCAN units_unit" not in asked.order_by().explain()
