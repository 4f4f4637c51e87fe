"""A condition that the worker notifies.

Style: a daemon thread and Condition.wait_for with a timeout.
"""

import threading


def health(get_health, seconds):
    cond = threading.Condition()
    out = []

    def work():
        try:
            got = (get_health(), None)
        except BaseException as e:
            got = (None, e)
        with cond:
            out.append(got)
            cond.notify()

    threading.Thread(target=work, daemon=True).start()
    with cond:
        if not cond.wait_for(lambda: out, timeout=seconds):
            raise TimeoutError(f"{seconds}")
    value, error = out[0]
    if error is not None:
        raise error
    return value
