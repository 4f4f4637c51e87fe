"""The order of the floors: who may import whom, what a name means, what a package weighs."""

from pathlib import Path

import pytest

from tests.structure import (
    arrows,
    circle,
    classes,
    count_code,
    count_lines,
    foreign_private_names,
    imports,
    modules,
    root_names,
)

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "checker_lab"

# From the ground up: a part may import the parts in its set, and no others.
MAY_IMPORT: dict[str, set[str]] = {
    "core": set(),
    "threads": {"core"},
    "tasks": {"core"},
    "metric_client": {"core", "threads", "tasks"},
    "testing": {"core", "threads", "tasks"},
    "view": {"core"},
    "serving": {"core"},
    "demo": {"core", "metric_client", "serving"},
    "cluster": {"core", "threads", "tasks"},
    "__init__": {"core", "threads", "tasks", "metric_client", "serving", "view", "cluster"},
    "schedules": {"core", "threads", "tasks"},
    "widgets": {"core", "threads", "tasks", "metric_client", "view", "schedules"},
    "grading": {"__init__", "core", "threads", "tasks", "view", "schedules", "widgets"},
    "lessons": {"__init__", "core", "threads", "tasks", "testing", "view", "schedules", "grading"},
    "terminal": {"core", "threads", "tasks", "metric_client", "demo", "view", "grading", "lessons"},
    "__main__": {"terminal"},
}
ROOMS = 14

# A program that only checks imports these. The budget counts code alone: comments and docstrings
# are free, so that no one saves on them.
CHECKING = ("core", "threads", "tasks", "metric_client")
BUDGET = 3_400

# Each exhibit has a Broken and a Fixed; the solutions answer one assignment again and again.
SAME_NAMES = ("lessons/exhibits/", "lessons/exercises/solutions/")

# Private names of others that parts of ours have too, and whose they are here.
NAMES_OF_OTHERS = {
    "_cancelled": "asyncio.Handle",
    "_getframe": "sys",
    "_started": "threading.Thread",
}

# Modules whose tests do not have their name, and the file where those tests are.
TESTED_IN = {
    "__main__.py": "terminal/test_commands.py",
    "grading/__main__.py": "grading/test_main.py",
    "grading/errors.py": "grading/test_api.py",
    "schedules/policy.py": "schedules/test_runs.py",
    "terminal/screen.py": "terminal/test_live.py",
    "widgets/scheduler/controls.py": "widgets/scheduler/test_widget.py",
    "widgets/scheduler/game.py": "widgets/scheduler/test_widget.py",
}
# So are those of whole folders.
FOLDERS_TESTED_IN = {
    "grading/russian": "grading/test_russian.py",
    "lessons/exhibits": "lessons/exhibits/test_registry.py",
    "lessons/exercises/solutions": "lessons/exercises/test_solutions.py",
}


def test_each_part_imports_only_what_stands_below_it() -> None:
    found = arrows(imports("checker_lab"))
    assert found.keys() == MAY_IMPORT.keys()
    upwards = {part: others - MAY_IMPORT[part] for part, others in found.items()}
    assert {part: others for part, others in upwards.items() if others} == {}


def test_the_table_of_the_floors_has_no_circle() -> None:
    assert circle({part: frozenset(others) for part, others in MAY_IMPORT.items()}) == []


def test_no_module_imports_itself_by_way_of_others() -> None:
    assert circle(imports("checker_lab")) == []


def test_the_root_has_few_names() -> None:
    rooms = root_names(PACKAGE) - {"__init__", "__main__"}
    assert rooms == MAY_IMPORT.keys() - {"__init__", "__main__"}
    assert len(rooms) <= ROOMS


def test_one_class_name_means_one_class() -> None:
    twice = {
        name: places
        for name, paths in classes(PACKAGE).items()
        if len(places := [path for path in paths if not path.startswith(SAME_NAMES)]) > 1
    }
    assert twice == {}


def test_private_names_stay_in_their_part() -> None:
    found = foreign_private_names(PACKAGE)
    assert [each for each in found if each.rpartition(" ")[2] not in NAMES_OF_OTHERS] == []


def test_what_a_program_imports_to_check_stays_small() -> None:
    assert sum(count_code(PACKAGE / part) for part in CHECKING) < BUDGET


def test_the_tests_of_each_module_are_where_one_looks_for_them() -> None:
    assert [str(path) for path in modules(PACKAGE) if not _test_of(path)] == []


def test_no_exception_for_tests_is_out_of_date() -> None:
    tests = [*TESTED_IN.values(), *FOLDERS_TESTED_IN.values()]
    assert [path for path in tests if not (ROOT / "tests" / path).is_file()] == []
    assert [path for path in TESTED_IN if not (PACKAGE / path).is_file()] == []
    assert [path for path in TESTED_IN if _has_own_test(Path(path))] == []


def _test_of(path: Path) -> bool:
    """Has the module tests that are named after it, or an entry in one of the tables?"""
    return str(path) in TESTED_IN or str(path.parent) in FOLDERS_TESTED_IN or _has_own_test(path)


def _has_own_test(path: Path) -> bool:
    """`core/clock.py` is tested in `tests/core/test_clock.py`, or in `test_clock_and_more.py`."""
    folder = ROOT / "tests" / path.parent
    return any(folder.glob(f"test_{path.stem}.py")) or any(folder.glob(f"test_{path.stem}_*.py"))


# The detectors, on packages that are made up


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with a floor above another, and nothing wrong."""
    folder = tmp_path / "made_up"
    write(folder / "__init__.py", "")
    write(folder / "low" / "__init__.py", "")
    write(folder / "low" / "ground.py", "class Ground:\n    def _hidden(self): ...\n")
    write(folder / "high" / "__init__.py", "")
    write(folder / "high" / "roof.py", "from made_up.low.ground import Ground\n")
    monkeypatch.syspath_prepend(tmp_path)
    return folder


def write(path: Path, source: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")


@pytest.mark.usefixtures("made_up")
def test_arrows_lead_from_the_part_that_imports() -> None:
    assert arrows(imports("made_up")) == {"__init__": set(), "low": set(), "high": {"low"}}
    assert circle(imports("made_up")) == []


@pytest.mark.parametrize(
    "source",
    [
        "from made_up.high import roof",
        "def lazy():\n    import made_up.high.roof",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from made_up.high import roof",
    ],
    ids=["plain", "lazy", "type-only"],
)
def test_every_kind_of_import_closes_a_circle(made_up: Path, source: str) -> None:
    write(made_up / "low" / "ground.py", f"{source}\nclass Ground: ...\n")
    assert set(circle(imports("made_up"))) == {"made_up.low.ground", "made_up.high.roof"}
    assert arrows(imports("made_up"))["low"] == {"high"}


def test_a_second_class_of_one_name_is_found(made_up: Path) -> None:
    write(made_up / "high" / "tower.py", "class Ground: ...\n")
    assert classes(made_up) == {"Ground": ["high/tower.py", "low/ground.py"]}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def f(ground): ground._hidden()", ["high/roof.py:1: _hidden"]),
        ("from made_up.low.ground import _hidden", ["high/roof.py:1: _hidden"]),
        ("class Roof:\n    def f(self): self._hidden()", []),
        ("class Roof:\n    def f(self): super()._hidden()", []),
        ("def f(pair): pair._replace()", []),
        ("def _hidden(): ...\ndef f(roof): roof._hidden()", []),
    ],
    ids=["call", "import", "inherited", "super", "of the library", "of the same part"],
)
def test_private_names_of_another_part_are_found(
    made_up: Path, source: str, found: list[str]
) -> None:
    write(made_up / "high" / "roof.py", source)
    assert foreign_private_names(made_up) == found


def test_lines_modules_and_root_names_are_counted(made_up: Path) -> None:
    write(made_up / "alone.py", "x = 1\n")
    assert count_lines(made_up) == 2 + 1 + 1
    commented = '"""Text,\n\nmore text."""\n\n# why\nx = 1  # and\ny = """a\n\nb"""\n'
    write(made_up / "alone.py", commented)
    assert count_code(made_up) == 2 + 1 + 3
    assert {str(path) for path in modules(made_up)} == {
        "alone.py",
        "high/roof.py",
        "low/ground.py",
    }
    assert root_names(made_up) == {"__init__", "alone", "low", "high"}
