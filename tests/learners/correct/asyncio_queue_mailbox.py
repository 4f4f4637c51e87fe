"""The actor in asyncio: one task owns everything and reads one queue.

Style: asyncio.Queue as mailbox, dataclasses as letters.
"""

import asyncio
from dataclasses import dataclass
from typing import Any


@dataclass
class Add:
    item: Any


@dataclass
class Done:
    name: str
    error: BaseException | None


class Stop:
    pass


class Checker:
    def __init__(self, interval: float) -> None:
        self.interval = interval
        self.mailbox: asyncio.Queue = asyncio.Queue()
        self.owner: asyncio.Task | None = None
        # Only the owner looks at these two.
        self.items: list = []
        self.running: dict[str, asyncio.Task] = {}

    def add(self, item) -> None:
        self.mailbox.put_nowait(Add(item))

    def run(self) -> None:
        self.owner = asyncio.create_task(self.own())

    async def stop(self) -> None:
        self.mailbox.put_nowait(Stop())
        if self.owner:
            await asyncio.shield(self.owner)

    async def own(self) -> None:
        now = asyncio.get_running_loop().time
        due = now()
        while True:
            letter = await self.next_letter(due - now())
            if isinstance(letter, Stop):
                break
            if letter is not None:
                self.read(letter)
                continue
            self.start_pass()
            while due <= now():
                due += self.interval
        for task in self.running.values():
            task.cancel()
        await asyncio.gather(*self.running.values(), return_exceptions=True)
        print("Проверки остановлены")

    def read(self, letter) -> None:
        match letter:
            case Add(item):
                self.items.append(item)
            case Done(name, error):
                del self.running[name]
                if error:
                    print(f"Паника в {name}: {error!r}")

    def start_pass(self) -> None:
        for item in self.items:
            if item.id not in self.running:
                self.running[item.id] = asyncio.create_task(self.check(item))

    async def next_letter(self, seconds: float):
        if not self.mailbox.empty():
            return self.mailbox.get_nowait()
        try:
            return await asyncio.wait_for(self.mailbox.get(), max(seconds, 0))
        except TimeoutError:
            return None

    async def check(self, item) -> None:
        error = None
        try:
            await item.health()
        except asyncio.CancelledError:
            raise
        except BaseException as raised:
            error = raised
        self.mailbox.put_nowait(Done(item.id, error))
