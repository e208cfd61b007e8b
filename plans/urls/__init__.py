"""The site map of the daily work, one module per kind of work."""

from . import entering, planning, reminding, reviewing, scoring

urlpatterns = [
    *entering.urlpatterns,
    *reviewing.urlpatterns,
    *planning.urlpatterns,
    *reminding.urlpatterns,
    *scoring.urlpatterns,
]
