"""Django's registration of the roof: commands, checks and pages that wire all floors."""

from django.apps import AppConfig

from papi_portal import checks  # noqa: F401 - registers them


class PapiPortalConfig(AppConfig):
    name = "papi_portal"
    verbose_name = "PAPI Portal"
