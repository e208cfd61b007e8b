"""Reading plans: the hierarchy, one plan, its text as first issued, its tasks as a file."""

from django.urls import path

from plans.browsing import views

urlpatterns = [
    path("ke-hoach/", views.plans, name="plans"),
    path("ke-hoach/<key:pk>/", views.plan, name="plan"),
    path("ke-hoach/<key:pk>/ban-dau/", views.plan_original, name="plan_original"),
    path("ke-hoach/<key:pk>/nhiem-vu.csv", views.plan_tasks_csv, name="plan_tasks_csv"),
]
