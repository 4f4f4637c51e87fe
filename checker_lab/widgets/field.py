"""A text field, drawn in the browser by field.js.

ipywidgets' own fields tell of an Enter and of the text in two messages, and hold the text back
while the kernel has not answered the last: an Enter could act on a text that was not there yet.
"""

from pathlib import Path

import anywidget
import traitlets

__all__ = ["Field"]

HERE = Path(__file__).parent


class Field(anywidget.AnyWidget):
    """A text field with a name, and texts to choose from.

    `on_msg()` tells of `{"event": "typed", "text": ...}` when it is left, and of the same with the
    event "submit" at an Enter. Neither changes `value`: who hears it does.

    Args:
        description: its name.
        placeholder: what is shown while it is empty.
        options: texts to choose from.
        layout: as of each widget.

    Attributes:
        value: its text. Set anew, it is shown, unless something was typed meanwhile.
        disabled: does it take no more?
    """

    _esm = HERE / "field.js"
    _css = HERE / "field.css"

    value = traitlets.Unicode().tag(sync=True)
    description = traitlets.Unicode().tag(sync=True)
    placeholder = traitlets.Unicode().tag(sync=True)
    options = traitlets.Tuple().tag(sync=True)
    disabled = traitlets.Bool().tag(sync=True)
