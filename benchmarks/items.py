"""The items that are checked: they do nothing, wait, or hang."""

import asyncio
import threading

__all__ = ["Failing", "FailingAsync", "Hung", "HungAsync", "Idle", "IdleAsync", "Sleeper"]


class _Item:
    def __init__(self, number: int) -> None:
        self.id = str(number)


class Idle(_Item):
    """Passes immediately."""

    def health(self) -> bool:
        return True


class IdleAsync(_Item):
    """The same in asyncio."""

    async def health(self) -> bool:
        return True


class Failing(_Item):
    """Fails."""

    def health(self) -> bool:
        return False


class FailingAsync(_Item):
    """The same in asyncio."""

    async def health(self) -> bool:
        return False


class Sleeper(_Item):
    """Passes after 100 ms."""

    async def health(self) -> bool:
        await asyncio.sleep(0.1)
        return True


class Hung(_Item):
    """Hangs until it is released."""

    def __init__(self, number: int, released: threading.Event) -> None:
        super().__init__(number)
        self._released = released

    def health(self) -> bool:
        return self._released.wait()


class HungAsync(_Item):
    """Hangs until it is cancelled."""

    async def health(self) -> bool:
        await asyncio.get_running_loop().create_future()
        return True
