"""The reporting calendar of Decree 09/2019/NĐ-CP as provinces write it, days to hand in, the regime of a plan, and what was
sent another way."""

from datetime import date
from itertools import pairwise

import pytest
from django.urls import reverse

from plans.loading import load_reporting_calendar
from plans.models import REGIME, CutOff, OtherWay, Period, PeriodException, PlanStep, ReportingDays
from plans.progress import other_ways, spans, whole_year
from plans.progress.period_making import spans as calendar_spans
from plans.tests.paper import entries_of, make_period, make_plan
from post.working_days import Calendar
from reports.drafting.plans import plan_paper
from reports.drafting.results.words import period_name, time_ahead
from reports.layout.content import plain
from units.errors import Conflict, Refused

Kind = Period.Kind
RULES = [
    CutOff(kind=kind, first_day=15, last_day=14)
    for kind in ("month", "quarter", "first_half", "nine_months", "year", "second_half")
]
# Word for word: "tháng: từ ngày 15 tháng trước đến ngày 14 tháng báo cáo; quý: từ ngày 15 tháng trước quý đến ngày 14 tháng
# cuối quý; 6 tháng đầu năm: 15/12 năm trước đến 14/6; 9 tháng: 15/12 năm trước đến 14/9; năm: 15/12 năm trước đến 14/12;
# 6 tháng cuối năm: 15/6 đến 14/12."
TABLE = [
    (Kind.MONTH_CUT, 0, "Tháng 01/2026 (15/12/2025–14/01/2026)", date(2025, 12, 15), date(2026, 1, 14)),
    (Kind.MONTH_CUT, 11, "Tháng 12/2026 (15/11/2026–14/12/2026)", date(2026, 11, 15), date(2026, 12, 14)),
    (Kind.QUARTER_CUT, 0, "Quý I năm 2026 (15/12/2025–14/03/2026)", date(2025, 12, 15), date(2026, 3, 14)),
    (Kind.QUARTER_CUT, 3, "Quý IV năm 2026 (15/09/2026–14/12/2026)", date(2026, 9, 15), date(2026, 12, 14)),
    (Kind.HALF_CUT, 0, "6 tháng đầu năm 2026 (15/12/2025–14/06/2026)", date(2025, 12, 15), date(2026, 6, 14)),
    (Kind.HALF_CUT, 1, "6 tháng cuối năm 2026 (15/06/2026–14/12/2026)", date(2026, 6, 15), date(2026, 12, 14)),
    (Kind.NINE_CUT, 0, "9 tháng năm 2026 (15/12/2025–14/09/2026)", date(2025, 12, 15), date(2026, 9, 14)),
    (Kind.YEAR_CUT, 0, "Năm 2026 (15/12/2025–14/12/2026)", date(2025, 12, 15), date(2026, 12, 14)),
]


@pytest.mark.parametrize(("kind", "place", "name", "starts", "ends"), TABLE)
def test_periods_are_cut_off_on_the_14th(kind, place, name, starts, ends):
    assert spans.cut_spans(kind, 2026, RULES)[place] == (name, starts, ends)


def test_no_day_stands_in_two_months_and_none_in_no_month():
    found = spans.cut_spans(Kind.MONTH_CUT, 2028, RULES)  # a leap year
    assert len(found) == 12
    assert all((after[1] - before[2]).days == 1 for before, after in pairwise(found))


def test_what_no_row_speaks_of_is_not_made():
    known = [row for row in RULES if row.kind not in ("second_half", "month")]
    assert [name for name, *_ in spans.cut_spans(Kind.HALF_CUT, 2026, known)] == [
        "6 tháng đầu năm 2026 (15/12/2025–14/06/2026)"
    ]
    assert Kind.MONTH_CUT not in spans.kinds_cut(known) and Kind.HALF_CUT in spans.kinds_cut(known)
    assert spans.kinds_cut([]) == []


def test_the_words_of_a_report_know_the_cut_off_kinds():
    found = {row[0]: Period(kind=row[0], name=row[2], starts=row[3], ends=row[4]) for row in TABLE}
    assert period_name(found[Kind.NINE_CUT]) == "9 tháng năm 2026"
    assert time_ahead(found[Kind.NINE_CUT]) == "quý IV năm 2026"
    assert time_ahead(found[Kind.MONTH_CUT]) == "tháng 1 năm 2027"
    assert time_ahead(found[Kind.YEAR_CUT]) == "năm 2027"
    free = Period(kind=Kind.FREE, name="Kỳ khác", starts=date(2026, 1, 1), ends=date(2026, 9, 14))
    assert time_ahead(free) == "thời gian tới"


@pytest.fixture
def plan(cast):
    load_reporting_calendar()
    return make_plan(cast.district, cast.district_office, number="01/KH-UBND", year=2026, tasks=0)


def rows_of(plan, kinds, *, inside=1, up=2, working=True):
    wanted = {"year": 2026, "inside": inside, "up": up, "working": working, "calendar": Calendar()}
    return whole_year.year_rows(plan, kinds=kinds, **wanted)


@pytest.mark.django_db
def test_due_so_many_working_days_after_the_cut_off(plan):
    (nine,) = rows_of(plan, [Kind.NINE_CUT])  # 14/9/2026 is a Monday
    assert (nine.due_inside, nine.due, nine.off) == (date(2026, 9, 15), date(2026, 9, 16), {})
    first, _ = rows_of(plan, [Kind.HALF_CUT])  # 14/6/2026 is a Sunday: the first working day after it is Monday
    assert (first.due_inside, first.due) == (date(2026, 6, 15), date(2026, 6, 16))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("up", "due", "why", "moved"),
    [
        (4, date(2026, 9, 18), "", date(2026, 9, 18)),  # Friday
        (5, date(2026, 9, 19), "Thứ Bảy", date(2026, 9, 21)),
        (7, date(2026, 9, 21), "", date(2026, 9, 21)),  # Monday
    ],
)
def test_days_of_the_calendar_are_named_when_nobody_works(plan, up, due, why, moved):
    (row,) = rows_of(plan, [Kind.NINE_CUT], up=up, working=False)
    assert (row.due, row.off.get("due", ("",))[0], row.moved.due) == (due, why, moved)


@pytest.mark.django_db
def test_the_nearest_days_count(cast, plan):
    country = whole_year.days_for(plan)
    assert (country.up, country.mark, str(country)) == (2, "E", "cả nước")
    above = ReportingDays.objects.create(unit=cast.old_province, inside=2, up=3)
    assert whole_year.days_for(plan) == above
    below = whole_year.remember(plan, by=cast.reviewer, inside=3, up=4, cut=True, below=True, source="Công văn 5/UBND")
    assert (whole_year.days_for(plan), below.unit) == (below, cast.district)
    own = whole_year.remember(plan, by=cast.reviewer, inside=0, up=1, cut=False, below=False)
    assert whole_year.days_for(plan) == own
    with pytest.raises(Refused):
        whole_year.remember(plan, by=cast.official, inside=0, up=1, cut=True, below=True)
    assert load_reporting_calendar()["created"] == 0 and ReportingDays.objects.count() == 4


@pytest.mark.django_db
def test_a_year_is_looked_at_and_made_once(client, cast, plan):
    client.force_login(cast.reviewer)
    page = reverse("periods_year", args=[plan.pk])
    asked = "?he=che-do&nam=2026&loai=quarter_cut&loai=half_cut&trong=3&len=5&ngay=thuong"
    shown = client.get(page + asked)
    assert [row.name[:6] for row in shown.context["rows"]] == [
        "Quý I ",
        "6 thán",
        "Quý II",
        "Quý II",
        "6 thán",
        "Quý IV",
    ]
    assert not plan.periods.exists()
    keys = [row.key for row in shown.context["rows"]]
    first_half = next(row for row in shown.context["rows"] if row.name.startswith("6 tháng đầu"))
    assert first_half.due == date(2026, 6, 19)
    typed = {"ky": keys[:3], "doi": [keys[0]], "nho": "ke-hoach", "can_cu": "Kế hoạch"}
    assert client.post(page + asked, typed).status_code == 302
    made = plan.periods.get(kind="quarter_cut", starts=date(2025, 12, 15))
    assert (made.due, made.state) == (date(2026, 3, 19), "planned") and plan.periods.count() == 3
    assert plan.periods.get(starts=date(2026, 3, 15)).name == "Quý II năm 2026 (15/03/2026–14/06/2026)"
    again = client.post(page + asked, typed)
    assert again.status_code == 422 and plan.periods.count() == 3
    assert whole_year.days_for(plan).plan == plan
    assert client.get(page + "?he=lich&nam=2031&loai=month&trong=1&len=2&ngay=thuong").context["form"].errors["nam"]
    assert client.get(page + "?he=lich&nam=x&loai=quarter_cut&trong=9&len=2").status_code == 200
    client.force_login(cast.stranger)
    assert client.post(page + asked, typed).status_code == 404


def _printed(plan):
    return " ".join(plain(block) for block in plan_paper(plan, signer=None).paper.blocks)


@pytest.mark.django_db
def test_the_regime_is_printed_item_by_item(cast, plan):
    assert len(REGIME) == 10
    plan.regime_frequency, plan.regime_cut_off = "Hằng quý", "Ngày 14 tháng cuối quý.\nSố liệu lũy kế"
    said = _printed(plan)
    assert "Chế độ báo cáo" in said and "Tần suất thực hiện báo cáo: Hằng quý." in said
    assert said.index("Tần suất") < said.index("Thời gian chốt số liệu báo cáo: Ngày 14 tháng cuối quý.")
    plan.regime_frequency = plan.regime_cut_off = " "
    assert "Chế độ báo cáo" not in _printed(plan)


# --- Gửi bằng cách khác, nhập sau ---------------------------------------------------------------------------------------

MOVES = {  # word for word: from "chờ xác nhận" only; the receiving office answers, the unit takes back
    "confirm": ("confirmed", "Xác nhận đã nhận", True, False),
    "refuse": ("refused", "Không xác nhận", True, True),
    "withdraw": ("withdrawn", "Rút lại", False, False),
}


def test_the_table_of_moves():
    found = {name: (m.to, m.label, m.by_receiver, m.wants_words) for name, m in other_ways.MOVES.items()}
    assert found == MOVES


@pytest.fixture
def told(cast):
    upper = make_plan(cast.district, cast.district_office, number="30/KH-UBND")
    make_plan(cast.commune, cast.commune_office, reports_under=upper)
    period = make_period(upper)

    def tell(day):
        return other_ways.tell(period, cast.commune, by=cast.official, way="giay", sent_on=day, reason="Mất điện")

    return tell


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent", "due"),
    [
        (date(2024, 10, 24), date(2024, 10, 30)),
        (date(2024, 10, 25), date(2024, 10, 30)),
        (date(2024, 10, 26), date(2024, 10, 25)),  # sent late stays late
    ],
)
def test_what_went_in_time_may_be_entered_later(cast, told, sent, due):
    row = told(sent)
    done = other_ways.move(row, "confirm", by=cast.reviewer, enter_by=date(2024, 10, 30))
    assert done.state == "confirmed"
    assert {entry.due for entry in entries_of(row.period) if entry.unit == cast.commune} == {due}
    assert PeriodException.objects.exists() == (due > date(2024, 10, 25))
    assert set(PlanStep.objects.values_list("verb", flat=True)) >= {"other_way", "other_way_confirmed"}
    with pytest.raises(Conflict):
        other_ways.move(row, "refuse", by=cast.reviewer, words="Không thấy")


@pytest.mark.django_db
def test_who_may_say_answer_and_take_back(client, cast, told):
    row = told(date(2024, 10, 20))
    assert other_ways.offered(row, cast.official) == ["withdraw"]
    assert other_ways.offered(row, cast.reviewer) == ["confirm", "refuse"]
    with pytest.raises(Conflict, match="đã có lời ghi"):
        told(date(2024, 10, 21))
    for name, words in (("refuse", " "), ("confirm", "")):
        with pytest.raises(ValueError, match="Cần ghi"):
            other_ways.move(row, name, by=cast.reviewer, words=words)
    with pytest.raises(Refused):
        other_ways.move(row, "confirm", by=cast.official, enter_by=date(2024, 11, 1))
    client.force_login(cast.official)
    assert client.post(reverse("other_way_move", args=[row.pk, "withdraw"])).status_code == 302
    assert OtherWay.objects.get().state == "withdrawn"
    assert told(date(2024, 10, 21)).state == "told"
    page = reverse("other_ways", args=[row.period_id])
    bad = {"unit": cast.commune.pk, "way": "giay", "sent_on": "31/12/2099", "reason": "Mất điện"}
    assert "chưa tới" in client.post(page, bad).content.decode()
    assert calendar_spans(Kind.YEAR, 2026) == [("Năm 2026", date(2026, 1, 1), date(2026, 12, 31))]
