"""How the structure of two texts in Markdown differs."""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.lessons.editions.notebooks import ENGLISH, ROOT, RUSSIAN
from tests.lessons.editions.texts import is_russian, wrong_lines

__all__ = ["prose_differences", "relative_links", "structure_differences", "untranslated"]

FENCED = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)
SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)")
TAG = re.compile(r"</?[a-z][^>]*>")
HEADING = re.compile(r"^(#{1,6}) ", re.MULTILINE)
ITEM = re.compile(r"^([> ]*)(?:[-*]|(\d+)\.) ", re.MULTILINE)
ROW = re.compile(r"^[> ]*(\|.*\|) *$", re.MULTILINE)
QUOTE = re.compile(r"^>", re.MULTILINE)
ELSEWHERE = re.compile(r"^[a-z]+:")
WORD = re.compile(r"[A-Za-z]{2,}")
PARAGRAPH = re.compile(r"\n\s*\n|\n(?=[> ]*(?:[-*|]|\d+\.))")
FEW = 3
"""So many English words may be names."""

TRANSLATED = {"README.md": "README.ru.md"}
"""Pages outside of the notebooks that have a Russian twin."""

FIXED = {
    "**Predict.**": "**Предскажите.**",
    "<summary>Why": "<summary>Почему",
    "<summary>Show the answer": "<summary>Показать ответ",
    "<summary>Hint": "<summary>Подсказка",
    "# Check yourself": "# Проверьте себя",
    "# Look inside": "# Загляните внутрь",
    "# Now you write it": "# Теперь пишете вы",
    "# Your turn": "# Ваш ход",
    "- **Time": "- **Время",
    "- **You need": "- **Нужно знать",
    "- **Afterwards you can": "- **После урока вы сможете",
}
"""What all notebooks say in the same words."""


def prose_differences(english: str, russian: str, place: str) -> list[str]:
    """Say how the structure differs; `place` is the notebook's name in both editions."""
    return [
        *_compare_blocks(english, russian),
        *_compare_spans(_prose(english), _prose(russian)),
        *_compare_links(english, russian, place),
        *structure_differences(english, russian),
        *_compare_fixed(english, russian),
        *(f"not translated: {paragraph!r}" for paragraph in untranslated(russian)),
    ]


def structure_differences(english: str, russian: str) -> list[str]:
    """Say how headings, lists, tables, quotes and HTML differ."""
    texts = _bare(english), _bare(russian)
    found = {what: tuple(map(parts, texts)) for what, parts in STRUCTURE.items()}
    return [f"other {what}: {en} became {ru}" for what, (en, ru) in found.items() if en != ru]


def untranslated(russian: str) -> list[str]:
    """Return its paragraphs that have some English words and no Russian one."""
    paragraphs = PARAGRAPH.split(_bare(russian))
    return [
        " ".join(paragraph.split())
        for paragraph in paragraphs
        if not is_russian(paragraph) and len(WORD.findall(TAG.sub("", paragraph))) > FEW
    ]


def relative_links(text: str) -> list[str]:
    """Return what it links to, and shows, on this machine, without the part after a `#`."""
    targets = [target.partition("#")[0] for _, _, target in LINK.findall(_without_code(text))]
    return [target for target in targets if target and not ELSEWHERE.match(target)]


# Blocks of code, and code in a line


def _compare_blocks(english: str, russian: str) -> Iterator[str]:
    blocks = [
        [(kind, code) for _, kind, code in FENCED.findall(each)] for each in (english, russian)
    ]
    if [kind for kind, _ in blocks[0]] != [kind for kind, _ in blocks[1]]:
        yield f"other blocks of code: {blocks[0]} became {blocks[1]}"
        return
    for (_, en), (_, ru) in zip(*blocks, strict=True):
        yield from (f"in a block of code: {wrong}" for wrong in wrong_lines(en, ru))


def _compare_spans(english: str, russian: str) -> Iterator[str]:
    """Prose may say a name once more or once less, since Russian has other pronouns."""
    spans = _spans(english), _spans(russian)
    gone, new = spans[0] - spans[1], spans[1] - spans[0]
    wrong = {span for span in new if not is_russian(span)}
    if wrong or len(gone) != len(new):
        yield f"other code in backticks: {sorted(gone)} became {sorted(new)}"


def _spans(text: str) -> set[str]:
    return {" ".join(code.split()) for _, code in SPAN.findall(text)}


# Links and images


def _compare_links(english: str, russian: str, place: str) -> Iterator[str]:
    there = [_expected(link, place) for link in _links(english)]
    here = [_resolved(link, RUSSIAN / place) for link in _links(russian)]
    gone, new = Counter(there) - Counter(here), Counter(here) - Counter(there)
    if gone or new:
        yield f"other links: expected {sorted(gone.elements())}, found {sorted(new.elements())}"


def _links(text: str) -> list[tuple[str, str]]:
    """Return a `!` for an image, and the target of each link and image."""
    return [(mark, target) for mark, _, target in LINK.findall(_without_code(text))]


def _resolved(link: tuple[str, str], path: Path) -> str:
    """Name a link by the path of its file in the project."""
    mark, target = link
    name, sharp, _ = target.partition("#")
    if ELSEWHERE.match(target):
        return mark + target
    if not name:
        return "#"  # a heading of the same page, in the words of the edition
    return mark + str(_project_path(path, name)) + sharp


def _expected(link: tuple[str, str], place: str) -> str:
    """What a Russian notebook has to link to, where the English one has this link."""
    named = _resolved(link, ENGLISH / place)
    mark = "!" if named.startswith("!") else ""
    name, sharp, _ = named.removeprefix("!").partition("#")
    if name.startswith("notebooks/ru/"):
        return f"{mark}notebooks/{name.removeprefix('notebooks/ru/')}{sharp}"
    if name.startswith("notebooks/"):
        return f"{mark}notebooks/ru/{name.removeprefix('notebooks/')}{sharp}"
    return TRANSLATED.get(named, named)


def _project_path(path: Path, target: str) -> Path:
    return Path(os.path.normpath(path.parent / target)).relative_to(ROOT)


# Headings, lists, tables, HTML


def _items(text: str) -> list[str]:
    return [number or "-" for _, number in ITEM.findall(text)]


def _rows(text: str) -> list[int]:
    return [row.count("|") - 1 for row in ROW.findall(text)]


STRUCTURE: dict[str, Callable[[str], object]] = {
    "levels of headings": lambda text: [len(marks) for marks in HEADING.findall(text)],
    "items of lists": _items,
    "columns of the rows of tables": _rows,
    "HTML": TAG.findall,
    "quotes": lambda text: bool(QUOTE.search(text)),
}


def _compare_fixed(english: str, russian: str) -> Iterator[str]:
    for en, ru in FIXED.items():
        if english.count(en) != russian.count(ru):
            yield f"{en!r} is {ru!r} in Russian: {english.count(en)} became {russian.count(ru)}"


# Parts of a text


def _prose(text: str) -> str:
    """The text without its blocks of code."""
    return FENCED.sub("", text)


def _without_code(text: str) -> str:
    return SPAN.sub("`code`", _prose(text))


def _bare(text: str) -> str:
    """The text without code, and without the addresses of its links."""
    return LINK.sub(r"\2", SPAN.sub("``", _prose(text)))
