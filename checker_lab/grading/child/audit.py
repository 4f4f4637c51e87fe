"""Watches the learner's code for what reaches into the grader.

Code in the same process can reach everything in it, so nothing here prevents that. An audit hook
(PEP 578), which cannot be removed, notices the ways in, and `judges` knows what they mean.
"""

import inspect
import sys
from _thread import get_ident
from collections.abc import Callable
from types import FunctionType
from typing import Any

from checker_lab.grading.child.judges import PRIVATE, Judges, judge_code
from checker_lab.grading.sentences import Sentence

__all__ = ["OnReach", "hide_the_grader", "judge_functions", "watch"]

# Takes one sentence: what the code did, and in which line. It ends the process.
OnReach = Callable[[Sentence], object]

# What every pickle of a notebook's class needs. It holds nothing of the grader's.
ALWAYS_THERE = "checker_lab.grading.job"


def watch(judges: Judges, on_reach: OnReach) -> None:
    """Call `on_reach` as soon as the learner's code, which is loaded next, reaches out."""
    get_judge, get_frame, get_thread = judges.by_event().get, sys._getframe, get_ident
    # Threads in which a judge runs: what it does itself is not judged.
    judging: set[int] = set()

    def hook(event: str, args: tuple[Any, ...]) -> None:
        judge = get_judge(event)
        if judge is None:
            return
        me = get_thread()
        if me in judging:
            return
        judging.add(me)
        try:
            saw = judge(args, get_frame(1))
            if saw is not None:
                on_reach(saw)
        finally:
            judging.discard(me)

    sys.addaudithook(hook)


def judge_functions(thing: Any, on_reach: OnReach) -> None:
    """Judge the functions of a class, or a function, which came here without being executed."""
    for one in (thing, *(vars(thing).values() if isinstance(thing, type) else ())):
        if type(one) is FunctionType and (saw := judge_code(one.__code__)) is not None:
            on_reach(saw)


def hide_the_grader() -> dict[str, Any]:
    """Make an import, which is noticed, the only way to the grader's modules by name.

    Returns:
        The modules that are hidden, by name.
    """
    names = [name for name in sys.modules if name.startswith(PRIVATE) and name != ALWAYS_THERE]
    hidden = {name: sys.modules.pop(name) for name in names}
    # Or inspect.stack() would look through all modules for each of the grader's frames.
    files = {str(getattr(module, "__file__", name)): name for name, module in hidden.items()}
    inspect.modulesbyfile.update(files)
    if sys.modules.pop("checker_lab.grading", None) is not None:
        vars(sys.modules["checker_lab"]).pop("grading", None)
    vars(sys.modules["__main__"]).pop("main", None)
    return hidden
