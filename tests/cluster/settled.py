"""Do the owners on the workers wait for mail, so that their alarms are set?"""

from distributed import Client

from checker_lab.cluster.worker.agent import _agents
from checker_lab.cluster.worker.shard_runner import ShardRunner

__all__ = ["is_settled"]


def is_settled(client: Client) -> bool:
    """Is none of them in the middle of a turn?"""
    return all(client.run(_is_settled_here).values())


def _is_settled_here() -> bool:
    agents = [agent for _, agent in list(_agents.values())]
    return all(_waits(runner) for agent in agents for runner in list(agent._runners.values()))


def _waits(runner: ShardRunner) -> bool:
    checker = runner.checker
    if not runner._engine.running:
        return True
    if runner.kind == "threads":
        return bool(checker._mailbox._receivers)
    return checker._mailbox._waiter is not None
