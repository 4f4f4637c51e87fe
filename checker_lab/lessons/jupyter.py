"""Settings of Jupyter for the lessons alone.

They neither read nor change those of the user: a startup file of IPython would change what the
notebooks print, and a kernel that was installed elsewhere under the name "python3" would run them
without checker_lab.
"""

import json
from pathlib import Path

__all__ = ["OWN_FOLDER", "jupyter_environment"]

OWN_FOLDER = ".jupyter_lab"
"""Name of the folder with the settings, beside the notebooks."""

# JupyterLab would ask whether to fetch news and updates. nbgrader, if it is installed, would show
# learners the menus of a teacher, and warn of a course that is not there.
PAGE_CONFIG = {
    "disabledExtensions": {
        "@jupyterlab/apputils-extension:announcements": True,
        "@jupyter/nbgrader": True,
        "@jupyter-notebook/lab-extension": True,
    }
}

# In a narrow window, and on a projector, long lines of code would be cut off.
LAB_SETTINGS = {"@jupyterlab/notebook-extension:tracker": {"codeCellConfig": {"lineWrap": True}}}

NBGRADER = ("formgrader", "validate_assignment", "assignment_list", "course_list")
SERVER_CONFIG = {
    "ServerApp": {
        "jpserver_extensions": {f"nbgrader.server_extensions.{name}": False for name in NBGRADER}
    }
}

# A kernel warns that what it says to JupyterLab on this machine is not encrypted.
KERNEL_CONFIG = {"IPKernelApp": {"log_level": "ERROR"}}


def jupyter_environment(folder: Path) -> dict[str, str]:
    """Write the settings below `folder`, and return the variables that point there."""
    _write(folder / "config" / "labconfig" / "page_config.json", PAGE_CONFIG)
    _write(folder / "config" / "labconfig" / "default_setting_overrides.json", LAB_SETTINGS)
    _write(folder / "config" / "jupyter_server_config.json", SERVER_CONFIG)
    _write(folder / "ipython" / "profile_default" / "ipython_kernel_config.json", KERNEL_CONFIG)
    places = {
        "IPYTHONDIR": "ipython",
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
    }
    own = {name: str(folder / place) for name, place in places.items()}
    return {**own, "JUPYTER_PATH": ""}


def _write(path: Path, settings: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(settings), encoding="utf-8")
