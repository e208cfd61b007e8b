"""The internal index beside the dimensions its criteria name: only when published, only what was judged."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from appraisal.leading import figures_of_index
from appraisal.models import Criterion, Mark, Round
from appraisal.tests.house import stand
from indicators.book import published
from indicators.kin import kin
from indicators.models import StructureVersion


@pytest.fixture
def held(cast):
    StructureVersion.objects.get_or_create(year_from=2011)
    _, row, *_ = stand(cast.province, [cast.new_commune, cast.commune], by=cast.province_reviewer)
    Criterion.objects.filter(code="1.2").update(dimension=5, most=20)
    Criterion.objects.filter(code="2.1").update(dimension=6, most=20)
    Mark.objects.filter(sheet__unit=cast.new_commune, criterion__code="1.2").update(given=Decimal(20))
    Mark.objects.filter(sheet__unit=cast.commune, criterion__code="1.2").update(given=Decimal(9))
    Mark.objects.filter(criterion__code="2.1").update(left_out=True)
    Round.objects.update(state=Round.State.PUBLISHED, published_at=timezone.now())
    return row


def told(user, cast):
    year = timezone.localdate().year
    return [
        (one.code, one.value, one.name) for one in figures_of_index(user, kin(cast.province.pk), year, published())
    ]


def test_points_given_of_those_that_could_be_had(cast, held):
    assert told(cast.province_reviewer, cast) == [
        ("5", Decimal("72.5"), "Chỉ số nội bộ, tiêu chí về nội dung này: 2 đơn vị")
    ]


@pytest.mark.parametrize(("name", "year", "source"), [
    ("Đợt chấm", 2025, "Đợt chấm, năm 2025"), ("Đợt chấm năm 2025", 2025, "Đợt chấm năm 2025"),
])  # fmt: skip
def test_a_figure_stands_for_its_year_and_says_it_once(cast, held, name, year, source):
    Round.objects.update(name=name, year=year)
    [one] = figures_of_index(cast.province_reviewer, kin(cast.province.pk), year, published())
    assert (one.source, one.as_of) == (source, date(year, 12, 31))


def test_what_is_not_published_leads_nothing(cast, held):
    Round.objects.update(state=Round.State.COUNCIL)
    assert told(cast.province_reviewer, cast) == []


def test_a_stranger_sees_nothing(cast, held):
    assert told(cast.stranger, cast) == []
