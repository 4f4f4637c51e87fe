"""Grades a learner's answer to an exercise."""

from typing import Any

from checker_lab.grading import REQUIREMENTS, Report, grade, grade_timeout
from checker_lab.grading.requirements import CHECKER, TIMEOUT
from checker_lab.lessons.exercises.catalogue import Exercise, exercise_named
from checker_lab.lessons.exercises.progress import keep

__all__ = ["check"]


def check(exercise: str, *answers: Any) -> Report:
    """Grade an answer to an exercise, print what is met and what not, and keep it if it is done.

        check("the race", Checker)
        check("the timeout", health_within)
        check("the assignment", Checker, health_within)

    Args:
        exercise: its name.
        answers: a class of a checker, or a function of `(get_health, seconds)`, or first the one
            and then the other: what the exercise asks for.

    Returns:
        The report; the last line of a cell shows it as a table, with hints.

    Raises:
        ValueError: there is no such exercise.
        TypeError: the answer is not what the exercise asks for.
    """
    asked = exercise_named(exercise)
    report = _merged(_graded(asked, answers))
    if report.ok:
        keep(asked, report)
    print(_words(asked, report))
    return report


def _graded(exercise: Exercise, answers: tuple[Any, ...]) -> list[Report]:
    of_checker = [name for name in exercise.asks if name in CHECKER]
    of_timeout = [name for name in exercise.asks if name in TIMEOUT]
    steps = [(grade, of_checker)] * bool(of_checker) + [(grade_timeout, of_timeout)] * bool(
        of_timeout
    )
    if len(answers) != len(steps):
        wanted = " and ".join(_wanted(step) for step, _ in steps)
        raise TypeError(f"{exercise.name!r} asks for {wanted}, not for {len(answers)} answers")
    return [step(answer, only=names) for (step, names), answer in zip(steps, answers, strict=True)]


def _wanted(step: Any) -> str:
    return "a class" if step is grade else "a function of (get_health, seconds)"


def _merged(reports: list[Report]) -> Report:
    """One report of all answers."""
    kinds = {report.kind for report in reports}
    if len(kinds) > 1:
        raise TypeError("one answer is for threads and the other for asyncio: give two of a kind")
    return Report(
        " and ".join(report.target for report in reports),
        reports[0].kind,
        tuple(verdict for report in reports for verdict in report.verdicts),
        round(sum(report.seconds for report in reports), 1),
        reports[0].code,
    )


def _words(exercise: Exercise, report: Report) -> str:
    """What is the same in every run: what is met and what not, without what was measured."""
    if report.ok:
        return (
            f"✓ {exercise.title(report.kind)}: done.\n"
            f'  reveal("{exercise.name}", "{report.kind}") shows how we have done it.'
        )
    lines = [f"✗ not met: {name}: {REQUIREMENTS[name].title}" for name in report.failed]
    if report.not_reached:
        lines.append(f"… not tried: {len(report.not_reached)}, until that is met")
    return "\n".join(lines)
