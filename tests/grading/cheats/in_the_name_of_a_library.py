"""Runs code that claims to stand in a file of Python's own."""

import logging

exec(compile("import gc; found = gc.get_objects()", logging.__file__, "exec"))


class Checker:
    def __init__(self, interval):
        self.items = []

    def add(self, item):
        self.items.append(item)

    def run(self):
        pass

    def stop(self):
        print("Проверки остановлены")
