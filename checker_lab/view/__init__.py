"""What a view shows of a checker, as plain data: no widgets and no terminal here.

    history = History()
    checker.listen(history.hear)
    state = history.state(checker.snapshot())

The dashboard of `checker_lab.widgets` shows such states; the terminal shares rows, timeline,
marks and words with it.
"""

from checker_lab.view.history import History
from checker_lab.view.rows import Row
from checker_lab.view.state import Page, ViewState
from checker_lab.view.timeline import Bar, Panel, PassProgress

__all__ = ["Bar", "History", "Page", "Panel", "PassProgress", "Row", "ViewState"]
