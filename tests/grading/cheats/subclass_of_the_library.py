"""Flag: borrowed"""

from checker_lab import ThreadedChecker


class Mine(ThreadedChecker):
    def __init__(self, interval):
        super().__init__(interval=interval)
