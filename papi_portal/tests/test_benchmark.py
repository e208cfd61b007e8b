"""`load_benchmark` in the small: rows that the models themselves would take, figures that add up, and a careful hand."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from indicators.models import Dimension
from plans.models import Figure, Measure, Period, Plan, PlanStep, Progress, Task
from reports.dashboard import rollup
from units.models import Agency, Post, Unit, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country_database")]
PROVINCES, COMMUNES, TASKS, PERIODS = 2, 3, 4, 2
PLANS = PROVINCES * (1 + COMMUNES)
WRITTEN = {
    Agency: PLANS + PROVINCES, User: 3 * PLANS + PROVINCES + 1, Post: 3 * PLANS + PROVINCES + 1, Plan: PLANS,
    Period: PROVINCES * PERIODS, Task: PLANS * TASKS, Measure: PLANS * TASKS, Progress: PLANS * TASKS * PERIODS,
}  # fmt: skip


def load(*args):
    said = StringIO()
    size = {"provinces": PROVINCES, "communes": COMMUNES, "tasks": TASKS, "periods": PERIODS}
    call_command("load_benchmark", *args, **size, stdout=said)
    return said.getvalue()


@pytest.fixture
def debugging(settings):
    settings.DEBUG = True


@pytest.fixture
def loaded(debugging):
    load()


def test_every_row_is_one_the_models_would_take(loaded):
    """COPY goes past the models: their checks are asked afterwards, of every row."""
    assert {model: model.objects.count() for model in WRITTEN} == WRITTEN
    for model in (*WRITTEN, Figure):
        for row in model.objects.all():
            row.clean_fields(exclude=["password"])
            row.validate_constraints()
    for row in (*Plan.objects.all(), *Task.objects.all(), *Agency.objects.all()):
        assert row.search_text == row.compute_search_text()


def test_the_next_row_of_an_official_finds_its_key_free(loaded):
    assert Agency.objects.create(unit=Unit.objects.first(), name="Cơ quan mới").pk > WRITTEN[Agency]


def test_the_board_says_what_a_recount_of_the_rows_says(loaded):
    province = Unit.objects.get(code="33", valid_to=None)
    for period in Period.objects.filter(plan__unit=province):
        board = rollup.board(rollup.survey(province, period, as_of=timezone.localdate()))
        assert len(board.lines) == COMMUNES
        for line in board.lines:
            rows = list(Progress.objects.filter(period=period, unit=line.unit))
            came = [row for row in rows if row.state in Progress.RECEIVED]
            late = [row for row in came if timezone.localtime(row.handed_in_at).date() > row.due]
            sent = line.sending
            assert (sent.expected, sent.received, sent.late) == (len(rows), len(came), len(late))
            assert sum(cell.done for cell in line.cells.values()) == sum(r.final_level == "done" for r in came)


def test_a_database_with_work_in_it_is_left_alone(loaded):
    Plan.objects.filter(unit__code="33").update(source_note="")
    before = Progress.objects.count()
    for args in ([], ["--drop"]):
        with pytest.raises(CommandError, match="không nạp, không gỡ gì"):
            load(*args)
    assert Progress.objects.count() == before


def test_an_account_is_work_too(debugging):
    User.objects.create(username="quantri")
    with pytest.raises(CommandError, match="không nạp"):
        load()


def test_in_production_it_wants_to_be_asked_plainly(settings):
    settings.DEBUG = False
    for args in ([], ["--drop"]):
        with pytest.raises(CommandError, match="--even-in-production"):
            load(*args)
    assert "64 tiến độ" in load("--even-in-production")


def test_loaded_twice_it_is_there_once_and_dropped_it_leaves_the_register(loaded):
    units = Unit.objects.count()
    assert "không nạp lại" in load()
    steps = {"verb": "issue", "by": User.objects.first()}
    PlanStep.objects.create(plan=Plan.objects.first(), **steps)  # a trace, which stays from everybody else
    load("--drop")
    assert {model.objects.count() for model in (*WRITTEN, Figure, PlanStep)} == {0}
    assert (Unit.objects.count(), Dimension.objects.count()) == (units, 8)
    assert "64 tiến độ" in load()
