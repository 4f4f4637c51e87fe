"""A call says how it ended."""

from checker_lab.grading.child.clock import now
from checker_lab.grading.child.timed_call import TimedCall


def test_a_call_in_flight_is_in_trouble() -> None:
    call = TimedCall("run()", now() - 3.0)
    assert not call.has_ended
    assert str(call.trouble) == "run() had not returned after 3.0 s"


def test_a_call_that_returned_is_not() -> None:
    call = TimedCall("run()", now())
    call.end(7)
    assert (call.has_ended, call.value, str(call.trouble)) == (True, 7, "")
    assert call.seconds == call.seconds


def test_a_call_that_raised_is() -> None:
    call = TimedCall("run()", now())
    call.end(error=ValueError("boom"))
    assert str(call.trouble) == "run() raised ValueError: boom"
