"""Small checkers to be graded: right, wrong, unfinished and hostile."""

import textwrap
import threading
import time
from typing import Any

STOPPED = "Проверки остановлены"

# A lock beside the class goes with it, as one that stands in another cell of a notebook would.
GUARD = threading.Lock()


class Right:
    """A correct checker of threads."""

    def __init__(self, interval: float) -> None:
        self.interval = interval
        self.items: list[Any] = []
        self.busy: set[str] = set()
        self.over = threading.Event()
        self.owner: threading.Thread | None = None

    def add(self, item: Any) -> None:
        with GUARD:
            self.items.append(item)

    def run(self) -> None:
        self.owner = threading.Thread(target=self.passes, daemon=True)
        self.owner.start()

    def passes(self) -> None:
        due = time.monotonic()
        while not self.over.is_set():
            with GUARD:
                idle = [item for item in self.items if item.id not in self.busy]
                self.busy.update(item.id for item in idle)
            for item in idle:
                threading.Thread(target=self.check, args=(item,), daemon=True).start()
            while due <= time.monotonic():
                due += self.interval
            self.over.wait(due - time.monotonic())
        print(STOPPED)

    def check(self, item: Any) -> None:
        try:
            item.health()
        except BaseException as error:
            print(f"{item.id}: {error!r}")
        finally:
            with GUARD:
                self.busy.discard(item.id)

    def stop(self) -> None:
        self.over.set()
        if self.owner:
            self.owner.join()


class Loses(Right):
    """add() reads, builds and stores."""

    def add(self, item: Any) -> None:
        items = self.items
        self.items = [*items, item]


class LosesOnOneLine(Right):
    """The same, on one line, between whose instructions another add() may come."""

    def add(self, item: Any) -> None:
        self.items = [*self.items, item]


class Raises(Right):
    """As a skeleton does that is not filled in."""

    def run(self) -> None:
        raise NotImplementedError("write run() here")


class DoesNothing:
    """A skeleton with empty methods."""

    def __init__(self, interval: float) -> None: ...

    def add(self, item: Any) -> None: ...

    def run(self) -> None: ...

    def stop(self) -> None: ...


class NoStop:
    """A first step, which has no stop() yet."""

    __init__ = Right.__init__
    add = Right.add
    run = Right.run
    passes = Right.passes
    check = Right.check


RIGHT_AS_TEXT = """
    import threading, time

    class Checker:
        def __init__(self, interval):
            self.interval, self.items, self.over = interval, [], threading.Event()
            self.owner = threading.Thread(target=self.passes, daemon=True)

        def add(self, item):
            self.items.append(item)

        def run(self):
            {run}
            self.owner.start()

        def passes(self):
            {passes}
            while True:
                for item in list(self.items):
                    threading.Thread(target=item.health, daemon=True).start()
                if self.over.wait(self.interval):
                    return

        def stop(self):
            {stop}
            self.over.set()
    """


def hostile(before: str = "", run: str = "pass", passes: str = "pass", stop: str = "pass") -> str:
    """The source of a checker that does something evil at one place."""
    return before + "\n" + textwrap.dedent(RIGHT_AS_TEXT).format(run=run, passes=passes, stop=stop)
