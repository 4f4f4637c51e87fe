"""Live views of a running checker, for JupyterLab. They need ipywidgets.

    feed = Feed()
    checker = ThreadedChecker(items, on_event=feed)
    LiveView(checker, feed)

The last line of a cell shows it.
"""

try:
    import ipywidgets as _  # noqa: F401
except ImportError as error:
    raise ImportError(
        "checker_lab.widgets needs ipywidgets: install checker-lab[widgets]"
    ) from error

from checker_lab.widgets.feed import Feed
from checker_lab.widgets.items import ItemMaker
from checker_lab.widgets.model import LiveModel, Picture, Row
from checker_lab.widgets.scheduler import Scheduler
from checker_lab.widgets.view import LiveView

__all__ = ["Feed", "ItemMaker", "LiveModel", "LiveView", "Picture", "Row", "Scheduler"]
