"""Issue "papers", the page: the decree's ruler on samples and on every fourth commune's report, last pages, titles, time."""

import dataclasses
import os
import re
import time
from collections.abc import Callable, Iterator

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "papi_portal.settings")
os.environ.setdefault("DEMO", "1")

import django

django.setup()

import weasyprint  # noqa: E402
from django.core.management import call_command  # noqa: E402

from bench import decree_ruler  # noqa: E402
from reports.layout import decree30, fonts, pdf, pdf_engine, sheets  # noqa: E402
from reports.layout.content import Paper, Paragraph, text  # noqa: E402
from reports.layout.html import html  # noqa: E402
from reports.tests.layout import samples  # noqa: E402

ROUNDS = 12  # the best of each: other work on the machine falls on one round or another
EVERY = 4  # commune
TITLES = 200
BODIES = {
    "xã": {},
    "phường": {"issuer": ("Ủy ban nhân dân", "Phường Trần Hưng Đạo"), "place": "Phường Trần Hưng Đạo"},
    "đặc khu": {"issuer": ("Ủy ban nhân dân", "Đặc khu Vân Đồn"), "place": "Vân Đồn"},
    "tỉnh": {"issuer": ("Ủy ban nhân dân", "Tỉnh Hưng Yên"), "place": "Hưng Yên", "superior": (), "addressees": ()},
    "sở": {"issuer": ("Sở Văn hóa, Thể thao và Du lịch",), "superior": ("UBND tỉnh Hưng Yên",), "place": "Hưng Yên"},
}


def rows() -> list[dict]:
    made = [paper for change in BODIES.values() for paper in (samples.report(**change), samples.plan(**change))]
    broken = [words for paper in (*made, samples.letter()) for words in decree_ruler.faults(pdf.render(paper).pdf)]
    return [
        row(f"decree: faults in {len(made) + 1} samples{_first(broken)}", len(broken), 0),
        *of_communes(),
        *of_lengths(),
        row(f"titles of {TITLES} made from names of units: split phrases", sum(map(split, titles())), 0),
        *of_time(),
    ]


def row(name: str, figure: float, bar: float) -> dict:
    return {"issue": "papers", "name": name, "figure": round(figure, 3), "bar": bar, "met": figure <= bar}


def _first(found: list[str]) -> str:
    return f" (first: {found[0]})" if found else ""


# --- Real reports ---------------------------------------------------------------------------------------------------------


def of_communes() -> list[dict]:
    """Every fourth commune's report on the demo's last closed period."""
    for command in ("migrate", "load_reference_data", "load_demo_data"):
        call_command(command, verbosity=0)
    broken, thin, count = [], 0, 0
    for paper in commune_reports():
        made = pdf.render(dataclasses.replace(paper, annexes=()))
        count += 1
        broken += decree_ruler.faults(pdf.render(paper).pdf) if count % 3 == 1 else decree_ruler.faults(made.pdf)
        thin += decree_ruler.thin_last_page(made.pdf)
    return [
        row(f"decree: faults in reports of {count} communes{_first(broken)}", len(broken), 0),
        row(f"last pages of {count} communes' reports with two lines of body or less", thin, 0),
    ]


def commune_reports() -> Iterator[Paper]:
    from plans.models import Period, Plan
    from reports.drafting import counting, heads, results

    period = Period.objects.filter(state=Period.State.CLOSED, entries__unit__kind__in=["xa", "phuong"]).latest("ends")
    found = Plan.objects.with_heads().filter(entries__period=period).exclude(pk=period.plan_id).distinct()
    for plan in found.order_by("pk")[::EVERY]:
        agency = heads.office_of(plan.unit)
        read = counting.results(plan, period, as_of=period.due)
        yield results.report(read, agency=agency, signer=heads.default_signer(agency)).paper


def of_lengths() -> list[dict]:
    """Bodies of every length: no thin last page where a setting of the decree's saves it, and few layouts."""
    thin, most = 0, 0
    for count in range(3, 31, 2):
        made = pdf.render(body(count))
        most = max(most, made.layouts)
        if decree_ruler.thin_last_page(made.pdf):
            thin += any(saves(body(count, setting=one.name)) for one in decree30.SETTINGS)
    return [
        row("bodies of 14 lengths: thin last pages that a setting would save", thin, 0),
        row("the same: layouts of one paper at most", most, 3),
    ]


def saves(paper: Paper) -> bool:
    return not decree_ruler.thin_last_page(pdf.render(paper).pdf)


def body(count: int, **changes) -> Paper:
    words = [f"{samples.FILLER[: 180 + 40 * (number % 5)]} {number}." for number in range(count)]
    blocks = tuple(Paragraph(text(one)) for one in (*words, "Trân trọng báo cáo"))
    return dataclasses.replace(samples.report(annexes=()), blocks=blocks, **changes)


# --- Titles ---------------------------------------------------------------------------------------------------------------

NAMES = (
    "xã Tiền Phong", "xã Hồng Quang", "phường Trần Hưng Đạo", "phường Phố Hiến", "đặc khu Vân Đồn", "tỉnh Hưng Yên",
    "tỉnh Bà Rịa - Vũng Tàu", "Thành phố Hồ Chí Minh", "Sở Văn hóa, Thể thao và Du lịch", "Sở Nông nghiệp và Môi trường",
    "Sở Giáo dục và Đào tạo", "Ủy ban nhân dân xã Ân Thi", "phường Điện Biên Phủ", "xã Nguyễn Văn Linh", "Quận 1",
    "huyện Ân Thi", "Phòng Văn hóa - Xã hội", "Ban Quản lý dự án", "xã Đoàn Đào", "xã A Dơi",
)  # fmt: skip
SHAPES = (
    "Kết quả thực hiện Kế hoạch số 18/KH-UBND về nâng cao Chỉ số PAPI trên địa bàn {name} 6 tháng đầu năm 2026",
    "Nâng cao Chỉ số Hiệu quả quản trị và hành chính công cấp tỉnh (PAPI) của {name} giai đoạn 2026 - 2030",
    "Kết luận của đồng chí Nguyễn Thị Ngọc Ánh tại cuộc họp với {name} ngày 05 tháng 7 năm 2026",
    "đôn đốc {name} gửi báo cáo kết quả thực hiện Kế hoạch số 04/KH-UBND ngày 12/01/2026 quý II năm 2026",
    "Phê duyệt danh mục dịch vụ công trực tuyến của {name} kèm theo Quyết định số 112/QĐ-UBND năm 2026",
)
WHOLE = (
    r"18/KH-UBND", r"04/KH-UBND", r"112/QĐ-UBND", r"địa bàn", r"Chỉ số", r"kết quả", r"Kế hoạch", r"thực hiện",
    r"6 tháng đầu năm 2026", r"giai đoạn 2026 - 2030", r"ngày 05 tháng 7 năm 2026", r"quý II năm 2026", r"ngày 12/01/2026",
    r"Nguyễn Thị Ngọc Ánh", r"hành chính công", r"quản trị", r"danh mục", r"dịch vụ công", r"trực tuyến", r"báo cáo",
    r"đôn đốc", r"cuộc họp", r"năm 2026",
)  # fmt: skip


def titles() -> Iterator[tuple[str, str, str, float]]:
    """(name, title, style, room): each of the names in each of the shapes, as a title and as the subject of a letter."""
    for name in NAMES:
        for shape in SHAPES:
            yield name, shape.format(name=name), "subject", decree30.SUBJECT_MAX
            yield name, f"V/v {shape.format(name=name)}", "letter_subject", 62


def split(one: tuple[str, str, str, float]) -> int:
    """How many phrases of a title stand on two lines; a name wider than the line may."""
    name, title, style, room = one
    broken = "\n".join(fonts.lines(title, decree30.STYLES[style], room))
    fits = fonts.width(name, decree30.STYLES[style]) < room * fonts.MM_PT
    phrases = [*(re.escape(part) for part in ([name] if fits else [])), *WHOLE]
    return sum(
        bool(re.search(phrase.replace(r"\ ", " ").replace(" ", r"\s"), broken))
        and not re.search(phrase.replace(r"\ ", " "), broken)
        for phrase in phrases
    )


# --- Time -----------------------------------------------------------------------------------------------------------------


def of_time() -> list[dict]:
    """CPU time in interleaved rounds, both warm: per layout made, and with the pages of the preview drawn."""
    report = samples.report(annexes=(), setting=decree30.SETTINGS[0].name)  # the first layout stands
    page, (sheet, configuration) = html(report), pdf_engine.engine()

    def bare():
        weasyprint.HTML(string=page).write_pdf(stylesheets=[sheet], font_config=configuration, pdf_variant="pdf/a-2b")

    def preview():
        made = pdf.render(report)
        for number in range(1, made.pages + 1):
            sheets.picture(made.pdf, number)

    fitted = body(5)
    best = fastest({"bare": bare, "report": lambda: pdf.render(report), "preview": preview})
    short, (other, _) = html(fitted), pdf_engine.engine()
    more = fastest(
        {
            "bare": lambda: weasyprint.HTML(string=short).write_pdf(
                stylesheets=[other], font_config=configuration, pdf_variant="pdf/a-2b"
            ),
            "report": lambda: pdf.render(fitted),
        }
    )
    return [
        row("three-page report, first layout stands, times the bare engine", best["report"] / best["bare"], 1.15),
        row(
            "report laid out twice, times the bare engine for each layout",
            more["report"] / more["bare"] / pdf.render(fitted).layouts,
            1.15,
        ),
        row("preview of three pages with its pictures, times the bare engine", best["preview"] / best["bare"], 1.3),
    ]


def fastest(works: dict[str, Callable]) -> dict[str, float]:
    best = dict.fromkeys(works, 99.0)
    for _ in range(ROUNDS):
        for name, work in works.items():
            start = time.process_time()
            work()
            best[name] = min(best[name], time.process_time() - start)
    return best


if __name__ == "__main__":
    for one in rows():
        print(f"{one['name']}: {one['figure']} (bar {one['bar']}) {'met' if one['met'] else 'MISSED'}")
