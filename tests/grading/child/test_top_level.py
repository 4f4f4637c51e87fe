"""A file runs without its demo: all definitions are there, and nothing was started."""

from collections.abc import Iterable
from typing import Any

import pytest

from checker_lab.grading.child.top_level import TopLevel

CHECKER = """
calls = []
class Checker:
    def __init__(self, interval): calls.append("made")
    def add(self, item): calls.append("add")
    def run(self): calls.append("run")
    def stop(self): calls.append("stop")
"""


def graded(namespace: dict[str, Any]) -> Iterable[Any]:
    return [one for one in namespace.values() if isinstance(one, type)]


def run(source: str) -> dict[str, Any]:
    namespace: dict[str, Any] = {"__name__": "solution"}
    TopLevel(source.encode(), "solution.py", graded).run(namespace)
    return namespace


@pytest.mark.parametrize(
    "demo",
    [
        "c = Checker(1)\nc.add(1)\nc.run()",
        "c = Checker(1)\nwhile True: pass",
        "def main():\n    c = Checker(1)\n    while True: pass\nmain()",
        "import asyncio\nasync def main():\n    Checker(1)\nasyncio.run(main())",
        "try:\n    Checker(1)\n    while True: pass\nexcept Exception: pass",
        "for checker in [Checker(1)]:\n    checker.run()",
        "with Checker(1) as c: pass",
        "if __name__ == '__main__':\n    c = Checker(1)\n    c.missing()",
        "if __name__ == '__main__':\n    raise ValueError",
        "if '__main__' == __name__:\n    import unittest\n    unittest.main()",
        "c = Checker(1)\nassert c.items == []",
        "import sys\nsys.exit(Checker(1))",
        "import sys\nsys.exit()\nraise ValueError",
        "print(Checker)\nc = Checker(1)\nx = c.y\nprint(x)",
    ],
)
def test_a_demo_is_left_out(demo: str) -> None:
    namespace = run(f"{CHECKER}{demo}\nLATER = 1\ndef helper(): ...\nimport json\n")
    assert namespace["calls"] == []
    assert {"LATER", "helper", "json"} <= set(namespace)


def test_what_the_main_block_configures_is_configured() -> None:
    block = "if __name__ == '__main__':\n    LEVEL = 1\n    c = Checker(1)\n    OTHER = 2"
    namespace = run(CHECKER + block)
    assert namespace["LEVEL"] == 1
    assert namespace["calls"] == []


def test_the_main_block_begins_nothing_with_other_machines() -> None:
    block = "import socket\nif __name__ == '__main__':\n    s = socket.socket()\n"
    block += "    with s: s.bind(('127.0.0.1', 0))\n    calls.append('bound')"
    assert run(CHECKER + block)["calls"] == []


def test_what_only_mentions_the_class_runs() -> None:
    source = f"{CHECKER}Alias = Checker\nChecker.run = lambda self: 5\nsetattr(Checker, 'x', 7)"
    namespace = run(source)
    assert (namespace["Alias"].x, namespace["Checker"].run(None)) == (7, 5)


def test_a_decorator_s_own_functions_are_no_demo() -> None:
    source = "def logged(f):\n    def inner(*a): return f(*a)\n    return inner\n"
    source += CHECKER.replace("    def add", "    @logged\n    def add")
    assert run(source + "@logged\ndef seven(): return 7\nSEVEN = seven()")["SEVEN"] == 7


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("import sys\nsys.exit(3)\n" + CHECKER, SystemExit),
        ("1 / 0\n" + CHECKER, ZeroDivisionError),
        (CHECKER + "missing()", NameError),
        ("def (", SyntaxError),
    ],
)
def test_other_errors_are_raised(source: str, error: type[BaseException]) -> None:
    with pytest.raises(error):
        run(source)


def test_future_features_hold_for_the_whole_file() -> None:
    source = '"""About."""\nfrom __future__ import annotations\nclass A:\n    x: Missing = 1\n'
    top_level = TopLevel(source.encode(), "solution.py", graded)
    assert top_level.docstring == "About."
    namespace: dict[str, Any] = {"__name__": "solution"}
    top_level.run(namespace)
    assert namespace["A"].__annotations__ == {"x": "Missing"}


def test_the_profiler_is_as_it_was() -> None:
    import sys

    before = sys.getprofile()
    run(CHECKER + "Checker(1)")
    assert sys.getprofile() is before
