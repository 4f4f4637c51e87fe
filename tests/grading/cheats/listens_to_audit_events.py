"""Listens to what the grader does."""

import sys

sys.addaudithook(lambda event, args: None)


class Checker:
    def __init__(self, interval):
        self.items = []

    def add(self, item):
        self.items.append(item)

    def run(self):
        pass

    def stop(self):
        print("Проверки остановлены")
