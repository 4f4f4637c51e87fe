"""A dict is iterated over while somebody adds to it."""

from checker_lab.lessons.exhibits.exhibit import ScheduleExhibit, Wild

__all__ = ["EXHIBIT", "Broken", "Fixed"]


class Broken:
    """The paths of items, by their ids. One thread checks them, and another may add.

    Bug: the pass iterates over the dict itself, and an `add()` meanwhile changes its size: the
    pass ends with a RuntimeError, and the rest of the items is not checked. In the wild:
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
    """The same.

    Fix: the pass iterates over a list of its own, made in one step. What is added meanwhile is
    checked in the next pass.
    """

    def run_pass(self) -> None:
        for item_id in list(self.items):
            self.checked.append(item_id)


def run_pass(checker: Broken) -> None:
    checker.run_pass()


def add_c(checker: Broken) -> None:
    checker.add("c", "/c")


def all_were_checked(checker: Broken) -> bool:
    # The new one may be too late for this pass.
    assert checker.checked in (["a", "b"], ["a", "b", "c"]), f"checked: {checker.checked}"
    return True


EXHIBIT = ScheduleExhibit(
    name="dict_changes_size",
    title="The dict that changed its size",
    question="One thread goes through the items, another adds one. Is the new one checked?",
    broken=Broken,
    fixed=Fixed,
    wild=(
        Wild(
            "boxed/mutmut",
            "#410",
            "The thread that looks for timeouts iterated over a dict of starting times, to which "
            "others added: it ended with a RuntimeError.",
        ),
    ),
    threads={"owner": run_pass, "A": add_c},
    invariant=all_were_checked,
)
