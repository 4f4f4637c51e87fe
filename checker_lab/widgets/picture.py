"""What a stored notebook shows of a widget: a picture, for everyone who reads without a kernel.

GitHub, nbviewer, nbconvert and an untrusted JupyterLab skip a widget whose state is not stored, and
show the HTML beside it. GitHub drops its styles, and JupyterLab drops inline SVG. Both keep an SVG
that is the source of an image.
"""

from base64 import b64encode
from html import escape
from typing import Any

import ipywidgets

__all__ = ["pictured", "svg_image"]


def pictured(
    widget: ipywidgets.DOMWidget, picture: str, text: str, **options: object
) -> dict[str, Any]:
    """The MIME bundle of a widget that leaves a picture of itself.

    Args:
        widget: what JupyterLab displays while there is a kernel.
        picture: HTML that is the same in every run, since a notebook stores it.
        text: the same for readers without HTML.
        options: as IPython passes them to `_repr_mimebundle_()`.
    """
    shown: dict[str, Any] = widget._repr_mimebundle_(**options)
    return {**shown, "text/html": picture, "text/plain": text}


def svg_image(svg: str, alt: str) -> str:
    """The HTML of an SVG that no sanitizer takes apart; `alt` says in words what it shows."""
    data = b64encode(svg.encode("utf-8")).decode("ascii")
    return f'<img src="data:image/svg+xml;base64,{data}" alt="{escape(alt)}">'
