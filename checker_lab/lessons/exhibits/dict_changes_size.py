"""One thread iterates over a dict while another adds to it."""

from checker_lab.lessons.exhibits.exhibit import ScheduleExhibit, Wild, expect

__all__ = ["EXHIBIT", "Broken", "Fixed"]


class Broken:
    """The paths of items, by their ids. One thread checks them, and another may add one.

    Bug: the pass iterates over the dict itself. An `add()` during the pass changes its size: the
    pass dies with a RuntimeError, and the remaining items are never checked. In the wild:
    boxed/mutmut#410.
    """

    def __init__(self) -> None:
        self.items = {"a": "/a", "b": "/b"}
        self.checked: list[str] = []

    def add(self, item_id: str, path: str) -> None:
        self.items[item_id] = path

    def run_pass(self) -> None:
        for item_id in self.items:
            self.checked.append(item_id)


class Fixed(Broken):
    """The same, fixed.

    Fix: the pass iterates over its own list, a copy made in one step. An item that is added
    during the pass is checked in the next one.
    """

    def run_pass(self) -> None:
        for item_id in list(self.items):
            self.checked.append(item_id)


def run_pass(checker: Broken) -> None:
    checker.run_pass()


def add_c(checker: Broken) -> None:
    checker.add("c", "/c")


def all_were_checked(checker: Broken) -> bool:
    # The new item may be too late for this pass.
    is_right = checker.checked in (["a", "b"], ["a", "b", "c"])
    return expect(is_right, "checked: {0}", checker.checked)


EXHIBIT = ScheduleExhibit(
    name="dict_changes_size",
    english_title="The dict that changed its size",
    broken=Broken,
    fixed=Fixed,
    places=(
        Wild(
            "boxed/mutmut",
            "#410",
            "The thread that looks for timeouts iterated over a dict of start times while other "
            "threads added to it: it died with a RuntimeError.",
        ),
    ),
    threads={"owner": run_pass, "A": add_c},
    invariant=all_were_checked,
)
