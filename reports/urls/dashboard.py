"""The dashboard and the rows behind its figures."""

from django.urls import path

from reports.views import dashboard

urlpatterns = [
    path("tong-hop/", dashboard.dashboard, name="dashboard"),
    path("tong-hop/dong/", dashboard.dashboard_rows, name="dashboard_rows"),
    path("tong-hop/don-vi/<int:pk>/", dashboard.dashboard_unit, name="dashboard_unit"),
    path("tong-hop/xlsx/", dashboard.dashboard_excel, name="dashboard_excel"),
]
