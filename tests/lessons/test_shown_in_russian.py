"""The stored outputs of the Russian notebooks have no English prose in them."""

import re
from collections.abc import Iterator

import pytest

from tests.helpers.prose import english_in, text_of
from tests.lessons.editions.notebooks import RUSSIAN, Cell, names, read

# What stays English: the source of the library, and errors, as Python's own are.
SHOWS_SOURCE = re.compile(r"\b(show|show_difference|look|reveal)\(")
ERRORS = (
    "no room to send within",
    "send on a closed channel: only senders should close it",
    "receive from a closed channel: nothing more will come",
    "timeout must be a whole number of seconds from",
)
# Values that a cell prints side by side.
VALUES = ("True, cancelled", "False threads", "hung, slow")


def shown_by(cell: Cell) -> Iterator[str]:
    """The texts of its outputs, but those of errors that end a cell."""
    for output in cell["outputs"]:
        if output["output_type"] == "stream":
            yield "".join(output["text"])
        elif html := "".join(output.get("data", {}).get("text/html", ())):
            yield text_of(html)
        else:
            yield "".join(output.get("data", {}).get("text/plain", ()))


@pytest.mark.parametrize("name", sorted(names(RUSSIAN)))
def test_no_output_has_english_prose(name: str) -> None:
    found = {
        cell["id"]: english
        for cell in read(RUSSIAN / name)["cells"]
        if cell["cell_type"] == "code" and not SHOWS_SOURCE.search(cell["source"])
        for text in shown_by(cell)
        if (english := english_in(text, [*ERRORS, *VALUES, *cell["source"].split("\n")]))
    }
    assert found == {}
