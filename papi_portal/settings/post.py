"""Letters and reminders, and the rooms that have something to say in them."""

from papi_portal.settings.environment import EMAIL_URL, MAIL_FROM, MAIL_TIMEOUT, VAR_DIR, env

if EMAIL_URL:
    vars().update(env.email_url_config(EMAIL_URL))
else:  # the demo's post box: one file a letter, shown on a page
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_TIMEOUT = MAIL_TIMEOUT
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL_FROM

# Who knows what is due: functions (today, calendar, directory) -> post.due.Due, one a floor that has some.
REMINDER_SOURCES = [
    "plans.reminding.sources.due",
    "appraisal.reminders.due",
    "reports.reminders.due",
    "reports.alerts.telling.due",
]
# Which of the things people were reminded of are not done yet: functions (subjects) -> those still open.
REMINDER_WORK = [
    "plans.reminding.open_work.still_open",
    "appraisal.reminders.still_open",
    "reports.reminders.still_open",
    "reports.alerts.telling.still_open",
]
# Tables of traces that are chained: {label: [columns of each form]}.
TRACES, TRACES_GROWING = "papi_portal.traces.TRACES", "papi_portal.traces.GROWING"
# Who knows what is done about a score: a function as described in indicators.work.
SCORE_WORK = "plans.counting.score_work.work_on"
# Who has figures that move before a score does: functions as described in indicators.leading.
LEADING_FIGURES = [
    "plans.counting.leading.figures_of_plans",
    "appraisal.leading.figures_of_index",
    "pulse.leading.figures_of_pulse",
]
