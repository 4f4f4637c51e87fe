"""Guarded attributes are the grader's own, whatever others set."""

import subprocess
import sys

CODE = """
from checker_lab.grading.child.guarded import hide_guarded
from checker_lab.grading.child.items import Item
from checker_lab.grading.child.timeline import CheckTimeline

item = Item("a", CheckTimeline())
other = Item("b", CheckTimeline())
hide_guarded()
item.calls = 99
vars(item)["timeline"] = None
assert item.calls == 99, item.calls
assert item.timeline is None
for forbidden in (lambda: item.script, lambda: item._start(None)):
    try:
        forbidden()
    except AttributeError:
        continue
    raise SystemExit(1)
assert item.health() and item.health()
seen = type(item).calls.fget
exec(compile("found = seen(item)", __import__("checker_lab").__file__, "exec"))
assert found == 2, found
"""


def test_others_see_their_own_attributes() -> None:
    # In a process of its own, since what is hidden stays so.
    subprocess.run([sys.executable, "-c", CODE], check=True)
