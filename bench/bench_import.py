"""How fast and how well documents are read: a long text, a long workbook, memory, and the scores of the seeds.

`python bench/bench_import.py` prints one line a figure; `rows()` gives the same as dictionaries.
"""

import io
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from reader.readers import read_plan  # noqa: E402
from reader.tests import scorer  # noqa: E402

ITEM = (
    "- Tổ chức tuyên truyền, phổ biến nội dung nâng cao Chỉ số PAPI tới cán bộ, công chức và Nhân dân trên địa "
    "bàn, "
    "chủ trì, phối hợp với các đơn vị liên quan, hoàn thành trước ngày 30/9/2026 và báo cáo kết quả định kỳ hằng "
    "quý.\n"
)
TEXT_SIZE = 40_000
SHEET_ROWS = 5_000


def long_text() -> bytes:
    """A plan of just over 40,000 characters with numbered sections."""
    parts = [
        "UBND XÃ TÂN HÒA\nSố: 1/KH-UBND\nTân Hòa, ngày 02 tháng 3 năm 2026\nKẾ HOẠCH\nNâng cao Chỉ số PAPI năm 2026\n",
        "Căn cứ Kế hoạch số 10/KH-UBND ngày 15/01/2026 của UBND tỉnh.\nI. MỤC ĐÍCH\nNâng cao chất lượng phục "
        "vụ.\nII. NỘI DUNG\n",
    ]
    number = 0
    while sum(map(len, parts)) < TEXT_SIZE:
        number += 1
        parts.append(f"{number}. Nhóm nhiệm vụ về thông tin, tuyên truyền\n" + ITEM * 8)
    parts.append("Nơi nhận:\n- UBND tỉnh;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nHà Thị Mơ\n")
    return "".join(parts).encode()


def long_sheet() -> bytes:
    """A workbook of 5,000 task rows, every tenth with an impossible date and every seventh without a lead."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm"])
    for number in range(1, SHEET_ROWS + 1):
        lead = "" if number % 7 == 0 else "Phòng Nội vụ"
        deadline = "31/02/2026" if number % 10 == 0 else "30/9/2026"
        sheet.write_row(number, 0, [number, f"{ITEM[2:120]} {number}", lead, "Các xã, phường", deadline, "Báo cáo"])
    book.close()
    return stream.getvalue()


def _timed(data: bytes, name: str) -> tuple[float, object]:
    start = time.perf_counter()
    plan = read_plan(io.BytesIO(data), name)
    return time.perf_counter() - start, plan


def memory() -> float:
    """Peak megabytes of a fresh process that imports both documents."""
    code = (
        "from bench import bench_import as b; b._timed(b.long_text(), 'a.txt'); b._timed(b.long_sheet(), "
        "'a.xlsx'); print(b._peak())"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return float(run.stdout)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _row(name: str, figure: str, bar: str, met: bool) -> dict:
    return {"issue": "import", "name": name, "figure": figure, "bar": bar, "met": met}


def rows() -> list[dict]:
    """Every figure of the importer with its bar."""
    text_time, text_plan = _timed(long_text(), "a.txt")
    sheet_time, sheet_plan = _timed(long_sheet(), "a.xlsx")
    doubts = sum(warning.cell is not None for warning in sheet_plan.warnings)
    peak = memory()
    found = [
        _row(
            f"import text of 40,000 characters ({len(text_plan.all_tasks)} tasks)",
            f"{text_time:.2f} s",
            "< 1 s",
            text_time < 1,
        ),
        _row(
            f"import workbook of 5,000 rows ({doubts} cells reported)",
            f"{sheet_time:.2f} s",
            "< 5 s",
            sheet_time < 5 and len(sheet_plan.all_tasks) == SHEET_ROWS,
        ),
        _row("import peak memory of a process", f"{peak:.0f} MB", "< 300 MB", peak < 300),
    ]
    for score in scorer.score_all():
        wrong = ", ".join(score.wrong) or "none"
        found.append(
            _row(
                f"import {score.name}",
                f"tasks F1 {score.tasks:.3f}, header fields wrong: {wrong}",
                "F1 >= 0.95, none wrong",
                score.met,
            )
        )
    return found


if __name__ == "__main__":
    for row in rows():
        print(f"{'met' if row['met'] else 'NOT MET':8}{row['name']}: {row['figure']} (bar {row['bar']})")
