"""Everything a schedule says about a run, in English and in Russian.

Knows no thread and no task: names, moments and errors come in as arguments.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checker_lab.core.language import Language

__all__ = ["NO_PHRASE", "Phrase", "join"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """The same text in two languages; `str()` gives the English one, and an empty one is false."""

    english: str
    russian: str

    def __str__(self) -> str:
        return self.english

    def __bool__(self) -> bool:
        return bool(self.english)

    def in_language(self, language: Language) -> str:
        """The text in this language."""
        return self.russian if language == "ru" else self.english

    def after(self, name: str) -> "Phrase":
        """The phrase with its subject before it."""
        return Phrase(f"{name} {self.english}", f"{name} {self.russian}")

    def until(self, moment: float | None) -> "Phrase":
        """The phrase with the moment, in virtual seconds, at which the wait ends by itself."""
        if moment is None:
            return self
        return Phrase(
            f"{self.english}, until {_number(moment)} s at most",
            f"{self.russian}, самое большее до {_number(moment)} с",
        )


NO_PHRASE = Phrase("", "")

# Why a thread or task waits. The subject, its name, stands before it.
CONDITION = Phrase("waits to be notified", "ждёт, пока его разбудят")
EVENT = Phrase("waits for the event to be set", "ждёт события")
SEMAPHORE = Phrase("waits for a permit of the semaphore", "ждёт места у семафора")
BARRIER = Phrase("waits for the others at the barrier", "ждёт остальных у барьера")
QUEUE_ITEM = Phrase("waits for an item in the queue", "ждёт, пока в очереди что-то появится")
QUEUE_ROOM = Phrase("waits for room in the queue", "ждёт места в очереди")
QUEUE_DONE = Phrase(
    "waits until all that was queued is done",
    "ждёт, пока сделают всё из очереди",
)
FUTURE_RESULT = Phrase("waits for the result of a future", "ждёт результата future")
FUTURE = Phrase("waits for a future", "ждёт future")
FUTURES = Phrase("waits for futures", "ждёт нескольких future")
MAILBOX_ITEM = Phrase("waits for an item in the mailbox", "ждёт письма в почтовом ящике")
MAILBOX_ROOM = Phrase("waits for room in the mailbox", "ждёт места в почтовом ящике")
CONTEXT = Phrase("waits for the context to be cancelled", "ждёт отмены контекста")
GROUP = Phrase("waits for the tasks of its group to end", "ждёт конца задач своей группы")
LOCK = Phrase("waits for the lock", "ждёт блокировку")
OWN_LOCK = Phrase("waits for the lock that it holds itself", "ждёт блокировку, которую держит сам")

BLOCKS_LOOP = Phrase(
    "waits for a lock of threads that is held, and blocks all tasks of the loop",
    "ждёт занятую блокировку потоков, и с ним стоят все задачи",
)

# How one ended, or how a run ended.
ENDED = Phrase("ended", "закончил")
ALL_ENDED = Phrase("all have ended", "все закончили")
HOLDS = Phrase("the invariant holds", "условие выполнено")
INVARIANT = Phrase("the invariant", "условие")
CALLBACK = Phrase("a callback of the loop", "обратном вызове цикла")


def join(phrases: Iterable[Phrase]) -> Phrase:
    """The phrases that are not empty, one after another."""
    said = [phrase for phrase in phrases if phrase]
    return Phrase(
        "; ".join(phrase.english for phrase in said), "; ".join(phrase.russian for phrase in said)
    )


def later(time: float) -> Phrase:
    """So many virtual seconds have passed since the step before, or NO_PHRASE."""
    if not time:
        return NO_PHRASE
    return Phrase(f"{_number(time)} s later", f"через {_number(time)} с")


def sleeps_until(moment: float) -> Phrase:
    return Phrase(f"sleeps until {_number(moment)} s", f"спит до {_number(moment)} с")


def lock_held_by(name: str, *, has_ended: bool = False) -> Phrase:
    return Phrase(
        f"waits for the lock held by {name}{', which has ended' if has_ended else ''}",
        f"ждёт блокировку, которую держит {name}{', а он закончил' if has_ended else ''}",
    )


def end_of(names: Sequence[str]) -> Phrase:
    """Waits for these threads or tasks to end."""
    verb = "закончит" if len(names) == 1 else "закончат"
    return Phrase(
        f"waits for {' and '.join(names)} to end", f"ждёт, пока {verb} {' и '.join(names)}"
    )


def raised(error: str) -> Phrase:
    return Phrase(f"raised {error}", f"ошибка {error}")


def raised_in(name: str, error: str) -> Phrase:
    """The one that raised; without a name, a callback of the event loop."""
    return Phrase(
        f"{name or CALLBACK.english} raised {error}",
        f"в {name} ошибка {error}" if name else f"ошибка в {CALLBACK.russian}: {error}",
    )


def broken(message: str) -> Phrase:
    """The invariant does not hold, with the message of its AssertionError, if it has one."""
    more = f": {message}" if message else ""
    return Phrase(f"the invariant does not hold{more}", f"условие нарушено{more}")


def deadlock(waits: Phrase) -> Phrase:
    return Phrase(f"deadlock: {waits.english}", f"взаимная блокировка: {waits.russian}")


def endless(name: str) -> Phrase:
    return Phrase(f"{name} does not end", f"{name} не кончается")


def unfinished(names: Sequence[str]) -> Phrase:
    """The schedule is over, the run is not, and these can move."""
    movable = ", ".join(names)
    return Phrase(f"not over yet: {movable} can move", f"ещё не всё: могут ходить {movable}")


def waits_forever(name: str) -> Phrase:
    """`setup()` or the invariant waits for what never comes."""
    russian = INVARIANT.russian if name == INVARIANT.english else name
    return Phrase(
        f"{name} waits forever: no thread can move", f"{russian} ждёт вечно: никто не ходит"
    )


def _number(moment: float) -> str:
    return f"{moment:.6g}"
