"""JupyterLab for the lessons: it prints its address, and ends with the first Ctrl-C."""

import logging
import os
import secrets
import signal
import sys
import warnings
from pathlib import Path

from checker_lab.lessons.jupyter import jupyter_environment

__all__ = ["OPENS_CLEAN", "jupyter_options", "run_lab"]

OPENS_CLEAN = [
    "--ServerApp.contents_manager_class=checker_lab.lessons.notebook_files.NotebookFiles"
]
"""The option of a JupyterLab that does not change a notebook which another Python has stored."""

SCREEN = ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY")
"""Variables of which a Linux desktop sets at least one."""


def run_lab(root: Path, settings: Path, first: Path) -> None:
    """Run JupyterLab until the user ends it.

    Args:
        root: the folder that JupyterLab serves.
        settings: the folder of its settings.
        first: the notebook that it opens; the file browser shows the folder of this notebook.

    Raises:
        SystemExit: JupyterLab cannot start, and has said why.
    """
    try:
        print("Starting JupyterLab. To end it, press Ctrl-C.", flush=True)
        os.environ.update(jupyter_environment(settings))
        _serve(root, first)
    except KeyboardInterrupt:  # it was still starting
        _say_end()


def _serve(root: Path, first: Path) -> None:
    # Jupyter warns of what a learner can neither understand nor change. Its errors still show.
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    from jupyterlab.labapp import LabApp  # only now: it reads the environment

    token = secrets.token_hex(16)
    server = LabApp.initialize_server(argv=jupyter_options(root, first, token))

    def stop(*_: object) -> None:
        _say_end()
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a second Ctrl-C does not wait for kernels
        server.stop(from_signal=True)

    def say_where() -> None:
        page = first.relative_to(root).as_posix()
        print(f"Open {server.connection_url}lab/tree/{page}?token={token}", flush=True)

    signal.signal(signal.SIGINT, stop)
    server.io_loop.add_callback(say_where)
    server.start()


def _say_end() -> None:
    print("\nEnding JupyterLab.", flush=True)


def jupyter_options(root: Path, first: Path, token: str) -> list[str]:
    """Return the options of a JupyterLab that serves `root` and opens the notebook `first`."""
    options = [
        f"--ServerApp.root_dir={root}",
        f"--ServerApp.preferred_dir={first.parent}",
        f"--LabApp.default_url=/lab/tree/{first.relative_to(root).as_posix()}",
        # With a token of ours, it does not print where it is in words of its own.
        f"--IdentityProvider.token={token}",
        # It trusts what ran until it ends. Of widgets that have ended with their kernels, it shows
        # the stored pictures next time; in trusted notebooks they would be errors.
        "--NotebookNotary.db_file=:memory:",
        *OPENS_CLEAN,
    ]
    # Without a screen Python may find a text browser, which would hide the address.
    if not (sys.platform in {"darwin", "win32"} or any(map(os.environ.get, SCREEN))):
        options.append("--no-browser")
    if hasattr(os, "getuid") and os.getuid() == 0:
        options.append("--allow-root")
    return options
