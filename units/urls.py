"""Pages of the ground floor: a unit, and its own settings."""

from django.urls import path

from units import about, saved_filters, views

urlpatterns = [
    path("bo-loc/", saved_filters.saved_filters, name="saved_filters"),
    path("bo-loc/<key:pk>/bo/", saved_filters.saved_filter_drop, name="saved_filter_drop"),
    path("don-vi/<key:pk>/", about.unit, name="unit"),
    path("don-vi/<key:pk>/cai-dat/", views.unit_settings, name="unit_settings"),
    path("don-vi/<key:pk>/bo-phan/", views.unit_agencies, name="unit_agencies"),
    path("bo-phan/<key:pk>/<slug:setting>/", views.agency_setting, name="agency_setting"),
    path("don-vi/<key:pk>/cai-dat/ten/", views.unit_name, name="unit_name"),
]
