"""Prints a run as a story: one lane for each thread, time downwards."""

from collections.abc import Iterator

from checker_lab.core.language import Language
from checker_lab.schedules import phrases
from checker_lab.schedules.phrases import Phrase
from checker_lab.schedules.picture.lost_updates import LostUpdate, find_lost_updates
from checker_lab.schedules.picture.moves import DrawnMove, DrawnRun

__all__ = ["explained", "lost_here", "remarks_of", "story_of", "texts_of", "what_is_lost"]

# Columns between two lanes.
LANE = 20


def story_of(run: DrawnRun, language: Language) -> str:
    """All moves, the step that lost something marked, and how the run ended."""
    losses = lost_here(run)
    lanes = list(run.lanes)
    lines = []
    for move in run.moves:
        lane = " " * (LANE * lanes.index(move.thread))
        for at, text in enumerate(texts_of(move, losses.get(move.number), language)):
            number = "" if at else str(move.number)
            lines.append(f"{number:>3}  {lane}{move.thread}  {text}")
    ends = [f"{name} {why.in_language(language)}" for name, why in run.stands.items()]
    verdict = [run.verdict, *map(explained, losses.values())]
    # The verdict of a deadlock says who waits for whom.
    return "\n".join(
        [
            *lines,
            *(ends if run.mood != "loses" else []),
            *(phrase.in_language(language) for phrase in verdict),
        ]
    )


def lost_here(run: DrawnRun) -> dict[int, LostUpdate]:
    """By the number of the move that loses it, what is lost; nothing if the run holds."""
    if run.mood == "holds":
        return {}
    return {loss.move: loss for loss in find_lost_updates(run.moves)}


def explained(loss: LostUpdate) -> Phrase:
    """Why that move loses something."""
    return phrases.stale_read(loss.thread, loss.attribute, loss.read, loss.other, loss.update)


def what_is_lost(loss: LostUpdate) -> tuple[Phrase, Phrase]:
    """What that move loses, and who overwrote it."""
    return (
        phrases.is_lost(loss.other, loss.update, loss.lost),
        phrases.overwrites(loss.thread, loss.move, loss.read, loss.other, loss.update),
    )


def remarks_of(move: DrawnMove, loss: LostUpdate | None) -> list[Phrase]:
    """What is said below the source of a move, but for its values."""
    said = [move.later, move.remark if move.kind != "ended" else phrases.NO_PHRASE]
    if loss is not None:
        said.append(
            phrases.lost_here(loss.thread, loss.other, loss.update, loss.lost, loss.container)
        )
    return [phrase for phrase in said if phrase]


def texts_of(move: DrawnMove, loss: LostUpdate | None, language: Language) -> Iterator[str]:
    """The lines of one move: its source, and after "▸" what it changed."""
    yield from move.source or [""]
    for own in move.own:
        yield f"▸ {phrases.own_variable(move.thread, own).in_language(language)}"
    for change in move.changed:
        yield f"▸ {change.name}: {change.before} → {change.after}"
    for phrase in remarks_of(move, loss):
        yield f"▸ {phrase.in_language(language)}"
