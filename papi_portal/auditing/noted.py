"""Which answers are written into the journal when they are given: files, tables, feeds, looks at personal data.

One table by address; a test reads the view of every address, and one that hands out a file unnamed here fails it.
"""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from journal.notes import Kind, note

__all__ = ["NOTED", "OPEN", "NotedMiddleware"]

NOTED = {
    # bytes of papers and of what proves them
    "evidence": Kind.DOWNLOAD, "document_pdf": Kind.DOWNLOAD, "document_docx": Kind.DOWNLOAD,
    "briefing_pdf": Kind.DOWNLOAD,
    "document_scan": Kind.DOWNLOAD, "document_to_sign": Kind.DOWNLOAD, "document_apart_file": Kind.DOWNLOAD,
    "initialled_pdf": Kind.DOWNLOAD, "attachment": Kind.DOWNLOAD, "plugin_file": Kind.DOWNLOAD,
    "incoming_file": Kind.DOWNLOAD, "exchange_file": Kind.DOWNLOAD, "exchange_status": Kind.DOWNLOAD,
    # tables
    "incoming_print": Kind.EXPORT, "incoming_xlsx": Kind.EXPORT,
    "document_xlsx": Kind.EXPORT, "grid_excel": Kind.EXPORT, "coverage_excel": Kind.EXPORT,
    "plan_tasks_csv": Kind.EXPORT,
    "dashboard_excel": Kind.EXPORT, "people_excel": Kind.EXPORT, "register_xlsx": Kind.EXPORT,
    "register_print": Kind.EXPORT, "journal_export": Kind.EXPORT,
    "export_file": Kind.EXPORT,
    "index_set_excel": Kind.EXPORT,
    "personal_copy": Kind.PERSONAL_EXPORTED,
    # the key of the feed is in its address: who asked is not signed in
    "calendar_feed": Kind.FEED,
    # pages that show people with their names, mail and telephone
    "account": Kind.VIEW_PERSONAL, "people_unit": Kind.VIEW_PERSONAL, "people_slips": Kind.VIEW_PERSONAL,
}  # fmt: skip
# Bytes that are parts of a page already asked for, or public.
OPEN = {"index_intake_table": "mẫu trống, chỉ có tên đơn vị", "scores_template": "mẫu trống, không có số liệu",
        "evidence_thumb": "ảnh nhỏ trong trang tiến độ", "document_sheet": "trang của văn bản đang xem",
        "plan_import_page": "trang của tệp chính người ấy đang nhập"}  # fmt: skip


class NotedMiddleware:
    """Writes a line when an address of NOTED was answered; what was refused gave nothing away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        found = request.resolver_match
        kind = NOTED.get(found.view_name) if found and answer.status_code == 200 else None
        if kind:
            note(kind, by=request.user, subject=_subject(found), said=_said(request, found))
        return answer


def _subject(found):
    """Which row, by the name of the address; the key of a feed or a pass is none of the journal's."""
    keys = [str(value) for value in found.kwargs.values() if isinstance(value, int)]
    return ":".join([found.view_name, *keys])


def _said(request, found):
    """How the table was asked for; of an address that is a key, nothing."""
    return request.META["QUERY_STRING"] if all(isinstance(value, int) for value in found.kwargs.values()) else ""
