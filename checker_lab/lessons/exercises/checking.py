"""Grades a learner's answer to an exercise and records it as done."""

from collections.abc import Callable, Iterator
from typing import Any

from checker_lab.core.language import Language, choose_language
from checker_lab.grading import Report, grade, grade_timeout
from checker_lab.grading.kind import kind_of
from checker_lab.grading.progress_line import shown_progress
from checker_lab.grading.requirements import CHECKER, ON_REQUEST, TIMEOUT
from checker_lab.grading.sentences import Sentence, say, translated, verbatim
from checker_lab.lessons.exercises.catalogue import Exercise, exercise_named
from checker_lab.lessons.exercises.one_line_errors import InOneLine, in_one_line
from checker_lab.lessons.exercises.progress import keep
from checker_lab.lessons.exercises.stale import watch_cells

__all__ = ["AnswerError", "StaleAnswerError", "check"]

# From the import on, since an answer may be older than a cell that failed since then.
watch_cells()


class StaleAnswerError(InOneLine, RuntimeError):
    """The answer is the one from before: the cell with the new one did not run."""


class AnswerError(InOneLine, TypeError):
    """The answer is not what the exercise asks for."""


def check(exercise: str, *answers: Any, language: str | None = None) -> Report:
    """Grade an answer, print which requirements are met, and record the exercise when it is done.

        check("the race", Checker)
        check("the timeout", health_within)
        check("the assignment", Checker, health_within)

    Args:
        exercise: its name.
        answers: what the exercise asks for: the class of a checker, or a function of
            `(get_health, seconds)`, or first the one and then the other.
        language: of the report, "en" or "ru"; None for that of `set_language()`, or else English.

    Returns:
        The report. As the last line of a cell it is a table with hints.

    Raises:
        ValueError: there is no such exercise or language.
        AnswerError: the answer is not what the exercise asks for.
        StaleAnswerError: the cell with the answer failed, so the answer is an older one.
        KeyboardInterrupt: you interrupted it.
    """
    asked = exercise_named(exercise)
    chosen = choose_language(language)
    _refuse_stale(answers, chosen)
    try:
        with shown_progress():
            report = _merged(_graded(asked, answers, chosen))
    except KeyboardInterrupt as error:
        said = say("Interrupted: the answer was not graded.").in_language(chosen)
        raise in_one_line(error, said) from None
    if report.ok:
        keep(asked, report)
    print(_summary(asked, report))
    return report


def _refuse_stale(answers: tuple[Any, ...], language: Language) -> None:
    watch = watch_cells()
    for answer in answers:
        name = str(getattr(answer, "__name__", ""))
        failure = None if watch is None else watch.failure_of(name)
        if failure is None:
            continue
        message = say(
            "{failed} So this {name} is still the one from before, and is not graded. Fix that "
            "cell, run it, and check again.",
            failed=failure.sentence(name),
            name=name,
        )
        raise StaleAnswerError(message.in_language(language))


def _graded(exercise: Exercise, answers: tuple[Any, ...], language: Language) -> list[Report]:
    # Looked up here, so that tests can replace them.
    graders: list[tuple[Sentence, Callable[..., Report], tuple[str, ...]]] = [
        (say("a class"), grade, CHECKER + ON_REQUEST),
        (say("a function of (get_health, seconds)"), grade_timeout, TIMEOUT),
    ]
    steps = [
        (what, grader, names)
        for what, grader, known in graders
        if (names := [name for name in exercise.asks if name in known])
    ]
    if len(answers) != len(steps):
        why = say(
            "{exercise!r} asks for {wanted}, not for {count:answer|answers}",
            exercise=exercise.name,
            wanted=translated(" and ", language).join(
                what.in_language(language) for what, _, _ in steps
            ),
            count=len(answers),
        )
        raise AnswerError(why.in_language(language))
    _refuse_two_kinds(answers, language)
    try:
        return [
            grader(answer, only=names, language=language)
            for (_, grader, names), answer in zip(steps, answers, strict=True)
        ]
    except TypeError as error:
        raise AnswerError(str(error)) from error


def _refuse_two_kinds(answers: tuple[Any, ...], language: Language) -> None:
    if len({kind_of(answer) for answer in answers}) < 2:
        return
    defs = {"threads": "def", "asyncio": "async def"}
    first, second = [
        f"{defs[kind_of(answer)]} "
        f"{'stop' if isinstance(answer, type) else getattr(answer, '__name__', 'it')}()"
        for answer in answers
    ]
    why = say(
        "The answers have `{first}` and `{second}`: write `async def` for both, for asyncio, or "
        "for neither, for threads.",
        first=first,
        second=second,
    )
    raise AnswerError(why.in_language(language))


def _merged(reports: list[Report]) -> Report:
    """Return one report on all answers."""
    return Report(
        translated(" and ", reports[0].language).join(report.target for report in reports),
        reports[0].kind,
        tuple(verdict for report in reports for verdict in report.verdicts),
        round(sum(report.seconds for report in reports), 1),
        reports[0].code,
        not_judged="; ".join(filter(None, (report.not_judged for report in reports))),
        borrowed="; ".join(filter(None, (report.borrowed for report in reports))),
        language=reports[0].language,
        blame=next((report.blame for report in reports if report.blame), ""),
    )


def _summary(exercise: Exercise, report: Report) -> str:
    """Return which requirements are met, without times, so that every run prints the same."""
    return "\n".join(line.in_language(report.language) for line in _lines(exercise, report))


def _lines(exercise: Exercise, report: Report) -> Iterator[Sentence]:
    if report.ok:
        yield say("✓ {title}: done.", title=exercise.title(report.kind, report.language))
        yield say(
            '  reveal("{exercise}", "{kind}") shows our solution.',
            exercise=exercise.name,
            kind=report.kind,
        )
        return
    if report.flag:
        flag = say(report.flag)
        yield say("✗ {flag}: {why}", flag=flag, why="\n  ".join(report.remarks))
        return
    yield verbatim(report.lead)
    for name in report.failed:
        yield say("✗ not met: {name}: {title}", name=name, title=report[name].title)
    if report.others:
        yield verbatim(f"… {report.others}")
