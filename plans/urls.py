"""The site map of the daily work, one module per piece of work."""

from plans.assigning import urls as assigning
from plans.browsing import urls as browsing
from plans.cascade import urls as cascade
from plans.drafting import urls as drafting
from plans.entering import urls as entering
from plans.reminding import urls as reminding
from plans.reviewing import urls as reviewing

urlpatterns = [
    *entering.urlpatterns,
    *assigning.urlpatterns,
    *reviewing.urlpatterns,
    *browsing.urlpatterns,
    *drafting.urlpatterns,
    *cascade.urlpatterns,
    *reminding.urlpatterns,
]
