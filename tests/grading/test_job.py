"""A job goes through a pickle, and what cannot be copied is made anew on the other side."""

import pickle
import threading

import pytest

from checker_lab.grading.job import Job, PackedCode, make_anew


def test_a_job_goes_through_a_pickle() -> None:
    code = PackedCode("Mine", b"code", "", {"cell": ("line\n",)}, ("/path",))
    job = Job(code, "passes:passes", ("returns",), 1.0, 6.0, "in turn", False, "token")
    assert pickle.loads(pickle.dumps(job)) == job


def test_a_new_one_is_looked_up_when_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "Lock", lambda: "the scheduler's lock")
    assert make_anew("threading", "Lock") == "the scheduler's lock"
