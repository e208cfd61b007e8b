"""The dashboard and the rows behind its figures."""

from django.urls import path

from reports.dashboard import views

urlpatterns = [
    path("tong-hop/", views.dashboard, name="dashboard"),
    path("tong-hop/dong/", views.dashboard_rows, name="dashboard_rows"),
    path("tong-hop/don-vi/<key:pk>/", views.dashboard_unit, name="dashboard_unit"),
    path("tong-hop/xlsx/", views.dashboard_excel, name="dashboard_excel"),
]
