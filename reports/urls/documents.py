"""Documents, registers, signatures, verification."""

urlpatterns = []
