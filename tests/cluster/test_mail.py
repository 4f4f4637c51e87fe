"""The messages that only a cluster's checker gets."""

from typing import get_args

from checker_lab.cluster.mail import ClusterMail
from tests.cluster.test_engine import Desk


def test_the_engine_handles_every_kind_of_mail() -> None:
    assert set(Desk().engine._handlers) == set(get_args(ClusterMail))
