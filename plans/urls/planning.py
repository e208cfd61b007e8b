"""Plans: reading, writing, cascading, importing."""

urlpatterns = []
