"""The demo data as loaded: each source plan with its facts, the present plan alive, and accounts that work."""

import json
from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db.models import F, Q
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from appraisal.models import IndexStep, Objection, Round, SecondLook, Sheet, SpotCheck
from papi_portal.demo.people import SPECIMEN_NAME
from plans.counting import plausible, wanted
from plans.models import Period, Plan, Progress, Step, Target
from plans.permissions import visible_plans
from post.models import Letter, Notice
from reports.drafting import counting, heads, results
from reports.models import Document
from reports.pen import trust
from reports.pen.verdict import verify
from units.models import Agency, Post, Role, Unit, User

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.usefixtures("demo_database")]
State = Progress.State


def load_demo():
    call_command("load_demo_data", stdout=StringIO())


def accounts(*args):
    out = StringIO()
    call_command("demo_accounts", "--json", *args, stdout=out)
    return json.loads(out.getvalue())


# --- 1. Phường Vạn Phúc 2021 ------------------------------------------------------------------------------------------


def test_van_phuc_reports_by_two_dates_to_the_home_affairs_office_of_ha_dong():
    plan = Plan.objects.get(unit__code="09544", unit__valid_to__isnull=False)
    assert (plan.number, plan.date, plan.years) == ("", None, "2021"), "the source names neither number nor date"
    assert [(above.number, above.unit.name) for above in plan.parents.all()] == [("69/KH-UBND", "Quận Hà Đông")]
    assert plan.receiving_agency.name == "Phòng Nội vụ quận Hà Đông"
    period = plan.periods.get()
    assert (period.due_inside, period.due) == (date(2021, 10, 25), date(2021, 10, 31))
    assert period.entries.count() == plan.tasks.count() == 15


def test_van_phuc_wants_five_ranks_and_asks_the_front_and_the_party():
    plan = Plan.objects.get(unit__code="09544", unit__valid_to__isnull=False)
    target = plan.targets.get()
    assert (target.kind, target.amount, target.at_least, target.baseline_year) == ("ranks_up", 5, True, 2020)
    kinds = {agency.kind for task in plan.tasks.all() for agency in task.coordinating.all()}
    assert kinds == {Agency.Kind.FRONT, Agency.Kind.PARTY}
    assert not any(task.lead.kind in kinds for task in plan.tasks.all()), "they are asked, never ordered"


# --- 2. Xã Tiền Phong 09/KH-UBND ---------------------------------------------------------------------------------------


def test_tien_phong_communicates_by_its_own_general_plan():
    plan = Plan.objects.get(number="09/KH-UBND", unit__code="12193")
    assert (plan.date, plan.unit.full_name) == (date(2024, 1, 24), "Xã Tiền Phong, Huyện Ân Thi, Tỉnh Hưng Yên")
    assert [(above.number, above.date) for above in plan.parents.all()] == [("04/KH-UBND", date(2024, 1, 12))]
    assert plan.receiving_agency.name == "Phòng Văn hóa và Thông tin huyện Ân Thi"
    assert len(plan.recipients.splitlines()) == 9
    assert (
        plan.scope and plan.funding and {task.section for task in plan.tasks.all()} == {"2. Nội dung", "3. Hình thức"}
    )


def test_two_thousand_twenty_four_has_three_levels_and_what_waits_there():
    general = Plan.objects.get(number="04/KH-UBND", unit__code="12193")
    assert [above.unit.name for above in general.parents.all()] == ["Huyện Ân Thi"]
    assert [above.number for above in general.parents.get().parents.all()] == ["192/KH-UBND"]
    now = Counter(
        Progress.objects.filter(plan=general, period__name="9 tháng năm 2024").values_list("state", flat=True)
    )
    assert (now[State.IN_REVIEW], now[State.RETURNED]) == (2, 1) and now[State.EMPTY] > 0


# --- 3. The city's half-year 2021 ---------------------------------------------------------------------------------------


def test_the_city_s_half_year_is_not_the_calendar_s():
    period = Period.objects.get(plan__unit__code="TP-MAU")
    assert (period.starts, period.ends) == (date(2020, 12, 1), date(2021, 5, 31))
    assert period.plan.unit.sample, "the source never names the city"


def test_the_city_s_report_is_made_from_its_figures():
    period = Period.objects.get(plan__unit__code="TP-MAU")
    read = counting.results(period.plan, period, as_of=date(2021, 6, 15))
    entered = [reported.value for rows in read.measures.values() for reported in rows]
    assert entered == [21651, 50, 21601, 21567, 84, 33, 12, 23]
    draft = results.report(read, agency=heads.office_of(period.plan.unit), signer=None)
    words = repr(draft.paper)
    for figure in ("21.651", "21.601", "21.567", "84", "33", "12/12", "01/12/2020"):
        assert figure in words, figure


# --- 4. Sở Văn hóa và Thể thao Hà Nội ----------------------------------------------------------------------------------


def test_the_department_plans_five_years_over_all_eight_dimensions():
    plan = Plan.objects.get(number="380/KH-SVHTT")
    assert (plan.date, plan.years, plan.unit.kind) == (date(2021, 10, 20), "2021–2025", Unit.Kind.DEPARTMENT)
    assert {row.number for task in plan.tasks.all() for row in task.dimensions.all()} == set(range(1, 9))
    for name in ("PAR Index", "SIPAS", "ICT Index", "PCI"):
        assert name in plan.related_indices
    up, group = plan.targets.get(kind=Target.Kind.RANKS_UP), plan.targets.get(kind=Target.Kind.GROUP)
    assert (up.amount, up.per_year, group.amount, group.by_year) == (5, True, 3, 2025)


# --- 5. Tỉnh Hưng Yên 192/KH-UBND --------------------------------------------------------------------------------------


def test_hung_yen_plans_by_dimension_with_lettered_tasks():
    plan = Plan.objects.get(number="192/KH-UBND")
    assert (plan.date, plan.years, plan.unit.code) == (date(2023, 12, 26), "2024", "33")
    assert {row.number for task in plan.tasks.all() for row in task.dimensions.all()} == set(range(1, 9))
    sections = [task.section.split()[0] for task in plan.tasks.all()]
    assert list(dict.fromkeys(sections)) == [f"1.{n}" for n in range(1, 9)]
    assert [task.code for task in plan.tasks.all() if task.section == "1.1"] == ["1.1a", "1.1b", "1.1c", "1.1d"]


# --- 6. The present -----------------------------------------------------------------------------------------------------


def test_the_present_reaches_104_communes_without_districts_in_every_state():
    today = timezone.localdate()
    plan = Plan.objects.get(number="18/KH-UBND", unit__code="33", year_from=today.year)
    communes = Unit.objects.filter(parent=plan.unit, valid_to=None)
    assert communes.count() == 104 and plan.unit.valid_to is None
    assert {below.unit.parent_id for below in plan.reporting_plans.select_related("unit")} == {plan.unit_id}
    running = plan.periods.get(state=Period.State.OPEN)
    assert abs((running.due - today).days) <= 7, "deadlines stand around today"
    assert set(Progress.objects.filter(period__plan=plan).values_list("state", flat=True)) == set(State.values)


def test_hong_quang_shows_one_entry_in_every_state_of_the_running_period():
    entries = Progress.objects.filter(unit__code="12196", unit__valid_to=None, period__state=Period.State.OPEN)
    assert set(entries.values_list("state", flat=True)) == set(State.values) - {State.LOCKED}


def test_one_commune_gives_its_work_out_among_its_bodies():
    kept = Agency.objects.filter(unit__code="12280", enters_own=True)
    assert sorted(kept.values_list("name", flat=True)) == ["Phòng Kinh tế", "Phòng Văn hóa – Xã hội"]
    tasks = Plan.objects.get(unit__code="12280", unit__valid_to=None).tasks.all()
    assert all(task.charges.filter(until=None).count() == 1 for task in tasks)
    assert Progress.objects.filter(unit__code="12280", parts__agency__name="Phòng Kinh tế").exists()


def test_returns_of_the_demo_that_ask_for_a_paper_bear_the_mark():
    steps = Step.objects.filter(verb="send_back", entry__period__state=Period.State.OPEN)
    asking = [step for step in steps if wanted.asks(step.note)]
    assert asking and all(step.changes[0]["field"] == wanted.MARK for step in asking)


def test_figures_of_the_demo_ask_no_question():
    entries = Progress.objects.exclude(figures=None).select_related("period").distinct()
    asked = Counter(one.said for found in plausible.of_entries(entries, traced=False).values() for one in found)
    assert entries.count() > 500 and not asked, asked.most_common(3)


def test_one_paper_has_gone_the_whole_way():
    paper = Document.objects.get()
    assert (paper.state, str(paper.entry), paper.agency.unit.code) == ("issued", "01/BC-UBND", "12196")
    verdict = verify(paper.pdf.read(), trust.known())
    assert verdict.ok and len(verdict.signatures) == 2, verdict
    answer = Client().get(reverse("public_document", args=[paper.code]))
    assert SPECIMEN_NAME in answer.content.decode()


def test_the_internal_index_stands_in_every_step_by_invented_criteria_marked_as_sample():
    rounds = Round.objects.select_related("set")
    assert {held.state for held in rounds} == set(Round.State.values)
    assert all(held.sample and held.set.sample and "mẫu" in held.name for held in rounds)
    published = [row for held in rounds.told() for row in held.results]
    assert len(published) == 8 and all(float(row["total"]) > 0 and row["rank"] for row in published)
    own = Sheet.objects.get(unit__code="12196", round__state=Round.State.SCORING)
    assert own.state == Sheet.State.OPEN, "the commune of the story has its sheet to score"
    assert set(SpotCheck.objects.values_list("found", flat=True)) == {"", "right", "not_done"}
    assert SecondLook.objects.filter(points=None, left_out=False).exists(), "the second appraiser has something to do"
    assert rounds.filter(shown_since__isnull=False).get().state == Round.State.LOCKED
    assert Objection.objects.filter(answered_at=None).exists() and IndexStep.objects.filter(verb="carried").exists()


# --- Accounts -----------------------------------------------------------------------------------------------------------


def test_accounts_are_listed_and_sign_in():
    rows = accounts()
    assert {"username", "password", "role", "unit"} == set(rows[0])
    assert len({row["username"] for row in rows}) == len(rows) == User.objects.count()
    for row in accounts("--main"):
        answer = Client().post(reverse("login"), {"username": row["username"], "password": row["password"]})
        assert answer.status_code == 302, row["username"]


def test_posts_of_ended_units_have_ended_and_every_role_is_held_today():
    """Who went to an heir goes on there and reads the old unit's plans; the others are told why they have no work."""
    today, ended = timezone.localdate(), Q(agency__unit__valid_to__isnull=False)
    assert not Post.objects.filter(ended, Q(valid_to=None) | Q(valid_to__gt=F("agency__unit__valid_to"))).exists()
    held = Post.objects.in_force(today)
    assert set(Role.values) == set(held.values_list("role", flat=True))
    for name, old in (("tienphong.nhaplieu", "12193"), ("vanphuc.lanhdao", "09544"), ("svhtt.nhaplieu", "SVHTT-HN")):
        person = User.objects.get(username=name)
        assert held.filter(user=person).count() == 1
        assert visible_plans(person).filter(unit__code=old, unit__valid_to__isnull=False).exists(), name


def test_nobody_in_the_demo_has_an_invented_name():
    assert not User.objects.exclude(first_name="", last_name="").exists()
    printed = User.objects.exclude(legal_name="").values_list("legal_name", "posts__role").distinct()
    assert set(printed) == {(SPECIMEN_NAME, "leader")}, "papers print the blank of Vietnamese forms"


def test_every_account_s_main_pages_open():
    """Who keeps the accounts of a province sees nothing of its work, nor does who asks citizens for a commune."""
    refused, work = {}, ("plans", "dashboard", "documents")
    for user in User.objects.filter(username__in=[row["username"] for row in sample_accounts()]):
        client = Client()
        client.force_login(user)
        apart = user.posts.filter(role__in=[Role.UNIT_ADMIN, Role.PULSE_DESK]).exists()
        if not user.seats:
            told = client.get(reverse("home"), follow=True).content.decode()
            assert "đã kết thúc ngày 30/06/2025, cùng ngày đơn vị" in told, user
            continue
        for page in ("work", "notices") if apart else ("work", "notices", *work):
            answer = client.get(reverse(page))
            if answer.status_code != 200:
                refused[user.username, page] = answer.status_code
    assert refused == {}


def sample_accounts():
    """All accounts of the source plans and the province, and of the many communes every thirtieth."""
    rows = accounts()
    communes = [row for row in rows if row["unit"].startswith(("Xã", "Phường")) and row["unit"].count(",") == 1]
    kept = {row["username"] for row in communes[::30]} | {row["username"] for row in accounts("--main")}
    return [row for row in rows if row not in communes or row["username"] in kept]


# --- Loading ------------------------------------------------------------------------------------------------------------


def test_what_was_loaded_is_history_nobody_is_told():
    assert not Letter.objects.exists() and not Notice.objects.exists()


def test_loading_twice_changes_nothing():
    def counts():
        return [model.objects.count() for model in (Plan, Progress, User, Agency, Period, Unit)]

    before = counts()
    load_demo()
    assert counts() == before


def test_without_demo_mode_nothing_is_loaded_and_no_account_is_shown():
    with override_settings(DEMO=False):
        assert accounts() == []
        with pytest.raises(CommandError, match="DEMO=1"):
            load_demo()
    assert settings.DEMO
