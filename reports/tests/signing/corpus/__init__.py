"""A hundred hostile or odd PDFs and how each must be judged."""

from .cases import Case, cases
from .keys import Office

__all__ = ["Case", "Office", "cases"]
