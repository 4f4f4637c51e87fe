"""How the code of two cells differs, apart from Russian texts and comments."""

import ast
import io
import tokenize
from collections.abc import Iterator

from tests.lessons.editions.texts import is_russian, wrong_lines

__all__ = ["code_differences"]

LAYOUT = (tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)


def code_differences(english: str, russian: str) -> list[str]:
    """Say what differs. A text may if it is Russian; so may a comment."""
    trees = [ast.parse(source) for source in (english, russian)]
    return [*_compare(*trees), *_compare_comments(_comments(english), _comments(russian))]


def _compare(english: object, russian: object) -> Iterator[str]:
    """Compare two nodes of syntax trees, or two values in them."""
    parts = _parts(english), _parts(russian)
    if isinstance(english, ast.JoinedStr) and isinstance(russian, ast.JoinedStr):
        yield from _compare_f_strings(english, russian)
    elif isinstance(english, ast.Constant) and isinstance(russian, ast.Constant):
        yield from _compare_values(english.value, russian.value)
    elif type(english) is not type(russian) or len(parts[0]) != len(parts[1]):
        yield f"{_shown(english)} became {_shown(russian)}"
    elif parts[0]:
        for en, ru in zip(*parts, strict=True):
            yield from _compare(en, ru)
    elif not isinstance(english, ast.AST) and english != russian:
        yield f"{english} became {russian}"


def _parts(node: object) -> list[object]:
    if isinstance(node, ast.AST):
        return [getattr(node, field) for field in node._fields]
    return node if isinstance(node, list) else []


def _compare_values(english: object, russian: object) -> Iterator[str]:
    if isinstance(english, str) and isinstance(russian, str):
        yield from wrong_lines(english, russian)
    elif english != russian:
        yield f"{english!r} became {russian!r}"


def _compare_f_strings(english: ast.JoinedStr, russian: ast.JoinedStr) -> Iterator[str]:
    """A Russian one may have the same values in another order."""
    values = [sorted(map(ast.dump, _values(each))) for each in (english, russian)]
    same = ast.dump(english) == ast.dump(russian)
    if values[0] != values[1] or not (same or is_russian(ast.unparse(russian))):
        yield f"{_shown(english)} became {_shown(russian)}"


def _values(text: ast.JoinedStr) -> list[ast.expr]:
    return [part for part in text.values if isinstance(part, ast.FormattedValue)]


def _compare_comments(english: list[str], russian: list[str]) -> Iterator[str]:
    if len(english) != len(russian):
        yield f"the comments {english} became {russian}"
        return
    for en, ru in zip(english, russian, strict=True):
        if en != ru and not is_russian(ru):
            yield f"the comment {en!r} became {ru!r}"


def _comments(source: str) -> list[str]:
    """Return the comments; lines of comments below each other are one."""
    found: list[str] = []
    goes_on = False
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            alone = not token.line[: token.start[1]].strip()
            if goes_on and alone:
                found[-1] += f"\n{token.string}"
            else:
                found.append(token.string)
            goes_on = alone
        elif token.type not in LAYOUT:
            goes_on = False
    return found


def _shown(part: object) -> str:
    if isinstance(part, list):
        return f"[{', '.join(map(_shown, part))}]"
    return ast.unparse(part) if isinstance(part, ast.AST) else repr(part)
