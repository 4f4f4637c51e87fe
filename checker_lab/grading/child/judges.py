"""What the audit events of a learner's code mean: which of them reach into the grader.

Only what the code does itself counts: `logging` may look at frames, and `inspect` at code.
"""

import errno
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

from checker_lab.grading.child.audited_files import (
    is_inside_a_process,
    is_neighbour,
    makes,
    path_of,
)
from checker_lab.grading.child.blame import if_direct, if_learners, is_library
from checker_lab.grading.child.words import find_word, has_computed_names
from checker_lab.grading.job import PackedCode
from checker_lab.grading.sentences import Sentence, say
from checker_lab.schedules.virtual.foreign import OURS

__all__ = ["PRIVATE", "Judge", "Judges", "judge_code"]

# Returns what is wrong, or None. The frame is that of the direct caller.
Judge = Callable[[tuple[Any, ...], FrameType], Sentence | None]

# Modules that no learner needs, and where they are. The packages themselves are public.
PRIVATE = ("checker_lab.grading.", "checker_lab.schedules.")
PRIVATE_FILES = tuple(f"{OURS}{name}{os.sep}" for name in ("grading", "schedules"))
PUBLIC_FILES = tuple(f"{place}__init__.py" for place in PRIVATE_FILES)
SOLUTIONS = os.path.join(OURS, "lessons", "exercises", "solutions", "")  # noqa: PTH118 (a prefix)

# Calls that no solution needs, and that find the grader's objects or hear what it does.
CALLS = {
    "ctypes.PyObj_FromPtr": "PyObj_FromPtr",
    "ctypes.cdata": "from_address",
    "ctypes.string_at": "ctypes.string_at",
    "ctypes.wstring_at": "ctypes.wstring_at",
    "gc.get_objects": "gc.get_objects",
    "gc.get_referents": "gc.get_referents",
    "gc.get_referrers": "gc.get_referrers",
    "sys.addaudithook": "sys.addaudithook",
}
# Calls after which the code has a frame.
GIVES_FRAMES = (
    "sys._current_exceptions",
    "sys._current_frames",
    "sys._getframe",
    "sys.setprofile",
    "sys.settrace",
)
# Attributes through which an object leads to a frame.
LEADS_TO_FRAMES = {"ag_frame", "cr_frame", "gi_frame", "tb_frame"}
# The only function of Python's own that recipes call through ctypes: it raises in a thread.
RAISES_IN_A_THREAD = "PyThreadState_SetAsyncExc"
C_FUNCTIONS = {
    "kill",
    "killpg",
    "memcpy",
    "memmove",
    "process_vm_readv",
    "process_vm_writev",
    "ptrace",
    "syscall",
}


class Judges:
    """The judges of one learner's code.

    Args:
        code: the code.
        hidden: the grader's modules, which are hidden, by name.
        on_new_file: takes the path of each file that the code makes outside its current folder.
        on_solution: takes a sentence when the code imports or opens a published solution.
    """

    def __init__(
        self,
        code: PackedCode,
        hidden: Mapping[str, Any],
        on_new_file: Callable[[str], object],
        on_solution: Callable[[Sentence], object],
    ) -> None:
        self._own = os.path.realpath(code.file) if code.file else ""
        self._home = f"{os.path.realpath(Path.cwd())}{os.sep}"
        self._has_computed_names = has_computed_names(code)
        self._hidden = hidden
        self._on_new_file = on_new_file
        self._on_solution = on_solution

    def by_event(self) -> dict[str, Judge]:
        """Return the judge of each audit event that may be harmful."""
        watched = {
            **{event: _judge_of_call(name) for event, name in CALLS.items()},
            "code.__new__": _new_code,
            "compile": _compile,
            "ctypes.dlsym": _c_function,
            "ctypes.dlsym/handle": _c_function,
            "exec": self._exec,
            "function.__new__": _new_function,
            "import": self._import,
            "marshal.loads": _new_code,
            "object.__setattr__": _set_attribute,
            "open": self._open,
            "os.kill": _kill,
            "os.killpg": _kill,
        }
        # Frames are harmless to code that says which attributes of them it uses: see `words`.
        if self._has_computed_names:
            watched |= dict.fromkeys(GIVES_FRAMES, _frame)
            watched["object.__getattr__"] = _get_attribute
        return watched

    def _import(self, args: tuple[Any, ...], frame: FrameType) -> Sentence | None:
        name = args[0]
        if not (type(name) is str and name.startswith(PRIVATE)):
            return None
        saw = if_learners(frame, say("it imports {name}, a part of the grader", name=name))
        if saw is None and name in self._hidden:
            # Another part of this library needs it, and must get the one that is in use.
            shared = {one for one in self._hidden if one.startswith("checker_lab.schedules.")}
            sys.modules.update({one: self._hidden[one] for one in shared})
        return saw

    def _exec(self, args: tuple[Any, ...], frame: FrameType) -> Sentence | None:
        code = args[0]
        if type(code) is not CodeType:
            return None
        file = code.co_filename
        self._look_for_solution(file, frame)
        # importlib.import_module() raises no event but this.
        if file.startswith(PRIVATE_FILES) and file not in PUBLIC_FILES:
            name = Path(file).relative_to(OURS)
            saw = say("it imports {name}, a part of the grader", name=str(name))
            return if_learners(frame, saw)
        return None if is_library(file) else judge_code(code)

    def _open(self, args: tuple[Any, ...], frame: FrameType) -> Sentence | None:
        path = path_of(args)
        if path is None:
            return None
        self._look_for_solution(path, frame)
        real = os.path.realpath(path)
        if is_inside_a_process(path):
            return if_learners(frame, say("it opens {path}", path=path))
        if self._own and is_neighbour(real, self._own):
            name = Path(path).name
            return if_learners(frame, say("it opens {name}, which lies beside it", name=name))
        if not real.startswith(self._home) and makes(real, args):
            self._on_new_file(real)
        return None

    def _look_for_solution(self, path: str, frame: FrameType) -> None:
        if path.startswith(SOLUTIONS) and path.endswith((".py", ".pyc")):
            saw = if_learners(frame, say("it uses a published solution"))
            if saw is not None:
                self._on_solution(saw)


def judge_code(code: CodeType) -> Sentence | None:
    """Return what the code says that leads into the grader, before it runs."""
    found = find_word(code)
    return None if found is None else say("{where}: it uses {name}", where=found[1], name=found[0])


def _judge_of_call(name: str) -> Judge:
    def judge(args: tuple[Any, ...], frame: FrameType) -> Sentence | None:
        return if_learners(frame, say("it calls {name}()", name=name))

    return judge


def _frame(args: tuple[Any, ...], frame: FrameType) -> Sentence | None:
    return if_learners(frame, say("it looks at frames, and at attributes by computed names"))


def _get_attribute(args: tuple[Any, ...], frame: FrameType) -> Sentence | None:
    return _frame(args, frame) if args[1] in LEADS_TO_FRAMES else None


def _compile(args: tuple[Any, ...], frame: FrameType) -> Sentence | None:
    if type(args[1]) is not str or not is_library(args[1]):
        return None
    return if_direct(frame, say("it makes code in the name of a library"))


def _new_code(args: tuple[Any, ...], frame: FrameType) -> Sentence | None:
    return if_direct(frame, say("it makes code objects"))


def _new_function(args: tuple[Any, ...], frame: FrameType) -> Sentence | None:
    if not args[0].co_filename.startswith(OURS):
        return None
    return if_direct(frame, say("it makes a function of the grader's code"))


def _set_attribute(args: tuple[Any, ...], frame: FrameType) -> Sentence | None:
    if not _is_graders(args[0]):
        return None
    return if_learners(
        frame, say("it sets {name} of a function or class that is not its own", name=str(args[1]))
    )


def _is_graders(thing: Any) -> bool:
    if type(thing) is FunctionType:
        return is_library(thing.__code__.co_filename)
    kind = thing if isinstance(thing, type) else type(thing)
    return str(type.__getattribute__(kind, "__module__")).startswith(PRIVATE)


def _c_function(args: tuple[Any, ...], frame: FrameType) -> Sentence | None:
    name = str(args[1])
    is_known = name in C_FUNCTIONS or name.startswith(("Py", "_Py"))
    if name == RAISES_IN_A_THREAD or not is_known:
        return None
    return if_learners(frame, say("it calls {name}() through ctypes", name=name))


def _kill(args: tuple[Any, ...], frame: FrameType) -> Sentence | None:
    pid, number = args
    if not number or pid in {0, os.getpid(), os.getpgrp()} or _is_descendant(pid):
        return None
    if if_learners(frame, say("it sends a signal to another process")) is not None:
        # As the system does when the process is another user's.
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))
    return None


def _is_descendant(pid: int) -> bool:
    """Did this process start it, or one that this process started? True if that is unknown."""
    me = os.getpid()
    while pid > 1 and pid != me:
        try:
            pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            # It is gone, or there is no /proc.
            return pid != os.getppid()
    return pid == me
