"""Settings of Jupyter for the lessons alone."""

import json
from pathlib import Path

from checker_lab.lessons.jupyter import jupyter_environment


def test_every_folder_of_jupyter_and_ipython_is_below_the_given_one(tmp_path: Path) -> None:
    variables = jupyter_environment(tmp_path)
    assert variables.pop("JUPYTER_PATH") == ""
    assert set(variables) == {
        "IPYTHONDIR",
        "JUPYTER_CONFIG_DIR",
        "JUPYTER_DATA_DIR",
        "JUPYTER_RUNTIME_DIR",
    }
    assert all(Path(folder).is_relative_to(tmp_path) for folder in variables.values())


def test_jupyterlab_asks_about_no_news_and_shows_no_menus_of_nbgrader(tmp_path: Path) -> None:
    folder = jupyter_environment(tmp_path)["JUPYTER_CONFIG_DIR"]
    config = Path(folder, "labconfig", "page_config.json").read_text(encoding="utf-8")
    assert set(json.loads(config)["disabledExtensions"]) == {
        "@jupyterlab/apputils-extension:announcements",
        "@jupyter/nbgrader",
        "@jupyter-notebook/lab-extension",
    }


def test_a_kernel_says_nothing_of_encryption_in_the_terminal(tmp_path: Path) -> None:
    folder = jupyter_environment(tmp_path)["IPYTHONDIR"]
    config = Path(folder, "profile_default", "ipython_kernel_config.json")
    assert json.loads(config.read_text(encoding="utf-8"))["IPKernelApp"]["log_level"] == "ERROR"
