"""What learners hand in: correct solutions in many styles, and broken ones with one mistake each.

The first line of a file's docstring says what it is. A correct one has a line `Style: ...`. A
broken one has three: `Mistake: ...`, `Fails: ...`, the requirements that are not met, the one that
the mistake is about first, and, where there are any, `May fail: ...`, those that may not hold or
may not be reached because of it; `all` means every other one.
"""

import ast
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

__all__ = ["REQUIREMENTS", "Kind", "Learner", "Task", "learners"]

Kind = Literal["threads", "asyncio"]
Task = Literal["checker", "timeout"]

REQUIREMENTS: dict[Task, tuple[str, ...]] = {
    "checker": (
        "returns",
        "first-pass",
        "repeats",
        "parallel",
        "adds-live",
        "no-lost-add",
        "no-overlap",
        "stops",
        "stop-ends",
        "stop-message",
        "stop-prompt",
        "stop-twice",
        "recovers",
        "reports-panic",
    ),
    "timeout": ("times-out", "passes-errors-on", "timeout-isolated", "leaves-nothing"),
}
"""The names of all requirements, by what is handed in."""

HERE = Path(__file__).parent
METHODS = {"add", "run", "stop"}
PARAMETERS = ["get_health", "seconds"]


@dataclass(frozen=True, slots=True)
class Learner:
    """One file: a checker, or a function that calls with a timeout.

    `fails` and `may_fail` are names of requirements, and empty for a correct one. `remark` is its
    style, or its mistake. `defines` is the name of the class or function that is handed in.
    """

    path: Path
    kind: Kind
    task: Task
    defines: str
    remark: str
    fails: tuple[str, ...] = ()
    may_fail: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def correct(self) -> bool:
        return not self.fails


def learners() -> list[Learner]:
    """All of them: the correct ones first, then by name.

    Raises:
        ValueError: a file does not say what it is, and the message says which.
    """
    folders = ("correct", "broken")
    return [_read(path) for folder in folders for path in sorted((HERE / folder).glob("*.py"))]


def _read(path: Path) -> Learner:
    module = ast.parse(path.read_text(encoding="utf-8"), str(path))
    lines = _lines(ast.get_docstring(module) or "")
    kind, task, defines = _handed_in(module, path)
    if path.parent.name == "correct":
        return Learner(path, kind, task, defines, _need(lines, "Style", path))
    fails = _names(_need(lines, "Fails", path), task, path)
    may_fail = _names(lines.get("May fail", ""), task, path)
    remark = _need(lines, "Mistake", path)
    may_fail = tuple(name for name in may_fail if name not in fails)
    return Learner(path, kind, task, defines, remark, fails, may_fail)


def _lines(docstring: str) -> dict[str, str]:
    return dict(re.findall(r"^(Style|Mistake|Fails|May fail): (.+)$", docstring, re.MULTILINE))


def _need(lines: dict[str, str], word: str, path: Path) -> str:
    if word not in lines:
        raise ValueError(f"{path}: the docstring needs a line `{word}: ...`")
    return lines[word]


def _names(text: str, task: Task, path: Path) -> tuple[str, ...]:
    if text == "all":
        return REQUIREMENTS[task]
    names = tuple(re.split(r", *", text)) if text else ()
    unknown = set(names) - set(REQUIREMENTS[task])
    if unknown:
        raise ValueError(f"{path}: {sorted(unknown)} are no requirements of a {task}")
    return names


def _handed_in(module: ast.Module, path: Path) -> tuple[Kind, Task, str]:
    found: list[tuple[Kind, Task, str]] = []
    for node in module.body:
        if isinstance(node, ast.ClassDef) and _methods(node).keys() >= METHODS:
            found.append((_kind(_methods(node)["stop"]), "checker", node.name))
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _asks(node):
            found.append((_kind(node), "timeout", node.name))
    if len(found) != 1:
        raise ValueError(f"{path}: one class or function is to be handed in, found {found}")
    return found[0]


def _methods(node: ast.ClassDef) -> dict[str, ast.stmt]:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {part.name: part for part in node.body if isinstance(part, functions)}


def _asks(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return [argument.arg for argument in node.args.args] == PARAMETERS


def _kind(node: ast.stmt) -> Kind:
    return "asyncio" if isinstance(node, ast.AsyncFunctionDef) else "threads"
