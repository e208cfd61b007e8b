"""Alerts of a unit, its rules, the rows behind."""

from django.urls import path

from reports.alerts import views

urlpatterns = [
    path("tong-hop/canh-bao/", views.alerts, name="alerts"),
    path("tong-hop/canh-bao/dong/", views.odd_rows, name="alert_rows"),
    path("tong-hop/canh-bao/<key:pk>/quy-tac/", views.rule, name="alert_rule"),
    path("tong-hop/canh-bao/<key:pk>/tat/", views.mute, name="alert_mute"),
    path("tong-hop/canh-bao/bat-lai/<key:pk>/", views.show_again, name="alert_show_again"),
]
