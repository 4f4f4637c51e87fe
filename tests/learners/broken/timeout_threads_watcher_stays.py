"""A second thread waits to print that the answer is late.

Mistake: nobody tells it that the answer has come, so one stays behind after every call.
Fails: leaves-nothing
"""

import queue
import threading


def health(get_health, seconds):
    found = queue.Queue(1)
    is_late = threading.Event()

    def ask():
        try:
            found.put((get_health(), None))
        except BaseException as error:
            found.put((None, error))

    def watch():
        is_late.wait()
        print("late")

    threading.Thread(target=watch, daemon=True).start()
    threading.Thread(target=ask, daemon=True).start()
    try:
        answer, error = found.get(timeout=seconds)
    except queue.Empty:
        is_late.set()
        raise TimeoutError(f"no answer within {seconds} s") from None
    if error is not None:
        raise error
    return answer
