"""The Russian notebooks are the English ones, cell by cell, in Russian."""

import json
import re
from copy import deepcopy

import pytest

from tests.lessons.editions import ENGLISH, RUSSIAN, differences, names, read
from tests.lessons.editions.notebooks import Notebook
from tests.lessons.editions.texts import is_russian

CSS_COMMENT = re.compile(r"/\*.*?\*/")
START = "00_start_here.ipynb"


PRESCRIBED = "Проверки остановлены"
"""The line of the assignment. The English edition explains it, and prints it in one lesson."""

each_notebook = pytest.mark.parametrize("name", sorted(names(ENGLISH)))


def test_both_editions_have_the_same_notebooks() -> None:
    assert names(RUSSIAN) == names(ENGLISH)


@each_notebook
def test_the_russian_notebook_is_the_twin_of_the_english_one(name: str) -> None:
    found = differences(read(ENGLISH / name), read(RUSSIAN / name), name)
    assert not found, "\n".join(found)


@each_notebook
def test_the_english_notebook_shows_no_russian(name: str) -> None:
    cells = [cell for cell in read(ENGLISH / name)["cells"] if cell["cell_type"] == "code"]
    assert [cell["id"] for cell in cells if is_russian(without_the_line(cell["source"]))] == []
    outputs = {cell["id"]: json.dumps(cell["outputs"], ensure_ascii=False) for cell in cells}
    shown = {cell_id: CSS_COMMENT.sub("", text) for cell_id, text in outputs.items()}
    if name == "03_the_context.ipynb":
        shown = {cell_id: without_the_line(text) for cell_id, text in shown.items()}
    assert [cell_id for cell_id, text in shown.items() if is_russian(text)] == []


def without_the_line(text: str) -> str:
    return text.replace(PRESCRIBED, "")


@each_notebook
def test_only_the_first_cell_of_code_names_the_language(name: str) -> None:
    """But for the checker in lesson 3 that prints the line of the assignment."""
    cells = [cell for cell in read(ENGLISH / name)["cells"] if cell["cell_type"] == "code"]
    found = [
        cell["id"] for cell in cells if re.search(r"\blanguage=|set_language\(", cell["source"])
    ]
    allowed = ["03-24"] if name == "03_the_context.ipynb" else []
    assert found == [cells[0]["id"], *allowed]


def test_the_starts_link_to_each_other_in_their_first_lines() -> None:
    for edition, twin in ((ENGLISH, "ru/"), (RUSSIAN, "../")):
        heading, link, *_ = read(edition / START)["cells"][0]["source"].split("\n\n")
        assert heading.startswith("# ")
        assert link.endswith(f"]({twin}{START})")


# It finds every kind of difference

TEXT_EN = """# A race

[Next →](02_the_channel.ipynb) · [README](../README.md) · [Docs](https://docs.python.org/3/)

- **Time:** 5 minutes, with `add()`
- [x][y] is `items`

| call | what happens |
|---|---|
| `add()` | adds an item |

![Two lanes](images/overview.svg)

```go
c.items = nil // empty
```

> **Predict.** What is printed?

<details><summary>Why</summary>

Because of `lost item`.

</details>
"""
TEXT_RU = """# Гонка

[Дальше →](02_the_channel.ipynb) · [README](../../README.ru.md) · [Документация](https://docs.python.org/3/)

- **Время:** 5 минут, с `add()`
- [x][y] — это `items`

| вызов | что происходит |
|---|---|
| `add()` | добавляет элемент |

![Две дорожки](images/overview.svg)

```go
c.items = nil // пусто
```

> **Предскажите.** Что будет напечатано?

<details><summary>Почему</summary>

Из-за `потерянный элемент`.

</details>
"""
CODE_EN = """from checker_lab import set_language

# The same in both.
# A comment in two lines.
items = ["search"]
words = f"{len(items)} items of {items}"
code = '''
x := 1 // one
y := 2
'''
set_language("en")
"""
CODE_RU = """from checker_lab import set_language

# Комментарий в одну строку.
items = ["search"]
words = f"{items}: элементов {len(items)}"
code = '''
x := 1 // единица
y := 2
'''
set_language("ru")
"""
NAME = "01_the_race.ipynb"


def notebook(text: str, code: str) -> Notebook:
    cells = [
        {"cell_type": "markdown", "id": "text", "metadata": {}, "source": text.strip()},
        {"cell_type": "code", "id": "code", "metadata": {}, "source": code.strip()},
    ]
    return {"cells": cells, "metadata": {"kernelspec": "python3"}, "nbformat": 4}


ENGLISH_ONE = notebook(TEXT_EN, CODE_EN)
RUSSIAN_ONE = notebook(TEXT_RU, CODE_RU)


def test_a_twin_may_differ_in_words() -> None:
    assert differences(ENGLISH_ONE, RUSSIAN_ONE, NAME) == []


@pytest.mark.parametrize(
    ("was", "becomes", "found"),
    [
        ("# Гонка", "## Гонка", "levels of headings"),
        ("(02_the_channel.ipynb)", "(03_the_context.ipynb)", "other links"),
        ("(../../README.ru.md)", "(../../README.md)", "other links"),
        ("(https://docs.python.org/3/)", "(https://docs.python.org/ru/3/)", "other links"),
        ("(images/overview.svg)", "(../images/overview.svg)", "other links"),
        ("![Две дорожки]", "[Две дорожки]", "other links"),
        ("с `add()`", "с `remove()`", "other code in backticks"),
        ("это `items`", "это элементы", "other code in backticks"),
        ("- [x][y] — это", "— [x][y] — это", "items of lists"),
        ("| добавляет элемент |", "| добавляет | элемент |", "rows of tables"),
        ("c.items = nil // пусто", "c.items = 0", "in a block of code"),
        ("c.items = nil // пусто", "// пусто\nc.items = nil", "another number of lines"),
        ("```go", "```text", "other blocks of code"),
        ("**Предскажите.**", "**Угадайте.**", "is '**Предскажите.**' in Russian"),
        ("> **Предскажите.**", "**Предскажите.**", "other quotes"),
        ("</details>", "", "other HTML"),
        ("Из-за `потерянный элемент`.", "This is the `потерянный элемент` here.", "not translated"),
        ("добавляет элемент", "adds one more item", "not translated"),
    ],
)
def test_it_finds_a_difference_of_texts(was: str, becomes: str, found: str) -> None:
    assert was in TEXT_RU
    assert found in findings(TEXT_RU.replace(was, becomes), CODE_RU)


@pytest.mark.parametrize(
    ("was", "becomes", "found"),
    [
        ('["search"]', '["payments"]', "'search' became 'payments'"),
        ('["search"]', '["search", "payments"]', "['search'] became"),
        ("items =", "elements =", "items became elements"),
        ("items =", "элементы =", "items became элементы"),
        ("{len(items)}", "{items}", "элементов {items}"),
        ("элементов", "items:", "items: {len(items)}"),
        ("y := 2", "y := 3", "'y := 2' became 'y := 3'"),
        ("y := 2\n", "", "another number of lines"),
        ("# Комментарий в одну строку.", "# One line.", "the comment"),
        ("# Комментарий в одну строку.", "", "the comments"),
        ('set_language("ru")', 'set_language("en")', 'end with the line set_language("ru")'),
        ('set_language("ru")', 'set_language("ru")\nx = 1', "end with the line"),
    ],
)
def test_it_finds_a_difference_of_code(was: str, becomes: str, found: str) -> None:
    assert was in CODE_RU
    assert found in findings(TEXT_RU, CODE_RU.replace(was, becomes))


@pytest.mark.parametrize("key", ["metadata", "cell_type"])
def test_it_finds_a_difference_of_cells(key: str) -> None:
    changed = deepcopy(RUSSIAN_ONE)
    changed["cells"][0][key] = "another"
    (found,) = differences(ENGLISH_ONE, changed, NAME)
    assert found.startswith(f"notebooks/ru/{NAME}, cell text (number 1): {key}: ")


def test_it_finds_a_difference_of_notebooks() -> None:
    (found,) = differences(ENGLISH_ONE, RUSSIAN_ONE | {"metadata": {}}, NAME)
    assert found.startswith(f"notebooks/ru/{NAME}, metadata: ")


def test_it_finds_a_missing_cell() -> None:
    (found,) = differences(ENGLISH_ONE, RUSSIAN_ONE | {"cells": RUSSIAN_ONE["cells"][1:]}, NAME)
    assert "missing ['text']" in found


def test_it_finds_an_english_notebook_without_its_line() -> None:
    english = notebook(TEXT_EN, CODE_EN.replace('set_language("en")', ""))
    assert (
        'cell code of the twin: the first code cell must end with the line set_language("en")'
        in ("\n".join(differences(english, RUSSIAN_ONE, NAME)))
    )


def findings(text: str, code: str) -> str:
    """What is found if the Russian notebook has this text and this code."""
    return "\n".join(differences(ENGLISH_ONE, notebook(text, code), NAME))
