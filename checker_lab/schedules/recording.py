"""Keeps what happens in a run, for those who want to see more than who moved."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from types import CodeType, FrameType
from typing import Any, Generic, NamedTuple, TypedDict, TypeVar

from checker_lab.schedules.reprs import changes, error_text, public_state, safe_repr
from checker_lab.schedules.results import Standing, Step
from checker_lab.schedules.source import shown_file, source_line
from checker_lab.schedules.threads.words import seconds
from checker_lab.schedules.tracing import StepLines
from checker_lab.schedules.world import Mover, World

__all__ = ["Line", "Recorder", "Show", "Source", "source_of", "state_of"]

M = TypeVar("M", bound=Mover)
T = TypeVar("T")

# What a caller shows of the shared object: names to values.
Show = Callable[[Any], Mapping[str, object]]


class Line(NamedTuple):
    """A line, and the frame it runs in."""

    frame: FrameType
    number: int


class Source(TypedDict):
    """Where a line is, and what it says."""

    file: str
    line: int
    source: str
    function: str
    path: str


class Recorder(ABC, Generic[M]):
    """Makes a `Step` of each move.

    Args:
        lines: whose lines are steps.
        show: what to show of the shared object; None for its public attributes.
    """

    def __init__(self, lines: StepLines, show: Show | None) -> None:
        self.steps: list[Step] = []
        self.state: Mapping[str, str] = {}
        self.lines = lines
        self._show = show
        self.shared: object = None
        self._world: World | None = None
        self._mover: M | None = None
        self._ran: list[Line] = []
        self._began_at = 0.0

    def watch(self, world: World, shared: object) -> None:
        """Record this run, over this object."""
        self._world = world
        self.shared = shared
        self.state = self._look(lambda: state_of(shared, self._show))

    def begin(self, mover: M) -> None:
        """`mover` is about to move, from where it stands."""
        self._mover = mover
        stand = self.stand_of(mover)
        self._ran = [] if stand is None else [stand]

    def end(self) -> None:
        """The move that began last is over."""
        mover, self._mover = self._mover, None
        if mover is not None:
            self.steps.append(self._look(lambda: self._step(mover)))

    def standings(self, first: Collection[str]) -> dict[str, Standing]:
        """Where each thread or task stands now, those named in `first` first."""
        assert self._world is not None
        movers: Sequence[Any] = self._world.movers
        movers = sorted(movers, key=lambda mover: mover.name not in first)
        return self._look(lambda: {mover.name: self.standing(mover) for mover in movers})

    @abstractmethod
    def stand_of(self, mover: M) -> Line | None:
        """The line that comes next, if that is known."""

    @abstractmethod
    def why(self, mover: M) -> str:
        """What `mover` waits for, or ""."""

    @abstractmethod
    def standing(self, mover: M) -> Standing:
        """Where it stands now."""

    def note(self, mover: M) -> str:
        """How it ended, or what it waits for, or ""."""
        if mover.error is not None:
            return f"raised {error_text(mover.error)}"
        return "ended" if mover.ended else self.why(mover)

    def locals_of(self, frame: FrameType | None) -> dict[str, str]:
        """A frame's variables as text, without the shared object, which is shown by itself."""
        if frame is None:
            return {}
        return {
            name: safe_repr(value)
            for name, value in frame.f_locals.items()
            if value is not self.shared and not name.startswith(".")
        }

    def _step(self, mover: M) -> Step:
        assert self._world is not None
        before, self.state = self.state, state_of(self.shared, self._show)
        time, self._began_at = self._world.now - self._began_at, self._world.now
        notes = [f"{seconds(time)} later" if time else "", self.note(mover)]
        return Step(
            thread=mover.name,
            **source_of([(line.frame.f_code, line.number) for line in self._ran]),
            locals=self.locals_of(self._ran[0].frame if self._ran else None),
            state=self.state,
            changed=changes(before, self.state),
            note="; ".join(filter(None, notes)),
        )

    def _look(self, read: Callable[[], T]) -> T:
        """Call `read`, which may call code under test, with nothing in it waiting or moving."""
        assert self._world is not None
        self._world.looks_on = True
        try:
            return read()
        finally:
            self._world.looks_on = False


def state_of(shared: object, show: Show | None) -> dict[str, str]:
    """What is shown of the shared object, as text."""
    if show is None:
        return public_state(shared)
    return {name: safe_repr(value) for name, value in show(shared).items()}


def source_of(lines: Sequence[tuple[CodeType, int]]) -> Source:
    """Where the first of these lines is, and what they all say."""
    if not lines:
        return Source(file="", line=0, source="", function="", path="")
    code, number = lines[0]
    return Source(
        file=shown_file(code.co_filename),
        line=number,
        source="\n".join(source_line(each.co_filename, line) for each, line in lines),
        function=code.co_name,
        path=code.co_filename,
    )
