"""`checker-lab lessons`: a copy of the notebooks, and a JupyterLab that opens there."""

import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from checker_lab.lessons.notebooks import find_notebooks
from checker_lab.terminal import lessons as module
from checker_lab.terminal.lessons import jupyter_options, lessons

FIRST = "00_start_here.ipynb"
NOTHING: dict[str, str] = {}


def test_copy_only_copies_every_notebook_and_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lessons([str(tmp_path / "here"), "--copy-only"]) == 0
    assert capsys.readouterr().out == f"The notebooks are in {tmp_path / 'here'}.\n"
    copied = {path.relative_to(tmp_path / "here") for path in tmp_path.rglob("*.ipynb")}
    stored = find_notebooks()
    assert copied == {path.relative_to(stored) for path in stored.rglob("*.ipynb")}


def test_what_a_learner_changed_stays_and_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / FIRST).write_text("mine", encoding="utf-8")
    assert lessons([str(tmp_path), "--copy-only"]) == 0
    assert (tmp_path / FIRST).read_text(encoding="utf-8") == "mine"
    assert f"Not overwritten, since they differ: {FIRST}." in capsys.readouterr().out


def test_the_folder_has_a_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert lessons(["--copy-only"]) == 0
    assert (tmp_path / "checker_lab_lessons" / FIRST).is_file()


def test_without_jupyterlab_it_names_the_extra_and_copies_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    assert lessons([str(tmp_path / "here")]) == 1
    assert "pip install 'checker-lab[lab]'" in capsys.readouterr().err
    assert not (tmp_path / "here").exists()


def test_a_folder_that_cannot_be_made_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert lessons([str(tmp_path / "file"), "--copy-only"]) == 1
    assert "file" in capsys.readouterr().err


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The options of each JupyterLab that would have been started."""
    started: list[list[str]] = []
    lab_app = SimpleNamespace(launch_instance=started.append)
    monkeypatch.setitem(sys.modules, "jupyterlab", SimpleNamespace())
    monkeypatch.setitem(sys.modules, "jupyterlab.labapp", SimpleNamespace(LabApp=lab_app))
    monkeypatch.setattr(module, "find_spec", lambda name: name)
    for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
        monkeypatch.setenv(name, "")
    monkeypatch.setenv("JUPYTER_PATH", "/elsewhere")
    return started


def test_jupyterlab_opens_the_first_lesson_with_quiet_settings_of_its_own(
    tmp_path: Path, opened: list[list[str]]
) -> None:
    assert lessons([str(tmp_path)]) == 0
    (options,) = opened
    assert f"--ServerApp.root_dir={tmp_path}" in options
    assert f"--LabApp.default_url=/lab/tree/{FIRST}" in options
    assert os.environ["JUPYTER_PATH"] == ""
    config = Path(os.environ["JUPYTER_CONFIG_DIR"])
    assert config.is_relative_to(tmp_path / ".jupyter_lab")
    page = json.loads((config / "labconfig/page_config.json").read_text(encoding="utf-8"))
    assert page["disabledExtensions"]["@jupyterlab/apputils-extension:announcements"]


def test_the_notebooks_of_a_clone_open_where_they_are(opened: list[list[str]]) -> None:
    assert lessons([str(find_notebooks())]) == 0
    (options,) = opened
    assert f"--ServerApp.root_dir={find_notebooks().parent}" in options
    assert f"--LabApp.default_url=/lab/tree/notebooks/{FIRST}" in options


@pytest.mark.parametrize(
    ("system", "variables", "browser"),
    [
        ("linux", NOTHING, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("darwin", NOTHING, True),
        ("win32", NOTHING, True),
    ],
)
def test_a_browser_opens_only_where_there_is_a_screen(
    monkeypatch: pytest.MonkeyPatch, system: str, variables: dict[str, str], browser: bool
) -> None:
    for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", system)
    assert ("--no-browser" not in jupyter_options(Path(), FIRST)) is browser


@pytest.mark.parametrize(("uid", "allowed"), [(0, True), (1000, False)])
def test_root_is_allowed_only_to_root(
    monkeypatch: pytest.MonkeyPatch, uid: int, allowed: bool
) -> None:
    monkeypatch.setattr(os, "getuid", lambda: uid)
    assert ("--allow-root" in jupyter_options(Path(), FIRST)) is allowed
