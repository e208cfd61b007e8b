"""Briefings of a unit: the list, one of them, its file, what is asked for."""

from django.urls import path

from reports.briefing import views

urlpatterns = [
    path("tong-hop/tom-tat/", views.briefings, name="briefings"),
    path("tong-hop/tom-tat/<key:pk>/", views.briefing, name="briefing"),
    path("tong-hop/tom-tat/<key:pk>/pdf/", views.briefing_pdf, name="briefing_pdf"),
    path("tong-hop/tom-tat/<key:pk>/lap-lai/", views.briefing_again, name="briefing_again"),
    path("tong-hop/tom-tat/don-vi/<key:pk>/<key:period>/lap/", views.briefing_ask, name="briefing_ask"),
    path("tong-hop/tom-tat/don-vi/<key:pk>/lich/", views.briefing_order, name="briefing_order"),
]
