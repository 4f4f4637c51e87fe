"""A queue of one answer, and a demo that shows what happens.

Style: a demo at the top level whose last call raises TimeoutError.
"""

import queue
import threading
import time


def call_within(get_health, seconds):
    answers = queue.Queue()

    def ask():
        try:
            answers.put((get_health(), None))
        except BaseException as error:
            answers.put((None, error))

    threading.Thread(target=ask, daemon=True).start()
    try:
        health, error = answers.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError(f"no answer within {seconds} s") from None
    if error is not None:
        raise error
    return health


print(call_within(lambda: True, 1))
print(call_within(lambda: time.sleep(60), 1))
