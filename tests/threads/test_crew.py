"""The crew of threads: who takes a check decides how it ends."""

import threading
from collections.abc import Iterator
from contextvars import ContextVar

import pytest

from checker_lab.core.checks import Check, Pass
from checker_lab.core.mail import CheckReturned, Mail
from checker_lab.core.registry import Entry
from checker_lab.testing import HANG, ManualClock, Scripted, wait_until
from checker_lab.threads.crew import ThreadCrew
from checker_lab.threads.mailbox import ThreadMailbox

SEEN: ContextVar[str] = ContextVar("SEEN", default="nothing")


@pytest.fixture
def mailbox() -> ThreadMailbox[Mail]:
    return ThreadMailbox(clock=ManualClock())


@pytest.fixture
def crew(mailbox: ThreadMailbox[Mail]) -> Iterator[ThreadCrew]:
    made = ThreadCrew(mailbox, ManualClock())
    yield made
    made.dismiss()


def check_of(item: Scripted) -> Check:
    return Check(Entry(item.id, item), Pass(1, 1))


def returned(mailbox: ThreadMailbox[Mail], count: int) -> list[CheckReturned]:
    found: list[CheckReturned] = []

    def all_came() -> bool:
        found.extend(mail for mail in mailbox.drain() if isinstance(mail, CheckReturned))
        return len(found) == count

    wait_until(all_came)
    return found


def test_a_check_that_hangs_is_abandoned_once_and_reports_when_it_returns(
    crew: ThreadCrew, mailbox: ThreadMailbox[Mail]
) -> None:
    item = Scripted("a", HANG)
    check = check_of(item)
    assert crew.start([check], 1) == []
    wait_until(lambda: item.started)
    assert crew.abandon([check]) == [check]
    assert crew.abandon([check]) == []
    crew.dismiss()
    item.release()
    assert [mail.check for mail in returned(mailbox, 1)] == [check]


def test_a_check_that_has_returned_is_not_abandoned(
    crew: ThreadCrew, mailbox: ThreadMailbox[Mail]
) -> None:
    check = check_of(Scripted("a"))
    crew.start([check], 1)
    returned(mailbox, 1)
    assert crew.abandon([check]) == []


def test_checks_that_no_worker_has_taken_can_be_taken_back(crew: ThreadCrew) -> None:
    busy = Scripted("busy", HANG)
    waiting = [check_of(Scripted(str(number))) for number in range(3)]
    crew.start([check_of(busy)], 1)
    wait_until(lambda: busy.started)
    crew.start(waiting, 1)
    assert crew.take_back() == waiting
    busy.release()


def test_a_machine_without_threads_gives_the_checks_back(
    crew: ThreadCrew, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    check = check_of(Scripted("a"))
    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", refuse)
        assert crew.start([check], 1) == [check]


def test_no_check_sees_the_context_variables_of_another(
    crew: ThreadCrew, mailbox: ThreadMailbox[Mail]
) -> None:
    seen: list[str] = []

    def look_and_set() -> bool:
        seen.append(SEEN.get())
        SEEN.set("set by another check")
        return True

    crew.start([check_of(Scripted("a", look_and_set)), check_of(Scripted("b", look_and_set))], 1)
    returned(mailbox, 2)
    assert seen == ["nothing", "nothing"]


def test_workers_end_though_their_owner_died(
    crew: ThreadCrew, mailbox: ThreadMailbox[Mail]
) -> None:
    item = Scripted("a", HANG)
    crew.start([check_of(item)], 1)
    wait_until(lambda: item.started)
    crew.forget_all()
    crew.close()
    item.release()
    returned(mailbox, 1)
