"""One fact, one wording: work list, entry page, dashboard, its unit page, letter and report are walked and compared."""

from datetime import date, datetime, time

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import make_agency, make_unit, words
from journal.guards import lifted
from plans.entering import worklist
from plans.models import Progress, Step
from plans.progress import workflow as way
from plans.reminding.late import late_units
from plans.tests.paper import entries_of, make_period, make_plan
from reports.dashboard import rollup
from reports.drafting import counting, dispatches, heads, results
from reports.layout.content import plain

pytestmark = pytest.mark.django_db
DAY, OWN_DATE = date(2024, 11, 1), date(2024, 11, 10)


class Land:
    """On 01/11: Tiền Phong sent all; Hồ Tùng Mậu 2 of 3, with its own date 10/11; Đa Lộc nothing; Vân Du has no plan."""

    def __init__(self, cast):
        self.cast = cast
        self.silent = make_unit("Xã Vân Du", "12199", parent=cast.district)
        self.absent = make_unit("Xã Đa Lộc", "12198", parent=cast.district)
        office = make_agency(self.absent, "UBND xã Đa Lộc", heads_unit=True)
        self.plan = make_plan(cast.district, cast.district_office, number="30/KH-UBND", tasks=0)
        for unit, head in (
            (cast.commune, cast.commune_office),
            (cast.neighbour, cast.neighbour_office),
            (self.absent, office),
        ):
            make_plan(unit, head, reports_under=self.plan)
        self.period = make_period(self.plan)
        of_neighbour = self.entries(cast.neighbour)
        of_neighbour.update(due=OWN_DATE, due_inside=date(2024, 11, 7))
        self.entries(cast.commune).update(**self.sent())
        of_neighbour.exclude(task__position=3).update(**self.sent())

    def entries(self, unit):
        return Progress.objects.filter(period=self.period, unit=unit)

    @staticmethod
    def sent():
        at = timezone.make_aware(datetime.combine(date(2024, 10, 21), time(9)))
        return {"state": "submitted", "level": "in_progress", "handed_in_at": at, "waiting_since": at}


@pytest.fixture
def land(cast):
    return Land(cast)


def test_who_is_late_is_the_same_on_board_page_letter_and_reminder(client, cast, land):
    board = rollup.board(rollup.survey(cast.district, land.period, as_of=DAY))
    assert board.states == {"on_time": 1, "sent_late": 0, "nothing": 0, "partly": 1, "unsent": 1}
    needs = {need.name: need.count for need in board.needs}
    assert (needs["late"], needs["not_due"], needs["silent"]) == (1, 1, 1)
    late = [line.unit for line in rollup.unit_rows(board, "late")]
    letter = dispatches.urging(land.plan, land.period, agency=cast.district_office, today=DAY, signer=None)
    assert late == [land.absent] == [row.unit for row in late_units(land.period, DAY)]
    assert letter.receivers == (land.absent.pk,)
    assert "còn 1 đơn vị chưa gửi đủ báo cáo" in "\n".join(plain(block) for block in letter.paper.blocks)
    client.force_login(cast.reviewer)
    place = {"ngay": "01/11/2024", "don_vi": cast.district.pk}
    page = words(client.get(reverse("dashboard_rows"), place | {"so": "not_due"}).content.decode())
    assert "10/11/2024" in page and "Chưa gửi đủ 2/3" in page and "quá" not in page.split("Tình trạng", 1)[1]
    after = rollup.board(rollup.survey(cast.district, land.period, as_of=date(2024, 11, 11)))
    assert {line.unit for line in rollup.unit_rows(after, "late")} == {land.absent, cast.neighbour}
    assert {row.unit for row in late_units(land.period, date(2024, 11, 11))} == {land.absent, cast.neighbour}


def test_units_that_owe_nothing_are_counted_and_named(client, cast, land):
    client.force_login(cast.reviewer)
    place = {"ngay": "01/11/2024", "don_vi": cast.district.pk}
    page = client.get(reverse("dashboard"), place)
    assert (page.context["board"].expected, page.context["board"].below) == (3, 4)
    assert "3/4 đơn vị có nhiệm vụ" in words(page.content.decode()) and "Xã Vân Du" in page.content.decode()
    rows = client.get(reverse("dashboard_rows"), place | {"so": "silent"})
    assert rows.context["rows"] == [(land.silent, None)]
    assert "1 đơn vị chưa có nhiệm vụ trong kỳ" in words(rows.content.decode())


def test_the_report_names_those_that_sent_nothing_apart_from_those_that_sent_a_part(cast, land):
    agency = heads.office_of(cast.district)
    found = counting.results(land.plan, land.period, as_of=DAY)
    text = "\n".join(plain(block) for block in results.report(found, agency=agency, signer=None).paper.blocks)
    assert "1 đơn vị chưa gửi đủ, 1 đơn vị chưa gửi báo cáo." in text
    assert "Đơn vị chưa gửi báo cáo: xã Đa Lộc." in text and "Đơn vị chưa gửi đủ: Xã Hồ Tùng Mậu (2/3)." in text


def test_tasks_that_fell_stand_apart_from_those_nobody_reported_on(cast):
    plan = make_plan(cast.commune, cast.commune_office)
    before = make_period(plan, name="6 tháng năm 2024", ends=date(2024, 6, 30), due_inside=date(2024, 7, 1),
                         due=date(2024, 7, 5))  # fmt: skip
    now = make_period(plan)
    Progress.objects.filter(period=before).update(**Land.sent() | {"level": "done"})
    Progress.objects.filter(period=now, task__position=1).update(**Land.sent())
    Progress.objects.filter(period=now, task__position=2).update(**Land.sent() | {"level": "done"})
    found = counting.results(plan, now, as_of=DAY)
    report = results.report(found, agency=cast.commune_office, signer=None)
    text = "\n".join(plain(block) for block in report.paper.blocks)
    assert (
        "Trong các nhiệm vụ kỳ trước đã hoàn thành, 1 nhiệm vụ kỳ này báo cáo mức thấp hơn, 1 nhiệm vụ kỳ này chưa có báo "
        "cáo." in text
    )


def test_the_work_list_and_the_entry_page_owe_it_by_the_same_day(client, cast, land):
    client.force_login(cast.neighbour_official)
    row = worklist.survey(cast.neighbour_official, DAY).rows[0]
    assert (
        client.get(row.url).context["owed_by"] == row.due == date(2024, 10, 15)
    )  # the task's own deadline comes first
    land.entries(cast.neighbour).get(pk=row.entry.pk).task.__class__.objects.update(deadline=None)
    row = worklist.survey(cast.neighbour_official, DAY).rows[0]
    assert client.get(row.url).context["owed_by"] == row.due == date(2024, 11, 7)


def test_a_resubmission_shows_its_own_date_and_receipt(client, cast, land):
    entry = next(row for row in entries_of(land.period) if row.unit_id == cast.commune.pk and row.task.position == 2)
    Progress.objects.filter(pk=entry.pk).update(state="missing", handed_in_at=None, level="")
    for turn in (1, 2):
        fresh = Progress.objects.select_related("task__plan", "unit", "plan", "period").get(pk=entry.pk)
        way.save(fresh, by=cast.official, version=fresh.version, values={"level": "nothing", "result": f"{turn}"})
        for name, by in (("submit", cast.official), ("hand_in", cast.leader), ("send_back", cast.reviewer))[
            : 4 - turn
        ]:
            row = Progress.objects.select_related("task__plan", "unit", "plan", "period").get(pk=entry.pk)
            way.move(row, name, by=by, note="Viết rõ hơn" if name == "send_back" else "")
    first, second = Step.objects.filter(entry=entry, verb="hand_in").order_by("pk")
    with lifted("test"):
        Step.objects.filter(pk=first.pk).update(at=timezone.make_aware(datetime(2024, 10, 20, 9)))
        Step.objects.filter(pk=second.pk).update(at=timezone.make_aware(datetime(2024, 10, 29, 10)))
    Progress.objects.filter(pk=entry.pk).update(handed_in_at=timezone.make_aware(datetime(2024, 10, 20, 9)))
    client.force_login(cast.reviewer)
    pane = words(client.get(reverse("review_entry", args=[entry.pk])).content.decode())
    assert "lại lần 2 lúc" in pane and "29/10/2024" in pane and f"biên nhận {second.receipt}" in pane
    client.force_login(cast.leader)
    assert second.receipt in words(client.get(reverse("entry", args=[entry.pk])).content.decode())
    seen = rollup.survey(cast.district, land.period, as_of=DAY)
    came = rollup.last_arrivals(seen, rollup.board(seen).lines)
    assert timezone.localdate(came[cast.commune.pk]) == date(2024, 10, 29)
