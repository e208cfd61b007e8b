"""What every trace of acts shares: the year a row belongs to, by which the largest tables can be partitioned."""

from django.utils import timezone


def this_year() -> int:
    """The year of today in Viet Nam: the partition of a line of trace written now."""
    return timezone.localdate().year
