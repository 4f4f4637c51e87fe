"""The shared style."""

import re

from checker_lab.widgets.style import STYLE


def test_every_colour_follows_the_theme() -> None:
    colours = re.findall(r".{24}#[0-9a-f]{3,6}\b", STYLE)
    assert colours
    assert all(re.search(r"var\(--jp-[a-z0-9-]+, #", colour) for colour in colours)
