"""No last page with next to nothing but a signature: the loosest setting that saves it, few layouts, a person's choice."""

import dataclasses

import pytest

from reports.layout import decree30, pdf
from reports.layout.content import Paragraph, text
from reports.layout.decree30 import ALLOWED_LINE_HEIGHT, SETTINGS, STYLES
from reports.layout.fitting import Laid, Page, fitted, named
from reports.layout.html import company
from reports.tests.layout import samples
from reports.tests.layout.measuring import lines, opened


def paper(count, tail="Trân trọng báo cáo", **changes):
    """A report of `count` paragraphs of three to five lines and a closing sentence."""
    words = (f"{samples.FILLER[: 180 + 40 * (number % 5)]} {number}." for number in range(count))
    blocks = tuple(Paragraph(text(one)) for one in (*words, tail))
    return dataclasses.replace(samples.report(annexes=()), blocks=blocks, **changes)


def test_settings_go_from_loose_to_tight_inside_the_decree():
    assert [one.name for one in SETTINGS] == [
        "14-1.30", "14-1.25", "14-1.20", "14-1.15", "13-1.30", "13-1.25", "13-1.20", "13-1.15",
    ]  # fmt: skip
    low, high = ALLOWED_LINE_HEIGHT
    assert all(low <= one.line <= high for one in SETTINGS)
    assert {one.size for one in SETTINGS} == set(STYLES["body"].allowed)
    assert [str(SETTINGS[n]) for n in (0, 3, 6)] == [
        "cỡ chữ 14, giãn dòng 1,13", "cỡ chữ 14, giãn dòng đơn", "cỡ chữ 13, giãn dòng 1,04",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("count", "setting", "pages", "layouts"),
    [(3, "14-1.30", 1, 1), (5, "14-1.25", 1, 2), (15, "14-1.25", 2, 2), (12, "14-1.30", 2, 1)],
)
def test_the_loosest_setting_that_saves_the_page(count, setting, pages, layouts):
    made = pdf.render(paper(count))
    assert (made.setting.name, made.pages, made.layouts) == (setting, pages, layouts)


def test_where_no_setting_saves_the_page_the_signature_has_lines_above_it():
    made = pdf.render(paper(8))
    assert (made.setting, made.pages) == (SETTINGS[0], 2)
    with opened(made.pdf) as document:
        last = [one for one in lines(document.pages[1]) if one.top > 19]
    foot = next(number for number, one in enumerate(last) if one.text.startswith("Nơi nhận"))
    assert foot >= decree30.LEAST_LINES


def test_a_person_s_choice_is_the_only_layout():
    made = pdf.render(paper(5, setting="13-1.20"))
    assert (made.setting.name, made.layouts, made.pages) == ("13-1.20", 1, 1)
    with opened(made.pdf) as document:
        body = next(one for one in lines(document.pages[0]) if one.text.startswith("Ủy ban nhân dân xã tiếp tục"))
    assert body.size == 13
    again = pdf.render(paper(5, setting="14-1.30"))
    assert (again.pages, again.layouts) == (2, 1)


def test_a_paper_laid_out_before_is_laid_out_the_same_way():
    made = pdf.render(paper(5, fitted="14-1.15"))
    assert (made.setting.name, made.layouts) == ("14-1.15", 1)
    assert named("12-1.00") is None and named("") is None


@pytest.mark.parametrize(
    ("tail", "count"),
    [(("Một dòng.",) * 5, 3), ((samples.FILLER,), 1), (("Một dòng.", samples.FILLER[:120]), 2), (("Một dòng.",), 1)],
)
def test_how_many_blocks_keep_the_signature_company(tail, count):
    blocks = tuple(Paragraph(text(one)) for one in tail)
    assert company(dataclasses.replace(samples.report(), blocks=blocks)) == count


# --- The choice itself, on made-up layouts ------------------------------------------------------------------------------


def laid(setting, *pages):
    """`pages` are (paragraphs as counts of lines, where the text ends); a page runs from 60 to 780 points."""
    made = (Page(tuple((400.0,) * rows for rows in paragraphs), 430.0, 60, ends, 780) for paragraphs, ends in pages)
    return Laid(setting, tuple(made), setting.name)


def choose(needed, saving):
    """What is chosen, and after how many layouts, when the settings of `saving` save the page."""
    seen = []

    def lay_out(setting):
        seen.append(setting.name)
        if setting.name in saving:
            return laid(setting, ([30], 780))
        return laid(setting, ([30], 760), ([2], 80 + needed))

    found, tried = fitted(lay_out)
    assert tried == len(seen) <= 3
    return found.setting.name, seen


def test_the_estimate_names_the_setting_to_try():
    assert choose(20, {"14-1.25", "14-1.20"}) == ("14-1.25", ["14-1.30", "14-1.25"])
    assert choose(40, {"14-1.20", "14-1.15"}) == ("14-1.20", ["14-1.30", "14-1.20"])


def test_a_wrong_estimate_costs_one_more_layout_and_never_a_fourth():
    assert choose(20, {"14-1.15"}) == ("14-1.15", ["14-1.30", "14-1.25", "14-1.15"])
    assert choose(20, set()) == ("14-1.30", ["14-1.30", "14-1.25", "14-1.15"])


def test_what_no_setting_can_give_is_not_tried():
    assert choose(600, set()) == ("14-1.30", ["14-1.30"])
