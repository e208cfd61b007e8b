"""What entries were at the end of a past day, read back from their trace; today's are the columns themselves.

    columns     the prefix of what conditions read: NOW for today's columns, THEN for a past day
    standing    entries with the THEN columns of that day, for conditions and counts in the database
    rewound     entries as they were: state, levels, texts and figures put back, for what is read one by one
    deadline    where a condition finds the deadline of an entry's task
    figure_on, deadline_on    one figure, one task's deadline at the end of a past day

A step keeps the state it found and every field it changed, old and new; so a day is today without the steps after it.
The appraised level is the last judgement's before the day's end; the deadline what the first extension granted since
found. Where the trace tells nothing, a column stands. UNTOLD says on the page what no trace keeps: it is read as it is
now.
"""

from plans.counting.as_of.days import NOW, THEN, UNTOLD, columns, deadline, end_of
from plans.counting.as_of.rewinding import rewound
from plans.counting.as_of.standing import deadline_on, figure_on, standing

__all__ = ["NOW", "THEN", "UNTOLD", "columns", "deadline", "deadline_on", "end_of", "figure_on", "rewound", "standing"]
