"""What a package is made of, read from its source: imports, class names, private names, lines."""

import ast
import io
import tokenize
from collections import defaultdict
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import grimp

__all__ = [
    "arrows",
    "circle",
    "classes",
    "count_code",
    "count_lines",
    "foreign_private_names",
    "imports",
    "modules",
    "root_names",
]

NO_CODE = {
    tokenize.COMMENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
    tokenize.INDENT,
    tokenize.NEWLINE,
    tokenize.NL,
}

Imports = Mapping[str, frozenset[str]]
"""For each module, the modules of the same package that it imports, all with full names."""


class Access(NamedTuple):
    """A private name in a source file, and the part of the package that the file belongs to."""

    part: str
    name: str
    where: str


def imports(package: str) -> Imports:
    """Read who imports whom, also inside functions and for type checkers only."""
    graph = grimp.build_graph(package, cache_dir=None)
    return {
        module: frozenset(graph.find_modules_directly_imported_by(module))
        for module in graph.modules
    }


def circle(imported: Imports) -> list[str]:
    """Return modules that import each other in a circle, the first one repeated at the end."""
    try:
        TopologicalSorter(imported).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found
    return []


def part_of(module: str) -> str:
    """`package.part.module` -> `part`; the package itself is `__init__`."""
    return [*module.split("."), "__init__"][1]


def arrows(imported: Imports) -> dict[str, set[str]]:
    """Return which part of the package imports which others."""
    found: dict[str, set[str]] = defaultdict(set)
    for module, others in imported.items():
        found[part_of(module)] |= {part_of(other) for other in others} - {part_of(module)}
    return dict(found)


def root_names(folder: Path) -> set[str]:
    """Return the names of the modules and packages that stand in `folder` itself."""
    packages = {path.parent.name for path in folder.glob("*/__init__.py")}
    return packages | {path.stem for path in folder.glob("*.py")}


def modules(folder: Path) -> Iterator[Path]:
    """Yield the path of every module below `folder`, relative to it, without `__init__`."""
    paths = (path.relative_to(folder) for path in sorted(folder.rglob("*.py")))
    return (path for path in paths if path.stem != "__init__")


def count_lines(folder: Path) -> int:
    """Count the lines of all modules below `folder`."""
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in folder.rglob("*.py"))


def count_code(folder: Path) -> int:
    """Count the lines of code below `folder`: no blank lines, comments or docstrings."""
    return sum(len(_code_lines(path.read_text(encoding="utf-8"))) for path in folder.rglob("*.py"))


def _code_lines(source: str) -> set[int]:
    docstrings = {
        line
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    code = (range(one.start[0], one.end[0] + 1) for one in tokens if one.type not in NO_CODE)
    return {line for lines in code for line in lines} - docstrings


def classes(folder: Path) -> dict[str, list[str]]:
    """Return the files in which each class name is defined."""
    found: dict[str, list[str]] = defaultdict(list)
    for path, tree in _trees(folder):
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                found[node.name].append(str(path))
    return dict(found)


def foreign_private_names(folder: Path) -> list[str]:
    """Return the places that use a private name of another part of the package.

    `self._name` is no such place: the name may be inherited. Names that no part defines, as
    `_replace` of a NamedTuple, belong to somebody else.
    """
    defined: dict[str, set[str]] = defaultdict(set)
    used: list[Access] = []
    for path, tree in _trees(folder):
        part = path.parts[0].removesuffix(".py")
        for node in ast.walk(tree):
            defined[part] |= {name for name in _defined_by(node) if _is_private(name)}
            where = f"{path}:{getattr(node, 'lineno', 0)}"
            used += [Access(part, name, where) for name in _used_by(node) if _is_private(name)]
    ours = set().union(*defined.values())
    return [f"{where}: {name}" for part, name, where in used if name in ours - defined[part]]


def _trees(folder: Path) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(folder.rglob("*.py")):
        yield path.relative_to(folder), ast.parse(path.read_text(encoding="utf-8"))


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("_")


def _defined_by(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Attribute(value=ast.Name("self" | "cls"), attr=name, ctx=ast.Store()):
            yield name
        case ast.Name(name, ast.Store()):
            yield name


def _used_by(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Attribute(value=ast.Name("self" | "cls")):
            pass
        case ast.Attribute(value=ast.Call(func=ast.Name("super"))):
            pass
        case ast.Attribute(attr=name):
            yield name
        case ast.ImportFrom(names=names):
            yield from (alias.name for alias in names)
