"""Papers and registers in the administration: to be read; what they say is changed by verbs alone."""

from django.contrib import admin

from reports.models import AgencyCode, Attachment, Book, Document, PaperType, RegisterEntry
from units.admin_bases import Journaled, ReadOnly
from units.fields import IN_ADMIN


@admin.register(AgencyCode)
class AgencyCodeAdmin(Journaled):
    formfield_overrides = IN_ADMIN
    list_display = ["code", "name", "agency", "valid_from", "valid_to", "mark", "source"]
    search_fields = ["code", "name"]
    raw_id_fields = ["agency"]


@admin.register(PaperType)
class PaperTypeAdmin(Journaled):
    formfield_overrides = IN_ADMIN
    list_display = ["kind", "number", "detail", "valid_from", "valid_to", "mark", "source"]


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
