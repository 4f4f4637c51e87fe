"""JupyterLab as `checker-lab lessons` starts it: for real, on a free port, in a terminal."""

import os
import re
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from checker_lab.lessons.lab import SCREEN, jupyter_options
from tests.terminal.programs import Terminal, terminal

pytestmark = pytest.mark.timeout(120)

FIRST = "00_start_here.ipynb"
NOTHING: dict[str, str] = {}
CTRL_C = "\x03"
ADDRESS = re.compile(rf"Open (http://localhost:\d+/)lab/tree/{FIRST}\?token=(\w+)")


@contextmanager
def lab(folder: Path, **variables: str) -> Iterator[Terminal]:
    own = {**dict.fromkeys(SCREEN, ""), **variables}
    with terminal(str(folder), command=["lessons"], width=300, height=30, **own) as running:
        yield running


def test_it_prints_its_address_and_nothing_else_and_ends_with_the_first_ctrl_c(
    tmp_path: Path,
) -> None:
    with lab(tmp_path) as running:
        running.wait_for("token=")
        running.wait_for("\n", times=3)
        found = ADDRESS.search(running.text)
        assert found is not None, running.text
        address, token = found.groups()
        assert FIRST in ask(f"{address}api/contents", token)
        running.press(CTRL_C)
        assert running.status() == 0
        assert running.lines == [
            f"The notebooks are in {tmp_path}.",
            "Starting JupyterLab. To end it, press Ctrl-C.",
            found[0],
            "",
            "Ending JupyterLab.",
        ]


def test_ctrl_c_ends_it_while_it_starts(tmp_path: Path) -> None:
    with lab(tmp_path) as running:
        running.wait_for("Ctrl-C")
        running.press(CTRL_C)
        assert running.status() == 0
        assert running.lines[2:] == ["", "Ending JupyterLab."]


def test_a_real_failure_reaches_the_terminal(tmp_path: Path) -> None:
    with socket.create_server(("localhost", 0)) as taken:
        port = str(taken.getsockname()[1])
        with lab(tmp_path, JUPYTER_PORT=port, JUPYTER_PORT_RETRIES="0") as running:
            assert running.status() == 1
            assert f"port {port} is not available" in running.text


def ask(address: str, token: str) -> str:
    request = Request(address, headers={"Authorization": f"token {token}"})
    with urlopen(request, timeout=30) as reply:
        text: str = reply.read().decode()
    return text


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
    for name in SCREEN:
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", system)
    assert ("--no-browser" not in jupyter_options(Path(), Path(FIRST), "")) is browser


@pytest.mark.parametrize(("uid", "allowed"), [(0, True), (1000, False)])
def test_root_is_allowed_only_to_root(
    monkeypatch: pytest.MonkeyPatch, uid: int, allowed: bool
) -> None:
    monkeypatch.setattr(os, "getuid", lambda: uid)
    assert ("--allow-root" in jupyter_options(Path(), Path(FIRST), "")) is allowed


def test_the_file_browser_shows_the_folder_of_the_first_lesson() -> None:
    options = jupyter_options(Path("/clone"), Path("/clone/notebooks", FIRST), "secret")
    assert "--ServerApp.root_dir=/clone" in options
    assert "--ServerApp.preferred_dir=/clone/notebooks" in options
    assert f"--LabApp.default_url=/lab/tree/notebooks/{FIRST}" in options
