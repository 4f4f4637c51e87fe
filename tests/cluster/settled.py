"""Whether all owners on the workers wait for mail, so that their timers are set."""

from distributed import Client, Worker

from checker_lab.cluster.worker.agent import Agent
from checker_lab.cluster.worker.shard_runner import ShardRunner
from checker_lab.tasks.mailbox import AsyncMailbox

__all__ = ["is_settled"]


def is_settled(client: Client) -> bool:
    """Is no owner in the middle of a turn?"""
    return all(client.run(_is_settled_here).values())


def _is_settled_here(dask_worker: Worker) -> bool:
    agents = [each for each in dask_worker.plugins.values() if isinstance(each, Agent)]
    return all(_waits(runner) for agent in agents for runner in list(agent._runners.values()))


def _waits(runner: ShardRunner) -> bool:
    if not runner.guarded.lock.acquire(blocking=False):
        return False  # its owner is in the middle of a turn
    try:
        if runner.guarded.value.owner is None:
            return True
    finally:
        runner.guarded.lock.release()
    mailbox = runner.mailbox
    if isinstance(mailbox, AsyncMailbox):
        return mailbox._waiter is not None
    return bool(mailbox._receivers)
