"""Django's registration of the floor of the internal index."""

from django.apps import AppConfig


class AppraisalConfig(AppConfig):
    name = "appraisal"
    verbose_name = "Chỉ số nội bộ"
