"""A timer interrupts the call.

Mistake: interrupt_main() raises in the main thread, whichever thread makes the call.
Fails: times-out
May fail: passes-errors-on, timeout-isolated, leaves-nothing
"""

import _thread
import threading


def health(get_health, seconds):
    t = threading.Timer(seconds, _thread.interrupt_main)
    t.daemon = True
    t.start()
    try:
        return get_health()
    except KeyboardInterrupt:
        raise TimeoutError from None
    finally:
        t.cancel()
