"""Django's registration of the roof: commands, checks and pages that wire all floors."""

from django.apps import AppConfig
from django.conf import settings
from django.urls import register_converter

from papi_portal import checks  # noqa: F401 - registers them
from reader import child
from reader.screening import clamd
from units.addresses import KeyConverter


class PapiPortalConfig(AppConfig):
    name = "papi_portal"
    verbose_name = "PAPI Portal"

    def ready(self) -> None:
        """Keys in addresses are known before any address is read, whichever floor's comes first; no foreign file is
        opened where the portal's data and keys could be read, nor before ClamAV has seen it."""
        register_converter(KeyConverter, "key")
        child.screen(clamd(settings.CLAMAV_SOCKET) if settings.CLAMAV_SOCKET else None)
        child.hide(settings.VAR_DIR, settings.MEDIA_ROOT, settings.SIGNING_DIR)
