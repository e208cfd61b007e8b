"""Django's registration of the floor of the citizens' pulse."""

from django.apps import AppConfig


class PulseConfig(AppConfig):
    name = "pulse"
    verbose_name = "Thăm dò ý kiến người dân"
