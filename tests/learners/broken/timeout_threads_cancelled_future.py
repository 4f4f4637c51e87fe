"""A future is cancelled when it is late.

Mistake: the late error is set on the cancelled future, which raises InvalidStateError.
Fails: passes-errors-on
"""

import threading
from concurrent.futures import Future


def health(get_health, seconds):
    f = Future()

    def work():
        try:
            r = get_health()
        except BaseException as e:
            f.set_exception(e)
        else:
            f.cancelled() or f.set_result(r)

    threading.Thread(target=work, daemon=True).start()
    try:
        return f.result(seconds)
    except TimeoutError:
        f.cancel()
        raise
