"""Figures of measurable tasks, rolled up along the cascade by their rule; no figure counts twice, every one opens.

One source per figure and unit: the unit's own number where it entered one, else what the units below report.
Over time, of periods that overlap or lie in one another only one counts: the one that ends last, of those that end
together the widest. So it is within one plan, and for a sum also over a plan and the one that superseded it, and over an
abolished unit and its heirs: nine months of the old and ten months of the new are the ten months; nine months of the old
and the fourth quarter of the new are both. Predecessors of one heir stand side by side until the heir reports.
Rules (`Rollup`): sum adds over periods and units; latest takes each unit's newest number and adds the units; average is
the mean over periods, then over all units that have a number, however many levels down; maximum is the highest of all.
For latest and average the successor's number stands for those before it, whose last one counts only until then.
What a retired figure was given counts in periods that ended before it was retired.
"""

from plans.counting.figures.summing import Counted, sums
from plans.counting.figures.totals import together, totals
from plans.counting.figures.values import Source, Total, apart, combine

__all__ = ["Counted", "Source", "Total", "apart", "combine", "sums", "together", "totals"]
