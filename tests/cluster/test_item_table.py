"""The table knows of each item what the registry of one process knows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker_lab.cluster.item_table import ItemTable
from checker_lab.core.errors import CheckFailedError, CheckSkippedError, SkipReason
from checker_lab.core.registry import Entry
from checker_lab.core.results import CheckResult, Outcome

# The threads of a running cluster use `random` too, while Hypothesis draws.
pytestmark = pytest.mark.filterwarnings("ignore:Do not use the `random` module")


WALL_OFFSET = 1e9
FAILED = CheckFailedError("no")
SKIPPED = CheckSkippedError(SkipReason.STILL_RUNNING)
OUTCOMES = st.sampled_from([Outcome.PASS, Outcome.FAIL, Outcome.WARN, Outcome.SKIPPED])


@given(st.lists(st.tuples(st.integers(0, 2), OUTCOMES), max_size=120))
def test_the_table_equals_the_entries_of_one_process(history: list[tuple[int, Outcome]]) -> None:
    table, entries = ItemTable(), [Entry(str(slot), None) for slot in range(3)]
    for _ in entries:
        table.add_row()
    for number, (slot, outcome) in enumerate(history):
        slots, started_at, took = np.array([slot]), float(number), 0.5
        wall_time = started_at + WALL_OFFSET
        result = CheckResult(str(slot), outcome, number, started_at, took, wall_time=wall_time)
        if outcome is Outcome.PASS:
            table.record_passed(slots, number, started_at, took, WALL_OFFSET)
        elif outcome is Outcome.SKIPPED:
            result = result._replace(duration=0.0, error=SKIPPED)
            table.record_skipped(slots, number, started_at, SKIPPED, WALL_OFFSET)
        else:
            result = result._replace(error=FAILED if outcome is Outcome.FAIL else None)
            table.record(slot, result, WALL_OFFSET)
        entries[slot].record(result)
    started_at_now = {"1": 7.0}
    assert table.views(["0", "1", "2"], started_at_now, {"2"}) == [
        entry.view(started_at_now.get(entry.item_id), entry.item_id == "2") for entry in entries
    ]
