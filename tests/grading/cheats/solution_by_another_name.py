"""Flag: borrowed"""

from checker_lab.lessons.exercises.solutions.panic_threads import Checker as Theirs


class Mine:
    def __init__(self, interval):
        self.theirs = Theirs(interval)

    def __getattr__(self, name):
        return getattr(self.theirs, name)

    def add(self, item):
        self.theirs.add(item)

    def run(self):
        self.theirs.run()

    def stop(self):
        self.theirs.stop()
