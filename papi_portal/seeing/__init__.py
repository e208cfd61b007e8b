"""Seeing how the portal is: figures for Prometheus, what they mean for the administrator, and log lines as JSON.

counters   requests by page, counted in each process and added up in Redis
figures    what waits, what failed, how old: read from the database, the broker and the disk when somebody asks
advice     which figures are no good, and what to do about each
views      /metrics for machines, "Tình trạng hệ thống" for the administrator
lines      one log line as JSON, with the ids of request, job and person
"""
