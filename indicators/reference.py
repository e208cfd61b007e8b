"""How much reference data is loaded."""

from units.models import Unit
from units.models.administrative import REFORM

from .models import Dimension, Score


def reference_counts() -> dict[str, int]:
    """Units before and since the reform by level, dimensions, and published scores (missing ones not counted).

    Departments and sample units of the demo are no administrative units and do not count.
    """
    old = Unit.objects.administrative().filter(valid_from__lt=REFORM)
    now = Unit.objects.administrative().filter(valid_from__gte=REFORM, valid_to=None)
    return {
        "provinces_old": old.filter(depth=0).count(),
        "districts_old": old.filter(depth=1).count(),
        "communes_old": old.filter(depth=2).count(),
        "provinces": now.filter(depth=0).count(),
        "communes": now.filter(depth=1).count(),
        "dimensions": Dimension.objects.count(),
        "scores": Score.objects.filter(value__isnull=False).count(),
    }
