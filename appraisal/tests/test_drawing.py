"""Lots of a round: which marks a seed draws, who must not see what, what keeps the results back, how far two agree."""

from datetime import timedelta
from decimal import Decimal as D
from itertools import product

import pytest
from django.http import Http404
from django.urls import reverse

from appraisal.agreement import LEAST, agreement, alpha
from appraisal.models import Draw, IndexStep, Mark, Round, SecondLook, SpotCheck
from appraisal.rounds import charging, drawing, marking, moving
from appraisal.tests.house import House, fresh
from conftest import make_person, words
from units.errors import Conflict, Refused
from units.models import Post, Role

DAY = timedelta(days=1)


@pytest.fixture
def house(cast):
    return House(cast)


@pytest.fixture
def second(house):
    return make_person("snv.chamhai", Role.APPRAISER, house.cast.province_home_affairs, "Chuyên viên thẩm định")


@pytest.fixture
def held(house):
    """Both units have sent, with a proof each; the round is appraised."""
    made = house.round()
    house.both_scored(made)
    for unit in (house.cast.new_commune, house.other):
        house.mark(made, unit, "1.2").proofs.create(document="Biên bản", page="1")
    moving.move(fresh(made), "close", by=house.organiser)
    return fresh(made)


# tỷ lệ | số tiêu chí của nhóm 1, nhóm 2 -> số rút: phần trăm làm tròn lên, mỗi nhóm ít nhất một
SHARES = [(1, (10, 3), (1, 1)), (10, (10, 3), (1, 1)), (11, (10, 3), (2, 1)), (34, (10, 3), (4, 2)),
          (100, (10, 3), (10, 3)), (50, (0, 1), (0, 1))]  # fmt: skip


@pytest.mark.parametrize(("share", "sizes", "wanted"), SHARES)
def test_of_each_group_a_share_rounded_up(share, sizes, wanted):
    marks = [(100 * group + n, group) for group, size in enumerate(sizes) for n in range(size)]
    found = drawing.drawn(marks, share, seed=7)
    assert tuple(sum(key // 100 == group for key in found) for group in range(2)) == wanted
    assert found == drawing.drawn(reversed(marks), share, seed=7), "the same seed draws the same, in whatever order"


def test_every_mark_is_as_likely_as_any_other():
    counts = dict.fromkeys(range(20), 0)
    for seed in range(2000):
        for key in drawing.drawn([(n, 1) for n in range(20)], 10, seed):
            counts[key] += 1
    assert min(counts.values()) > 130 and max(counts.values()) < 280  # 200 wanted, 13 apart is usual


def test_what_is_drawn_is_drawn_once_while_the_round_is_appraised(house, held):
    assert drawing.may_draw(held, house.organiser) and not drawing.may_draw(held, house.appraiser)
    with pytest.raises(Refused):
        drawing.draw_spot(held, by=house.appraiser, share=5)
    with pytest.raises(Http404):
        drawing.draw_spot(held, by=house.cast.stranger, share=5)
    for share in (0, 101):
        with pytest.raises(ValueError, match="từ 1 đến 100"):
            drawing.draw_spot(held, by=house.organiser, share=share)
    made = drawing.draw_spot(held, by=house.organiser, share=1, seed=3)
    proved = Mark.objects.filter(sheet__round=held, proofs__isnull=False).values_list("pk", "criterion__group")
    assert list(made.checks.values_list("mark", flat=True).order_by("mark")) == drawing.drawn(proved, 1, made.seed)
    assert IndexStep.objects.get(verb="draw").note == "Kiểm tra thực tế: 1 trong 2 tiêu chí, 1 %, số gieo 3"
    with pytest.raises(Conflict, match="một lần"):
        drawing.draw_spot(held, by=house.organiser, share=1)
    Round.objects.filter(pk=held.pk).update(state=Round.State.SCORING)
    with pytest.raises(Conflict, match="đã kết thúc tự chấm"):
        drawing.draw_spot(fresh(held), by=house.organiser, share=5)


def _checked(row, house, **given):
    drawing.check(SpotCheck.objects.select_related("draw__round__unit", "mark__criterion", "mark__sheet__round").get(
        pk=row.pk), by=house.appraiser, **{"found": "right", "note": "", "on": house.today, **given})  # fmt: skip


def test_what_was_found_on_the_spot_says_when_and_why(house, held):
    (row,) = drawing.draw_spot(held, by=house.organiser, share=1).checks.all()
    for given, said in (
        ({"found": "x"}, "Chọn kết quả"), ({"found": "wrong"}, "Ghi rõ"), ({"found": "missing"}, "Ghi rõ"),
        ({"found": "not_done", "on": None}, "vì sao"), ({"on": None}, "ngày kiểm tra"),
        ({"on": house.today + DAY}, "sau hôm nay"),
    ):  # fmt: skip
        with pytest.raises(ValueError, match=said):
            _checked(row, house, **given)
    _checked(row, house, found="wrong", note="Biên bản ghi 8 hộ")
    _checked(row, house)  # looked at again
    row.refresh_from_db()
    assert (row.found, row.note, row.on) == ("right", "", house.today)
    assert IndexStep.objects.filter(verb="check").first().changes[0]["old"] == "Không đúng như phiếu"


def test_two_lots_keep_the_results_back_until_they_are_done(house, held, second):
    spot = drawing.draw_spot(held, by=house.organiser, share=1)
    drawing.draw_second(held, by=house.organiser, share=1)
    _both_finished(house, held)
    with pytest.raises(Conflict, match="kiểm tra thực tế, 3 tiêu chí chưa chấm lần hai"):
        moving.move(fresh(held), "tell", by=house.organiser)
    _checked(spot.checks.get(), house)
    _looked(held)
    moving.move(fresh(held), "tell", by=house.organiser)
    assert not SecondLook.objects.filter(first=None, first_left_out=False).exists(), "what the first said is kept"


def _both_finished(house, held):
    """Each of the two appraisers gives first points to what is not hers to look at a second time."""
    for sheet in held.sheets.select_related("round__set", "round__unit", "unit"):
        for person in charging.appraisers(held):
            marking.keep_rest(sheet, by=person)
        sheet.refresh_from_db()
        moving.move(sheet, "finish", by=house.appraiser)


def _looked(held, **other):
    """Second points as the first gave them, but for `other` {code: points}."""
    rows = SecondLook.objects.filter(draw__round=held, points=None, left_out=False).select_related(
        "draw__round__unit", "mark__criterion", "mark__sheet__round", "person"
    )
    for row in rows:
        points = other.get(f"c{row.mark.criterion.code}", row.mark.given)
        drawing.look(row, by=row.person, points=points, left_out=points is None)


def test_the_second_never_gave_the_first_points_and_only_she_looks(house, held, second):
    first = house.mark(held, house.other, "1.2")
    marking.judge(first, by=house.appraiser, points=D(20))
    drawing.draw_second(held, by=house.organiser, share=100)
    looks = {row.mark_id: row for row in SecondLook.objects.select_related("mark")}
    assert looks[first.pk].person == second
    assert {row.person for row in looks.values()} == {house.appraiser, second}, "shared out among those who may"
    with pytest.raises(Refused, match="rút cho người khác"):
        drawing.look(_row(first), by=house.appraiser, points=D(20))
    mine = next(row.mark for row in looks.values() if row.person == house.appraiser)
    with pytest.raises(Refused, match="lần hai"):
        marking.judge(_mark(mine), by=house.appraiser, points=D(0), reason="x")
    with pytest.raises(ValueError, match="từ 0"):
        drawing.look(_row(first), by=second, points=D(21))
    drawing.look(_row(first), by=second, points=D(10))
    with pytest.raises(Conflict, match="không sửa"):
        drawing.look(_row(first), by=second, points=D(20))


def _row(mark):
    return SecondLook.objects.select_related("draw__round__unit", "mark__criterion", "mark__sheet__round__set").get(
        mark=mark
    )


def _mark(mark):
    return Mark.objects.select_related(
        "criterion__group", "sheet__round__set", "sheet__round__unit", "sheet__unit"
    ).get(pk=mark.pk)


def test_a_second_look_needs_a_second_person(house, held):
    with pytest.raises(Conflict, match="ít nhất hai người"):
        drawing.draw_second(held, by=house.organiser, share=5)
    assert not Draw.objects.exists()


def test_nobody_who_alone_is_in_charge_of_a_group_looks_a_second_time(house, held, second):
    groups = list(held.set.groups.all())
    charging.charge(held, {groups[0].pk: [second.pk]}, by=house.organiser)
    drawing.draw_second(held, by=house.organiser, share=100)
    people = set(SecondLook.objects.filter(mark__criterion__group=groups[0]).values_list("person", flat=True))
    assert people == {house.appraiser.pk}


def test_two_who_differ_are_settled_with_a_reason_by_who_organises(house, held, second):
    drawing.draw_second(held, by=house.organiser, share=100)
    _both_finished(house, held)
    _looked(held, **{"c1.2": D(15)})
    with pytest.raises(Conflict, match="2 tiêu chí hai lần chấm khác nhau"):
        moving.move(fresh(held), "tell", by=house.organiser)
    row = _row(house.mark(held, house.other, "1.2"))
    with pytest.raises(ValueError, match="lý do"):
        drawing.settle(row, by=house.organiser, points=D(18), reason=" ")
    with pytest.raises(Refused):
        drawing.settle(row, by=house.appraiser, points=D(18), reason="Thống nhất")
    drawing.settle(row, by=house.organiser, points=D(18), reason="Niêm yết thiếu một thủ tục")
    with pytest.raises(Conflict, match="đã thống nhất"):
        drawing.settle(_row(row.mark), by=house.organiser, points=D(18), reason="x")
    row = _row(row.mark)
    assert (row.first, row.points, row.mark.given, row.mark.reason) == (
        D(20),
        D(15),
        D(18),
        "Niêm yết thiếu một thủ tục",
    )
    drawing.settle(
        _row(house.mark(held, house.cast.new_commune, "1.2")), by=house.organiser, points=D(20), reason="Đủ"
    )
    looks = drawing.seen(fresh(held))
    found = agreement(drawing.pairs(fresh(held), looks))
    assert (found.pairs, round(found.equal * len(looks))) == (len(looks), len(looks) - 2), (
        "as before they were settled"
    )
    moving.move(fresh(held), "tell", by=house.organiser)


# --- Blind ----------------------------------------------------------------------------------------------------------


def test_the_second_sees_no_first_points_until_hers_are_written(house, held, second, client):
    mark = house.mark(held, house.other, "1.2")
    marking.judge(mark, by=house.appraiser, points=D("13.37"), reason="Lý do lần một")
    drawing.draw_second(held, by=house.organiser, share=100)
    client.force_login(second)
    pages = [reverse("index_sheet", args=[mark.sheet_id]), reverse("index_criterion", args=[held.pk, mark.criterion_id]),
             reverse("index_round", args=[held.pk]), reverse("index_analysis", args=[held.pk]),
             reverse("index_draws", args=[held.pk])]  # fmt: skip
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200
        assert "13,37" not in answer.content.decode() and "Lý do lần một" not in answer.content.decode(), page
    for row in SecondLook.objects.filter(person=second).select_related(
        "draw__round__unit", "mark__criterion", "mark__sheet__round", "person"
    ):
        drawing.look(row, by=second, points=row.mark.criterion.most)
    shown = [client.get(page).content.decode() for page in pages]
    assert all("13,37" in page for page in (shown[0], shown[1], shown[4]))
    assert reverse("index_judge", args=[mark.pk]) not in shown[0] + shown[1], "nor is she offered what she may not do"


def test_the_pages_of_lots(house, held, second, client):
    url = reverse("index_draws", args=[held.pk])
    client.force_login(house.organiser)
    refused = client.post(reverse("index_draw", args=[held.pk, "spot"]), {"share": "0"})
    assert refused.status_code == 422 and 'id="spot-share"' in refused.content.decode()
    assert client.post(reverse("index_draw", args=[held.pk, "third"]), {"share": "5"}).status_code == 404
    assert client.post(reverse("index_draw", args=[held.pk, "spot"]), {"share": "5"}).status_code == 302
    client.force_login(house.appraiser)
    row = SpotCheck.objects.get()
    refused = client.post(reverse("index_check", args=[row.pk]), {"found": "wrong", "on": "", "note": "Đã gõ"})
    assert refused.status_code == 422 and "Đã gõ" in refused.content.decode()
    day = f"{house.today:%d/%m/%Y}"
    assert (
        client.post(reverse("index_check", args=[row.pk]), {"found": "right", "on": day, "note": ""}).status_code
        == 302
    )
    assert "Đúng như phiếu" in words(client.get(url).content.decode())
    client.force_login(house.cast.new_leader)
    assert client.get(url).status_code == 403
    client.force_login(house.cast.stranger)
    assert client.post(reverse("index_check", args=[row.pk]), {}).status_code == 404


# --- Agreement ------------------------------------------------------------------------------------------------------

# Krippendorff (2011), example A: two observers, ten articles, values 0 and 1; alpha 0.095. On two values the nominal and
# the squared distance are one and the same.
MEG = (0, 1, 0, 0, 0, 0, 0, 0, 1, 0)
OWEN = (1, 1, 1, 0, 0, 1, 0, 0, 0, 0)


def test_alpha_of_the_published_example():
    assert round(alpha([*zip(MEG, OWEN, strict=True)]), 3) == 0.095


def test_alpha_is_what_every_ordered_pair_of_values_says():
    rows = [(0.1 * (n % 7), 0.1 * ((3 * n + n * n) % 9)) for n in range(25)]
    values = [value for row in rows for value in row]
    every = [(a - b) ** 2 for (i, a), (j, b) in product(enumerate(values), repeat=2) if i != j]
    observed = sum((a - b) ** 2 for a, b in rows) / len(rows)
    assert alpha(rows) == pytest.approx(1 - observed / (sum(every) / len(every)))


@pytest.mark.parametrize(("count", "said"), [(LEAST - 1, False), (LEAST, True), (LEAST + 1, True)])
def test_a_coefficient_of_a_handful_is_not_said(count, said):
    found = agreement([(n / 20, n / 20) for n in range(count)])
    assert (found.equal, found.apart, found.alpha) == (1, 0, 1 if said else None)


def test_no_pairs_say_nothing_and_values_that_never_differ_have_no_alpha():
    assert agreement([]) == agreement(iter(())) and agreement([]).alpha is None
    assert agreement([(1.0, 1.0)] * 20).alpha is None


# --- Who appraises what ----------------------------------------------------------------------------------------------


def test_groups_are_given_to_appraisers_and_only_they_judge(house, held, second, client):
    first, *others = held.set.groups.all()
    assert charging.charge(held, {first.pk: [second.pk], others[0].pk: []}, by=house.organiser) == 1
    step = IndexStep.objects.get(verb="charge")
    assert step.changes == [{"field": "Nhóm 1", "old": "", "new": str(second)}]
    mark = house.mark(held, house.other, "1.2")
    with pytest.raises(Refused, match="phân công người khác"):
        marking.judge(mark, by=house.appraiser, points=D(20))
    marking.judge(house.mark(held, house.other, "2.1"), by=house.appraiser, points=D(16))
    assert charging.charge(held, {first.pk: [second.pk]}, by=house.organiser) == 0
    with pytest.raises(ValueError, match="đang giữ việc thẩm định"):
        charging.charge(held, {first.pk: [house.cast.new_official.pk]}, by=house.organiser)
    with pytest.raises(Refused):
        charging.charge(held, {first.pk: []}, by=house.appraiser)
    Post.objects.filter(user=second).update(valid_to=house.today - DAY)
    assert charging.charge(held, {first.pk: [second.pk, house.appraiser.pk]}, by=house.organiser) == 1, (
        "who left may stay"
    )
    client.force_login(house.organiser)
    url = reverse("index_charges", args=[held.pk])
    assert "đã thôi việc thẩm định" in words(client.get(url).content.decode())
    assert client.post(url, {f"nhom-{first.pk}": [house.appraiser.pk, "x", "9" * 30]}).status_code == 302
    assert marking.charges_of(held) == {first.pk: {house.appraiser.pk}}
    Round.objects.filter(pk=held.pk).update(state=Round.State.OBJECTING)
    with pytest.raises(Conflict):
        charging.charge(fresh(held), {first.pk: []}, by=house.organiser)


def test_what_waits_for_who_left_is_shared_out_again_or_let_go(house, held, second, client):
    third = make_person("snv.chamba", Role.APPRAISER, house.cast.province_home_affairs, "Chuyên viên thẩm định")
    marking.judge(house.mark(held, house.other, "1.2"), by=house.appraiser, points=D(20))
    drawing.draw_second(held, by=house.organiser, share=100)
    assert drawing.left_behind(held) == 0
    Post.objects.filter(user=second).update(valid_to=house.today - DAY)
    count = SecondLook.objects.filter(person=second).count()
    assert count and drawing.left_behind(held) == count
    client.force_login(house.organiser)
    url = reverse("index_draws", args=[held.pk]) + "?phan=lan-hai"
    assert "chờ người không còn thẩm định" in words(client.get(url).content.decode())
    assert client.post(reverse("index_draw", args=[held.pk, "chia-lai"])).status_code == 302
    assert drawing.left_behind(held) == 0 and not SecondLook.objects.filter(person=second).exists()
    first = SecondLook.objects.get(mark=house.mark(held, house.other, "1.2"))
    assert first.person == third, "never to who gave the first points"
    Post.objects.filter(user__in=[third, house.appraiser]).update(valid_to=house.today - DAY)
    waiting = SecondLook.objects.count()
    with pytest.raises(Conflict, match="ít nhất hai"):
        drawing.share_again(held, by=house.organiser)
    assert client.post(reverse("index_draw", args=[held.pk, "bo-phan-con-lai"]), {"note": " "}).status_code == 422
    with pytest.raises(Refused):
        drawing.let_go(held, by=house.chairman, reason="x")
    assert drawing.let_go(held, by=house.organiser, reason="Không còn người thẩm định") == waiting
    assert drawing.unfinished(held)["second"] == 0
    assert f"bỏ {waiting} tiêu chí" in IndexStep.objects.filter(verb="draw").first().note


def test_what_two_settled_is_not_judged_anew_and_what_agrees_is_not_settled(house, held, second):
    mark = house.mark(held, house.other, "1.2")
    marking.judge(mark, by=house.appraiser, points=D(20))
    drawing.draw_second(held, by=house.organiser, share=100)
    drawing.look(_row(mark), by=second, points=D(20))
    with pytest.raises(Conflict, match="như nhau"):
        drawing.settle(_row(mark), by=house.organiser, points=D(20), reason="x")
    marking.judge(house.mark(held, house.other, "1.2"), by=house.appraiser, points=D(10), reason="Xem lại")
    drawing.settle(_row(mark), by=house.organiser, points=D(15), reason="Thống nhất")
    with pytest.raises(Conflict, match="đã thống nhất"):
        marking.judge(house.mark(held, house.other, "1.2"), by=house.appraiser, points=D(20))


def test_a_refused_check_comes_back_on_its_page_with_what_was_typed_and_where_it_is_wrong(house, held, client):
    (row,) = drawing.draw_spot(held, by=house.organiser, share=1).checks.all()
    client.force_login(house.appraiser)
    answer = client.post(
        reverse("index_check", args=[row.pk]) + "?trang=1", {"found": "right", "on": "", "note": "Đã gõ"}
    )
    said = answer.content.decode()
    assert answer.status_code == 422 and "Đã gõ" in said and f'id="check-{row.pk}-on_error"' in said
