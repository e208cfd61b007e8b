"""Review by the office above, periods and delegation."""

urlpatterns = []
