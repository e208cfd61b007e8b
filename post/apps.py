"""Django's registration of the post office."""

from django.apps import AppConfig


class PostConfig(AppConfig):
    name = "post"
    verbose_name = "Thư và nhắc việc"
