"""What JupyterLab reads and writes of a notebook that another Python has stored."""

import platform
from pathlib import Path

import nbformat
import pytest

from checker_lab.lessons.notebook_files import NotebookFiles

STORED_WITH = "3.0.0"


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    made = nbformat.v4.new_notebook(  # type: ignore[no-untyped-call]
        metadata={"language_info": {"name": "python", "version": STORED_WITH}}
    )
    path = tmp_path / "lesson.ipynb"
    nbformat.write(made, path)  # type: ignore[no-untyped-call]
    return path


@pytest.fixture
def files(notebook: Path) -> NotebookFiles:
    return NotebookFiles(root_dir=str(notebook.parent))


def content(notebook: Path) -> bytes:
    return notebook.read_bytes()


async def test_a_notebook_is_opened_with_the_version_of_this_python(files: NotebookFiles) -> None:
    opened = await files.get("lesson.ipynb")
    assert opened["content"]["metadata"]["language_info"]["version"] == platform.python_version()


async def test_saving_what_was_opened_changes_no_byte(files: NotebookFiles, notebook: Path) -> None:
    stored = content(notebook)
    await files.save(await files.get("lesson.ipynb"), "lesson.ipynb")
    assert content(notebook) == stored


async def test_what_the_learner_writes_is_saved(files: NotebookFiles, notebook: Path) -> None:
    opened = await files.get("lesson.ipynb")
    opened["content"]["cells"] = [nbformat.v4.new_markdown_cell("mine")]  # type: ignore[no-untyped-call]
    await files.save(opened, "lesson.ipynb")
    saved = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    assert [cell.source for cell in saved.cells] == ["mine"]
    assert saved.metadata.language_info.version == STORED_WITH


async def test_a_new_notebook_and_other_files_are_as_ever(files: NotebookFiles) -> None:
    made = nbformat.v4.new_notebook()  # type: ignore[no-untyped-call]
    await files.save({"type": "notebook", "content": made, "format": "json"}, "/new.ipynb")
    opened = await files.get("new.ipynb", content=False)
    assert opened["content"] is None
    text = {"type": "file", "content": "a text", "format": "text"}
    await files.save(text, "notes.txt")
    assert (await files.get("notes.txt"))["content"] == "a text"
    assert {one["name"] for one in (await files.get(""))["content"]} >= {
        "lesson.ipynb",
        "new.ipynb",
    }
