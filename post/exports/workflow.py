"""Verbs on long exports: ask for one, have a failed one tried again, forget those that are over."""

from datetime import datetime

from django.db import transaction

from journal.notes import Kind, note
from post.exports.doorbells import ring_on_commit
from post.exports.gate import Asked, asked
from post.models import Export
from units.errors import Conflict
from units.models import User

__all__ = ["MOST_AT_ONCE", "RULE", "ask", "forget", "try_again"]

State = Export.State
MOST_AT_ONCE = 5
RULE = "Bảng dài được lập ở nền: có thể rời trang, xong sẽ báo ở chuông. Chỉ người yêu cầu tải được tệp."


@transaction.atomic
def ask(address: str, *, by: User) -> Export:
    """A file to be made; one that is still being made is given back.

    Raises Http404 and Refused as the address would; Conflict with too many under way.
    """
    table: Asked = asked(address, by)
    table.how_many()
    User.objects.select_for_update().get(pk=by.pk)  # a double click is one file
    under_way = list(Export.objects.filter(by=by, state__in=[State.WAITING, State.RUNNING]))
    same = next((row for row in under_way if row.address == address), None)
    if same:
        return same
    if len(under_way) >= MOST_AT_ONCE:
        raise Conflict(f"Đang lập {len(under_way)} tệp của bạn. Chờ xong một tệp rồi yêu cầu tiếp.")
    row = Export.objects.create(by=by, address=address, title=table.limit.title)
    note(Kind.EXPORT, by=by, subject=f"export:{row.pk}", said=f"Yêu cầu lập “{row.title}”: {address}"[:300])
    ring_on_commit(row.pk)
    return row


@transaction.atomic
def try_again(row: Export) -> None:
    """Raises Conflict where it has not failed."""
    again = {"state": State.WAITING, "error": "", "tries": 0, "done": 0, "of": 0}
    if not Export.objects.filter(pk=row.pk, state=State.FAILED).update(**again):
        raise Conflict("Tệp này đang được lập hoặc đã lập xong. Mở lại trang để xem.")
    ring_on_commit(row.pk)


def forget(now: datetime) -> int:
    """Deletes rows and files whose days are over; how many."""
    rows = list(Export.objects.filter(expires__lt=now))
    for row in rows:
        row.file.delete(save=False)
        row.delete()
    return len(rows)
