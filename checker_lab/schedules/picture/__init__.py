"""Draws a run, or what a search has found, as HTML and as text.

Nothing imports this package before a picture is asked for. It knows a run only by what it shows,
so the grader draws one of the text that came out of the process with the learner's code.

Modules, from the bottom up: `moves` is a run as it is drawn. `lost_updates` finds the step that
lost something. `drawing` makes the moves of a run, and `reading` those of its text. `story` prints
them, `table` draws them, and `exploration` draws what a search has found.
"""

from checker_lab.schedules.picture.exploration import ExplorationPicture
from checker_lab.schedules.picture.reading import html_of_text
from checker_lab.schedules.picture.run import RunPicture, html_of_moves

__all__ = ["ExplorationPicture", "RunPicture", "html_of_moves", "html_of_text"]
