"""Reads this process's memory."""

with open("/proc/self/mem", "rb") as memory:
    memory.seek(4096)


class Checker:
    def __init__(self, interval):
        self.items = []

    def add(self, item):
        self.items.append(item)

    def run(self):
        pass

    def stop(self):
        print("Проверки остановлены")
