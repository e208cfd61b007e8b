"""Which figures are no good, and what the administrator does about each: the limits of deploy/prometheus-rules.yml."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .figures import Figure

__all__ = ["CHECKS", "Check", "Finding", "findings"]

GB = 1024**3


@dataclass(frozen=True)
class Check:
    """A line of the page: what is looked at, its figure, when it is bad, what to do then."""

    words: str
    figure: str
    label: str
    bad: Callable[[float], bool]
    act: str
    shown: Callable[[float], str] = lambda value: f"{value:.0f}"


@dataclass(frozen=True)
class Finding:
    """A check with today's figure; `value` "không rõ" where it could not be asked."""

    words: str
    value: str
    good: bool
    act: str


def _is_no(value: float) -> bool:
    return value < 1


def _yes(value: float) -> str:
    return "đang trả lời" if value else "không trả lời"


QUEUES = (
    ("việc ngắn", "celery", "papi-worker"), ("thư", "mail", "papi-worker"),
    ("lập văn bản", "papers", "papi-worker@papers"), ("đọc tệp", "reading", "papi-worker@reading"),
    ("tổng hợp", "tallies", "papi-worker@tallies"),
)  # fmt: skip
CHECKS = (
    Check("Cơ sở dữ liệu", "up", "database", _is_no,
          "Xem dịch vụ PostgreSQL (systemctl status postgresql) và chỗ trống trên ổ đĩa.", _yes),
    Check("Redis", "up", "redis", _is_no, "Xem dịch vụ Redis; việc nền chờ ở cơ sở dữ liệu, không mất.", _yes),
    Check("Việc nền và lịch chạy", "up", "jobs", _is_no,
          "Khởi động lại papi-worker và papi-beat; xem nhật ký của chúng.", _yes),
    Check("Chỗ trống trên ổ đĩa", "disk_free_bytes", "", lambda value: value < 2 * GB,
          "Dọn ổ đĩa hoặc mở rộng trước khi đầy: dưới 0,5 GB hệ thống báo không sẵn sàng.",
          lambda value: f"{value / GB:.1f} GB".replace(".", ",")),
    *(Check(f"Việc đang xếp hàng: {kind}", "queue_length", queue, lambda value: value > 500,
            f"Chạy thêm {unit}, hoặc xem việc nào lặp lại trong nhật ký.")
      for kind, queue, unit in QUEUES),
    Check("Thư đến hạn mà chưa gửi, phút chờ lâu nhất", "letters_oldest_due_seconds", "", lambda value: value > 1800,
          "Mở Thư và nhắc việc xem lỗi của máy chủ thư.", lambda value: f"{value / 60:.0f}"),
    Check("Thư không gửi được", "letters", "failed", lambda value: value > 0,
          "Mở Thư và nhắc việc, sửa địa chỉ rồi bấm Gửi lại."),
    Check("Văn bản không lập được", "papers", "failed", lambda value: value > 0,
          "Mở Văn bản: mỗi văn bản ghi lý do và có nút lập lại."),
    Check("Tệp kế hoạch không đọc được", "readings", "failed", lambda value: value > 20,
          "Xem Đọc văn bản đúng tới đâu; thiếu tesseract hoặc LibreOffice thì cài theo hướng dẫn vận hành."),
)  # fmt: skip


def findings(figures: Sequence[Figure]) -> list[Finding]:
    """Each check with its figure of today, the bad ones first; a state nobody is in counts as none."""
    known = {(one.name, one.labels[0][1] if one.labels else ""): one.value for one in figures}
    names = {one.name for one in figures}
    rows = [_finding(check, known.get((check.figure, check.label), 0.0), check.figure in names) for check in CHECKS]
    return sorted(rows, key=lambda row: row.good)


def _finding(check: Check, value: float, asked: bool) -> Finding:
    if not asked and check.figure == "queue_length":
        return Finding(check.words, "không rõ", False, check.act)
    bad = check.bad(value)
    return Finding(check.words, check.shown(value), not bad, check.act if bad else "")
