"""What the exercise notebooks use: grade an answer, show a solution, show what is done.

from checker_lab.lessons.exercises import check, reveal, show_progress

check("the race", Checker)
reveal("the race", "threads")
show_progress()
"""

from checker_lab.lessons.exercises.catalogue import EXERCISES, Exercise
from checker_lab.lessons.exercises.checking import StaleAnswerError, check
from checker_lab.lessons.exercises.progress import show_progress
from checker_lab.lessons.exercises.revealing import reveal

__all__ = ["EXERCISES", "Exercise", "StaleAnswerError", "check", "reveal", "show_progress"]
