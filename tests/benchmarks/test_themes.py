"""Every theme of `python -m benchmarks` can be imported, and yields rows."""

from importlib import import_module

import pytest

from benchmarks.__main__ import THEMES, rows_of
from benchmarks.harness import Size


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_can_be_imported_without_the_libraries_to_compare_with(theme: str) -> None:
    assert callable(import_module(f"benchmarks.{theme}").rows)


def test_a_theme_yields_rows_with_figures() -> None:
    rows = list(rows_of("channel", Size(quick=True)))
    assert rows
    assert all(row.got is not None and row.got > 0 for row in rows)
