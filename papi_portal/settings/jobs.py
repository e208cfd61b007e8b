"""Queues, and the timetable."""

from celery.schedules import crontab
from kombu.entity import Queue

from papi_portal.settings.house import TIME_ZONE

CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_SOFT_TIME_LIMIT, CELERY_TASK_TIME_LIMIT = 480, 540
# Killed jobs come back after visibility_timeout; the sweep must look often, or it adds 100 s. Publishing never waits
# long for a broker that is away: every job is also a row that the timetable sweeps up later.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 1,
    "socket_timeout": 1,  # of every command but the wait for the next job, which is looked after by:
    "health_check_interval": 5,
    "max_retries": 1,
    "interval_start": 0,  # seconds before the second attempt; a page waits for it
}
CELERY_TASK_PUBLISH_RETRY = False
# Queues by kind: two hundred papers keep no letter waiting. What is not named here is short and goes to the first.
CELERY_TASK_QUEUES = [Queue(name) for name in ("celery", "mail", "papers", "reading", "tallies")]
CELERY_TASK_ROUTES = {
    "post.tasks.*": {"queue": "mail"},
    "reports.papers.tasks.make_document": {"queue": "papers"},
    "reports.briefing.doorbells.make_briefing": {"queue": "papers"},
    "post.exports.doorbells.make_export": {"queue": "papers"},
    "plans.progress.tasks.show_evidence": {"queue": "reading"},
    "plans.progress.tasks.look_at_evidence": {"queue": "reading"},
    "plans.drafting.tasks.read_document": {"queue": "reading"},
    "reports.boards.tasks.tally_boards": {"queue": "tallies"},
    "plans.tasks.look_closely": {"queue": "tallies"},
}
SWEEP = 20  # seconds: what was asked for while the broker was away is made within half a minute of its return
CELERY_BEAT_SCHEDULER = "papi_portal.beat:Timetable"
CELERY_BEAT_SCHEDULE = {
    "heartbeat": {"task": "papi_portal.tasks.heartbeat", "schedule": 30},  # read by /readyz
    "reminders": {"task": "post.tasks.send_due_reminders", "schedule": crontab(minute="*/10")},
    "post": {"task": "post.tasks.send_waiting_letters", "schedule": SWEEP},
    "journal": {"task": "journal.tasks.link", "schedule": 30},
    "parts of traces": {"task": "journal.tasks.prepare_parts", "schedule": crontab(hour=1, minute=30)},
    "boards": {"task": "reports.boards.tasks.tally_boards", "schedule": crontab(minute="2-57/5")},
    "boards afresh": {
        "task": "reports.boards.tasks.tally_boards",
        "args": (True,),
        "schedule": crontab(hour=0, minute=20),
    },
    "alerts": {"task": "reports.alerts.tasks.follow_alerts", "schedule": crontab(minute="4-59/10")},
    "exports": {"task": "post.exports.tasks.sweep_exports", "schedule": SWEEP},
    "briefings": {"task": "reports.briefing.tasks.sweep_briefings", "schedule": SWEEP},
    "briefings ordered": {"task": "reports.briefing.tasks.order_briefings", "schedule": crontab(hour=6, minute=5)},
    "papers": {"task": "reports.papers.tasks.sweep_papers", "schedule": SWEEP},
    "readings": {"task": "plans.drafting.tasks.sweep_readings", "schedule": SWEEP},
    "showing": {"task": "plans.progress.tasks.sweep_shown", "schedule": 60},
    "personal data": {"task": "plans.progress.tasks.sweep_looks", "schedule": 60},
    "looking": {"task": "plans.tasks.look_closely", "schedule": crontab(minute="5,15,25,35,45,55")},
    "looking afresh": {"task": "plans.tasks.look_closely", "args": (True,), "schedule": crontab(hour=3, minute=10)},
    "charges": {"task": "plans.tasks.begin_charges", "schedule": crontab(hour=0, minute=10)},
    "pulse": {"task": "pulse.tasks.settle_rounds", "schedule": crontab(hour=0, minute=15)},
    "posts of ended bodies": {"task": "papi_portal.tasks.end_posts", "schedule": crontab(hour=0, minute=5)},
    "forgetting": {"task": "papi_portal.tasks.forget", "schedule": crontab(hour=2, minute=40)},
}
