"""The sentences of a report in Russian, by their English templates: see `sentences`.

There is a module for each topic. A test compares the keys with the templates in the code.
"""

from checker_lab.grading.russian.adding import ADDING
from checker_lab.grading.russian.checking import CHECKING
from checker_lab.grading.russian.hints import HINTS
from checker_lab.grading.russian.mishaps import MISHAPS
from checker_lab.grading.russian.processes import PROCESSES
from checker_lab.grading.russian.report import REPORT
from checker_lab.grading.russian.requirements import REQUIREMENTS
from checker_lab.grading.russian.stopping import STOPPING
from checker_lab.grading.russian.timeouts import TIMEOUTS

__all__ = ["RUSSIAN"]

RUSSIAN: dict[str, str] = {
    **ADDING,
    **CHECKING,
    **HINTS,
    **MISHAPS,
    **PROCESSES,
    **REPORT,
    **REQUIREMENTS,
    **STOPPING,
    **TIMEOUTS,
}
