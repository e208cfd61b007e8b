"""Reading plans: the hierarchy, one plan, its text as first issued."""

from django.urls import path

from plans.browsing import views

urlpatterns = [
    path("ke-hoach/", views.plans, name="plans"),
    path("ke-hoach/<key:pk>/", views.plan, name="plan"),
    path("ke-hoach/<key:pk>/ban-dau/", views.plan_original, name="plan_original"),
]
