"""The call goes into a thread, and its answer through a queue with room for it.

Style: a daemon thread and queue.Queue(maxsize=1), as Go's select with time.After.
"""

import queue
import threading


def health_with_timeout(get_health, seconds):
    answers = queue.Queue(maxsize=1)

    def call():
        try:
            answers.put((get_health(), None))
        except BaseException as error:
            answers.put((None, error))

    threading.Thread(target=call, daemon=True).start()
    try:
        result, error = answers.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError(f"no answer within {seconds} s") from None
    if error is not None:
        raise error
    return result
