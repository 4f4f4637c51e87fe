"""A thread that keeps its own result, and a join() with a timeout.

Style: a subclass of threading.Thread; is_alive() tells whether the time was over.
"""

import threading


class Call(threading.Thread):
    def __init__(self, function):
        super().__init__(daemon=True)
        self.function = function
        self.result = None
        self.error = None

    def run(self):
        try:
            self.result = self.function()
        except BaseException as error:
            self.error = error


def get_with_timeout(get_health, seconds):
    call = Call(get_health)
    call.start()
    call.join(seconds)
    if call.is_alive():
        raise TimeoutError
    if call.error:
        raise call.error
    return call.result
