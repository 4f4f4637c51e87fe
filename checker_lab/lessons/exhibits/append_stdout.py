"""Threads append lines to the output of a widget, and some are lost."""

from checker_lab.lessons.exhibits.exhibit import ScheduleExhibit, Wild, expect
from checker_lab.threads.channel import Channel

__all__ = ["EXHIBIT", "Broken", "Fixed"]


class Broken:
    """Like `ipywidgets.Output`, where a trait is read by one call and stored by another.

    The real `outputs` holds a dict for each line; here the text is enough.

    Bug: `+=` reads the tuple, builds a longer one and stores it. If another thread does the same
    in between, a line is lost. In the wild: jupyter-widgets/ipywidgets
    python/ipywidgets/ipywidgets/widgets/widget_output.py.
    """

    def __init__(self) -> None:
        self.stored: tuple[str, ...] = ()

    @property
    def outputs(self) -> tuple[str, ...]:
        return self.stored

    @outputs.setter
    def outputs(self, outputs: tuple[str, ...]) -> None:
        self.stored = outputs

    def append_stdout(self, text: str) -> None:
        self.outputs += (text,)

    def render(self) -> str:
        return "".join(self.outputs)


class Fixed(Broken):
    """The same, fixed.

    Fix: threads send their lines through a channel, and one renderer receives and stores them.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: Channel[str] = Channel()

    def append_stdout(self, text: str) -> None:
        self._lines.send(text)

    def render(self) -> str:
        for text in self._lines.drain():
            super().append_stdout(text)
        return super().render()


def append_a(output: Broken) -> None:
    output.append_stdout("a\n")


def append_b(output: Broken) -> None:
    output.append_stdout("b\n")


def both_lines_are_there(output: Broken) -> bool:
    lines = sorted(output.render().split())
    return expect(lines == ["a", "b"], "a and b were appended, and the output has {0}", lines)


EXHIBIT = ScheduleExhibit(
    name="append_stdout",
    english_title="Output.append_stdout from threads",
    broken=Broken,
    fixed=Fixed,
    places=(
        Wild(
            "jupyter-widgets/ipywidgets",
            "python/ipywidgets/ipywidgets/widgets/widget_output.py",
            "_append_stream_output() does `self.outputs += (...)` on a trait: of 4,000 lines that "
            "8 threads appended, 3,230 to 3,641 remained.",
        ),
    ),
    threads={"A": append_a, "B": append_b},
    invariant=both_lines_are_there,
)
