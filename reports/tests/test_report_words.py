"""The words of a report: periods as offices name them, shares of one whole, gaps only a person fills, what is ahead."""

from datetime import date
from decimal import Decimal

import pytest

from plans.models import Period, Plan, Progress, Task
from plans.tests.paper import make_period, make_plan
from reports.drafting import counting, heads, results
from reports.drafting.figures import Figures
from reports.drafting.results.words import period_name, time_ahead, title
from reports.drafting.shares import levels_said, shares
from reports.layout import check, content
from reports.layout.content import GAP, Bullet, Heading, Paragraph, Table, plain, text
from reports.papers import checks
from reports.papers.forms.new import ChoicesForm
from reports.papers.workflow import papers
from reports.tests import desk

Kind = Period.Kind


def period(starts, ends, name="kỳ báo cáo đặc biệt", kind=Kind.FREE):
    return Period(name=name, kind=kind, starts=date(*starts), ends=date(*ends))


@pytest.mark.parametrize(
    ("given", "name", "after"),
    [
        (period((2026, 1, 1), (2026, 6, 30)), "6 tháng đầu năm 2026", "6 tháng cuối năm 2026"),
        (period((2026, 7, 1), (2026, 12, 31)), "6 tháng cuối năm 2026", "năm 2027"),
        (period((2026, 1, 1), (2026, 9, 30), "9 tháng năm 2026"), "9 tháng năm 2026", "quý IV năm 2026"),
        (period((2026, 4, 1), (2026, 6, 30), "Quý II năm 2026", Kind.QUARTER), "quý II năm 2026", "quý III năm 2026"),
        (period((2026, 10, 1), (2026, 12, 31), "Quý IV năm 2026", Kind.QUARTER), "quý IV năm 2026", "quý I năm 2027"),
        (
            period((2026, 12, 1), (2026, 12, 31), "Tháng 12 năm 2026", Kind.MONTH),
            "tháng 12 năm 2026",
            "tháng 1 năm 2027",
        ),
        (period((2026, 5, 1), (2026, 5, 31), "Tháng 5 năm 2026", Kind.MONTH), "tháng 5 năm 2026", "tháng 6 năm 2026"),
        (period((2025, 12, 1), (2026, 5, 31)), "báo cáo đặc biệt", "thời gian tới"),
        (period((2026, 1, 1), (2026, 6, 29), "Kỳ 1 (tạm)"), "1", "thời gian tới"),
    ],
)
def test_periods_and_what_comes_after_as_offices_name_them(given, name, after):
    assert (period_name(given), time_ahead(given)) == (name, after)


@pytest.mark.parametrize(
    ("plan_title", "wanted"),
    [
        ("Nâng cao Chỉ số PAPI năm 2026", "về nâng cao Chỉ số PAPI 6 tháng đầu năm 2026"),
        (
            "Nâng cao Chỉ số PAPI năm 2026 trên địa bàn xã",
            "về nâng cao Chỉ số PAPI trên địa bàn xã 6 tháng đầu năm 2026",
        ),
        ("Nâng cao Chỉ số PAPI năm 2025", "về nâng cao Chỉ số PAPI năm 2025 6 tháng đầu năm 2026"),
    ],
)
def test_a_title_names_its_year_once_and_no_ky(plan_title, wanted):
    made = title(Plan(title=plan_title, number="04/KH-UBND"), period((2026, 1, 1), (2026, 6, 30)))
    assert made == f"Kết quả thực hiện Kế hoạch số 04/KH-UBND {wanted}"


@pytest.mark.parametrize("counts", [[1, 1, 1], [52, 6], [0, 0], [1], [7, 0, 13, 1], [1] * 7])
def test_shares_of_one_whole_make_a_hundred(counts):
    found = shares(counts)
    assert sum(found) == (100 if sum(counts) else 0)
    assert all(
        abs(share - Decimal(100) * count / max(1, sum(counts))) < Decimal("0.1")
        for share, count in zip(found, counts, strict=True)
    )


def test_what_is_nothing_is_not_said_but_kept():
    figures = Figures()
    said = levels_said(
        [("a", "hoàn thành", 2, "Xong"), ("b", "chưa thực hiện", 0, "Chưa"), ("c", "đang", 1, "Đang")], figures
    )
    assert plain(figures.paragraph(said)) == "hoàn thành 2 nhiệm vụ (66,7%), đang 1 nhiệm vụ (33,3%)"
    assert figures.rows["b"]["value"] == "0"


@pytest.mark.parametrize(
    ("words", "gap"),
    [
        ("…", True), ("….", True), ("Số … ngày …", True), ("Kinh phí: ......... đồng", True), ("…./.", True),
        ("các ngành, đoàn thể…", False), ("sử dụng đất .... với phương châm", False), ("Đã họp 3 thôn...", False),
    ],
)  # fmt: skip
def test_a_gap_is_a_place_without_words_not_the_end_of_a_list(words, gap):
    assert content.has_gap(words) is gap


def test_gaps_are_told_by_the_heading_they_stand_under():
    blocks = (
        Heading(1, "I. Kết quả"),
        Paragraph(text("Đã họp.")),
        Heading(2, "1. Nguyên nhân"),
        GAP,
        Bullet(text("…")),
    )
    assert content.gaps(blocks) == ["1. Nguyên nhân", "1. Nguyên nhân"]


# --- From the rows ------------------------------------------------------------------------------------------------------


def drafted(plan, of, day=date(2024, 11, 1), **choices):
    agency = heads.office_of(plan.unit)
    read = counting.results(plan, of, as_of=day, year_before=choices.get("year", False))
    return results.report(read, agency=agency, signer=None, choices=results.Choices(**choices))


def words_under(draft, heading):
    """The sentences under the heading that contains these words."""
    blocks, found = draft.paper.blocks, []
    start = next(n for n, block in enumerate(blocks) if isinstance(block, Heading) and heading in block.text)
    for block in blocks[start + 1 :]:
        if isinstance(block, Heading):
            break
        found.append(plain(block))
    return found


def test_body_and_annex_count_the_same_tasks_those_unreported_with_them(cast):
    plan, of = desk.commune_period(cast)
    Progress.objects.filter(task__position=3).update(state=Progress.State.DRAFT, handed_in_at=None)
    draft = drafted(plan, of)
    assert words_under(draft, "Kết quả chung") == [
        "Trong kỳ, triển khai 3 nhiệm vụ, trong đó hoàn thành 2 nhiệm vụ (66,7%), chưa có báo cáo 1 nhiệm vụ (33,3%)."
    ]
    rows = [row for row in draft.paper.annexes[0].table.rows if len(row) > 1]
    assert [row[-2] for row in rows] == ["Hoàn thành", "Hoàn thành", "Chưa có báo cáo"]


def test_what_is_ahead_is_drafted_from_open_tasks_by_deadline(cast):
    plan, of = desk.commune_period(cast, level=Progress.Level.DOING)
    Task.objects.filter(plan=plan, position=1).update(deadline=date(2024, 12, 20), rhythm="once")
    Task.objects.filter(plan=plan, position=2).update(deadline=date(2024, 9, 29), rhythm="once")
    Task.objects.filter(plan=plan, position=3).update(deadline=None)
    assert words_under(drafted(plan, of), "Phương hướng, nhiệm vụ quý IV năm 2024") == [
        "Nhiệm vụ số 2 của Xã Tiền Phong (thời hạn 29/09/2024, đã quá hạn).",
        "Nhiệm vụ số 1 của Xã Tiền Phong (thời hạn 20/12/2024).",
        "Tiếp tục thực hiện 1 nhiệm vụ thường xuyên, định kỳ của Kế hoạch.",
    ]


def test_nothing_is_invented_where_nobody_wrote(cast):
    plan, of = desk.commune_period(cast, difficulties="", proposals="")
    draft = drafted(plan, of)
    assert words_under(draft, "Khó khăn, vướng mắc") == ["…"] and words_under(draft, "Đề xuất, kiến nghị")[:1] == ["…"]
    (found,) = [words for words in check.problems(draft.paper) if "chưa viết" in words]
    assert "mục “IV. Khó khăn, vướng mắc”" in found and "mục “VI. Đề xuất, kiến nghị”" in found


def test_causes_are_asked_for_what_is_behind_only(cast):
    plan, of = desk.commune_period(cast)
    assert not [
        block for block in drafted(plan, of).paper.blocks if isinstance(block, Heading) and "Nguyên" in block.text
    ]
    Progress.objects.filter(task__position=1).update(level=Progress.Level.NOT_STARTED)
    assert words_under(drafted(plan, of), "2. Nguyên nhân") == ["…"]


def test_a_paper_with_a_gap_is_not_sent_up(cast):
    document = desk.report(cast, proposals="")
    with pytest.raises(ValueError, match=r"ở mục “VI\. Đề xuất, kiến nghị”"):
        papers.move(document, "send", by=cast.official)


def test_comparison_with_the_same_days_of_last_year_is_a_choice(cast):
    old = make_plan(cast.commune, cast.commune_office, number="03/KH-UBND", year=2023)
    desk.reported(old, make_period(old, year=2023), level=Progress.Level.DOING, figure=60)
    plan, of = desk.commune_period(cast)
    said = words_under(drafted(plan, of, year=True), "Kết quả chung")
    assert "So với cùng kỳ 9 tháng năm 2023, tỷ lệ nhiệm vụ hoàn thành tăng 100 điểm phần trăm." in said
    (table,) = [block for block in drafted(plan, of, year=True).paper.blocks if isinstance(block, Table)]
    assert [column.title for column in table.columns[2:]] == ["Cùng kỳ năm trước", "Kỳ này", "So với cùng kỳ"]
    assert table.rows == (("Hồ sơ", "hồ sơ", 60, 90, 30),)
    assert not [block for block in drafted(plan, of).paper.blocks if isinstance(block, Table)]


def test_sources_stand_in_the_sentence_or_on_a_line_of_their_own(cast):
    plan, of, below = desk.lower_period(cast)
    for own in below:
        desk.reported(own, of, difficulties="Thiếu người")
    assert words_under(drafted(plan, of), "Khó khăn") == ["Thiếu người (Xã Hồ Tùng Mậu, xã Tiền Phong)."]
    assert words_under(drafted(plan, of, sources=True), "Khó khăn") == [
        "Thiếu người.", "(Nguồn: báo cáo của Xã Hồ Tùng Mậu, xã Tiền Phong)",
    ]  # fmt: skip
    Progress.objects.filter(unit=below[0].unit).update(difficulties="Thiếu người.\n\n - Thiếu máy ")
    shown = words_under(drafted(plan, of), "Khó khăn")
    assert f"{below[0].unit.name}:\n+ Thiếu người.\n+ Thiếu máy." in shown


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({}, {}), ({"compare": "nam"}, {"period": False, "year": True}), ({"compare": "khong"}, {"period": False}),
        ({"compare": "ca_hai", "sources": "on"}, {"year": True, "sources": True}),
    ],
)  # fmt: skip
def test_choices_as_they_are_kept(given, wanted):
    form = ChoicesForm(given)
    assert form.is_valid() and form.chosen() == wanted
    assert results.Choices(**wanted)


def test_a_cumulative_figure_that_fell_is_asked_about_before_the_report(cast, monkeypatch):
    document = desk.report(cast)
    entry = Progress.objects.get(task__position=1)
    asked = checks.plausible.Finding("figure-1", "Hồ sơ", f"90 nhỏ hơn kỳ trước (95) {checks.plausible.CUMULATIVE}.")
    monkeypatch.setattr(checks.plausible, "of_entries", lambda entries, **more: {entry.pk: [asked]})
    assert [one.code for one in checks.grave(document, "send")] == ["fell"]
