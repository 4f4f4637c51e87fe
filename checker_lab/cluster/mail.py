"""The messages that reach the mailbox of a `ClusterChecker`, beside those of every checker."""

from typing import NamedTuple

from checker_lab.cluster.link import Link
from checker_lab.cluster.losses import Loss
from checker_lab.cluster.reports import WorkerReport
from checker_lab.core.mail import Mail

__all__ = [
    "ClusterMail",
    "LinkLost",
    "NetworkMail",
    "ReportReceived",
    "SchedulerLost",
    "WorkersListed",
]


class WorkersListed(NamedTuple):
    """From the network: these are the addresses of all workers now."""

    workers: tuple[str, ...]


class ReportReceived(NamedTuple):
    """From a link: its worker reported."""

    link: Link
    report: WorkerReport


class LinkLost(NamedTuple):
    """From a link: its worker is lost."""

    link: Link
    why: Loss


class SchedulerLost(NamedTuple):
    """From the network: the scheduler does not answer, so the whole cluster is lost."""

    why: Loss


NetworkMail = WorkersListed | ReportReceived | LinkLost | SchedulerLost

ClusterMail = Mail | NetworkMail
