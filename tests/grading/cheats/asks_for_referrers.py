"""Finds what holds the items."""

import gc


class Checker:
    def __init__(self, interval):
        self.items = []

    def add(self, item):
        self.items.append(item)
        gc.get_referrers(item)

    def run(self):
        pass

    def stop(self):
        print("Проверки остановлены")
