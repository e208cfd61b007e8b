"""Input of the exchange: for whom a file is made, and a file that came."""

from typing import Any

from django import forms
from django.utils import timezone

from reader.edxml import MOST_BYTES
from reports.models import AgencyCode
from reports.papers.forms.files import MEGABYTE, FileForm
from reports.papers.forms.plain import Plain
from units.forms import Rows, UnitChoice
from units.models import Agency, Unit

ENDINGS = (".edxml", ".xml")


class ReceiversForm(Plain):
    """The bodies a file is made for: those whose code stands today, without one's own."""

    receivers = Rows(AgencyCode.objects.none(), label="Nơi nhận", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receivers"].queryset = AgencyCode.objects.on(timezone.localdate()).exclude(agency=agency)


class StatusForm(FileForm):
    """A status file somebody carried here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, endings=ENDINGS, most=1, **kwargs)
        self.fields["file"].label = "Tệp trạng thái"


class TakeForm(FileForm):
    """A file that came, and for which unit."""

    unit = UnitChoice(Unit.objects.none(), label="Đơn vị nhận", empty_label=None)
    field_order = ["unit", "file"]

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, endings=ENDINGS, most=MOST_BYTES // MEGABYTE, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["file"].label = "Tệp edXML"
