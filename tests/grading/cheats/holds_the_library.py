"""Flag: borrowed"""

import checker_lab


class Mine:
    def __init__(self, interval):
        self._it = checker_lab.ThreadedChecker(interval=interval)

    def add(self, item):
        self._it.add(item)

    def __getattr__(self, name):
        return getattr(self._it, name)

    def run(self):
        self._it.run()

    def stop(self):
        self._it.stop()
