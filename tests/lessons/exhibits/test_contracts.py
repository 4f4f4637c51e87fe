"""Tests of the exhibits that every schedule breaks: the contract catches the bug."""

import threading

import pytest

from checker_lab.lessons.exhibits import ContractExhibit
from tests.lessons.exhibits.explored import CONTRACTS

# How the message of the contract starts, for the code with the bug.
TOLD = {
    "wrong_unit": "a timeout of 2 s was over after 0.002 s",
    "recover_around_the_loop": "two passes gave ['panic: no such host']",
    "growing_queue": "100 checks of one item wait for their turn",
    "forgotten_task": "of two results the log has ['first']",
}

each_contract = pytest.mark.parametrize("exhibit", CONTRACTS.values(), ids=CONTRACTS)


@each_contract
def test_the_bug_is_caught(exhibit: ContractExhibit) -> None:
    with pytest.raises(AssertionError) as caught:
        exhibit.contract(exhibit.broken)
    assert str(caught.value).startswith(TOLD[exhibit.name])


@each_contract
def test_the_fix_keeps_the_contract(exhibit: ContractExhibit) -> None:
    exhibit.contract(exhibit.fixed)


@each_contract
def test_nothing_is_left_running(exhibit: ContractExhibit) -> None:
    before = set(threading.enumerate())
    exhibit.contract(exhibit.fixed)
    with pytest.raises(AssertionError):
        exhibit.contract(exhibit.broken)
    for thread in set(threading.enumerate()) - before:
        thread.join(10)
        assert not thread.is_alive()
