"""Draws a run as a table of real text: a column for each lane, a row for each turn."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from checker_lab.core.language import Language
from checker_lab.core.lines import one_line
from checker_lab.schedules import phrases
from checker_lab.schedules.phrases import NO_PHRASE, Phrase
from checker_lab.schedules.picture import style
from checker_lab.schedules.picture.lost_updates import LostUpdate
from checker_lab.schedules.picture.moves import DrawnMove, DrawnRun
from checker_lab.schedules.picture.story import explained, lost_here, remarks_of

__all__ = ["move_lanes", "run_table"]

MOST_MOVES = 200
"""Moves that are drawn at most: the first and the last ones."""

FOLD = 6
"""So many uneventful moves in a row, or more, are folded, but for the first and the last one."""

MOST_LINES = 7
"""Lines of one move that are shown; of more, those in the middle are folded."""

BREAKS = re.compile(r"(?<=[(,])(?=\S)|(?<=\w)(?=\.[^\W\d])")

Turn = Sequence[DrawnMove]


def run_table(run: DrawnRun, language: Language) -> str:
    """The lanes of a run, and below them how it ended."""
    table = _Table(run, language)
    return table.lanes() + table.verdict()


def move_lanes(run: DrawnRun, language: Language) -> str:
    """The moves of a run that goes on: none is folded, and how the threads stand is left out."""
    return _Table(run._replace(stands={}), language, fold=len(run.moves) + 1).lanes()


class _Table:
    """Draws one run in one language."""

    def __init__(self, run: DrawnRun, language: Language, fold: int = FOLD) -> None:
        self._run = run
        self._language = language
        self._fold_from = fold
        self._lanes = list(run.lanes)
        self._losses = lost_here(run)
        # A box is so many columns wide: with many lanes it covers those beside it.
        self._span = max(1, round(0.57 * (len(self._lanes) - 1)))
        self._columns = len(self._lanes) + self._span - 1
        # How each thread stood after its last move.
        self._last: dict[str, DrawnMove] = {}

    def lanes(self) -> str:
        rows = "".join(self._rows())
        return (
            f'<table style="{style.TABLE}"><thead><tr style="{style.ROW}">{self._heads()}</tr>'
            f"</thead><tbody>{rows}</tbody></table>"
        )

    def verdict(self) -> str:
        mark, color = {
            "holds": ("✓", style.LANE_COLORS[3]),
            "loses": ("✗", style.BAD),
            "open": ("…", style.FAINT),
        }[self._run.mood]
        said = [
            self._say(self._run.verdict),
            *map(self._say, map(explained, self._losses.values())),
        ]
        schedule = _name(self._run.schedule)
        return (
            f'<p style="{style.VERDICT.format(color)}">{mark} <b>{said[0]}</b>'
            f"{''.join(f'. {each}' for each in said[1:])}<br>"
            f"{self._say(phrases.SCHEDULE)}: {schedule}</p>"
        )

    # Rows

    def _heads(self) -> str:
        heads = []
        for at, (name, function) in enumerate(self._run.lanes.items()):
            title = f"{_text(name)} · {_name(f'{function}()')}" if function else _text(name)
            look = style.HEAD.format(_color(at))
            heads.append(f'<th scope="col" style="{look}">{title}</th>')
        return "".join(heads) + _filler(self._span - 1)

    def _rows(self) -> Iterator[str]:
        moves = self._run.moves
        hidden = max(0, len(moves) - MOST_MOVES)
        first, last = moves[: MOST_MOVES // 2], moves[len(moves) - MOST_MOVES // 2 :]
        yield from map(self._row, _turns(first if hidden else moves))
        if hidden:
            said = self._say(phrases.left_out(hidden))
            cell = f'<td class="turn" colspan="{self._columns}">{said}</td>'
            yield f'<tr style="{style.ROW}">{cell}</tr>'
            yield from map(self._row, _turns(last))
        if self._run.stands:
            cells = "".join(self._end(at, name) for at, name in enumerate(self._lanes))
            yield f'<tr class="end" style="{style.ROW}">{cells}{_filler(self._span - 1)}</tr>'

    def _row(self, turn: Turn) -> str:
        mover = self._lanes.index(turn[0].thread)
        after = range(mover + self._span, len(self._lanes))
        cells = [
            *(self._beside(at, turn) for at in range(mover)),
            self._turn(mover, turn),
            *(self._beside(at, turn) for at in after),
            _filler(min(len(self._lanes) - mover, self._span) - 1),
        ]
        self._last[turn[0].thread] = turn[-1]
        return f'<tr style="{style.ROW}">{"".join(cells)}</tr>'

    def _end(self, at: int, name: str) -> str:
        """How a thread stands when the run is over."""
        why = self._run.stands.get(name, NO_PHRASE)
        waits = name in self._last and self._last[name].kind == "waits"
        look = (style.WAITS if waits else style.LINE).format(_color(at))
        said = f"{'✗' if self._run.mood == 'loses' and waits else '‖' if waits else '○'} " + (
            self._say(why.after(name))
        )
        if not why:
            return f'<td style="{style.CELL}"></td>'
        return f'<td style="{look}">{_aside(said)}</td>'

    # Cells

    def _beside(self, at: int, turn: Turn) -> str:
        """The lane of a thread while another one moves."""
        name = self._lanes[at]
        last = self._last.get(name)
        stale = self._stale(name, turn)
        if stale is not None:
            update = any(move.number == stale.update for move in turn)
            said = self._say(phrases.out_of_date(name, stale.read)) if update else ""
            return f'<td style="{style.STALE}">{_aside(f"✗ {said}" if said else "")}</td>'
        if last is not None and last.kind == "waits":
            is_first = turn[0].number == last.number + 1
            said = f"‖ {self._say(last.remark.after(name))}" if is_first else ""
            return f'<td style="{style.WAITS.format(_color(at))}">{_aside(said)}</td>'
        if last is not None and last.kind in {"ended", "raised"}:
            return f'<td style="{style.CELL}"></td>'
        return f'<td style="{style.LINE.format(_color(at))}"></td>'

    def _stale(self, name: str, turn: Turn) -> LostUpdate | None:
        """The lost update that this thread is about to make, if its value is out of date now."""
        for loss in self._losses.values():
            if loss.thread == name and loss.update <= turn[-1].number < loss.move:
                return loss
        return None

    def _turn(self, at: int, turn: Turn) -> str:
        boxes = []
        for is_plain, group in groupby(turn, self._is_uneventful):
            moves = list(group)
            if is_plain and len(moves) >= self._fold_from:
                boxes += [self._box(at, moves[0]), self._fold(at, moves[1:-1])]
                moves = moves[-1:]
            boxes += [self._box(at, move) for move in moves]
        look = style.LINE.format(_color(at))
        span = f' colspan="{self._span}"' if self._span > 1 else ""
        return f'<td class="turn"{span} style="{look}">{"".join(boxes)}</td>'

    def _is_uneventful(self, move: DrawnMove) -> bool:
        return not move.changed and move.kind == "moves" and move.number not in self._losses

    def _fold(self, at: int, moves: Turn) -> str:
        said = self._say(phrases.folded(moves[0].number, moves[-1].number))
        boxes = "".join(self._box(at, move) for move in moves)
        return f"<details><summary>{said}</summary>{boxes}</details>"

    def _box(self, at: int, move: DrawnMove) -> str:
        loss = self._losses.get(move.number)
        is_bad = loss is not None or move.kind == "raised"
        who = "" if self._span > 1 else f' style="{style.HIDDEN}"'
        return (
            f'<div class="{"move lost" if is_bad else "move"}" title="{_text(move.place)}" '
            f'style="{style.LOST_BOX if is_bad else style.BOX}">'
            f'<span style="{style.NUMBER.format(_color(at))}">{move.number}</span>'
            f'<div style="{style.TEXT}"><b class="who"{who}>{_text(move.thread)} </b>'
            f"{self._source(move.source)}{''.join(self._below(move, loss))}</div></div>"
        )

    def _source(self, lines: Sequence[str]) -> str:
        code = [f'<code style="{style.CODE}">{_breakable(text)}</code>' for text in lines]
        if len(code) > MOST_LINES:
            said = self._say(phrases.folded_lines(len(code) - 5))
            code[3:-2] = [f"<details><summary>{said}</summary>{''.join(code[3:-2])}</details>"]
        return "".join(code)

    def _below(self, move: DrawnMove, loss: LostUpdate | None) -> Iterator[str]:
        """What a box says below the source."""
        for own in move.own:
            yield _said(f"▸ {self._say(phrases.own_variable(move.thread, own))}")
        for name, before, after in move.changed:
            yield _said(f"▸ <b>{_text(name)}:</b> {_text(before)} → <b>{_text(after)}</b>")
        for phrase in remarks_of(move, loss):
            said = self._say(phrase)
            if phrase == move.remark and move.kind == "waits":
                yield _said(f"‖ {said}", is_narrow=self._span == 1)
            elif phrase == move.later:
                yield _said(f"◔ {said}")
            else:
                yield _said(f"<b>✗ {said}</b>")

    def _say(self, phrase: Phrase) -> str:
        return _text(phrase.in_language(self._language))


def _turns(moves: Turn) -> Iterator[Turn]:
    """The moves, in groups between two switches."""
    return (list(group) for _, group in groupby(moves, lambda move: move.thread))


def _said(html: str, *, is_narrow: bool = False) -> str:
    """A line below the source; a narrow one is shown only where the lanes beside have no room."""
    if is_narrow:
        return f'<span class="narrow" style="{style.SAID}; {style.HIDDEN}">{html}</span>'
    return f'<span style="{style.SAID}">{html}</span>'


def _aside(html: str) -> str:
    return f'<span class="aside" style="{style.SAID}">{html}</span>' if html else ""


def _filler(columns: int) -> str:
    return f'<td colspan="{columns}" style="{style.CELL}"></td>' if columns > 0 else ""


def _color(lane: int) -> str:
    return style.LANE_COLORS[lane % len(style.LANE_COLORS)]


def _breakable(code: str) -> str:
    """Code that wraps after brackets and commas and before dots, rather than anywhere."""
    return BREAKS.sub("<wbr>", _text(code))


def _name(code: str) -> str:
    return f'<code style="{style.NAME}">{_text(code)}</code>'


def _text(text: str) -> str:
    """Escape text from the code under test."""
    return escape(one_line(text))
