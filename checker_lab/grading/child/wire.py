"""The pipe by which this process reports to the grader."""

import json
import os
import threading
from typing import Any

from checker_lab.grading.sentences import Sentence
from checker_lab.grading.verdicts import Finding

__all__ = ["Wire"]

# Taken from the standard library before the learner's code is loaded, which may replace it.
_write = os.write
_dumps = json.dumps


class Wire:
    """Sends one message a line. Any thread may send.

    Args:
        descriptor: the pipe.
        token: starts each line; lines without it are not from here.

    Attributes:
        judged: the names of the requirements for which a finding was sent.
    """

    def __init__(self, descriptor: int, token: str) -> None:
        self._descriptor = descriptor
        self._token = token
        self._lock = threading.Lock()
        self.judged: set[str] = set()

    def send(self, **message: Any) -> None:
        """Send a message, on a line of its own whatever the code has written into the pipe."""
        data = f"\n{self._token} {_dumps(message)}\n".encode()
        with self._lock:
            while data:
                data = data[_write(self._descriptor, data) :]

    def finding(self, finding: Finding) -> None:
        """Send what a probe found."""
        self.judged.add(finding.name)
        self.send(finding=finding.to_dict())

    def doing(self, stage: Sentence) -> None:
        """Announce the next stage, which names what hung if this process has to be killed."""
        self.send(doing=stage.to_dict())
