"""Reads and writes notebooks for JupyterLab as if they had been stored with this Python.

JupyterLab notes the version of the kernel's Python in each notebook that it opens. Where a notebook
was stored with another one, that alone would mark it as unsaved, and change it when it is saved.
"""

import json
import platform
from pathlib import Path
from typing import Any

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

__all__ = ["NotebookFiles"]

Model = dict[str, Any]


class NotebookFiles(AsyncLargeFileManager):
    """The files of a JupyterLab that shows the lessons. A notebook keeps the version it has."""

    async def get(self, path: str, *args: Any, **options: Any) -> Model:
        """Return a file. A notebook is given the version of this Python."""
        model: Model = await super().get(path, *args, **options)  # type: ignore[no-untyped-call]
        _set_version(model, platform.python_version())
        return model

    async def save(self, model: Model, path: str = "") -> Model:
        """Write a file. A notebook keeps the version with which it was stored."""
        if version := self._stored_version(path):
            _set_version(model, version)
        saved: Model = await super().save(model, path)  # type: ignore[no-untyped-call]
        return saved

    def _stored_version(self, path: str) -> str | None:
        file = Path(self._get_os_path(path.strip("/")))  # type: ignore[no-untyped-call]
        if file.suffix != ".ipynb" or not file.is_file():
            return None
        metadata = json.loads(file.read_text(encoding="utf-8"))["metadata"]
        version: str | None = metadata.get("language_info", {}).get("version")
        return version


def _set_version(model: Model, version: str) -> None:
    if model.get("type") == "notebook" and model.get("content"):
        language = model["content"]["metadata"].get("language_info", {})
        if "version" in language:
            language["version"] = version
