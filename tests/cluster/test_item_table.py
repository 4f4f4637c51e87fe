"""The columns say of each item what the registry of one process says."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from checker_lab.cluster.item_table import ItemTable
from checker_lab.core.errors import CheckFailedError, CheckSkippedError, SkipReason
from checker_lab.core.registry import Entry
from checker_lab.core.results import CheckResult, Outcome

FAILED = CheckFailedError("no")
SKIPPED = CheckSkippedError(SkipReason.STILL_RUNNING)
OUTCOMES = st.sampled_from([Outcome.PASS, Outcome.FAIL, Outcome.WARN, Outcome.SKIPPED])


@given(st.lists(st.tuples(st.integers(0, 2), OUTCOMES), max_size=120))
def test_as_the_ledger_says(history: list[tuple[int, Outcome]]) -> None:
    table, entries = ItemTable(), [Entry(str(slot), None) for slot in range(3)]
    for _ in entries:
        table.add_row()
    for number, (slot, outcome) in enumerate(history):
        slots, began, took = np.array([slot]), float(number), 0.5
        result = CheckResult(str(slot), outcome, number, began, took)
        if outcome is Outcome.PASS:
            table.record_passed(slots, number, np.array([began]), np.array([took]))
        elif outcome is Outcome.SKIPPED:
            result = result._replace(duration=0.0, error=SKIPPED)
            table.record_skipped(slots, number, began, SKIPPED)
        else:
            result = result._replace(error=FAILED if outcome is Outcome.FAIL else None)
            table.record(slot, result)
        entries[slot].record(result)
    began_now = {"1": 7.0}
    assert table.views(["0", "1", "2"], began_now, {"2"}) == [
        entry.view(began_now.get(entry.item_id), entry.item_id == "2") for entry in entries
    ]
