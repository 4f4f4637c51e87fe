"""How long a learner waits for the report on a correct checker, once the fork server is warm."""

from pathlib import Path

from benchmarks.harness import Row, Rows, Size, Timed, repeat, timed
from checker_lab.grading import grade_file

THREADS = Row("grade a correct checker, threads", "", 0.6, "s")
TASKS = Row("grade a correct checker, asyncio", "", 0.6, "s")
SOLUTIONS = Path(__file__).parents[1] / "checker_lab" / "lessons" / "exercises" / "solutions"


def rows(size: Size) -> Rows:
    yield THREADS.measured(repeat(grading("panic_threads"), size.rounds))
    yield TASKS.measured(repeat(grading("panic_asyncio"), size.rounds))


def grading(solution: str) -> Timed:
    """Grade a solution of the exercises, which has to pass."""

    def grade() -> None:
        report = grade_file(SOLUTIONS / f"{solution}.py")
        if report.failed or report.not_reached:
            raise RuntimeError(str(report))

    return timed(grade)
