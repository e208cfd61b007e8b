"""The reading of one waiting document in a worker: safe to ask for twice, and the file goes once it is read."""

import io
import logging

from django.db import transaction
from django.utils import timezone

from plans.drafting.reading import reading_of, source_of
from plans.models import ImportDraft, ImportPage
from reader.child import ChildBroken
from reader.readers import page_views, read_plan
from reader.refusals import ImportRefused
from units.matching import Matcher

log = logging.getLogger(__name__)
FAULT = "Phần đọc văn bản gặp lỗi của hệ thống. Hãy thử lại sau, hoặc dùng tệp Word hay văn bản dán vào."


def read(pk: int) -> None:
    """Reads a draft that waits into its source text and reading, or writes down why the file cannot be read."""
    waiting = ImportDraft.objects.filter(pk=pk, state=ImportDraft.State.WAITING)
    if not waiting.update(state=ImportDraft.State.READING, since=timezone.now()):
        return
    draft = ImportDraft.objects.select_related("unit").get(pk=pk)
    reading = ImportDraft.objects.filter(pk=pk, state=ImportDraft.State.READING)
    data = bytes(draft.upload or b"")
    try:
        parsed = read_plan(io.BytesIO(data), draft.filename, Matcher(draft.unit).catalogue())
        views = page_views(data, draft.filename)
    except ImportRefused as refusal:
        reading.update(state=ImportDraft.State.REFUSED, refusal=refusal.message_vi[:400], upload=None)
        return
    except ChildBroken:
        log.exception("Reading of draft %s failed", pk)
        reading.update(state=ImportDraft.State.REFUSED, refusal=FAULT, upload=None)
        return
    found = reading_of(parsed, source_of(draft.filename, parsed))
    with transaction.atomic():
        done = reading.update(state=ImportDraft.State.READ, source_text=parsed.source_text, reading=found, upload=None)
        if done:
            ImportPage.objects.bulk_create(
                ImportPage(draft=draft, number=number, width=width, height=height, picture=picture)
                for number, (width, height, picture) in enumerate(views, start=1)
            )
