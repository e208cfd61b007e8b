"""Beside a sub-dimension: what the newest round that is over says, and nothing of few, of a running one, of strangers."""

import pytest

from indicators.book import published
from indicators.kin import kin
from indicators.models import StructureVersion
from pulse.leading import figures_of_pulse
from pulse.models import Round
from pulse.tests.country import TODAY, answered, make_round


@pytest.fixture
def closed(cast):
    StructureVersion.objects.get_or_create(year_from=2011)
    row = make_round(cast)
    Round.objects.filter(pk=row.pk).update(unit=cast.district, state="closed")
    answered(row, p0={"yn": 24, "nu": 6}, p1={"uu": 40})
    return row


def told(user, unit, year=TODAY.year):
    return [(one.code, one.value, one.as_of) for one in figures_of_pulse(user, kin(unit.pk), year, published())]


def test_enough_answers_are_told_with_whom_they_speak_for(cast, closed):
    assert told(cast.reviewer, cast.district) == [("5.4", 80, closed.closes)]
    [one] = figures_of_pulse(cast.reviewer, kin(cast.district.pk), TODAY.year, published())
    assert "30 phiếu tự trả lời, không đại diện; khoảng tin cậy 95 %: 63–90 %" in one.source and one.url


@pytest.mark.parametrize("state", ["draft", "open"])
def test_a_round_that_runs_leads_nothing(cast, closed, state):
    Round.objects.update(state=state)
    assert told(cast.reviewer, cast.district) == []


def test_codes_of_another_structure_mean_something_else(cast, closed):
    StructureVersion.objects.create(year_from=TODAY.year)
    assert told(cast.reviewer, cast.district, TODAY.year - 1) == []


def test_who_does_not_see_the_unit_sees_nothing_of_it(cast, closed):
    assert told(cast.stranger, cast.district) == []
