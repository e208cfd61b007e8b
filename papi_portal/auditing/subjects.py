"""What a line of the journal is about, in the office's words: the row or page it names by kind and key."""

from collections.abc import Iterable, Mapping
from functools import cache

from django.apps import apps

from units.models import Unit, User

__all__ = ["SUBJECTS", "Known", "in_words", "known"]

SUBJECTS = {  # addresses of `noted.NOTED`
    "evidence": "tài liệu kiểm chứng", "document_pdf": "văn bản, tệp PDF", "document_docx": "văn bản, tệp Word",
    "briefing_pdf": "bản tóm tắt cho lãnh đạo, tệp PDF",
    "document_scan": "bản quét của văn bản", "document_to_sign": "tệp chờ ký", "document_apart_file": "tệp ký ở nơi khác",
    "initialled_pdf": "bản đã ký nháy", "attachment": "tệp kèm theo văn bản", "plugin_file": "tệp chờ ký",
    "document_xlsx": "văn bản, bảng Excel", "grid_excel": "biểu nhập tiến độ", "coverage_excel": "bảng bao phủ",
    "plan_tasks_csv": "danh sách nhiệm vụ, tệp CSV",
    "dashboard_excel": "bảng tổng hợp", "people_excel": "danh sách đơn vị và người", "register_xlsx": "sổ văn bản",
    "register_print": "sổ văn bản, bản in",
    "exchange_file": "tệp edXML", "exchange_status": "tệp trạng thái trao đổi",
    "incoming_file": "tệp của văn bản đến", "incoming_print": "sổ văn bản đến, bản in", "incoming_xlsx": "sổ văn bản đến",
    "index_set_excel": "bộ tiêu chí, bảng Excel",
    "journal_export": "nhật ký hệ thống",
    "export_file": "tệp lập ở nền",
    "personal_copy": "bản sao dữ liệu cá nhân", "calendar_feed": "lịch nhắc việc", "account": "tài khoản",
    "people_unit": "người của đơn vị", "people_slips": "phiếu đăng nhập lần đầu",
    "people_upload": "danh sách đơn vị và người",
}  # fmt: skip
PEOPLE, UNITS = ("account", "user"), ("people_unit", "people_slips", "people_excel", "unit")

Known = Mapping[tuple[type[User] | type[Unit], int], str]


def known(subjects: Iterable[str]) -> Known:
    """Names of the people and units that `subjects` are about; a query for each of the two that is needed."""
    keys: dict[type[User] | type[Unit], set[int]] = {}
    for kind, key in map(_parted, subjects):
        for model, kinds in ((User, PEOPLE), (Unit, UNITS)):
            if key and kind in kinds:
                keys.setdefault(model, set()).add(int(key))
    rows = ((model, row) for model, wanted in keys.items() for row in model._default_manager.filter(pk__in=wanted))
    return {(model, row.pk): str(row) for model, row in rows}


def in_words(subject: str, names: Known) -> str:
    """`account:155` -> `tài khoản: Văn thư`, `document_pdf:3` -> `văn bản, tệp PDF (mã 3)`; other words stay as they are."""
    kind, key = _parted(subject)
    said = SUBJECTS.get(kind) or _nouns().get(kind)
    if said is None:
        return subject
    named = next((names[model, int(key)] for model in (User, Unit) if key and _of(model, kind, key, names)), "")
    return f"{said}: {named}" if named else f"{said} (mã {key})" if key else said


def _of(model, kind, key, names):
    return kind in (PEOPLE if model is User else UNITS) and (model, int(key)) in names


def _parted(subject):
    kind, _, key = subject.partition(":")
    return kind, key if key.isdecimal() else ""


@cache
def _nouns() -> dict[str, str]:
    return {str(model._meta.model_name): str(model._meta.verbose_name) for model in apps.get_models()}
