"""The two functions of this package, `explore()` and `play()`."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from types import ModuleType
from typing import TypeVar

from checker_lab.schedules import phrases
from checker_lab.schedules.errors import ScheduleError
from checker_lab.schedules.patching import one_at_a_time, scheduled_world
from checker_lab.schedules.phrases import NO_PHRASE, Phrase
from checker_lab.schedules.program import Program
from checker_lab.schedules.replay import Replay
from checker_lab.schedules.results import Exploration, Run
from checker_lab.schedules.runs import Runs
from checker_lab.schedules.schedule import Schedule
from checker_lab.schedules.search import Tally, search, search_at_random
from checker_lab.schedules.tasks.runs import TaskRuns
from checker_lab.schedules.threads.runs import ThreadRuns
from checker_lab.schedules.watchdog import WatchedCall
from checker_lab.schedules.world import Limits

__all__ = ["explore", "play"]

R = TypeVar("R")
T = TypeVar("T")


def explore(
    setup: Callable[[], Awaitable[T]] | Callable[[], T],
    threads: Mapping[str, Callable[[T], object]],
    invariant: Callable[[T], bool | Awaitable[bool]],
    *,
    preemptions: int | None = 2,
    max_schedules: int = 100_000,
    seed: int | None = None,
    around: Collection[str] | None = None,
    step_into: Iterable[ModuleType] | None = None,
    max_steps: int = 20_000,
    stall: float = 5.0,
) -> Exploration:
    """Play all schedules of `threads` over the object that `setup()` makes, and judge each.

    Args:
        setup: makes the object that the threads share, anew for each schedule.
        threads: names to functions; each gets the object, in a real thread of its own. If they are
            `async def`, each is a task instead, and setup and the invariant may be async too.
        invariant: gets the object when all threads have ended, and returns True if all is well. It
            may raise AssertionError instead of returning False. (Under `python -O`, `assert` does
            nothing.)
        preemptions: the preemption bound: how often a schedule takes the turn from a thread that
            could go on, or lets another task go first than asyncio would; None for no bound.
        max_schedules: how many schedules to play at most; beyond that the search is not exhausted.
        seed: play `max_schedules` random schedules instead, the same ones for the same seed. That
            may find a bug, and never proves that there is none.
        around: names of threads: try only switches to or from these, since many workers that are
            alike would take up the search. That never proves that there is no bug either.
        step_into: modules whose lines are steps, besides those that the functions are written in;
            by default those of the shared object's class, and the parts of checker_lab in which
            threads meet. Any other call is one step, as long as it does not wait.
        max_steps: a run of so many steps is endless, and loses.
        stall: real seconds in which a step must be over.

    Raises:
        NotDeterministicError: something but the schedule decides what the threads do.
        StuckError: a thread waits for something outside of this program.
        WaitsForeverError: setup() waits forever.
        ScheduleError: the program cannot be scheduled, for example because a task starts a thread.
        TypeError, ValueError: an argument is wrong, and the message says what is right.
    """
    program = Program(setup, threads, invariant, step_into)

    def find(runs: Runs) -> Exploration:
        if seed is None:
            tally = search(runs.play, preemptions, max_schedules, around)
        else:
            tally = search_at_random(runs.play, seed, max_schedules)
        return _exploration(runs, tally, preemptions, around)

    return _with_runs(program, Limits(max_steps, stall), find)


def play(
    setup: Callable[[], Awaitable[T]] | Callable[[], T],
    threads: Mapping[str, Callable[[T], object]],
    schedule: Iterable[str] = (),
    invariant: Callable[[T], bool | Awaitable[bool]] | None = None,
    *,
    finish: bool = True,
    strict: bool = True,
    show: Callable[[T], Mapping[str, object]] | None = None,
    step_into: Iterable[ModuleType] | None = None,
    max_steps: int = 20_000,
    stall: float = 5.0,
) -> Run:
    """Play one schedule, and record every step.

    Args:
        schedule: who moves, as a `Schedule`, its text ("A A B*3") or names.
        finish: when the schedule is over, let each thread go on in turn until all have ended;
            False stops there, without calling the invariant.
        strict: raise for a move that is not possible; False skips such moves, so that you can play
            the schedule of one program over another.
        show: what to show of the object, as names and values; by default its public attributes.
            It may call methods that take locks.

    The other arguments and errors are those of `explore()`.

    Raises:
        CannotMoveError: the schedule names a thread that waits, has ended or does not exist.
    """
    program = Program(setup, threads, invariant, step_into)
    policy = Replay(Schedule(schedule), finish=finish, strict=strict)
    return _with_runs(program, Limits(max_steps, stall), lambda runs: runs.record(policy, show))


def _with_runs(program: Program, limits: Limits, function: Callable[[Runs], R]) -> R:
    def inside() -> R:
        with scheduled_world(program.namespaces):
            try:
                return function(runs)
            finally:
                runs.close()

    runs = TaskRuns(program, limits) if program.is_async else ThreadRuns(program, limits)
    with one_at_a_time():
        try:
            return WatchedCall(inside, runs).run()
        except ScheduleError as error:
            # The message says it all: frames of the scheduler would only hide it.
            raise error.with_traceback(None) from None


def _exploration(
    runs: Runs, tally: Tally, preemptions: int | None, around: Collection[str] | None
) -> Exploration:
    shortest = None if tally.shortest is None else tally.shortest.schedule
    run = None
    if shortest is not None:
        run = runs.record(Replay(shortest, finish=True, strict=True), None)
    return Exploration(
        explored=tally.explored,
        losing=tally.losing,
        deadlocks=tally.deadlocks,
        exhausted=tally.exhausted and around is None,
        shortest=shortest,
        preemptions=preemptions,
        run=run,
        stopped_by=_stopped_by(tally, around),
    )


def _stopped_by(tally: Tally, around: Collection[str] | None) -> Phrase:
    if tally.exhausted:
        return phrases.only_around(around) if around else NO_PHRASE
    return phrases.UP_TO_ENDLESS if tally.endless else phrases.stopped_after(tally.explored)
