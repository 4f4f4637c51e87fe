"""`python -m benchmarks.soak`: ten real minutes, and a virtual day; 1 if something is wrong."""

import argparse
import statistics
import time
from collections.abc import Sequence

from benchmarks.soak.day import INTERVAL, virtual_day
from benchmarks.soak.gauges import LIMITS, Gauges, Sample, Tracer, growth
from benchmarks.soak.real import lateness, long_run
from benchmarks.soak.subjects import Subject, TaskSubject, ThreadSubject

GROWN = 256.0
"""KiB that the second half of a virtual day may add: a leak adds some with each of its passes."""

LATE = 0.1
"""Seconds that half of the passes may be late, on a machine that is busy."""


def main() -> int:
    """Run both, and print the results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0, help="of the real run")
    parser.add_argument("--hours", type=float, default=24.0, help="of the virtual day")
    parser.add_argument("--items", type=int, default=1000)
    asked = parser.parse_args()
    wrong = [*day(asked.hours, asked.items), *real(asked.minutes, asked.items)]
    print("\n".join(["", "Wrong:", *wrong] if wrong else ["", "All is flat, and all adds up."]))
    return 1 if wrong else 0


def day(hours: float, items: int) -> Sequence[str]:
    wrong: list[str] = []
    for kind in (ThreadSubject, TaskSubject):
        started_at = time.monotonic()
        tracer = Tracer(int(hours * 3600 / INTERVAL))
        subject = virtual_day(kind, items=items, hours=hours, after_pass=tracer)
        print(f"\n{hours:g} virtual hours in {time.monotonic() - started_at:.1f} s, {subject.name}")
        wrong += report(subject)
        grown, lines = tracer.end()
        print(f"  memory over the second half: {grown:+.1f} KiB (at most {GROWN:g})")
        print("".join(f"    {line}\n" for line in lines), end="")
        if grown > GROWN:
            wrong.append(f"{subject.name}: memory grows: {grown:+.1f} KiB over the second half")
    return wrong


def real(minutes: float, items: int) -> Sequence[str]:
    gauges = Gauges()
    subjects = long_run(minutes * 60, items, gauges)
    wrong: list[str] = []
    for subject in subjects:
        print(f"\n{minutes:g} real minutes, {subject.name}")
        wrong += [*report(subject), *punctuality(subject)]
    return wrong + flatness(gauges)


def report(subject: Subject) -> Sequence[str]:
    account = subject.account
    outcomes = ", ".join(f"{n:,} {outcome.value}" for outcome, n in account.outcomes.items())
    print(f"  {account.passes:,} passes, {account.results:,} results: {outcomes}")
    print(f"  {account.late_returns:,} came back late, {account.missed} passes missed")
    print(f"  {subject.added:,} items added, {subject.removed:,} removed while it ran")
    print(f"  what does not add up: {len(account.wrong)}")
    return [f"{subject.name}: {each}" for each in account.wrong]


def punctuality(subject: Subject) -> Sequence[str]:
    late = lateness(subject)
    half = statistics.median(late)
    print(f"  passes started {1000 * half:.1f} ms late (median), {1000 * max(late):.1f} at worst")
    return [f"{subject.name}: passes are {half:.3f} s late"] if half > LATE else []


def flatness(gauges: Gauges) -> list[str]:
    wrong = []
    print("\nOver the second half, by the line through it")
    for field, limit in LIMITS.items():
        grown = growth(gauges.samples, field)
        print(f"  {field:8} {level(gauges.samples, field):9,.1f} {grown:+9.2f} (at most {limit:g})")
        if grown > limit:
            wrong.append(f"{field} grows: {grown:+.2f} over the second half")
    return wrong


def level(samples: Sequence[Sample], field: str) -> float:
    return statistics.fmean(getattr(sample, field) for sample in samples[len(samples) // 2 :])


if __name__ == "__main__":
    raise SystemExit(main())
