"""The process in which a learner's code runs: it does one job and ends.

`python -c "... main()"` starts here, and a process of the fork server calls `run()`. Everything
that is needed later is imported and kept before the learner's code is loaded.
"""

import contextlib
import errno
import faulthandler
import gc
import os
import pickle
import sys
import threading
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from checker_lab.grading.child.captured_output import CapturedOutput
from checker_lab.grading.child.error_text import error_line, last_lines
from checker_lab.grading.child.guard import Guard
from checker_lab.grading.child.loading import LearnersCode, load, places_of
from checker_lab.grading.child.mishaps import mishap_of_loading
from checker_lab.grading.child.seal import seal
from checker_lab.grading.child.signals import keep_errors_of_handlers
from checker_lab.grading.child.supervisor import supervise
from checker_lab.grading.child.surroundings import make_ordinary
from checker_lab.grading.child.trial import NotReachedError, Trial
from checker_lab.grading.child.wire import Wire
from checker_lab.grading.errors import UnclearError
from checker_lab.grading.foreign import foreign_sentence
from checker_lab.grading.job import KEPT_VARIABLES, Job, PackedCode
from checker_lab.grading.requirements import STOPPED
from checker_lab.grading.sentences import NOTHING, Sentence, say
from checker_lab.schedules.virtual import ForeignCall, VirtualWorld, watched

__all__ = ["enter", "limit_resources", "main", "run"]

Probe = Callable[[Trial], None]

# Bytes of memory that the code may use beyond what is in use before it is loaded.
MEMORY = 1 << 30
# Bytes of the largest file that it may write.
LARGEST_FILE = 64 << 20
# Bytes of a thread's stack: enough for Python code, and small enough for a thousand threads.
STACK = 512 << 10
# How often threads may move in a probe: two seconds of computing on an idle machine.
MOST_MOVES = 100_000
# Calls that count as foreign even while the code is loaded: they copy or replace this process, or
# look up a function that is called later. What else is called then is over before a probe begins.
NEVER_HELD = frozenset(("ctypes.dlsym", "os.exec", "os.fork", "os.forkpty", "pty.spawn"))

_exit = os._exit


def main() -> None:
    """Read a job from stdin, do it in real time in a child, and end as that does."""
    job: Job = pickle.loads(sys.stdin.buffer.read())
    descriptor = int(sys.argv[1])
    if supervise(Wire(descriptor, job.token)):
        # Nobody reads the job, with its token, a second time.
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        if job.folder:
            enter(job.folder)
        limit_resources()
        run(job, descriptor, seal())


def enter(folder: str) -> None:
    """Make a folder the current one, and let the environment name nothing but it."""
    os.chdir(folder)
    keep = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    os.environ.clear()
    os.environ.update(keep, HOME=folder, TMPDIR=folder)


def run(job: Job, descriptor: int, broken: Callable[[], str]) -> NoReturn:
    """Do a job and end this process, whatever is still running in it. Limit its resources before.

    Args:
        job: the work. If it has an `order`, the doors to virtual time must be open.
        descriptor: the pipe to the grader.
        broken: names what was replaced of the grader; see `seal()`.
    """
    wire = Wire(descriptor, job.token)
    guard = Guard(job, wire, broken)
    try:
        faulthandler.dump_traceback_later(job.seconds, exit=True)
        if job.order is None:
            _do(job, wire, None, contextlib.nullcontext(), guard)
        else:
            world = VirtualWorld(job.order, closely=job.closely)
            _do_in_virtual_time(job, wire, world, guard)
        status = 0
    except BaseException as error:
        # It may fail because of what was replaced.
        guard.look()
        if what := _used_up(error):
            wire.send(exhausted=what.to_dict())
        else:
            wire.send(broken=last_lines(error))
        status = 1
    _exit(status)


def _used_up(error: BaseException) -> Sentence:
    """Return what the code has used up, if that explains an error of the grader's own."""
    if isinstance(error, MemoryError) or getattr(error, "errno", 0) == errno.ENOMEM:
        return say("the code left no memory for the grader to go on")
    if isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE):
        return say("the code left no open files for the grader to go on")
    if "can't start new thread" in str(error):
        return say("the code left no threads for the grader to go on")
    return NOTHING


def _do_in_virtual_time(job: Job, wire: Wire, world: VirtualWorld, guard: Guard) -> None:
    def give_up(call: ForeignCall) -> None:
        # What was found so far, and what would be found, means nothing.
        wire.send(foreign=foreign_sentence(call).to_dict(), is_sure=call.is_sure)
        _exit(0)

    def give_up_early(call: ForeignCall) -> None:
        if call.what in NEVER_HELD:
            give_up(call)

    @contextlib.contextmanager
    def watched_closely() -> Iterator[None]:
        world.foreign.clear()
        world.on_foreign = give_up
        world.most_moves = world.ticks + MOST_MOVES
        with watched(world):
            yield

    world.owns_process = True
    world.on_foreign = give_up_early
    with world.observed():
        _do(job, wire, world, watched_closely(), guard)
        _exit(0)


def _do(
    job: Job,
    wire: Wire,
    world: VirtualWorld | None,
    watching: contextlib.AbstractContextManager[None],
    guard: Guard,
) -> None:
    probe = _find(job.probe) if job.probe else None
    output = CapturedOutput(STOPPED)
    sys.stdin = Path(os.devnull).open()  # noqa: SIM115 (for as long as the process lives)
    keep_errors_of_handlers()
    wire.doing(say("loading"))
    output.take_over()
    make_ordinary(job.code.file)
    if world is None:
        output.follow()
    else:
        world.at_rest = output.drain
    guard.put_up()
    learners = _load(job.code, wire)
    if learners is None:
        return
    learners = guard.examine(learners)
    loaded = {"name": learners.name, "is_checker": learners.is_checker, "kind": learners.kind}
    wire.send(loaded=loaded)
    with watching:
        if probe is not None:
            send = guard.sender(_run.__code__)
            trial = Trial(learners, job.scale, output, send, wire.doing, traced=job.traced)
            _run(probe, trial, job, wire)
        guard.look()
        wire.send(over=True)


def _find(probe: str) -> Probe:
    module, _, function = probe.partition(":")
    found: Probe = getattr(import_module(module), function)
    return found


def _load(code: PackedCode, wire: Wire) -> LearnersCode | None:
    """Return the learner's code, or None after reporting why it cannot be loaded."""
    try:
        return load(code)
    except UnclearError as error:
        wire.send(unclear=error.why.to_dict())
    except BaseException as error:
        mishap = mishap_of_loading(error, places_of(code)).to_dict()
        wire.send(unloadable=error_line(error), trace=last_lines(error), mishap=mishap)
    return None


def _run(probe: Probe, trial: Trial, job: Job, wire: Wire) -> None:
    gc.collect()
    try:
        probe(trial)
        why = say("the probe did not come to a result")
    except NotReachedError as error:
        why = error.why
    for name in job.names:
        if name not in wire.judged and not job.only_adds:
            trial.not_reached(name, why, *trial.uncaught_errors())


def limit_resources() -> None:
    """Limit what the code may use, in this process and in those that it forks."""
    import resource

    threading.stack_size(STACK)
    limits = {resource.RLIMIT_CORE: 0, resource.RLIMIT_FSIZE: LARGEST_FILE}
    with contextlib.suppress(OSError):  # macOS has neither /proc nor this limit
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limits[resource.RLIMIT_AS] = pages * resource.getpagesize() + MEMORY
    for kind, most in limits.items():
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))
