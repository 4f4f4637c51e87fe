"""All schedules of an exhibit, explored once for all the tests that ask."""

import functools

from checker_lab.lessons.exhibits import EXHIBITS, ContractExhibit, ScheduleExhibit
from checker_lab.schedules import Exploration, explore

__all__ = ["CONTRACTS", "SCHEDULES", "explored_broken", "explored_fixed"]

SCHEDULES = {one.name: one for one in EXHIBITS if isinstance(one, ScheduleExhibit)}
CONTRACTS = {one.name: one for one in EXHIBITS if isinstance(one, ContractExhibit)}


@functools.cache
def explored_broken(name: str) -> Exploration:
    exhibit = SCHEDULES[name]
    return explore(exhibit.broken_setup, exhibit.threads, exhibit.invariant)


@functools.cache
def explored_fixed(name: str) -> Exploration:
    exhibit = SCHEDULES[name]
    return explore(
        exhibit.fixed_setup,
        exhibit.threads,
        exhibit.invariant,
        preemptions=exhibit.preemptions,
    )
