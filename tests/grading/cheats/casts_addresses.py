"""Reads objects by their addresses."""

import ctypes

print(ctypes.cast(id(object()), ctypes.py_object).value)


class Checker:
    def __init__(self, interval):
        self.items = []

    def add(self, item):
        self.items.append(item)

    def run(self):
        pass

    def stop(self):
        print("Проверки остановлены")
