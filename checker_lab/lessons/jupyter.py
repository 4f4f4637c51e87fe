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
# learners the menus of a teacher.
PAGE_CONFIG = {
    "disabledExtensions": {
        "@jupyterlab/apputils-extension:announcements": True,
        "@jupyter/nbgrader": True,
        "@jupyter-notebook/lab-extension": True,
    }
}


def jupyter_environment(folder: Path) -> dict[str, str]:
    """Write the settings below `folder`, and return the variables that point there."""
    page_config = folder / "config" / "labconfig" / "page_config.json"
    page_config.parent.mkdir(parents=True, exist_ok=True)
    page_config.write_text(json.dumps(PAGE_CONFIG), encoding="utf-8")
    places = {
        "IPYTHONDIR": "ipython",
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
    }
    own = {name: str(folder / place) for name, place in places.items()}
    (folder / "ipython").mkdir(exist_ok=True)  # IPython complains if it is missing
    return {**own, "JUPYTER_PATH": ""}
