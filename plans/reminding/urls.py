"""Personal reminder settings, the calendar feed, and the administrator's view of what will go out."""

from django.urls import path

from plans.reminding import views

urlpatterns = [
    path("nhac-viec/cai-dat/", views.my_reminders, name="my_reminders"),
    path("nhac-viec/cai-dat/lich/", views.calendar_link, name="calendar_link"),
    path("ke-hoach/<key:plan_pk>/nhac-viec/", views.plan_reminders, name="plan_reminders"),
    path("nhac-viec/", views.reminders, name="reminders"),
    path("lich/<str:key>.ics", views.calendar_feed, name="calendar_feed"),
]
