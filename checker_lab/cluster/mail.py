"""What can come into the mailbox of a cluster's checker, besides what comes to every checker."""

from typing import NamedTuple

from checker_lab.cluster.link import Link
from checker_lab.cluster.losses import Loss
from checker_lab.cluster.registry import Member
from checker_lab.cluster.reports import Report

__all__ = ["AddMember", "Gone", "Lost", "RemoveMember", "Reported", "Roster"]


class AddMember(NamedTuple):
    """From `add()`: check this item too."""

    member: Member


class RemoveMember(NamedTuple):
    """From `remove()`: check this item no more."""

    member: Member


class Roster(NamedTuple):
    """From the roll call: these are the workers of the cluster."""

    workers: tuple[str, ...]


class Reported(NamedTuple):
    """From a link: the news of its worker."""

    link: Link
    report: Report


class Lost(NamedTuple):
    """From a link: its worker is lost."""

    link: Link
    why: Loss


class Gone(NamedTuple):
    """From the roll call: nobody answers it, so the cluster is gone."""

    why: Loss
