"""Folds what a cell shows until the reader asks for it: the answer to a **Predict**."""

import io
import sys
import threading
from collections.abc import Callable
from typing import Any, TextIO

from checker_lab.lessons.fold_html import CellOutput, fold_html, fold_text

__all__ = ["answer"]

WIDGET = "application/vnd.jupyter.widget-view+json"


def answer() -> None:
    """Fold everything that this cell shows behind "Show the answer".

    Call it in the first line of a cell. An exception, and what came before it, is not folded, nor
    is a widget, which goes on living. Outside IPython it does nothing.
    """
    module = sys.modules.get("IPython")
    shell = None if module is None else module.get_ipython()
    if shell is not None and not isinstance(sys.stdout, RecordedStream):
        Fold(shell).begin()


class Fold:
    """Records what a cell shows, and publishes it as one output when the cell has run.

    Args:
        shell: the InteractiveShell that runs the cell.
    """

    def __init__(self, shell: Any) -> None:
        self._shell = shell
        self._publisher = shell.display_pub
        self._publish = shell.display_pub.publish
        self._show_traceback = shell.showtraceback
        self._streams = (sys.stdout, sys.stderr)
        # The lock guards both: threads print while the cell ends.
        self._lock = threading.RLock()
        self._shown: list[CellOutput] = []
        self._recording = True

    def begin(self) -> None:
        for stream in self._streams:
            stream.flush()
        sys.stdout = RecordedStream("stdout", self._streams[0], self._record)
        sys.stderr = RecordedStream("stderr", self._streams[1], self._record)
        # IPython puts its own displayhook back after the cell.
        sys.displayhook = self._on_value
        self._publisher.publish = self._on_display
        self._shell.showtraceback = self._on_traceback
        self._shell.events.register("post_run_cell", self._on_end)

    def _record(self, shown: CellOutput) -> bool:
        with self._lock:
            if self._recording:
                self._shown.append(shown)
            return self._recording

    def _end(self) -> list[CellOutput]:
        """End the recording; return what was recorded, and only once."""
        with self._lock:
            if not self._recording:
                return []
            self._recording = False
        sys.stdout, sys.stderr = self._streams
        self._publisher.publish = self._publish
        return self._shown

    def _on_value(self, value: object) -> None:
        """Show the last value of the cell: IPython's displayhook, but for its last step."""
        hook = self._shell.displayhook
        hook.check_for_underscore()
        if value is None or hook.quiet():
            return
        data, metadata = hook.compute_format_data(value)
        hook.update_user_ns(value)
        hook.fill_exec_result(value)
        if data:
            self._shell.display_pub.publish(data, metadata)

    def _on_display(self, data: dict[str, Any], metadata: Any = None, **options: Any) -> None:
        # What is updated later is found by its id, which a fold would lose.
        lives = WIDGET in data or options.get("update") or options.get("transient")
        if lives or not self._record(CellOutput(data, metadata)):
            self._publish(data, metadata, **options)

    def _on_traceback(self, *arguments: Any, **options: Any) -> None:
        self._show_open()
        self._show_traceback(*arguments, **options)

    def _show_open(self) -> None:
        """Show what was recorded as it would have been shown without a fold."""
        for shown in self._end():
            if shown.stream:
                getattr(sys, shown.stream).write(shown.data["text/plain"])
            else:
                self._publish(shown.data, shown.metadata)

    def _on_end(self, result: Any) -> None:
        self._shell.events.unregister("post_run_cell", self._on_end)
        self._shell.showtraceback = self._show_traceback
        # An interrupted cell has no result.
        if result is None or not result.success:
            self._show_open()
        elif shown := self._end():
            self._publish({"text/html": fold_html(shown), "text/plain": fold_text(shown)})


class RecordedStream(io.TextIOBase):
    """Stands in for sys.stdout or sys.stderr while a cell is recorded.

    A thread may hold it longer: then what it prints goes to the real stream.
    """

    encoding = "utf-8"

    def __init__(self, name: str, stream: TextIO, record: Callable[[CellOutput], bool]) -> None:
        super().__init__()
        self._name = name
        self._stream = stream
        self._record = record

    def write(self, text: str) -> int:
        if not self._record(CellOutput({"text/plain": text}, None, self._name)):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        self._stream.flush()
