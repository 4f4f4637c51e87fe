"""Widgets for JupyterLab: the dashboard of a running checker, and the scheduler of a race.

    checker = ThreadedChecker(items)
    Dashboard(checker)  # or View(checker), which only shows

The last line of a cell displays it. The widgets need ipywidgets and anywidget.
"""

try:
    import anywidget as _  # noqa: F401
except ImportError as error:
    raise ImportError(
        "checker_lab.widgets needs ipywidgets and anywidget: install checker-lab[widgets]"
    ) from error

from checker_lab.widgets.dashboard import Dashboard
from checker_lab.widgets.item_maker import ItemMaker
from checker_lab.widgets.scheduler.widget import Scheduler
from checker_lab.widgets.view import View

__all__ = ["Dashboard", "ItemMaker", "Scheduler", "View"]
