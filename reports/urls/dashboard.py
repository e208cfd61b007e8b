"""The dashboard and the rows behind its figures."""

urlpatterns = []
