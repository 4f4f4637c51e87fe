"""Flag: borrowed"""

from checker_lab.threads.timeouts import call_within


def health_within(get_health, seconds):
    return call_within(seconds, get_health)
