"""Code that is in no file: a cell of a notebook, and text that was compiled."""

import linecache
import textwrap
from typing import Any

import nbformat
from nbclient import NotebookClient

from checker_lab.schedules import play

CELLS = (
    """
    from checker_lab.schedules import explore, play

    class Naive:
        def __init__(self):
            self.items = []

        def add(self, item):
            items = self.items
            self.items = items + [item]
    """,
    """
    from threading import Lock
    from time import sleep

    class Locked(Naive):
        def __init__(self):
            super().__init__()
            self.lock = Lock()

        def add(self, item):
            with self.lock:
                sleep(1)
                super().add(item)

    adds = {"A": lambda list: list.add("a"), "B": lambda list: list.add("b")}
    def nothing_lost(shared):
        return sorted(shared.items) == ["a", "b"]
    """,
    "print(explore(Naive, adds, nothing_lost))",
    "print(explore(Naive, adds, nothing_lost).run)",
    "print(explore(Locked, adds, nothing_lost))",
    """
    import asyncio

    class AsyncNaive(Naive):
        async def add(self, item):
            items = self.items
            await asyncio.sleep(0)
            self.items = items + [item]

    async def a(shared):
        await shared.add("a")

    async def b(shared):
        await shared.add("b")

    print(explore(AsyncNaive, {"A": a, "B": b}, nothing_lost, preemptions=None))
    """,
)

PRINTED = (
    "6 of 14 schedules lose (all with at most 2 preemptions)\n"
    "fewest switches: A A B*3 A: the invariant does not hold\n",
    'A  cell:14  adds = {"A": lambda list: list.add("a"), "B": lambda list: list.add("b")}\n'
    "A  cell:8  items = self.items\n"
    'B  cell:14  adds = {"A": lambda list: list.add("a"), "B": lambda list: list.add("b")}\n'
    "B  cell:8  items = self.items\n"
    "B  cell:9  self.items = items + [item]  # items: [] → ['b']; ended\n"
    "A  cell:9  self.items = items + [item]  # items: ['b'] → ['a']; ended\n"
    "the invariant does not hold\n",
    "none of 12 schedules loses (all with at most 2 preemptions)\n",
    "4 of 6 schedules lose (all there are)\n"
    "fewest switches: A B B A: the invariant does not hold\n",
)


def test_in_a_notebook_all_cells_are_stepped() -> None:
    notebook = nbformat.v4.new_notebook()  # type: ignore[no-untyped-call]
    notebook.cells = [
        nbformat.v4.new_code_cell(textwrap.dedent(cell).strip())  # type: ignore[no-untyped-call]
        for cell in CELLS
    ]
    NotebookClient(notebook, timeout=30, kernel_name="python3").execute()
    outputs = [output["text"] for cell in notebook.cells for output in cell["outputs"]]
    assert outputs == list(PRINTED)


def test_text_that_was_compiled_is_stepped_too() -> None:
    source = "def add(shared):\n    items = list(shared)\n    shared[:] = items + ['x']\n"
    namespace: dict[str, Any] = {"__name__": "compiled"}
    exec(compile(source, "<learner>", "exec"), namespace)
    linecache.cache["<learner>"] = (len(source), None, source.splitlines(True), "<learner>")
    add = namespace["add"]
    run = play(list, {"A": add, "B": add}, "A B A B", lambda shared: len(shared) == 2)
    assert run.outcome == "broken"
    assert run.steps[0].source == "items = list(shared)"
