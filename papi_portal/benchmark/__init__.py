"""The set that speed is measured on: real units, their plans, and a year of entries, made in minutes.

size     how many of everything, and what says that a row is the set's
table    rows into one table: by COPY on PostgreSQL
store    what a database holds, and emptying it of the set
people   who works in the units
work     plans, periods, tasks
entries  what the units entered
fill     all of it, in order
"""
