"""Decree 30/2020/ND-CP, Annex I, as a ruler held to a finished PDF; written from the decree, ignorant of our layout."""

import re
from collections.abc import Iterator
from itertools import pairwise

from reports.tests.layout.measuring import PT_MM, Line, line, lines, opened, rules

NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
KINDS = ("BÁO CÁO", "KẾ HOẠCH", "TỜ TRÌNH", "THÔNG BÁO")
DAY = re.compile(r"^.+, ngày (\d\d|\s*) ?tháng (0[12]|[3-9]|1[0-2]|\s*) ?năm \d{4}$")
NUMBER = re.compile(r"^Số: *(\d{2,})?/[A-ZĐa-z]+(-[A-ZĐ&]+)*$")
SIGNS = ("TM.", "Q.", "KT.", "TL.", "TUQ.")
SLACK = 0.5  # mm


def faults(pdf: bytes) -> list[str]:
    """What of the decree the file breaks, each with the measure that was found; annex pages by their own rules."""
    with opened(pdf) as document:
        pages = document.pages
        first_annex = next((n for n, page in enumerate(pages) if n and _starts_annex(page)), len(pages))
        found = [*_head(pages[0])]
        for number, page in enumerate(pages):
            body = number < first_annex
            found += [
                f"trang {number + 1}: {words}" for words in (*_sheet(page), *_number(pages, number, first_annex))
            ]
            found += [f"trang {number + 1}: {words}" for words in (_body(page, number) if body else _annex(page))]
        return [*found, *_foot(pages[first_annex - 1], first_annex)]


def thin_last_page(pdf: bytes) -> bool:
    """Whether the page of the signature is not the first and holds two lines of the body or less."""
    with opened(pdf) as document:
        pages = [page for page in document.pages if "Nơi nhận:" in page.extract_text()]
        page = pages[-1]
        rows = [one for one in lines(page) if one.top > 19]
        foot = next(n for n, one in enumerate(rows) if one.text.startswith("Nơi nhận:"))
        return page.page_number > 1 and foot <= 2


def _starts_annex(page) -> bool:
    top = [one for one in lines(page) if one.top > 19][:1]
    return bool(top and top[0].text.startswith("Phụ lục"))


# --- The sheet: I.1 to I.4, I.7 -------------------------------------------------------------------------------------------


def _sheet(page) -> Iterator[str]:
    size = sorted((round(page.width * PT_MM), round(page.height * PT_MM)))
    if size != [210, 297]:
        yield f"khổ giấy {size}"
    rows = [one for one in lines(page) if one.top > 19]
    if rows:
        left, right = min(one.left for one in rows), page.width * PT_MM - max(one.right for one in rows)
        bottom = page.height * PT_MM - max(one.bottom for one in rows)
        if not 30 - SLACK <= left <= 35 + SLACK:
            yield f"lề trái {left:.1f}"
        if right < 15 - SLACK:
            yield f"lề phải {right:.1f}"
        if bottom < 20 - SLACK:
            yield f"lề dưới {bottom:.1f}"
        if min(one.top for one in rows) < 20 - SLACK:
            yield "lề trên"
    if strange := {char["fontname"].split("+")[-1] for char in page.chars if "Serif" not in char["fontname"]}:
        yield f"phông chữ {strange}"


def _number(pages, number, first_annex) -> Iterator[str]:
    page, own = pages[number], number if number < first_annex else _of_annex(pages, number, first_annex)
    marks = [one for one in lines(page) if one.top < 19]
    if own == 0 and marks:
        yield f"số trang ở trang đầu: {marks[0].text}"
    if own:
        middle = (30 + page.width * PT_MM - 15) / 2
        good = [one for one in marks if one.text == str(own + 1) and 13 <= one.size <= 14 and not one.bold]
        if len(marks) != 1 or not good or abs(good[0].middle - middle) > 3:
            yield f"số trang {[one.text for one in marks]}, phải là {own + 1}"


def _of_annex(pages, number, first_annex) -> int:
    start = max(n for n in range(first_annex, number + 1) if _starts_annex(pages[n]))
    return number - start


# --- The head: II.1 to II.5 -----------------------------------------------------------------------------------------------


def _head(page) -> Iterator[str]:
    edge = _between(page)
    yield from _styled(page, NATION, 12, 13, bold=True, left=edge)
    yield from _styled(page, MOTTO, 13, 14, bold=True, left=edge)
    motto = line(page, MOTTO, left=edge)
    if not any(abs((r[1] - r[0]) - (motto.right - motto.left)) < 1 for r in _under(page, motto)):
        yield "dòng kẻ dưới Tiêu ngữ không dài bằng dòng chữ"
    left = [one for one in lines(page, right=edge) if one.top < 80]
    place = next((n for n, one in enumerate(left) if one.text.startswith("Số:")), None)
    if place is None:
        yield "không có số, ký hiệu"
        return
    number = next(one for one in lines(page, right=92) if one.text.startswith("Số:"))  # a long place comes near to it
    above = [one for one in left[:place] if one.bold and 12 <= one.size <= 13]
    if number.size != 13 or not NUMBER.match(" ".join(number.text.split()).replace("Số: /", "Số: /")):
        yield f"số, ký hiệu {number.text!r} cỡ {number.size}"
    if not above:
        yield "không có tên cơ quan ban hành chữ đậm"
    else:
        yield from _short_rule(page, above, "tên cơ quan")
    days = [one for one in lines(page, left=edge) if ", ngày" in one.text or one.text.startswith("ngày")]
    if not days or not days[0].italic or not 13 <= days[0].size <= 14:
        yield "địa danh, thời gian không đúng kiểu chữ"
    elif days[0].text.count(",") and not DAY.match(" ".join(days[0].text.split())):
        yield f"địa danh, thời gian {days[0].text!r}"
    kind = [one for one in lines(page) if one.text in KINDS]
    if kind:
        yield from _subject(page, kind[0])


def _between(page) -> float:
    """Where the left column of the head ends: right of its letters, left of the nation's name."""
    for edge in (102, 100, 98, 96, 94, 92):
        if any(one.text.startswith(NATION) for one in lines(page, left=edge)):
            return edge
    raise AssertionError("không có Quốc hiệu")


def _subject(page, kind: Line) -> Iterator[str]:
    middle = (30 + 195) / 2
    rows = [one for one in lines(page) if kind.top < one.top < kind.top + 40 and one.bold and one.text != kind.text]
    subject = rows[:1]
    for one in rows[1:]:
        if one.top - subject[-1].bottom < 3 and abs(one.middle - middle) < 2:
            subject.append(one)
    for one in (kind, *subject):
        if not (one.bold and 13 <= one.size <= 14 and abs(one.middle - middle) < 1.5):
            yield f"tên loại, trích yếu {one.text!r}"
    if subject:
        yield from _short_rule(page, subject, "trích yếu")


def _short_rule(page, above: list[Line], what: str) -> Iterator[str]:
    longest = max(one.right - one.left for one in above)
    near = _under(page, above[-1])
    if not any(1 / 3 - 0.01 <= (r[1] - r[0]) / longest <= 0.51 for r in near):
        yield f"dòng kẻ dưới {what}: {[round((r[1] - r[0]) / longest, 2) for r in near]}"


def _under(page, above: Line) -> list:
    return [r for r in rules(page) if -1 < r[2] - above.bottom < 4 and abs((r[0] + r[1]) / 2 - above.middle) < 2]


def _styled(page, words, low, high, *, bold, **edges) -> Iterator[str]:
    found = line(page, words, **edges)
    if not (low <= found.size <= high and found.bold is bold):
        yield f"{words!r}: cỡ {found.size}, đậm {found.bold}"


# --- The body: II.6 -------------------------------------------------------------------------------------------------------


def _body(page, number) -> Iterator[str]:
    rows = [one for one in lines(page) if one.top > (75 if number == 0 else 19)]
    stop = next((n for n, one in enumerate(rows) if one.text.startswith("Nơi nhận:")), len(rows))
    inside = [box for table in page.find_tables() for box in [table.bbox]]
    rows = [one for one in rows[:stop] if not any(b[1] <= one.top / PT_MM <= b[3] for b in inside)]
    text = [one for one in rows if one.left < 30 + 13.5 and not one.bold and not one.italic]
    for one in text:
        if not 13 <= one.size <= 14:
            yield f"cỡ chữ nội dung {one.size}: {one.text[:30]}"
    for above, below in pairwise(text):
        pitch, indent = (below.top - above.top) / PT_MM, below.left - 30
        if indent < 0.5 and pitch < above.size * 2 and not 1.14 <= pitch / above.size <= 1.73:
            yield f"giãn dòng {pitch / above.size:.2f}"
        if indent > 0.5 and not (abs(indent - 10) < 0.7 or abs(indent - 12.7) < 0.7):
            yield f"lùi đầu dòng {indent:.1f}"


# --- The foot: II.7, II.9 -------------------------------------------------------------------------------------------------


def _foot(page, _) -> Iterator[str]:
    rows = lines(page, right=104)
    head = next((one for one in rows if one.text.startswith("Nơi nhận:")), None)
    if head is None:
        yield "không có Nơi nhận ở trang cuối"
        return
    if not (head.size == 12 and head.bold and head.italic):
        yield "kiểu chữ “Nơi nhận:”"
    listed = [one for one in rows if one.top > head.top and one.size == 11]
    kept = [one.text.strip() for one in listed if one.text.startswith("- Lưu: VT")]
    if len(kept) != 1 or not kept[0].endswith("."):
        yield f"nơi nhận không kết thúc bằng “Lưu: VT”: {[one.text for one in listed]}"
    right = [one for one in lines(page, left=98) if one.top >= head.top - 2]
    bold = [one for one in right if one.bold]
    if len(bold) < 2 or any(not 13 <= one.size <= 14 for one in bold):
        yield f"quyền hạn, chức vụ, họ tên: {[one.text for one in bold]}"
    if bold and bold[0].text.split(" ")[0].endswith(".") and bold[0].text.split(" ")[0] not in SIGNS:
        yield f"quyền hạn ký {bold[0].text}"
    if "./." not in page.extract_text():
        yield "không kết thúc bằng “./.”"


# --- Annexes: III.1 -------------------------------------------------------------------------------------------------------


def _annex(page) -> Iterator[str]:
    rows = [one for one in lines(page) if one.top > 19]
    if not rows or not rows[0].text.startswith("Phụ lục"):
        return
    if not (rows[0].bold and rows[0].size == 14):
        yield "kiểu chữ “Phụ lục”"
    if not (rows[1].bold and rows[1].text == rows[1].text.upper() and 13 <= rows[1].size <= 14):
        yield f"tên phụ lục {rows[1].text!r}"
    origin = next((one for one in rows[1:6] if one.text.startswith("(Kèm theo")), None)
    if origin is None or not origin.italic or not 13 <= origin.size <= 14:
        yield "dòng “(Kèm theo …)”"
