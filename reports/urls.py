"""The site map of the top floor, one module per piece of work."""

from reports.alerts import urls as alerts
from reports.boards import urls as boards
from reports.briefing import urls as briefing
from reports.dashboard import urls as dashboard
from reports.desk import urls as desk
from reports.exchange import urls as exchange
from reports.incoming import urls as incoming
from reports.papers import urls as papers
from reports.receiving import urls as receiving
from reports.registers import urls as registers
from reports.search import urls as search
from reports.signing import urls as signing
from reports.verification import urls as verification

urlpatterns = [
    *desk.urlpatterns,
    *dashboard.urlpatterns,
    *boards.urlpatterns,
    *alerts.urlpatterns,
    *briefing.urlpatterns,
    *receiving.urlpatterns,
    *exchange.urlpatterns,
    *incoming.urlpatterns,
    *papers.urlpatterns,
    *signing.urlpatterns,
    *registers.urlpatterns,
    *verification.urlpatterns,
    *search.urlpatterns,
]
