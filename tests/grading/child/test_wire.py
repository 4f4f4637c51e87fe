"""Messages reach the grader, one a line, and no other line is taken for one."""

import json
import os

from checker_lab.grading.child.wire import Wire
from checker_lab.grading.sentences import say, verbatim
from checker_lab.grading.verdicts import Finding


def test_each_message_is_a_line_with_the_token() -> None:
    reading, writing = os.pipe()
    wire = Wire(writing, "token")
    os.write(writing, b"junk without an end")
    wire.doing(say("loading"))
    wire.finding(Finding("stops", "passed", verbatim("fine")))
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as file:
        lines = file.read().splitlines()
    sent = [json.loads(line.removeprefix("token ")) for line in lines if line.startswith("token ")]
    assert sent[0] == {"doing": say("loading").to_dict()}
    assert Finding.from_dict(sent[1]["finding"]) == Finding("stops", "passed", verbatim("fine"))
    assert wire.judged == {"stops"}
