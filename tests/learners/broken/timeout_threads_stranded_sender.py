"""Go's select, word for word.

Mistake: the channel has no room, so the thread of a late call waits for a receiver forever.
Fails: leaves-nothing
"""

import threading

from checker_lab import Channel, ChannelTimeoutError


def get_with_timeout(get_health, seconds):
    result: Channel = Channel(capacity=0)

    def goroutine():
        try:
            outcome = get_health(), None
        except BaseException as error:
            outcome = None, error
        result.send(outcome)

    threading.Thread(target=goroutine, daemon=True).start()
    try:
        health, error = result.receive(seconds)
    except ChannelTimeoutError:
        raise TimeoutError(f"no answer within {seconds} s") from None
    if error is not None:
        raise error
    return health
