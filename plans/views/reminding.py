"""Personal reminder settings and the private calendar feed."""


def my_reminders(request):
    """stub"""


calendar_link = reminders = calendar_feed = my_reminders
