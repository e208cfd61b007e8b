"""Pages of the indicators floor."""

urlpatterns = []
