"""How a Russian notebook differs from its English twin where it must not."""

from collections.abc import Iterator

from tests.lessons.editions.code import code_differences
from tests.lessons.editions.notebooks import Cell, Notebook
from tests.lessons.editions.prose import prose_differences

__all__ = ["differences", "language_line"]


def differences(english: Notebook, russian: Notebook, place: str) -> list[str]:
    """Say what differs, and in which cells. An empty list: they are twins.

    Args:
        english: the English notebook.
        russian: the Russian one.
        place: the name of both in their editions, which their links are relative to.
    """
    return [f"notebooks/ru/{place}, {found}" for found in _compare(english, russian, place)]


def language_line(language: str) -> str:
    """The last line of the first code cell of a notebook."""
    return f'set_language("{language}")'


def _compare(english: Notebook, russian: Notebook, place: str) -> Iterator[str]:
    for key in sorted((english.keys() | russian.keys()) - {"cells"}):
        if english.get(key) != russian.get(key):
            yield f"{key}: {english.get(key)} became {russian.get(key)}"
    ids = [[cell["id"] for cell in each["cells"]] for each in (english, russian)]
    if ids[0] != ids[1]:
        missing = [one for one in ids[0] if one not in ids[1]]
        new = [one for one in ids[1] if one not in ids[0]]
        yield f"other cells, or in another order: missing {missing}, new {new}"
        return
    yield from _compare_language_lines(english, russian)
    for at, (en, ru) in enumerate(zip(english["cells"], russian["cells"], strict=True)):
        where = f"cell {ru['id']} (number {at + 1})"
        yield from (f"{where}: {found}" for found in _compare_cells(en, ru, place))


def _compare_language_lines(english: Notebook, russian: Notebook) -> Iterator[str]:
    for notebook, language, twin in ((english, "en", " of the twin"), (russian, "ru", "")):
        first = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
        line = language_line(language)
        if first["source"].splitlines()[-1] != line:
            yield f"cell {first['id']}{twin}: the first code cell must end with the line {line}"


def _compare_cells(english: Cell, russian: Cell, place: str) -> Iterator[str]:
    for key in ("cell_type", "metadata", "attachments"):
        if english.get(key) != russian.get(key):
            yield f"{key}: {english.get(key)} became {russian.get(key)}"
            return
    en, ru = english["source"], russian["source"]
    if english["cell_type"] == "code":
        last = language_line("ru")
        if ru.endswith(f"\n{last}"):
            ru = f"{ru.removesuffix(last)}{language_line('en')}"
        yield from code_differences(en, ru)
    else:
        yield from prose_differences(en, ru, place)
