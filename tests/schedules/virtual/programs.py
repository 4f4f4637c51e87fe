"""Programs that wait in every way that virtual time holds, and what each of them logs.

A program gets a function that logs a word with the virtual time.
"""

import _thread
import asyncio
import concurrent.futures
import datetime
import multiprocessing.dummy
import queue
import sched
import select
import selectors
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from checker_lab.schedules.virtual.world import STEP

Log = Callable[[str], None]


class Program(NamedTuple):
    """A program, and the lines that it logs: words and virtual seconds.

    Attributes:
        late: how many seconds too late each may be: only a loop that polls is late at all.
    """

    run: Callable[[Log], None]
    logs: list[tuple[str, float]]
    late: float


PROGRAMS: list[Program] = []


def logs(
    *expected: tuple[str, float], late: float = 0.0
) -> Callable[[Callable[[Log], None]], Callable[[Log], None]]:
    """Register a program with what it has to log."""

    def register(run: Callable[[Log], None]) -> Callable[[Log], None]:
        PROGRAMS.append(Program(run, list(expected), late))
        return run

    return register


def start(*targets: Callable[[], object]) -> list[threading.Thread]:
    threads = [threading.Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    return threads


def after(seconds: float, *actions: Callable[[], object]) -> threading.Thread:
    """Start a thread that sleeps, and then does all this."""

    def act() -> None:
        time.sleep(seconds)
        for action in actions:
            action()

    (thread,) = start(act)
    return thread


# threading


@logs(("slow", 2.0), ("joined", 2.0), ("not joined", 3.5))
def sleep_and_join(log: Log) -> None:
    slow = after(2, lambda: log("slow"))
    (hung,) = start(threading.Event().wait)
    slow.join()
    log("joined")
    hung.join(1.5)
    log("not joined")


@logs(("timed out", 0.5), ("set", 1.0))
def events(log: Log) -> None:
    event = threading.Event()
    after(1, event.set)
    assert not event.wait(0.5)
    log("timed out")
    assert event.wait()
    log("set")


@logs(("first", 0.0), ("second", 1.0), ("third", 2.0))
def locks_first_come_first_served(log: Log) -> None:
    lock = threading.Lock()

    def hold(name: str) -> None:
        with lock:
            log(name)
            time.sleep(1)

    for thread in start(*(lambda n=name: hold(n) for name in ("first", "second", "third"))):
        thread.join()


@logs(("not acquired", 0.25), ("acquired", 1.0))
def lock_with_timeout(log: Log) -> None:
    lock = threading.RLock()

    def hold() -> None:
        with lock, lock:
            time.sleep(1)

    start(hold)
    time.sleep(0)
    assert not lock.acquire(timeout=0.25)
    log("not acquired")
    with lock:
        log("acquired")


@logs(("notified", 0.75), ("timed out", 1.25))
def conditions(log: Log) -> None:
    condition = threading.Condition()

    def notify() -> None:
        time.sleep(0.75)
        with condition:
            condition.notify()

    start(notify)
    with condition:
        assert condition.wait(5)
        log("notified")
        assert not condition.wait(0.5)
        log("timed out")


@logs(("a", 0.0), ("b", 0.0), ("c", 1.0), ("d", 1.0))
def semaphores(log: Log) -> None:
    semaphore = threading.Semaphore(2)

    def hold(name: str) -> None:
        with semaphore:
            log(name)
            time.sleep(1)

    for thread in start(*(lambda n=name: hold(n) for name in "abcd")):
        thread.join()


@logs(("met", 3.0), ("met", 3.0), ("broken", 5.0))
def barriers(log: Log) -> None:
    barrier = threading.Barrier(2)

    def meet(seconds: float) -> None:
        time.sleep(seconds)
        barrier.wait()
        log("met")

    for thread in start(lambda: meet(1), lambda: meet(3)):
        thread.join()
    with suppress(threading.BrokenBarrierError):
        barrier.wait(2)
    log("broken")


@logs(("rang", 2.0), ("over", 4.0))
def timers(log: Log) -> None:
    cancelled = threading.Timer(3, log, ("never",))
    cancelled.start()
    threading.Timer(2, log, ("rang",)).start()
    time.sleep(1)
    cancelled.cancel()
    time.sleep(3)
    log("over")


@logs(("raw", 1.0), ("its lock", 1.0))
def raw_threads(log: Log) -> None:
    lock = _thread.allocate_lock()
    lock.acquire()

    def work(name: str) -> None:
        time.sleep(1)
        log(name)
        lock.release()
        _thread.exit()

    assert _thread.start_new_thread(work, ("raw",)) != _thread.get_ident()
    assert lock.acquire(timeout=9)
    log("its lock")


@logs(("1", 0.0), ("2", 0.0))
def thread_locals_and_idents(log: Log) -> None:
    local = threading.local()
    idents = set()

    def work(number: int) -> None:
        assert not hasattr(local, "number")
        local.number = number
        idents.add(threading.get_ident())
        time.sleep(0)
        log(str(local.number))

    one, other = start(lambda: work(1), lambda: work(2))
    assert one.ident != other.ident
    one.join()
    other.join()
    assert idents == {one.ident, other.ident}


# queue, sched, concurrent.futures, multiprocessing.dummy


@logs(("empty", 1.0), ("got a", 1.5), ("full", 2.5), ("all done", 3.0))
def queues(log: Log) -> None:
    waiting: queue.Queue[str] = queue.Queue(maxsize=1)
    with suppress(queue.Empty):
        waiting.get(timeout=1)
    log("empty")
    after(0.5, lambda: waiting.put("a"))
    log(f"got {waiting.get()}")
    waiting.put("b")
    with suppress(queue.Full):
        waiting.put("c", timeout=1)
    log("full")
    after(0.5, waiting.get, waiting.task_done, waiting.task_done)
    waiting.join()
    log("all done")


@logs(("empty", 2.0), ("got a", 3.0))
def simple_queues(log: Log) -> None:
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    with suppress(queue.Empty):
        waiting.get(timeout=2)
    log("empty")
    after(1, lambda: waiting.put("a"))
    log(f"got {waiting.get()}")


@logs(("urgent", 1.0), ("early", 1.0), ("late", 3.0))
def schedulers(log: Log) -> None:
    scheduler = sched.scheduler()
    scheduler.enter(3, 1, log, ("late",))
    scheduler.enter(1, 2, log, ("early",))
    scheduler.enter(1, 1, log, ("urgent",))
    scheduler.run()


@logs(("1 s", 1.0), ("2 s", 2.0), ("3 s", 4.0), ("timed out", 4.5), ("shut down", 6.0))
def executors(log: Log) -> None:
    def work(seconds: int) -> str:
        time.sleep(seconds)
        return f"{seconds} s"

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for future in concurrent.futures.as_completed([pool.submit(work, n) for n in (1, 2, 3)]):
            log(future.result())
        with suppress(concurrent.futures.TimeoutError):
            pool.submit(work, 2).result(timeout=0.5)
        log("timed out")
    log("shut down")


@logs(("[1, 4, 9]", 2.0))
def pools_of_threads(log: Log) -> None:
    def square(number: int) -> int:
        time.sleep(1)
        return number * number

    with multiprocessing.dummy.Pool(2) as pool:
        log(str(pool.map(square, [1, 2, 3], chunksize=1)))


# asyncio


@logs(("short", 1.0), ("long", 2.5), ("both", 2.5), ("timed out", 3.5))
def tasks(log: Log) -> None:
    async def work(name: str, seconds: float) -> None:
        await asyncio.sleep(seconds)
        log(name)

    async def main() -> None:
        await asyncio.gather(work("long", 2.5), work("short", 1))
        log("both")
        with suppress(TimeoutError):
            async with asyncio.timeout(1):
                await work("never", 9)
        log("timed out")

    asyncio.run(main())


@logs(("in its thread", 2.0), ("in the loop", 2.0), ("its thread is done", 3.0))
def threads_of_a_loop(log: Log) -> None:
    def work() -> None:
        time.sleep(2)
        log("in its thread")

    async def main() -> None:
        await asyncio.to_thread(work)
        log("in the loop")
        await asyncio.get_running_loop().run_in_executor(None, time.sleep, 1)
        log("its thread is done")

    asyncio.run(main())


@logs(("called", 0.5), ("answer", 2.0), ("stopped", 2.0))
def loops_in_threads(log: Log) -> None:
    loop = asyncio.new_event_loop()
    (thread,) = start(loop.run_forever)

    async def answer() -> str:
        await asyncio.sleep(1.5)
        return "answer"

    time.sleep(0.5)
    loop.call_soon_threadsafe(log, "called")
    log(asyncio.run_coroutine_threadsafe(answer(), loop).result())
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()
    log("stopped")


@logs(("got a", 1.0), ("lock", 2.0), ("event", 3.0))
def primitives_of_asyncio(log: Log) -> None:
    async def main() -> None:
        waiting: asyncio.Queue[str] = asyncio.Queue()
        lock, event = asyncio.Lock(), asyncio.Event()

        async def other() -> None:
            async with lock:
                await asyncio.sleep(1)
                await waiting.put("a")
                await asyncio.sleep(1)
            await asyncio.sleep(1)
            event.set()

        async with asyncio.TaskGroup() as group:
            group.create_task(other())
            log(f"got {await waiting.get()}")
            async with lock:
                log("lock")
            await event.wait()
            log("event")

    asyncio.run(main())


# select


@logs(("slept", 1.25), ("nothing", 2.25), ("ping", 4.0), ("selected", 4.0))
def selecting(log: Log) -> None:
    one, other = socket.socketpair()
    with one, other, selectors.DefaultSelector() as selector:
        assert select.select([], [], [], 1.25) == ([], [], [])
        log("slept")
        selector.register(one, selectors.EVENT_READ)
        assert selector.select(1) == []
        log("nothing")

        def send() -> None:
            time.sleep(1.75)
            log("ping")
            other.send(b"ping")

        start(send)
        assert selector.select()
        assert select.select([one], [], [])[0] == [one]
        log("selected")


# datetime


@logs(("a minute later", 60.0))
def datetimes(log: Log) -> None:
    before = datetime.datetime.now()
    time.sleep(60)
    assert datetime.datetime.now() - before == datetime.timedelta(minutes=1)
    log("a minute later")


# Polling, which lets time pass as soon as nothing else happens


# Virtual seconds until a loop that polls may end: it takes 2,500 steps.
SOON = 0.25
polls = logs(("over", SOON), late=10 * STEP)


def poll(log: Log, is_over: Callable[[], object], pause: Callable[[], object]) -> None:
    while not is_over():
        pause()
    log("over")


def nothing() -> None:
    pass


@polls
def polling_a_clock(log: Log) -> None:
    poll(log, lambda: time.monotonic() >= SOON, nothing)


@polls
def polling_another_clock(log: Log) -> None:
    poll(log, lambda: time.clock_gettime(time.CLOCK_MONOTONIC) >= SOON, nothing)


@polls
def polling_a_flag(log: Log) -> None:
    event = threading.Event()
    after(SOON, event.set)
    poll(log, event.is_set, nothing)


@polls
def polling_a_thread(log: Log) -> None:
    thread = after(SOON)
    poll(log, lambda: not thread.is_alive(), nothing)


@polls
def polling_a_queue(log: Log) -> None:
    waiting: queue.Queue[int] = queue.Queue()
    after(SOON, lambda: waiting.put(1))
    poll(log, lambda: not waiting.empty(), nothing)


@polls
def sleeping_for_no_time(log: Log) -> None:
    done: list[int] = []
    after(SOON, lambda: done.append(1))
    poll(log, lambda: done, lambda: time.sleep(0))


@polls
def tasks_that_sleep_for_no_time(log: Log) -> None:
    async def main() -> None:
        done = asyncio.create_task(asyncio.sleep(SOON))
        while not done.done():  # noqa: ASYNC110 (this is what it tries)
            await asyncio.sleep(0)
        log("over")

    asyncio.run(main())


@polls
def zeno(log: Log) -> None:
    # Half of what is left, again and again: without rounding it would never get there.
    poll(log, lambda: time.monotonic() >= SOON, lambda: time.sleep((SOON - time.monotonic()) / 2))


@polls
def two_threads_that_play_ball(log: Log) -> None:
    here: queue.Queue[int] = queue.Queue()
    there: queue.Queue[int] = queue.Queue()

    def throw_back() -> None:
        while True:
            there.put(here.get())

    start(throw_back)

    def throw() -> None:
        here.put(there.get())

    there.put(1)
    poll(log, lambda: time.monotonic() >= SOON, throw)
