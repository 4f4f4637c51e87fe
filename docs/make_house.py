"""Draw the picture of the packages in architecture.md: `python -m docs.make_house`.

The arrows come from the imports in the source, so the picture shows the packages as they are.
"""

from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import Path

from tests.structure import arrows, imports
from tests.test_structure import MAY_IMPORT

__all__ = ["PICTURE", "draw_house"]

PICTURE = Path(__file__).with_name("house.svg")

ROOMS = {
    "terminal": (3.5, "the command", "checker-lab"),
    "lessons": (1, "what the notebooks use:", "exercises and exhibits"),
    "grading": (1, "tries a learner's checker", "in separate processes"),
    "widgets": (2, "dashboard and scheduler", "in the notebook"),
    "demo": (3.5, "services to check,", "healthy and broken"),
    "serving": (4.6, "health and metrics", "over HTTP"),
    "schedules": (1, "chooses which thread", "or task moves next"),
    "cluster": (4.5, "a checker over", "the workers of Dask"),
    "metric_client": (3.5, "asks a service over HTTP", ""),
    "testing": (0, "a clock moved by hand,", "scripted items"),
    "threads": (1.2, "the checker in threads", ""),
    "tasks": (2.2, "its twin in asyncio", ""),
    "view": (3.3, "what a checker shows,", "without widgets"),
    "core": (1.7, "makes all decisions;", "shared by the twins"),
}
"""Each package, from left to right, and what it is for, in two lines."""

WIDTH, HEIGHT, GAP, FLOOR = 172, 66, 14, 108
STYLE = """
text { font: 12px sans-serif; fill: #57606a; text-anchor: middle }
.name { font-size: 15px; font-weight: bold; fill: #1f2328 }
rect { fill: #f6f8fa; stroke: #8c959f } .twin { fill: #ddf4ff } .core { fill: #fff8c5 }
path { fill: none; stroke: #8c959f; stroke-width: 1.5; marker-end: url(#arrow) }
marker path { fill: #8c959f; stroke: none; marker-end: none }
@media (prefers-color-scheme: dark) {
  text { fill: #adbac7 } .name { fill: #e6edf3 }
  rect { fill: #22272e; stroke: #768390 } .twin { fill: #143d5c } .core { fill: #4b3b10 }
}
"""
HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" viewBox="0 0 {0} {1}" role="img" \
aria-label="The packages of checker_lab, each above those that it imports">
<style>{2}</style>
<marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" \
orient="auto"><path d="M0 0 8 4 0 8z"/></marker>
"""


def draw_house() -> str:
    """Return an SVG with a box for each package, and arrows to what it imports."""
    below = _allowed(arrows(imports("checker_lab")))
    floors = _floors(below)
    top = max(floors.values())
    place = {
        name: (12 + room[0] * (WIDTH + GAP), 12 + (top - floors[name]) * FLOOR)
        for name, room in ROOMS.items()
    }
    width = max(x for x, _ in place.values()) + WIDTH + 12
    head = HEAD.format(round(width), 24 + top * FLOOR + HEIGHT, STYLE)
    lines = [_arrow(*place[name], *place[other]) for name, other in _direct(below)]
    boxes = [_box(name, *place[name]) for name in ROOMS]
    return f"{head}{''.join(lines)}{''.join(boxes)}</svg>\n"


def _allowed(found: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Who imports whom, without the root, which only passes names on."""
    return {name: found[name] & MAY_IMPORT[name] & ROOMS.keys() for name in ROOMS}


def _floors(below: Mapping[str, set[str]]) -> dict[str, int]:
    floors: dict[str, int] = {}
    for name in TopologicalSorter(below).static_order():
        floors[name] = max((floors[other] + 1 for other in below[name]), default=0)
    return floors


def _direct(below: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    """Yield the arrows that no longer way replaces."""
    reached: dict[str, set[str]] = {}
    for name in TopologicalSorter(below).static_order():
        reached[name] = set().union(below[name], *(reached[other] for other in below[name]))
    for name, others in below.items():
        beyond = set().union(*(reached[other] for other in others))
        yield from ((name, other) for other in sorted(others - beyond))


def _arrow(x: float, y: float, to_x: float, to_y: float) -> str:
    start, end = x + WIDTH / 2, to_x + WIDTH / 2
    y += HEIGHT
    bend = (to_y - y) / 2
    return (
        f'<path d="M{start:.0f} {y:.0f}C{start:.0f} {y + bend:.0f} '
        f'{end:.0f} {to_y - bend:.0f} {end:.0f} {to_y:.0f}"/>\n'
    )


def _box(name: str, x: float, y: float) -> str:
    kind = "twin" if name in {"threads", "tasks"} else "core" if name == "core" else "room"
    middle = x + WIDTH / 2
    first, second = ROOMS[name][1:]
    return (
        f'<rect class="{kind}" x="{x:.0f}" y="{y:.0f}" width="{WIDTH}" height="{HEIGHT}" rx="6"/>\n'
        f'<text class="name" x="{middle:.0f}" y="{y + 22:.0f}">{name}</text>\n'
        f'<text x="{middle:.0f}" y="{y + 40:.0f}">{first}</text>\n'
        f'<text x="{middle:.0f}" y="{y + 55:.0f}">{second}</text>\n'
    )


if __name__ == "__main__":
    PICTURE.write_text(draw_house(), encoding="utf-8")
