"""The museum of bugs: small checkers that are broken on purpose, each beside its fix."""

from checker_lab.lessons.exhibits import (
    append_stdout,
    dict_changes_size,
    forgotten_task,
    growing_queue,
    join_of_a_hung_worker,
    lost_update,
    recover_around_the_loop,
    send_under_the_lock,
    stop_at_the_tick,
    stopped_too_early,
    stranded_sender,
    swallowed_cancellation,
    timeout_cancels_all,
    timeout_that_waits,
    two_owners,
    wrong_unit,
)
from checker_lab.lessons.exhibits.exhibit import ContractExhibit, Exhibit, ScheduleExhibit, Wild

__all__ = ["EXHIBITS", "ContractExhibit", "Exhibit", "ScheduleExhibit", "Wild"]

EXHIBITS: tuple[ScheduleExhibit | ContractExhibit, ...] = (
    # adding and running
    lost_update.EXHIBIT,
    dict_changes_size.EXHIBIT,
    two_owners.EXHIBIT,
    # stopping
    stop_at_the_tick.EXHIBIT,
    stopped_too_early.EXHIBIT,
    join_of_a_hung_worker.EXHIBIT,
    # channels and timeouts
    send_under_the_lock.EXHIBIT,
    stranded_sender.EXHIBIT,
    timeout_that_waits.EXHIBIT,
    wrong_unit.EXHIBIT,
    # panics, and passes that overrun
    recover_around_the_loop.EXHIBIT,
    growing_queue.EXHIBIT,
    # tasks
    swallowed_cancellation.EXHIBIT,
    forgotten_task.EXHIBIT,
    timeout_cancels_all.EXHIBIT,
    # notebooks
    append_stdout.EXHIBIT,
)
