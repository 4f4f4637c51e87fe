"""Every line that a checker prints, in Russian (the default, as in the assignment) and in English.

It turns events and results into text. Whatever an item says about itself cannot break a line, forge
another one, or make printing fail.
"""

import sys
from typing import TextIO

from checker_lab.core.errors import (
    CheckPanicError,
    CheckSkippedError,
    CheckTimeoutError,
    SkipReason,
)
from checker_lab.core.events import (
    CheckEnded,
    ClusterLost,
    Event,
    ItemsNotChecked,
    PassesMissed,
    Stopped,
    WorkerLost,
)
from checker_lab.core.language import Language
from checker_lab.core.results import CheckResult, Outcome

__all__ = [
    "class_name",
    "describe",
    "line",
    "listener_failed",
    "one_line",
    "print_event",
    "print_line",
    "printable",
]

STOPPED = {"ru": "Проверки остановлены", "en": "Checks stopped"}
MISSED = {"ru": "Пропущено проходов: {0}", "en": "Passes missed: {0}"}
WORKER_LOST = {
    "ru": "Исполнитель потерян: {0}: {1}",
    "en": "Worker lost: {0}: {1}",
}
NOT_CHECKED = {
    "ru": "Проход {0}: не проверено элементов: {1}: {2}",
    "en": "Pass {0}: items not checked: {1}: {2}",
}
CLUSTER_LOST = {
    "ru": "Кластер потерян, проверки прекращаются: {0}",
    "en": "Cluster lost, stopping the checks: {0}",
}
LISTENER_FAILED = {
    "ru": "{0} вызвал ошибку, проверки продолжаются: {1}",
    "en": "{0} raised an error, the checks continue: {1}",
}
ANOTHER_LISTENER = {"ru": "слушатель", "en": "a listener"}
OUTCOMES = {
    "ru": {
        Outcome.PASS: "работает",
        Outcome.WARN: "предупреждение",
        Outcome.FAIL: "не работает",
        Outcome.TIMEOUT: "таймаут",
        Outcome.PANIC: "паника",
        Outcome.SKIPPED: "пропущен",
    },
    "en": {
        Outcome.PASS: "works",
        Outcome.WARN: "warning",
        Outcome.FAIL: "not working",
        Outcome.TIMEOUT: "timed out",
        Outcome.PANIC: "panicked",
        Outcome.SKIPPED: "skipped",
    },
}
SKIP_REASONS = {
    "ru": {
        SkipReason.STILL_RUNNING: "прошлая проверка ещё идёт",
        SkipReason.STILL_WAITING: "прошлая проверка ещё ждёт очереди",
        SkipReason.NO_WORKER: "свободных исполнителей нет: все зависли",
        SkipReason.REMOVED: "элемент удалён",
        SkipReason.STOPPED: "остановка наступила раньше",
        SkipReason.WORKER_LOST: "исполнитель потерян и не ответил",
        SkipReason.WORKER_SILENT: "исполнитель не отвечает",
        SkipReason.NO_WORKERS: "в кластере нет исполнителей",
    },
    "en": {reason: reason.value for reason in SkipReason},
}
NO_ANSWER = {"ru": "нет ответа за {0:g} с", "en": "no answer within {0:g} s"}
WRONG_ANSWER = {
    "ru": "health() вернул {0}, а нужен bool или HealthCheck",
    "en": "health() returned {0} instead of a bool or a HealthCheck",
}
SAID_NO = {"ru": "health() вернул False", "en": "health() returned False"}

LONGEST = 300
"""Maximum number of characters of a reason in a line."""


def describe(outcome: Outcome, language: Language = "ru") -> str:
    """Return the outcome in words."""
    return OUTCOMES[language][outcome]


def line(event: Event) -> str | None:
    """Return the line of an event, in the event's language, or None if it has none."""
    match event:
        case CheckEnded(result, language):
            return _result_line(result, language)
        case PassesMissed(missed, language):
            return MISSED[language].format(missed)
        case WorkerLost(worker, why, language):
            return WORKER_LOST[language].format(one_line(worker), one_line(why))
        case ItemsNotChecked(number, items, why, _, language):
            return NOT_CHECKED[language].format(number, items, SKIP_REASONS[language][why])
        case ClusterLost(why, language):
            return CLUSTER_LOST[language].format(one_line(why))
        case Stopped(_, language):
            return STOPPED[language]
    return None


def print_event(event: Event) -> None:
    """Print the event's line, if it has one: the default `on_event` of every checker."""
    text = line(event)
    if text is not None and sys.stdout is not None:
        print_line(text, sys.stdout)


def print_line(text: str, stream: TextIO) -> None:
    """Print `text`, with escapes for characters that the encoding of `stream` lacks."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding), file=stream, flush=True)


def listener_failed(error: BaseException, language: Language, *, is_on_event: bool) -> str:
    """Return the line that reports an error of `on_event` or of another listener."""
    who = "on_event" if is_on_event else ANOTHER_LISTENER[language]
    return LISTENER_FAILED[language].format(who, name_and_text(error))


def reason(result: CheckResult, language: Language = "ru") -> str:
    """Return why the check ended like this, in words; empty for a check that passed."""
    match result.error:
        case CheckTimeoutError(seconds=seconds):
            return NO_ANSWER[language].format(seconds)
        case CheckSkippedError(reason=why):
            return SKIP_REASONS[language][why]
        case CheckPanicError(raised=str() as raised):
            return raised
        case CheckPanicError(returned=str() as returned):
            return one_line(WRONG_ANSWER[language].format(returned))
        case CheckPanicError() as error:
            return one_line(str(error))
    if result.outcome is Outcome.FAIL and not result.output:
        return SAID_NO[language]
    return one_line(result.output)


def name_and_text(error: BaseException) -> str:
    """Return `ValueError: boom` on one line, even if `str(error)` fails."""
    name = class_name(error)
    try:
        text = plain(str(error))
    except BaseException:
        text = "(its text could not be read)"
    return one_line(f"{name}: {text}" if text else name)


def class_name(thing: object) -> str:
    """Return the name of its class, even if its metaclass hides it."""
    return plain(type.__dict__["__name__"].__get__(type(thing)))


def plain(text: str) -> str:
    """Return the same text as a plain str: a subclass may override its methods."""
    return str.__str__(text)


def one_line(text: str) -> str:
    """Return `text` on one line: control characters escaped, and cut to `LONGEST`."""
    text = plain(text)
    return printable(text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")


def printable(text: str) -> str:
    """Return `text` with everything escaped that is not printable, including line ends."""
    text = plain(text)
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def _result_line(result: CheckResult, language: Language) -> str | None:
    if result.outcome is Outcome.PASS or _has_no_line(result):
        return None
    why = reason(result, language)
    said = f"{one_line(result.item_id)}: {describe(result.outcome, language)}"
    return f"{said}: {why}" if why else said


def _has_no_line(result: CheckResult) -> bool:
    """Whether a caller caused it (stop, removal), or one line reports many of its kind."""
    error = result.error
    return isinstance(error, CheckSkippedError) and error.reason in {
        SkipReason.STOPPED,
        SkipReason.REMOVED,
        SkipReason.WORKER_LOST,
        SkipReason.WORKER_SILENT,
        SkipReason.NO_WORKERS,
    }
