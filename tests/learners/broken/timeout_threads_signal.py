"""The signal that Unix has for it.

Mistake: a signal handler can be set in the main thread only, where no check runs.
Fails: times-out
May fail: passes-errors-on, timeout-isolated, leaves-nothing
"""

import signal


def health(get_health, seconds):
    def late(*_):
        raise TimeoutError

    old = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return get_health()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old)
