"""Runs the grader's code with globals of its own."""

import time
import types

fake = types.FunctionType(time.sleep.__code__, {})


class Checker:
    def __init__(self, interval):
        self.items = []

    def add(self, item):
        self.items.append(item)

    def run(self):
        pass

    def stop(self):
        print("Проверки остановлены")
