"""Flag: none

No threads at all: it lets the items say that they were checked, and makes up checks."""


class Mine:
    def __init__(self, interval):
        self.items = []

    def add(self, item):
        self.items.append(item)
        item.asked = item.calls = 99
        vars(item)["calls"] = 99
        item.timeline = None
        for name in ("_start", "_record"):
            try:
                getattr(item, name)(None)
            except AttributeError:
                pass
        try:
            item.__init__(item.id, None, (), 99)
        except TypeError:
            pass

    def run(self):
        pass

    def stop(self):
        print("Проверки остановлены")
