"""Exercise notebooks of both editions: read, solved, and run."""

import asyncio
import os
import re
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

from checker_lab.core.language import Language
from checker_lab.grading.kind import Kind
from checker_lab.grading.requirements import REQUIREMENTS
from checker_lab.grading.sentences import translated
from checker_lab.lessons.exercises.catalogue import KINDS, Exercise

__all__ = [
    "FOLDERS",
    "LANGUAGES",
    "cell",
    "forget_widgets",
    "join_streams",
    "path_of",
    "printed",
    "read",
    "requirements",
    "run",
    "shown",
    "solution",
    "solved",
    "store",
]

ROOT = Path(__file__).parents[3]
FOLDERS: dict[Language, Path] = {
    "en": ROOT / "notebooks" / "exercises",
    "ru": ROOT / "notebooks" / "ru" / "exercises",
}
LANGUAGES: tuple[Language, ...] = tuple(FOLDERS)
WIDGET = "application/vnd.jupyter.widget-view+json"
PATIENCE = 90
"""Seconds for a cell."""


def path_of(exercise: Exercise, language: Language) -> Path:
    return FOLDERS[language] / exercise.notebook


def read(path: Path) -> NotebookNode:
    notebook: NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    return notebook


def cell(notebook: NotebookNode, cell_id: str) -> NotebookNode:
    found: list[NotebookNode] = [one for one in notebook.cells if one.id == cell_id]
    return found[0]


def printed(notebook: NotebookNode, cell_id: str) -> str:
    """What a cell has printed."""
    outputs = cell(notebook, cell_id).outputs
    return "".join(one.text for one in outputs if one.output_type == "stream")


def shown(notebook: NotebookNode, cell_id: str) -> str:
    """What a cell has displayed, as text."""
    outputs = cell(notebook, cell_id).outputs
    return "".join(one.data["text/plain"] for one in outputs if "data" in one)


def requirements(exercise: Exercise, language: Language) -> str:
    """The rows of the table of what an exercise asks for."""
    wanted = {name: translated(REQUIREMENTS[name].wanted, language) for name in exercise.asks}
    return "\n".join(f"| `{name}` | {text} |" for name, text in wanted.items())


def solution(exercise: Exercise, kind: Kind) -> str:
    """Our solution, as one types it into a cell."""
    sources = (Path(str(one.__file__)).read_text("utf-8") for one in exercise.solutions(kind))
    return "\n\n".join(sources)


def solved(exercise: Exercise, language: Language) -> NotebookNode:
    """The notebook of an exercise with our solutions in place of its skeletons."""
    notebook = deepcopy(read(path_of(exercise, language)))
    for kind in KINDS:
        cell(notebook, kind).source = solution(exercise, kind)
    return notebook


def environment(**variables: str) -> Mapping[str, str]:
    """Return variables for a process that finds checker_lab and records no progress by default."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    own = {"PYTHONPATH": os.pathsep.join(paths), "CHECKER_LAB_PROGRESS": ""}
    return {**os.environ, **own, **variables}


async def run(notebook: NotebookNode, folder: Path, **variables: str) -> None:
    """Run all cells in `folder`; the outputs are then as they are to be stored."""
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=PATIENCE,
        coalesce_streams=True,
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(folder)}},
    )
    await client.async_execute(env=environment(**variables))
    forget_widgets(notebook)


def store(exercise: Exercise, language: Language) -> None:
    """Run the notebook of an exercise with its table of requirements, and store it with outputs."""
    path = path_of(exercise, language)
    notebook = read(path)
    asked = cell(notebook, "asked")
    rows = requirements(exercise, language).replace("\\", r"\\")
    asked.source = re.sub(r"(?<=\|---\|---\|\n)(\|.*\n)+", f"{rows}\n", asked.source)
    asyncio.run(run(notebook, path.parent))
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call]


def join_streams(notebook: NotebookNode) -> None:
    """Join what a cell has printed without a break: how it arrives depends on the time."""
    for one in notebook.cells:
        joined: list[NotebookNode] = []
        for output in one.get("outputs", ()):
            last = joined[-1] if joined else None
            if last is not None and output.get("name") and output.get("name") == last.get("name"):
                last.text += output.text
            else:
                joined.append(output)
        if "outputs" in one:
            one.outputs = joined


def forget_widgets(notebook: NotebookNode) -> None:
    """Keep only their pictures: their state is gone with the kernel, and they would be errors."""
    for one in notebook.cells:
        for output in one.get("outputs", ()):
            output.get("data", {}).pop(WIDGET, None)
