"""The picture of a run: HTML for a notebook, text for everywhere else."""

from html import escape

from checker_lab.core.language import Language, choose_language
from checker_lab.core.lines import one_line
from checker_lab.schedules import phrases
from checker_lab.schedules.picture import style
from checker_lab.schedules.picture.drawing import RunLike, drawn_run
from checker_lab.schedules.picture.moves import DrawnRun
from checker_lab.schedules.picture.story import story_of
from checker_lab.schedules.picture.table import move_lanes, run_table

__all__ = ["RunPicture", "framed", "html_of_moves"]


class RunPicture:
    """A run, drawn: one lane for each thread or task, time downwards.

    As the last value of a cell it shows itself. It is the same in every run of the same schedule.

    Args:
        run: what `play()` returned.
        language: "en" or "ru"; None for that of `set_language()`, or else English.

    Attributes:
        html, text: the picture, and the same story as text.

    Raises:
        ValueError: there is no such language.
    """

    def __init__(self, run: RunLike, language: str | None = None) -> None:
        chosen = choose_language(language)
        drawn = drawn_run(run)
        self.html = framed(run_table(drawn, chosen), _title(drawn, chosen), chosen)
        self.text = story_of(drawn, chosen)

    def __str__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, **options: object) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}


def html_of_moves(run: DrawnRun, language: Language) -> str:
    """The lanes of a run that goes on, without how it stands."""
    return framed(move_lanes(run, language), _title(run, language), language)


def framed(html: str, title: str, language: Language) -> str:
    """The HTML of a picture in its frame, with the style sheet that it needs."""
    label = escape(one_line(title))
    return (
        f'{style.SHEET}<div class="checker-lab-run" role="group" aria-label="{label}" '
        f'lang="{language}" style="{style.PICTURE}">{html}</div>'
    )


def _title(run: DrawnRun, language: Language) -> str:
    return phrases.run_of(list(run.lanes), len(run.moves)).in_language(language)
