"""The two editions of the notebooks, and how a Russian one differs where it must not."""

from tests.lessons.editions.notebooks import ENGLISH, RUSSIAN, names, read
from tests.lessons.editions.twins import differences

__all__ = ["ENGLISH", "RUSSIAN", "differences", "names", "read"]
