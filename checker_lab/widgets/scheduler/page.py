"""Renders a board as HTML, in which everything from user code is escaped."""

from html import escape

from checker_lab.core.language import Language
from checker_lab.core.lines import one_line
from checker_lab.schedules import Run
from checker_lab.widgets.scheduler.model import (
    Card,
    Change,
    GameVerdict,
    SchedulerBoard,
    StateRow,
    StoryLine,
)
from checker_lab.widgets.scheduler.source import CodeLine
from checker_lab.widgets.scheduler.words import WORDS, SchedulerWords
from checker_lab.widgets.style import STYLE

__all__ = ["SCHEDULER_STYLE", "scheduler_head", "scheduler_page", "scheduler_picture"]

MARKS = {
    # How a thread stands.
    "new": "○",
    "ready": "▶",
    "timed": "◔",
    "waiting": "‖",
    "ended": "■",
    "over": "□",
    # How the game stands.
    "open": "…",
    "won": "★",
    "held": "✓",
    "searching": "◔",
}

LANES = 6
"""Threads that have a lane of their own in the story; more than these share them."""

# As in the live view: JupyterLab's own colours, and only its neutral ones behind text.
SCHEDULER_STYLE = (
    STYLE
    + """<style>
.checker-lab .mood-won { border-color: var(--jp-warn-color1, #f57c00); }
.checker-lab .mood-held { border-color: var(--jp-success-color1, #388e3c); }
.checker-lab .mood-searching { border-color: var(--jp-info-color1, #0288d1); }
.checker-lab .cards { display: grid; gap: 0.8em; margin: 0.6em 0;
  grid-template-columns: repeat(auto-fit, minmax(min(27em, 100%), 1fr)); }
.checker-lab .card { border: 1px solid var(--jp-border-color1, #888); padding: 0.3em 0.6em 0.5em;
  min-width: 0; overflow-wrap: anywhere; }
.checker-lab .card.waiting { border-style: dashed; }
.checker-lab .card.ended { border-style: dotted; }
.checker-lab .code, .checker-lab code { font-family: var(--jp-code-font-family, monospace);
  font-size: var(--jp-code-font-size, 13px); background: none;
  color: var(--jp-ui-font-color0, inherit); }
.checker-lab .code { margin: 0.3em 0; padding: 0; line-height: 1.45; }
.checker-lab .code li { display: flex; white-space: pre-wrap; padding: 0 0.3em;
  border-left: 4px solid transparent; }
.checker-lab .code li.marked { border-color: var(--jp-info-color1, #0288d1); font-weight: 700;
  background: var(--jp-layout-color2, transparent); }
.checker-lab .code .at { flex: none; width: 1.4em; }
.checker-lab .code .line-number { flex: none; width: 2.4em; padding-right: 0.8em; text-align: right;
  user-select: none; color: var(--jp-ui-font-color1, inherit); }
.checker-lab .below { display: grid; gap: 0 2em; align-items: start;
  grid-template-columns: repeat(auto-fit, minmax(min(27em, 100%), 1fr)); }
.checker-lab .below > div { min-width: 0; }
.checker-lab td.value { width: 80%; }
.checker-lab td.value, .checker-lab .story { overflow-wrap: anywhere; }
.checker-lab td.changed { box-shadow: inset 4px 0 var(--jp-warn-color1, #f57c00); }
.checker-lab .newest { display: flex; flex-direction: column-reverse; max-height: 24em;
  overflow: auto; }
.checker-lab .story { list-style: decimal; padding-left: 2.8em; width: auto; }
.checker-lab .output { white-space: pre-wrap; margin: 0; }
</style>"""
)


def scheduler_head(title: str, aim: str, language: Language) -> str:
    """The HTML above the buttons, which never changes."""
    words = WORDS[language]
    name = f"<code>{_text(aim)}</code>" if aim.isidentifier() else words.invariant
    head = f"<p><b>{_text(title)}</b></p>" if title else ""
    return f'<div class="checker-lab" lang="{language}">{head}<p>{words.aim.format(name)}</p></div>'


def scheduler_page(board: SchedulerBoard) -> str:
    """The HTML of a board."""
    words = WORDS[board.language]
    parts = [
        _verdict(board.verdict),
        f'<p role="status">{_text(board.proof)}</p>' if board.proof else "",
        f'<div class="cards">{"".join(_card(card, words) for card in board.cards)}</div>',
        f'<div class="below"><div>{_state(board, words)}</div>',
        f"<div>{_story(board, words)}</div></div>",
    ]
    return f'<div class="checker-lab" lang="{board.language}">{"".join(parts)}</div>'


def scheduler_picture(example: Run, language: Language) -> str:
    """The HTML that a stored notebook shows in place of the game."""
    said = WORDS[language].example.format(len(example.schedule))
    return f'<p lang="{language}"><em>{said}</em></p>{example.picture(language).html}'


def _verdict(verdict: GameVerdict) -> str:
    return (
        f'<p class="state mood-{verdict.mood}" role="status">{_mark(verdict.mood)}'
        f"<b>{_text(verdict.head)}</b> {_text(verdict.more)}</p>"
    )


def _card(card: Card, words: SchedulerWords) -> str:
    why = f": {_text(card.reason)}" if card.reason else ""
    lines = "".join(_code_line(line) for line in card.lines)
    code = f'<ol class="code">{lines}</ol>' if lines else ""
    place = f'<p><span lang="en">{_text(card.place)}</span></p>' if card.place else ""
    return (
        f'<section class="card {card.kind}" aria-label="{_text(card.name)}">'
        f"<p>{_mark(card.kind)}<b>{_text(card.name)}</b> {card.words}{why}</p>"
        f"{place}{code}{_values(card, words)}</section>"
    )


def _code_line(line: CodeLine) -> str:
    marked = ' class="marked" aria-current="step"' if line.is_marked else ""
    sign = "▶" if line.is_marked else ""
    text = line.text.lstrip()
    # Where a line wraps, the rest is indented further.
    indent = len(line.text) - len(text) + 4
    style = f"padding-left: {indent}ch; text-indent: -4ch"
    return (
        f'<li{marked}><span class="at" aria-hidden="true">{sign}</span>'
        f'<span class="line-number">{line.number}</span>'
        f'<span style="{style}">{_text(text)}</span></li>'
    )


def _values(card: Card, words: SchedulerWords) -> str:
    if not card.values:
        return ""
    pairs = (f"<code>{_text(f'{name} = {value}')}</code>" for name, value in card.values.items())
    return f"<p>{words.holds}: {', '.join(pairs)}</p>"


def _state(board: SchedulerBoard, words: SchedulerWords) -> str:
    rows = "".join(_state_row(row, words) for row in board.state)
    table = f"<table><tbody>{rows}</tbody></table>" if rows else f"<p>{words.no_state}</p>"
    output = ""
    if board.output:
        text = "\n".join(map(_text, board.output.splitlines()))
        output = f'<p><b>{words.printed}</b></p><pre class="code output">{text}</pre>'
    return f"<p><b>{words.shared}</b></p>{table}{output}"


def _state_row(row: StateRow, words: SchedulerWords) -> str:
    mark = "" if row.change is None else " changed"
    return (
        f'<tr><th scope="row">{_text(row.name)}</th><td class="value{mark}">'
        f"<code>{_text(row.value)}</code>{_change(row.change, words)}</td></tr>"
    )


def _change(change: Change | None, words: SchedulerWords) -> str:
    if change is None:
        return ""
    who = _text(words.changed.format(change.thread, change.move))
    return f"<br>{_mark('▸')}{who}<code>{_text(change.before)}</code>"


def _story(board: SchedulerBoard, words: SchedulerWords) -> str:
    names = [card.name for card in board.cards]
    lanes = {name: min(at, LANES) for at, name in enumerate(names)}
    moves = "".join(_story_line(line, lanes.get(line.thread, 0)) for line in board.story)
    story = f'<ol class="story">{moves}</ol>' if moves else f"<p>{words.no_story}</p>"
    schedule = (
        f"<p>{words.schedule}: <code>{_text(board.schedule)}</code></p>" if board.schedule else ""
    )
    # With `column-reverse` a box that scrolls shows its end: each paint would scroll it back to the
    # top otherwise.
    return (
        f'<p><b>{words.story}</b></p><div class="box newest" role="region" tabindex="0" '
        f'aria-label="{words.story}"><div>{story}</div></div>{schedule}'
    )


def _story_line(line: StoryLine, lane: int) -> str:
    source = "<br>".join(f"<code>{_text(text)}</code>" for text in line.source)
    more = "".join(f"<br>{_mark('▸')}{_text(text)}" for text in (*line.changed, line.note) if text)
    return (
        f'<li style="padding-left: {lane * 1.5}em"><b>{_text(line.thread)}</b> {source}{more}</li>'
    )


def _mark(sign: str) -> str:
    """A sign for the eye, beside words that say the same."""
    return f'<span class="mark" aria-hidden="true">{MARKS.get(sign, sign)}</span>'


def _text(text: str) -> str:
    """Escape text from user code."""
    return escape(one_line(text))
