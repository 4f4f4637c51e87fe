"""A text field, drawn in the browser by text_field.js.

ipywidgets' own field sends its text and an Enter as two messages, and holds the text back until
the kernel has answered the last one: the kernel could act on an Enter before it has the text.
"""

from pathlib import Path

import anywidget
import traitlets

__all__ = ["TextField"]

HERE = Path(__file__).parent


class TextField(anywidget.AnyWidget):
    """A text field with a label and suggestions.

    The browser sends `{"event": "typed", "text": ...}` when the focus leaves the field, and the
    same with the event "submit" on Enter: listen with `on_msg()`. Neither changes `value`; that
    is up to the listener.

    Args:
        description: the label.
        placeholder: shown while the field is empty.
        options: the suggestions.
        layout: as for every ipywidget.

    Attributes:
        value: the text. Setting it changes the field, unless the user has typed meanwhile.
        disabled: whether the field rejects input.
    """

    _esm = HERE / "text_field.js"
    _css = HERE / "text_field.css"

    value = traitlets.Unicode().tag(sync=True)
    description = traitlets.Unicode().tag(sync=True)
    placeholder = traitlets.Unicode().tag(sync=True)
    options = traitlets.Tuple().tag(sync=True)
    disabled = traitlets.Bool().tag(sync=True)
