"""The real `ipywidgets.Output`, on which the exhibit is modelled, loses lines in the same way."""

import ipywidgets
from ipywidgets.widgets import widget_output

from checker_lab.lessons.exhibits import append_stdout
from checker_lab.schedules import explore


def both_lines_are_there(output: ipywidgets.Output) -> bool:
    texts = [stream["text"] for stream in output.outputs]
    output.close()
    return sorted(texts) == ["a\n", "b\n"]


def test_the_real_widget_loses_a_line() -> None:
    threads = append_stdout.EXHIBIT.threads
    found = explore(
        ipywidgets.Output, threads, both_lines_are_there, preemptions=1, step_into=[widget_output]
    )
    assert found.exhausted
    assert 0 < found.losing < found.explored
    assert found.run is not None
    sources = [step.source for step in found.run.steps if step.file == "widget_output.py"]
    assert "self.outputs += (" in sources
