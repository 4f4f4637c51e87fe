"""Inline styles are such that JupyterLab keeps them in a notebook that is not trusted."""

import re

import pytest

from checker_lab.schedules.picture import style

INLINE = sorted(name for name in style.__all__ if name not in {"LANE_COLORS", "SHEET"})


@pytest.mark.parametrize("name", INLINE)
def test_no_inline_style_uses_what_the_sanitizer_of_jupyterlab_drops(name: str) -> None:
    text = getattr(style, name)
    assert not re.search(r"var\(|\d(?:ch|fr|vw)\b|anywhere|url\(|calc\(", text)
    assert all(part.count(":") == 1 for part in text.split(";"))


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("color", style.LANE_COLORS)
def test_each_lane_is_seen_on_white_and_on_black(color: str) -> None:
    assert 1.05 / (luminance(color) + 0.05) > 3
    assert (luminance(color) + 0.05) / (luminance("#111111") + 0.05) > 3


def test_the_sheet_has_a_fallback_for_each_color_of_the_theme() -> None:
    variables = re.findall(r"var\(--jp-[\w-]+(,)?", style.SHEET)
    assert variables
    assert set(variables) == {","}
