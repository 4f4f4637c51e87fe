"""What the notebooks use: library code beside Go, the exercises and the museum's exhibits."""

from checker_lab.lessons.answers import answer
from checker_lab.lessons.display import (
    our_tasks,
    our_threads,
    show,
    show_difference,
    side_by_side,
)
from checker_lab.lessons.pass_chart import timeline

__all__ = [
    "answer",
    "our_tasks",
    "our_threads",
    "show",
    "show_difference",
    "side_by_side",
    "timeline",
]
