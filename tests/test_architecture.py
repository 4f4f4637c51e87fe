"""docs/architecture.md is about the packages that exist, and says what they weigh."""

import re
from pathlib import Path

from docs.make_house import PICTURE, ROOMS, draw_house
from tests.structure import count_lines
from tests.test_structure import MAY_IMPORT

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(\w+)` \| .+ \| ([\d,]+) \| .+ \|$", re.MULTILINE)


def test_every_path_that_it_names_exists() -> None:
    paths = re.findall(r"\b(?:checker_lab|tests|docs)/[\w/]+(?:\.\w+)?", PAGE)
    assert len(paths) > 30
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_it_says_what_each_package_weighs_within_ten_percent() -> None:
    said = {name: int(lines.replace(",", "")) for name, lines in ROW.findall(PAGE)}
    counted = {name: lines_of(name) for name in said}
    assert said.keys() == MAY_IMPORT.keys() - {"__init__", "__main__"}
    wrong = {name: counted[name] for name in said if abs(said[name] / counted[name] - 1) > 0.1}
    assert wrong == {}


def lines_of(name: str) -> int:
    folder = ROOT / "checker_lab" / name
    if folder.is_dir():
        return count_lines(folder)
    return len(folder.with_suffix(".py").read_text(encoding="utf-8").splitlines())


def test_the_picture_shows_the_packages_and_their_imports() -> None:
    assert ROOMS.keys() == MAY_IMPORT.keys() - {"__init__", "__main__"}
    assert PICTURE.read_text(encoding="utf-8") == draw_house(), "run python -m docs.make_house"


def test_contributing_leads_to_it() -> None:
    assert "(docs/architecture.md)" in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
