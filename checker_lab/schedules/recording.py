"""Records what each move of a run does: its lines, its variables and what it changes.

A search records nothing, since looking at the shared object costs more than playing a schedule.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from types import CodeType, FrameType
from typing import Any, Generic, NamedTuple, TypedDict, TypeVar

from checker_lab.schedules import phrases
from checker_lab.schedules.phrases import Phrase
from checker_lab.schedules.policy import Mover
from checker_lab.schedules.reprs import changes, error_text, public_state, safe_repr
from checker_lab.schedules.results import Standing, Step
from checker_lab.schedules.source import shown_file, source_line
from checker_lab.schedules.tracing import StepLines
from checker_lab.schedules.world import World

__all__ = ["RanLine", "Recorder", "Show", "SourceFields", "source_of", "state_of"]

M = TypeVar("M", bound=Mover)
W = TypeVar("W", bound=World)
T = TypeVar("T")

# What a caller shows of the shared object: names to values.
Show = Callable[[Any], Mapping[str, object]]


class RanLine(NamedTuple):
    """A line, and the frame that runs it."""

    frame: FrameType
    number: int


class SourceFields(TypedDict):
    """The fields of a `Step` or `Standing` that say where a line is, and its text."""

    file: str
    line: int
    source: str
    function: str
    path: str


class Recorder(ABC, Generic[M, W]):
    """Makes a `Step` of each move of one run.

    Args:
        world: the run, which calls `start_move()`, `run_move()` and `end_move()`.
        lines: whose lines are steps.
        show: what to show of the shared object; None for its public attributes.
    """

    def __init__(self, world: W, lines: StepLines, show: Show | None) -> None:
        self.world = world
        self.lines = lines
        self.steps: list[Step] = []
        self.shared: object = None
        self.state: Mapping[str, str] = {}
        self._show = show
        self._mover: M | None = None
        self._ran: list[RanLine] = []
        self._started_at = 0.0

    def watch(self, shared: object) -> None:
        """Record what happens to this object."""
        self.shared = shared
        self.state = self._look(lambda: state_of(shared, self._show))

    def start_move(self, mover: M) -> None:
        """`mover` is about to move, from where it stands."""
        self._mover = mover
        stand = self.stand_of(mover)
        self._ran = [] if stand is None else [stand]

    def run_move(self, move: Callable[[], object]) -> None:
        """Call `move`, which makes the move that started last."""
        move()

    def end_move(self) -> None:
        """The move that started last is over."""
        mover, self._mover = self._mover, None
        if mover is not None:
            self.steps.append(self._look(lambda: self._step(mover)))

    def standings(self, movers: Sequence[M], first: Collection[str]) -> dict[str, Standing]:
        """Where each of `movers` stands now, by name, those named in `first` first."""
        in_order = sorted(movers, key=lambda mover: mover.name not in first)
        return self._look(lambda: {mover.name: self.standing(mover) for mover in in_order})

    @abstractmethod
    def stand_of(self, mover: M) -> RanLine | None:
        """The line that comes next, if that is known."""

    @abstractmethod
    def why(self, mover: M) -> Phrase:
        """What `mover` waits for, or NO_PHRASE."""

    @abstractmethod
    def standing(self, mover: M) -> Standing:
        """Where it stands now."""

    def how_it_is(self, mover: M) -> Phrase:
        """How it ended, or what it waits for, or NO_PHRASE."""
        if mover.error is not None:
            return phrases.raised(error_text(mover.error))
        return phrases.ENDED if mover.ended else self.why(mover)

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
        before, self.state = self.state, state_of(self.shared, self._show)
        time, self._started_at = self.world.now - self._started_at, self.world.now
        return Step(
            thread=mover.name,
            **source_of([(line.frame.f_code, line.number) for line in self._ran]),
            locals=self.locals_of(self._ran[0].frame if self._ran else None),
            state=self.state,
            changed=changes(before, self.state),
            remark=phrases.join([phrases.later(time), self.how_it_is(mover)]),
        )

    def _look(self, read: Callable[[], T]) -> T:
        """Call `read`, which may call code under test, while nothing waits or moves."""
        self.world.looks_on = True
        try:
            return read()
        finally:
            self.world.looks_on = False


def state_of(shared: object, show: Show | None) -> dict[str, str]:
    """What is shown of the shared object, as text."""
    if show is None:
        return public_state(shared)
    return {name: safe_repr(value) for name, value in show(shared).items()}


def source_of(lines: Sequence[tuple[CodeType, int]]) -> SourceFields:
    """Where the first of these lines is, and what they all say."""
    if not lines:
        return SourceFields(file="", line=0, source="", function="", path="")
    code, number = lines[0]
    return SourceFields(
        file=shown_file(code.co_filename),
        line=number,
        source="\n".join(source_line(each.co_filename, line) for each, line in lines),
        function=code.co_name,
        path=code.co_filename,
    )
