"""What a stored notebook shows of a widget."""

import base64
import re
from xml.etree import ElementTree

import ipywidgets

from checker_lab.widgets.picture import pictured, svg_image
from tests.widgets.programs import EVIL
from tests.widgets.reader import Reader

WIDGET = "application/vnd.jupyter.widget-view+json"
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><text>✓</text></svg>'


def test_a_reader_without_a_kernel_gets_the_picture_and_jupyterlab_the_widget() -> None:
    widget = ipywidgets.HTML("living")
    shown = pictured(widget, "<p>picture</p>", "text")
    assert shown["text/html"] == "<p>picture</p>"
    assert shown["text/plain"] == "text"
    assert shown[WIDGET]["model_id"] == widget.model_id


def test_an_svg_becomes_an_image_with_a_text() -> None:
    html = svg_image(SVG, EVIL)
    assert Reader(html).tags == ["img"]
    found = re.fullmatch(r'<img src="data:image/svg\+xml;base64,([^"]+)" alt="([^"]+)">', html)
    assert found is not None
    assert ElementTree.fromstring(base64.b64decode(found[1])).tag.endswith("svg")
