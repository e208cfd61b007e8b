"""Papers and registers in the administration: to be read; what they say is changed by verbs alone."""

from django.contrib import admin

from reports.models import Attachment, Book, Document, RegisterEntry
from units.admin_bases import ReadOnly


@admin.register(Book)
class BookAdmin(ReadOnly):
    list_display = ["agency", "kind", "year", "last"]
    list_filter = ["year", "kind"]


@admin.register(Document)
class DocumentAdmin(ReadOnly):
    list_display = ["title", "kind", "agency", "state", "making", "created_at"]
    list_filter = ["kind", "state", "making"]
    search_fields = ["title", "sha256", "code"]


@admin.register(Attachment)
class AttachmentAdmin(ReadOnly):
    list_display = ["title", "kind", "document", "signed_at"]
    list_filter = ["kind"]
    search_fields = ["title", "sha256"]


@admin.register(RegisterEntry)
class RegisterEntryAdmin(ReadOnly):
    list_display = ["__str__", "book", "date", "title", "state", "reason"]
    list_filter = ["state", "book__year"]
    search_fields = ["title", "recipients"]
