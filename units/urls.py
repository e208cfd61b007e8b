"""Pages of the ground floor."""

from django.urls import path

from . import views

urlpatterns = [
    path("don-vi/tim/", views.unit_search, name="unit_search"),
]
