"""The Go solution, word for word: channels and a context.

Style: checker_lab.Channel as mailbox, checker_lab.Context for the stop.
"""

import threading
import time

from checker_lab import Channel, ChannelClosedError, ChannelTimeoutError, Context


class Checker:
    def __init__(self, interval: float) -> None:
        self.interval = interval
        self.ctx = Context.background().with_cancel()
        self.added: Channel = Channel()
        self.ended: Channel = Channel(capacity=1)
        self.ctx.on_done(self.added.close)
        self.is_running = False

    def add(self, item) -> None:
        try:
            self.added.send(item)
        except ChannelClosedError:
            print(f"{item.id} не добавлен: проверки уже остановлены")

    def run(self) -> None:
        self.is_running = True
        threading.Thread(target=self._select, daemon=True).start()

    def stop(self) -> None:
        self.ctx.cancel()
        if self.is_running:
            for _ in self.ended:
                pass  # until the owner closes it

    def _select(self) -> None:
        items = []
        running: dict = {}
        next_pass = time.monotonic()
        while not self.ctx.done:
            if (left := next_pass - time.monotonic()) > 0:
                items += self._receive(left)
                continue
            items += self.added.drain()
            for item in items:
                before = running.get(item.id)
                if before is None or before.closed:
                    running[item.id] = self._go(item)
            while next_pass <= time.monotonic():
                next_pass += self.interval
        self._wait(running.values())
        print("Проверки остановлены")
        self.ended.close()

    def _receive(self, seconds: float) -> list:
        try:
            return [self.added.receive(seconds)]
        except (ChannelClosedError, ChannelTimeoutError):
            return []

    def _wait(self, channels) -> None:
        deadline = time.monotonic() + 0.5
        for done in channels:
            try:
                done.receive(max(0.0, deadline - time.monotonic()))
            except (ChannelClosedError, ChannelTimeoutError):
                continue

    def _go(self, item) -> Channel:
        done: Channel = Channel()

        def check() -> None:
            try:
                item.health()
            except BaseException as error:
                print(f"паника в {item.id}: {error}")
            finally:
                done.close()

        threading.Thread(target=check, daemon=True).start()
        return done
