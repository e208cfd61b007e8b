"""What an error page and an error mail may show."""

from collections.abc import ItemsView
from types import FrameType
from typing import Any

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter

from units.confidential import FIELDS, masked, without_secrets


class AlwaysOn(SafeExceptionReporterFilter):
    """Passwords and PINs stay out of the debug page too: development runs against real tokens as well."""

    def is_active(self, request: HttpRequest | None) -> bool:
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict:
        """Secret fields are hidden whatever view took them."""
        return without_secrets(super().get_post_parameters(request))

    def get_traceback_frame_variables(self, request: HttpRequest | None, tb_frame: FrameType) -> ItemsView[str, Any]:
        """So are variables of their names, and what forms made of them."""
        hidden = {*FIELDS, "given", "cleaned_data", "credentials"}
        found = super().get_traceback_frame_variables(request, tb_frame)
        return {name: self.cleansed_substitute if name in hidden else value for name, value in found}.items()

    def get_safe_request_meta(self, request: HttpRequest) -> dict:
        """Addresses that are keys are hidden."""
        meta = super().get_safe_request_meta(request)
        return {name: masked(value) if isinstance(value, str) else value for name, value in meta.items()}
