"""The site map of the top floor: work list, dashboard, documents, public verification."""

from . import dashboard, documents, searching, work

urlpatterns = [*work.urlpatterns, *dashboard.urlpatterns, *documents.urlpatterns, *searching.urlpatterns]
