"""The picture: one bar for each ratio."""

import xml.etree.ElementTree as ElementTree

from benchmarks.harness import Row, spread_of
from benchmarks.picture import draw

ROW = Row("a pass", "a bare <pool>", 0.7)


def test_the_picture_is_xml_with_a_bar_for_each_ratio() -> None:
    rows = [ROW.measured(spread_of([got])) for got in (0.5, 3.0)]
    in_ms = ROW._replace(unit="ms", got=5.0)
    picture = ElementTree.fromstring(draw([*rows, in_ms, ROW]))
    bars = [each for each in picture.iter() if each.get("class") == "bar"]
    assert len(bars) == len(rows)
    words = [each.text or "" for each in picture.iter() if each.tag.endswith("text")]
    assert "→ 3.00" in words  # a bar that is cut off says so
    assert "compared with a bare <pool>" in words
