"""Calls the C API."""

import ctypes

ctypes.pythonapi.PyRun_SimpleString(b"pass")


class Checker:
    def __init__(self, interval):
        self.items = []

    def add(self, item):
        self.items.append(item)

    def run(self):
        pass

    def stop(self):
        print("Проверки остановлены")
