"""Commands are values that pickle small, since each of them is sent to a worker."""

import pickle
from typing import get_args

from checker_lab.cluster.commands import (
    AddItems,
    CloseShard,
    Command,
    DropShard,
    OpenShard,
    RemoveSlot,
    SetTimeout,
    ShardSettings,
    StartPass,
)

COMMANDS: list[Command] = [
    OpenShard(7, ShardSettings("threads", 2.0, 32, 32)),
    AddItems(7, [0, 1], [b"one", b"two"], immediately=True),
    RemoveSlot(7, 1),
    StartPass(7, 40),
    SetTimeout(7, None),
    CloseShard(7, 0.5),
    DropShard(7),
]


def test_each_command_pickles_small() -> None:
    assert [type(each) for each in COMMANDS] == list(get_args(Command))
    for command in COMMANDS:
        packed = pickle.dumps(command)
        assert pickle.loads(packed) == command
        assert len(packed) < 200
