"""What a run and a search have found: values, which know nothing of how they were found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from checker_lab.core.language import Language, choose_language
from checker_lab.schedules import phrases
from checker_lab.schedules.phrases import NO_PHRASE, Phrase
from checker_lab.schedules.schedule import Schedule

if TYPE_CHECKING:
    from checker_lab.schedules.picture import ExplorationPicture, RunPicture

__all__ = ["Exploration", "Outcome", "Run", "Standing", "Step"]

Outcome = Literal["holds", "broken", "deadlock", "raised", "endless", "unfinished"]

# How many lines of a task's step are printed at most.
MOST_LINES = 4

STATES = {
    "new": phrases.NEW,
    "ready": phrases.READY,
    "waiting": phrases.WAITING,
    "ended": phrases.ENDED,
}


@dataclass(frozen=True, slots=True)
class Step:
    """One move of one thread: a line of a thread, or a task's lines up to its next `await`.

    Attributes:
        thread: the name of the thread or task that moved.
        file: the file's name without its folder; `cell` for a cell of a notebook.
        line: the number of the (first) line.
        source: the text of the line, or of a task's lines, without indentation.
        function: the function that the line is in.
        locals: the function's local variables after the step, as text.
        state: the shared object's public state after the step, as text.
        changed: what the step has changed in it, in words: `items: [] → ['a']`.
        remark: that time has passed, that the thread waits now and for what, or how it ended, in
            English and in Russian.
        path: the file's full name, to look its source up.
    """

    thread: str
    file: str
    line: int
    source: str
    function: str
    locals: Mapping[str, str]
    state: Mapping[str, str]
    changed: tuple[str, ...] = ()
    remark: Phrase = NO_PHRASE
    path: str = field(default="", repr=False, compare=False)

    @property
    def note(self) -> str:
        """The remark in the language of the process, or ""."""
        return str(self.remark)

    def __str__(self) -> str:
        return self.in_language(choose_language(None))

    def in_language(self, language: Language) -> str:
        """Return the step on one line, with its remark in this language."""
        text = self.thread
        if self.file:
            text += f"  {self.file}:{self.line}  {_on_one_line(self.source)}"
        remark = self.remark.in_language(language)
        extra = "; ".join((*self.changed, remark) if remark else self.changed)
        return f"{text}  # {extra}" if extra else text


def _on_one_line(source: str) -> str:
    lines = source.split("\n")
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], "…", lines[-1]]
    return "; ".join(lines)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a thread or task stands when the schedule is over.

    Attributes:
        name: its name.
        state: "new" (has not started), "ready", "waiting" or "ended".
        why: what it waits for or how it ended, in English and in Russian.
        until: the moment when its wait ends by itself, in virtual seconds, or None.
        can_move: may a schedule choose it now? One that waits with a deadline may: time passes
            until then.
        file, line, source, function, locals, path: as in `Step`, of the line that comes next.
    """

    name: str
    state: Literal["new", "ready", "waiting", "ended"]
    why: Phrase = NO_PHRASE
    until: float | None = None
    can_move: bool = False
    file: str = ""
    line: int = 0
    source: str = ""
    function: str = ""
    locals: Mapping[str, str] = field(default_factory=dict)
    path: str = field(default="", repr=False, compare=False)

    @property
    def reason(self) -> str:
        """What it waits for or how it ended, in the language of the process, or ""."""
        return str(self.why)

    def __str__(self) -> str:
        where = f"{self.name}  {self.file}:{self.line}  {self.source}" if self.file else self.name
        return f"{where}  # {self.why or STATES[self.state]}"


@dataclass(frozen=True, slots=True)
class Run:
    """One schedule, played.

    Attributes:
        schedule: who moved; playing it again gives the same run.
        steps: what happened, a `Step` for each move.
        outcome: "holds"; "broken" (the invariant does not hold), "deadlock", "raised" or "endless",
            which lose; "unfinished" when the schedule was over first and `finish` was False.
        verdict: the outcome, in English and in Russian.
        deadlock: who waits for whom, in English and in Russian, or None.
        error: what a thread raised, or the invariant's AssertionError, or None.
        threads: where each thread stands, by name; those that the code has started come last.
        movable: the names of those that can move now.
        state: the shared object's public state at the end, as text.
        output: what the threads printed.
        seconds: virtual seconds that passed.
        skipped: moves of the given schedule that were not possible (only where `strict` is False).
        shared: the object that setup() made.
    """

    schedule: Schedule
    steps: tuple[Step, ...]
    outcome: Outcome
    verdict: Phrase
    deadlock: Phrase | None
    error: BaseException | None
    threads: Mapping[str, Standing]
    movable: tuple[str, ...]
    state: Mapping[str, str]
    output: str = ""
    seconds: float = 0.0
    skipped: tuple[str, ...] = ()
    shared: object = field(default=None, repr=False, compare=False)

    @property
    def reason(self) -> str:
        """The outcome in words, in the language of the process."""
        return str(self.verdict)

    @property
    def loses(self) -> bool:
        """Does this schedule break the program?"""
        return self.outcome not in {"holds", "unfinished"}

    def picture(self, language: str | None = None) -> "RunPicture":
        """The run, drawn for the end of a cell: one lane for each thread, time downwards.

        Args:
            language: "en" or "ru"; None for that of `set_language()`, or else English.

        Raises:
            ValueError: there is no such language.
        """
        from checker_lab.schedules.picture import RunPicture

        return RunPicture(self, language)

    def _repr_mimebundle_(self, **options: object) -> dict[str, str]:
        return self.picture()._repr_mimebundle_(**options)

    def __str__(self) -> str:
        return "\n".join([*map(str, self.steps), self.reason])


@dataclass(frozen=True, slots=True)
class Exploration:
    """What a search through the schedules has found.

    Attributes:
        explored: how many schedules it played.
        losing: how many of them lose: the invariant breaks, a thread raises, all wait forever, or
            the run does not end.
        deadlocks: how many of the losing ones are deadlocks.
        exhausted: were these all schedules within the preemption bound?
        shortest: the losing schedule with the fewest switches, or None.
        preemptions: the preemption bound, or None for no bound. A preemption takes the turn from a
            thread that could go on (a switch from one that waits or has ended is none), or lets
            another task go first than asyncio would.
        run: the shortest losing schedule, played, or None.
        stopped_by: why the search was not exhausted, in English and in Russian, or empty.
    """

    explored: int
    losing: int
    deadlocks: int
    exhausted: bool
    shortest: Schedule | None
    preemptions: int | None
    run: Run | None = field(default=None, repr=False)
    stopped_by: Phrase = NO_PHRASE

    @property
    def holds(self) -> bool:
        """Does no schedule within the bound lose? True only after an exhaustive search."""
        return self.exhausted and not self.losing

    def assert_holds(self) -> None:
        """Raise AssertionError unless the search was exhaustive and no schedule loses."""
        if not self.holds:
            raise AssertionError(str(self))

    def picture(self, language: str | None = None) -> "ExplorationPicture":
        """What was found, drawn for the end of a cell: how many lose, and the simplest one.

        Args:
            language: "en" or "ru"; None for that of `set_language()`, or else English.

        Raises:
            ValueError: there is no such language.
        """
        from checker_lab.schedules.picture import ExplorationPicture

        return ExplorationPicture(self, language)

    def _repr_mimebundle_(self, **options: object) -> dict[str, str]:
        return self.picture()._repr_mimebundle_(**options)

    @property
    def verdict(self) -> Phrase:
        """How many schedules lose, in English and in Russian."""
        reach = phrases.within_bound(self.preemptions) if self.exhausted else self.stopped_by
        return phrases.explored(self.losing, self.explored, reach, is_all=self.exhausted)

    def __str__(self) -> str:
        return f"{self.verdict}{self._shortest_text()}"

    def _shortest_text(self) -> str:
        if self.shortest is None:
            return ""
        reason = "" if self.run is None else f": {self.run.reason}"
        return f"\n{phrases.FEWEST}: {self.shortest}{reason}"
