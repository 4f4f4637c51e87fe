"""Other threads come in where the id of an item is read."""

import threading

from checker_lab.grading.child.timeline import CheckTimeline
from checker_lab.grading.probes.yielding import YieldingItem
from checker_lab.schedules.virtual import VirtualWorld, open_doors


def test_another_thread_comes_in_and_no_time_passes() -> None:
    world, seen = VirtualWorld(), list[str]()

    def read(name: str) -> None:
        item = YieldingItem(name, CheckTimeline())
        seen.append(f"before {name}")
        seen.append(item.id)

    with open_doors(), world.observed():
        for name in ("a", "b"):
            threading.Thread(target=read, args=(name,)).start()
        world.wait_until(lambda: len(seen) == 4, 1.0)
    assert seen == ["before a", "before b", "a", "b"]
    assert world.now == 0.0
