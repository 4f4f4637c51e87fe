"""Grades a learner's answer to an exercise and records it as done."""

from collections.abc import Callable
from typing import Any

from checker_lab.grading import REQUIREMENTS, Report, grade, grade_timeout
from checker_lab.grading.requirements import CHECKER, ON_REQUEST, TIMEOUT
from checker_lab.lessons.exercises.catalogue import Exercise, exercise_named
from checker_lab.lessons.exercises.progress import keep

__all__ = ["check"]


def check(exercise: str, *answers: Any) -> Report:
    """Grade an answer, print which requirements are met, and record the exercise when it is done.

        check("the race", Checker)
        check("the timeout", health_within)
        check("the assignment", Checker, health_within)

    Args:
        exercise: its name.
        answers: what the exercise asks for: the class of a checker, or a function of
            `(get_health, seconds)`, or first the one and then the other.

    Returns:
        The report. As the last line of a cell it is a table with hints.

    Raises:
        ValueError: there is no such exercise.
        TypeError: the answer is not what the exercise asks for.
    """
    asked = exercise_named(exercise)
    report = _merged(_graded(asked, answers))
    if report.ok:
        keep(asked, report)
    print(_summary(asked, report))
    return report


def _graded(exercise: Exercise, answers: tuple[Any, ...]) -> list[Report]:
    # Looked up here, so that tests can replace them.
    graders: list[tuple[str, Callable[..., Report], tuple[str, ...]]] = [
        ("a class", grade, CHECKER + ON_REQUEST),
        ("a function of (get_health, seconds)", grade_timeout, TIMEOUT),
    ]
    steps = [
        (what, grader, names)
        for what, grader, known in graders
        if (names := [name for name in exercise.asks if name in known])
    ]
    if len(answers) != len(steps):
        wanted = " and ".join(what for what, _, _ in steps)
        raise TypeError(f"{exercise.name!r} asks for {wanted}, not for {len(answers)} answers")
    return [
        grader(answer, only=names)
        for (_, grader, names), answer in zip(steps, answers, strict=True)
    ]


def _merged(reports: list[Report]) -> Report:
    """Return one report on all answers."""
    kinds = {report.kind for report in reports}
    if len(kinds) > 1:
        raise TypeError(
            "one answer is for threads, the other for asyncio: give two of the same kind"
        )
    return Report(
        " and ".join(report.target for report in reports),
        reports[0].kind,
        tuple(verdict for report in reports for verdict in report.verdicts),
        round(sum(report.seconds for report in reports), 1),
        reports[0].code,
        not_judged="; ".join(filter(None, (report.not_judged for report in reports))),
        borrowed="; ".join(filter(None, (report.borrowed for report in reports))),
    )


def _summary(exercise: Exercise, report: Report) -> str:
    """Return which requirements are met, without times, so that every run prints the same."""
    if report.ok:
        return (
            f"✓ {exercise.title(report.kind)}: done.\n"
            f'  reveal("{exercise.name}", "{report.kind}") shows our solution.'
        )
    if report.flag:
        return f"✗ {report.flag}: " + "\n  ".join(report.remarks)
    lines = [f"✗ not met: {name}: {REQUIREMENTS[name].title}" for name in report.failed]
    if report.not_reached:
        lines.append(f"… not judged until that is fixed: {len(report.not_reached)}")
    return "\n".join(lines)
