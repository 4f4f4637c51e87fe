"""Makes of a run what is drawn of it."""

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from checker_lab.schedules import phrases
from checker_lab.schedules.phrases import Phrase
from checker_lab.schedules.picture.moves import DrawnMove, DrawnRun, change_of, parted

__all__ = ["RunLike", "drawn_run"]

# The variable that a line assigns.
ASSIGNED = re.compile(r"^(\w+)(?:\s*:[^=]+)?\s*[-+*/|&]?=(?!=)")


class StepLike(Protocol):
    """What a picture needs of a `Step`."""

    @property
    def thread(self) -> str: ...
    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def source(self) -> str: ...
    @property
    def function(self) -> str: ...
    @property
    def locals(self) -> Mapping[str, str]: ...
    @property
    def changed(self) -> tuple[str, ...]: ...
    @property
    def remark(self) -> Phrase: ...


class StandingLike(Protocol):
    """What a picture needs of a `Standing`."""

    @property
    def name(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def why(self) -> Phrase: ...
    @property
    def source(self) -> str: ...
    @property
    def function(self) -> str: ...


class RunLike(Protocol):
    """What a picture needs of a `Run`."""

    @property
    def schedule(self) -> Sequence[str]: ...
    @property
    def steps(self) -> Sequence[StepLike]: ...
    @property
    def outcome(self) -> str: ...
    @property
    def verdict(self) -> Phrase: ...
    @property
    def loses(self) -> bool: ...
    @property
    def threads(self) -> Mapping[str, StandingLike]: ...


def drawn_run(run: RunLike) -> DrawnRun:
    """What is drawn of this run."""
    return DrawnRun(
        lanes={name: _first_function(name, run) for name in run.threads},
        moves=tuple(_move(number, step) for number, step in enumerate(run.steps, 1)),
        mood="loses" if run.loses else "open" if run.outcome == "unfinished" else "holds",
        verdict=run.verdict,
        schedule=str(run.schedule),
        stands={name: _stand(one) for name, one in run.threads.items() if one.state != "ended"},
    )


def _first_function(name: str, run: RunLike) -> str:
    functions = [step.function for step in run.steps if step.thread == name]
    first = next(iter(functions), run.threads[name].function)
    return first if first.isidentifier() else ""


def _move(number: int, step: StepLike) -> DrawnMove:
    source = tuple(step.source.split("\n"))
    later, kind, remark = parted(step.remark)
    return DrawnMove(
        number=number,
        thread=step.thread,
        place=f"{step.file}:{step.line}" if step.file else "",
        source=source if step.source else (),
        changed=tuple(map(change_of, step.changed)),
        own=tuple(_own(source, step.locals)),
        later=later,
        kind=kind,
        remark=remark,
    )


def _own(source: Sequence[str], variables: Mapping[str, str]) -> list[str]:
    assigned = (match[1] for line in source if (match := ASSIGNED.match(line)))
    return [f"{name} = {variables[name]}" for name in dict.fromkeys(assigned) if name in variables]


def _stand(standing: StandingLike) -> Phrase:
    if standing.why:
        return standing.why
    stand = phrases.NOT_STARTED if standing.state == "new" else phrases.CAN_MOVE
    line = standing.source.split("\n")[0]
    return phrases.stands_before(line, stand) if line else stand
