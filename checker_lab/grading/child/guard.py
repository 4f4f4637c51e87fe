"""Keeps a learner's code from being judged when it reaches into the grader.

It is put up before the code is loaded, and hears of everything from then on.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from types import CodeType
from typing import NoReturn

from checker_lab.grading.child.audit import hide_the_grader, judge_functions, watch
from checker_lab.grading.child.blame import is_called_by
from checker_lab.grading.child.borrowed import Borrowing
from checker_lab.grading.child.guarded import hide_guarded
from checker_lab.grading.child.judges import Judges
from checker_lab.grading.child.loading import LearnersCode
from checker_lab.grading.child.wire import Wire
from checker_lab.grading.job import Job
from checker_lab.grading.sentences import Sentence, say
from checker_lab.grading.verdicts import Finding

__all__ = ["Guard"]

_exit = os._exit


class Guard:
    """The guard of one process.

    Args:
        job: the work of the process.
        wire: the pipe to the grader.
        broken: names what was replaced of the grader; see `seal()`.
    """

    def __init__(self, job: Job, wire: Wire, broken: Callable[[], str]) -> None:
        self._job = job
        self._wire = wire
        self._broken = broken
        self._borrowing = Borrowing(wire)

    def put_up(self) -> None:
        """Hide the grader, and watch from now on."""
        hidden = hide_the_grader()
        hide_guarded()
        self._borrowing.listen()
        report = self._borrowing.report
        watch(Judges(self._job.code, hidden, self._take_new_file, report), self._stop)

    def examine(self, learners: LearnersCode) -> LearnersCode:
        """Examine the code that was just loaded, and return it as a probe may use it."""
        judge_functions(learners.code, self._stop)
        # One process compares, and not each: it takes longer than most probes.
        file = "" if self._job.probe else self._job.code.file
        self._borrowing.look_at(learners.code, file)
        return replace(learners, load_again=self._borrowing.ignoring(learners.load_again))

    def look(self) -> None:
        """End the process if something of the grader was replaced."""
        if name := self._broken():
            self._stop(say("it replaced {name}", name=name))

    def sender(self, probes_call: CodeType) -> Callable[[Finding], None]:
        """Return what sends findings, and notices those that no probe has made.

        Args:
            probes_call: the code that calls the probe.
        """

        def send(finding: Finding) -> None:
            self.look()
            if not is_called_by(probes_call):
                self._stop(say("it reported a finding of its own"))
            self._wire.finding(finding)

        return send

    def _take_new_file(self, path: str) -> None:
        self._wire.send(new_file=path)

    def _stop(self, saw: Sentence) -> NoReturn:
        self._wire.send(reached=saw.to_dict())
        _exit(0)
