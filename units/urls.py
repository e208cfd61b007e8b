"""Pages of the ground floor: a unit's own settings."""

from django.urls import path

from units import views

urlpatterns = [
    path("don-vi/<key:pk>/cai-dat/", views.unit_settings, name="unit_settings"),
    path("don-vi/<key:pk>/cai-dat/ten/", views.unit_name, name="unit_name"),
]
