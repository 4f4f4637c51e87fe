import threading

from checker_lab import Channel, ChannelTimeoutError


def health_within(get_health, seconds):
    # Room for one: a late call leaves its answer there and ends.
    answers = Channel(capacity=1)

    def call():
        try:
            answers.send((get_health(), None))
        except BaseException as error:
            answers.send((None, error))

    threading.Thread(target=call, daemon=True).start()
    try:
        health, error = answers.receive(seconds)
    except ChannelTimeoutError:
        raise TimeoutError(f"no answer within {seconds} s") from None
    if error is not None:
        raise error
    return health
