"""What entries were at the end of a past day, read back from their trace; today's are the columns themselves.

    columns     the prefix of what conditions read: NOW for today's columns, THEN for a past day
    standing    entries with the THEN columns of that day, for conditions and counts in the database
    rewound     entries as they were: state, levels, texts and figures put back, for what is read one by one
    deadline    where a condition finds the deadline of an entry's task
    figure_on   one figure at the end of a past day
    told        what the page of a past day says of all this

A step keeps the state it found and every field it changed, old and new; so a day is today without the steps after it.
The appraised level is the last judgement's before the day's end; dates, exceptions, exemptions and targets what the plans'
traces say (`plans.counting.terms`). Where the trace tells nothing, a column stands.
"""

from plans.counting.as_of.days import NOW, THEN, columns, deadline, end_of, told
from plans.counting.as_of.rewinding import rewound
from plans.counting.as_of.standing import figure_on, standing

__all__ = ["NOW", "THEN", "columns", "deadline", "end_of", "figure_on", "rewound", "standing", "told"]
