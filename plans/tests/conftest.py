"""What tests of plans' pages start from: a family of plans, a draft with two tasks, the eight dimensions."""

import pytest

from indicators.models import Dimension
from plans.drafting.workflow import life
from plans.drafting.workflow import tasks as plan_tasks
from plans.tests.paper import make_plan


@pytest.fixture
def family(cast):
    """Province → district → commune, and the commune's own communication plan under its plan."""
    province = make_plan(cast.old_province, cast.old_province_office, number="192/KH-UBND")
    district = make_plan(cast.district, cast.district_office, number="10/KH-UBND")
    commune = make_plan(cast.commune, cast.commune_office, number="04/KH-UBND")
    talks = make_plan(cast.commune, cast.commune_office, number="09/KH-UBND")
    district.parents.set([province])
    commune.parents.set([district, province])
    talks.parents.set([commune, district])
    return province, district, commune, talks


@pytest.fixture
def draft(cast):
    plan = life.new_plan(
        cast.commune, by=cast.official, issuer=cast.commune_office, title="KH", year_from=2024, year_to=2024
    )
    for n in range(1, 3):
        plan_tasks.add_task(plan, by=cast.official, words={"text": f"Nhiệm vụ số {n}", "code": f"{n}a"})
    return plan


@pytest.fixture
def dimensions(db):
    for n in range(1, 9):
        Dimension.objects.get_or_create(number=n, defaults={"name": f"D{n}", "short_name": f"D{n}", "year_from": 2011})
    return Dimension.objects.all()
