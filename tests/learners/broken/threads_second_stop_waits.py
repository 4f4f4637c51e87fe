"""stop() sends a letter and waits for the answer.

Mistake: at the second stop() there is nobody left to answer, and it waits forever.
Fails: stop-twice
May fail: stop-message
"""

import queue
import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.mailbox = queue.Queue()
        self.answers = queue.Queue()
        self.items = []
        self.busy = set()
        self.thread = None

    def add(self, item):
        self.mailbox.put(item)

    def run(self):
        self.thread = threading.Thread(target=self.owner, daemon=True)
        self.thread.start()

    def owner(self):
        due = time.monotonic()
        while True:
            left = due - time.monotonic()
            try:
                letter = self.mailbox.get(timeout=left) if left > 0 else self.mailbox.get_nowait()
            except queue.Empty:
                self.start_checks()
                while due <= time.monotonic():
                    due += self.interval
                continue
            if letter == "stop":
                break
            self.items.append(letter)
        print("Проверки остановлены")
        self.answers.put("stopped")

    def start_checks(self):
        for item in self.items:
            if item.id not in self.busy:
                self.busy.add(item.id)
                threading.Thread(target=self.check, args=(item,), daemon=True).start()

    def check(self, item):
        try:
            item.health()
        except BaseException as e:
            print(f"паника {item.id}: {e}")
        finally:
            self.busy.discard(item.id)

    def stop(self):
        self.mailbox.put("stop")
        self.answers.get()
