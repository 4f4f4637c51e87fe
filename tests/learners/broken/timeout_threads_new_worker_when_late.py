"""One worker, and a new one as soon as it hangs.

Mistake: until that is noticed, a quick call waits behind the one that hangs.
Fails: timeout-isolated
May fail: leaves-nothing
"""

import queue
import threading

jobs = None


def worker(jobs):
    while True:
        job = jobs.get()
        if job is None:
            return
        job()


def health(get_health, seconds):
    global jobs  # noqa: PLW0603
    if jobs is None:
        jobs = queue.Queue()
        threading.Thread(target=worker, args=(jobs,), daemon=True).start()
    mine = jobs
    out = queue.Queue(1)

    def job():
        try:
            out.put((get_health(), None))
        except BaseException as e:
            out.put((None, e))

    mine.put(job)
    try:
        v, e = out.get(timeout=seconds)
    except queue.Empty:
        if jobs is mine:
            jobs = None
        mine.put(None)
        raise TimeoutError from None
    if e is not None:
        raise e
    return v
