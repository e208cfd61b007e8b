"""Personal reminder settings, the calendar feed, and the administrator's view of what will go out."""

from django.urls import path

from plans.views import reminding as pages

urlpatterns = [
    path("nhac-viec/cai-dat/", pages.my_reminders, name="my_reminders"),
    path("nhac-viec/cai-dat/lich/", pages.calendar_link, name="calendar_link"),
    path("ke-hoach/<int:plan_pk>/nhac-viec/", pages.plan_reminders, name="plan_reminders"),
    path("nhac-viec/", pages.reminders, name="reminders"),
    path("lich/<str:key>.ics", pages.calendar_feed, name="calendar_feed"),
]
