"""What stands beside a class in a notebook is made anew in another process."""

import pytest

from tests.grading.test_transfer import as_in_a_cell, elsewhere

BESIDE = {
    "a context variable": (
        "from contextvars import ContextVar\nV = ContextVar('v', default=7)",
        "V.get()",
        7,
    ),
    "one without a default": (
        "from contextvars import ContextVar\nV = ContextVar('v')",
        "(V.name, V.get(5))",
        ["v", 5],
    ),
    "a dispatching function": (
        "from functools import singledispatch\n"
        "@singledispatch\ndef say(x): return 'any'\n"
        "@say.register\ndef _(x: str): return 'text'",
        "(say(1), say(''))",
        ["any", "text"],
    ),
    "a cached function": (
        "from functools import lru_cache\n@lru_cache(maxsize=3)\ndef twice(x): return 2 * x",
        "(twice(4), twice.cache_parameters()['maxsize'])",
        [8, 3],
    ),
    "weak sets": (
        "import weakref\nALL, D = weakref.WeakSet(), weakref.WeakKeyDictionary()",
        "(len(ALL), len(D))",
        [0, 0],
    ),
    "a weak reference": (
        "import weakref\nclass Kept: ...\nkept = Kept()\nR = weakref.ref(kept)",
        "R() is kept",
        True,
    ),
    "new types": (
        "from typing import NewType, ParamSpec\nId, P = NewType('Id', str), ParamSpec('P')",
        "(Id('a'), P.__name__)",
        ["a", "P"],
    ),
    "a file to write to": ("import os\nF = open(os.devnull, 'a')", "F.write('abc')", 3),
    "standard output": ("import sys\nout = sys.__stdout__", "out.fileno()", 1),
}


@pytest.mark.parametrize("name", BESIDE)
def test_beside_a_function_stands(name: str) -> None:
    cell, expression, value = BESIDE[name]
    namespace = as_in_a_cell(f"{cell}\ndef fn(get_health, seconds): return {expression}")
    found = elsewhere(namespace["fn"], "code(None, 1)")
    if "F" in namespace:
        namespace["F"].close()
    assert found == value
