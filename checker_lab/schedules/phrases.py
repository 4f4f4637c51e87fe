"""Everything a schedule says about a run, in English and in Russian.

Knows no thread and no task: names, moments and errors come in as arguments.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from checker_lab.core.language import Language, choose_language
from checker_lab.core.plurals import fill, grouped, plural_form

__all__ = ["NO_PHRASE", "Phrase", "join"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """The same text in two languages; `str()` gives that of the process. An empty one is false."""

    english: str
    russian: str

    def __str__(self) -> str:
        return self.in_language(choose_language(None))

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

# The name of a task that is not one of the schedule yet.
SOME_TASK = "a task"

# How one ended, or how a run ended.
ENDED = Phrase("ended", "закончил")
ALL_ENDED = Phrase("all have ended", "все закончили")
SCHEDULE = Phrase("schedule", "чередование")
SIMPLEST = Phrase("The simplest one that loses:", "Самое простое из них:")
FEWEST = Phrase("fewest switches", "меньше всего переключений")
NEW = Phrase("new", "ещё не начал")
READY = Phrase("ready", "готов")
WAITING = Phrase("waiting", "ждёт")
NOT_STARTED = Phrase("has not started", "ещё не начал")
CAN_MOVE = Phrase("can move", "может ходить")
HAS_ENDED = Phrase("has ended", "закончил")
HOLDS = Phrase("the invariant holds", "инвариант выполнен")
INVARIANT = Phrase("the invariant", "инвариант")
CALLBACK = Phrase("a callback of the loop", "обратном вызове цикла")

# In place of a part of the shared state.
NO_VALUE = Phrase("(none)", "(нет)")
EMPTY = Phrase("(empty)", "(пусто)")

# Which schedules a search has played.
ALL_THERE_ARE = Phrase("all there are", "перебраны все")
UP_TO_ENDLESS = Phrase(
    "stopped at one that does not end", "перебор остановлен на том, которое не кончается"
)


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
        f"ждёт блокировку, которую держит {'задача' if name == SOME_TASK else name}"
        f"{', а он закончил' if has_ended else ''}",
    )


def end_of(names: Sequence[str]) -> Phrase:
    """Waits for these threads or tasks to end."""
    verb = "закончит" if len(names) == 1 else "закончат"
    return Phrase(
        f"waits for {' and '.join(names)} to end",
        f"ждёт, пока {verb} {' и '.join(_with_tasks(names))}",
    )


def _with_tasks(names: Sequence[str]) -> Iterator[str]:
    """The names in Russian; tasks that have none are counted."""
    yield from (name for name in names if name != SOME_TASK)
    if count := names.count(SOME_TASK):
        yield "задача" if count == 1 else fill("ru", "{0:задача|задачи|задач}", count)


def raised(error: str) -> Phrase:
    return Phrase(f"raised {error}", f"ошибка {error}")


def raised_in(name: str, error: str) -> Phrase:
    """The one that raised; without a name, a callback of the event loop."""
    return Phrase(
        f"{name or CALLBACK.english} raised {error}",
        f"в {name} ошибка {error}" if name else f"ошибка в {CALLBACK.russian}: {error}",
    )


def broken(message: Phrase) -> Phrase:
    """The invariant does not hold, with the message of its AssertionError, if it has one."""
    broken = Phrase("the invariant does not hold", "инвариант нарушен")
    if not message:
        return broken
    return Phrase(f"{broken.english}: {message.english}", f"{broken.russian}: {message.russian}")


def deadlock(waits: Phrase) -> Phrase:
    return Phrase(f"deadlock: {waits.english}", f"взаимная блокировка: {waits.russian}")


def endless(name: str) -> Phrase:
    return Phrase(f"{name} does not end", f"{name} не кончается")


def unfinished(names: Sequence[str]) -> Phrase:
    """The schedule is over, the run is not, and these can move."""
    movable = ", ".join(names)
    verb = "может" if len(names) == 1 else "могут"
    return Phrase(f"not over yet: {movable} can move", f"ещё не всё: {verb} ходить {movable}")


def cannot_move(step: int, name: str, why: Phrase) -> Phrase:
    """A schedule names in this step a thread that cannot move."""
    return Phrase(
        f"step {step}: {name} cannot move: it {why.english}",
        f"ход {step}: {name} не может ходить: он {why.russian}",
    )


def no_such_thread(step: int, name: str, known: Iterable[str]) -> Phrase:
    """A schedule names in this step a thread that does not exist."""
    listed = ", ".join(known)
    return Phrase(
        f"step {step}: there is no {name!r}; there is {listed}",
        f"ход {step}: нет {name!r}; есть {listed}",
    )


def waits_forever(name: str) -> Phrase:
    """`setup()` or the invariant waits for what never comes."""
    russian = INVARIANT.russian if name == INVARIANT.english else name
    return Phrase(
        f"{name} waits forever: no thread can move", f"{russian} ждёт вечно: никто не ходит"
    )


CONTAINERS = {"list": "список", "dict": "словарь", "set": "множество", "tuple": "кортеж"}
# Lost elements that a phrase names; it counts the others.
MOST_NAMES = 3


def own_variable(name: str, value: str) -> Phrase:
    """A local variable of this thread, with its value."""
    return Phrase(f"{name}'s own {value}", f"у {name}: {value}")


def lost_here(name: str, other: str, update: int, lost: Sequence[str], container: str) -> Phrase:
    """This move of `name` overwrites what `other` stored in move `update`.

    Args:
        lost: the elements that are gone.
        container: what they were in; "" if the value is no container.
    """
    if not lost:
        return Phrase(
            f"what {other} stored in move {update} is lost here: {name} overwrites it",
            f"здесь теряется то, что {other} записал на {_th(update)} ходу: {name} это затирает",
        )
    is_one = len(lost) == 1
    return Phrase(
        f"{_listed(lost, 'and', 'more')} {'is' if is_one else 'are'} lost here: {name} stores a "
        f"{container} that never had {'it' if is_one else 'them'}",
        f"здесь {'теряется' if is_one else 'теряются'} {_values(lost)}: {name} записывает "
        f"{CONTAINERS[container]}, где {'его' if is_one else 'их'} никогда не было",
    )


def stale_read(name: str, attribute: str, read: int, other: str, update: int) -> Phrase:
    """Why `name` stores an old value."""
    return Phrase(
        f"{name} read {attribute} in move {read}, before {other} changed it in move {update}",
        f"{name} прочитал {attribute} на {_th(read)} ходу, а {other} изменил на {_th(update)}",
    )


def is_lost(other: str, update: int, lost: Sequence[str]) -> Phrase:
    """What a lost update has lost: these elements, or all that `other` stored in move `update`."""
    if not lost:
        return Phrase(
            f"what {other} stored in move {update} is lost",
            f"потеряно то, что {other} записал на {_th(update)} ходу",
        )
    is_one = len(lost) == 1
    return Phrase(
        f"{_listed(lost, 'and', 'more')} {'is' if is_one else 'are'} lost",
        f"{'потеряно' if is_one else 'потеряны'} {_values(lost)}",
    )


def overwrites(name: str, move: int, read: int, other: str, update: int) -> Phrase:
    """Who made a lost update, and of what."""
    return Phrase(
        f"In move {move}, {name} stores a value built from what it read in move {read}, and "
        f"overwrites what {other} stored in move {update}",
        f"На {_th(move)} ходу {name} записывает то, что сделал из прочитанного на {_th(read)}, и "
        f"затирает то, что {other} записал на {_th(update)}",
    )


def stands_before(source: str, stand: Phrase) -> Phrase:
    """How a thread stands, and the line that comes next."""
    return Phrase(f"{stand.english}, next: {source}", f"{stand.russian}, далее: {source}")


def out_of_date(name: str, read: int) -> Phrase:
    """Another thread has changed what `name` read in move `read`."""
    return Phrase(
        f"what {name} read in move {read} is out of date now",
        f"то, что {name} прочитал на {_th(read)} ходу, уже устарело",
    )


def folded(first: int, last: int) -> Phrase:
    """Moves that are folded away."""
    return Phrase(f"moves {first} to {last}", f"ходы с {first} по {last}")


def folded_lines(count: int) -> Phrase:
    """Lines of one move that are folded away."""
    return Phrase(f"{count} more lines", fill("ru", "ещё {0:строка|строки|строк}", count))


def left_out(count: int) -> Phrase:
    """Moves that are not drawn."""
    return Phrase(
        f"… {count:,} moves are not drawn …", fill("ru", "… здесь ещё {0:ход|хода|ходов} …", count)
    )


def run_of(names: Sequence[str], moves: int) -> Phrase:
    """The title of a picture."""
    return Phrase(
        f"A run of {', '.join(names)}, moves: {moves:,}",
        fill("ru", "Выполнение {0}: {1:ход|хода|ходов}", ", ".join(names), moves),
    )


def explored(losing: int, played: int, reach: Phrase, *, is_all: bool) -> Phrase:
    """How many schedules lose.

    Args:
        losing, played: how many lose, and how many a search has played.
        reach: which ones it has played.
        is_all: did it play all within the preemption bound?
    """
    return Phrase(
        f"{_explored_in_english(losing, played, is_all)} ({reach.english})",
        f"{_explored_in_russian(losing, played, is_all)} ({reach.russian})",
    )


def _explored_in_english(losing: int, played: int, is_all: bool) -> str:
    schedules = fill("en", "{0:schedule|schedules}", played)
    if losing:
        return f"{losing:,} of {schedules} {plural_form(losing, ('loses', 'lose'))}"
    if is_all:
        return f"none of {schedules} loses"
    return f"inconclusive: none of the {schedules} explored loses, but not all were"


def _explored_in_russian(losing: int, played: int, is_all: bool) -> str:
    if losing:
        verb = plural_form(losing, ("ломает", "ломают", "ломают"))
        text = "{0:,} из {1:чередования|чередований|чередований} {2} программу"
        return fill("ru", text, losing, played, verb)
    if not is_all:
        return (
            f"ничего не доказано: из перебранных чередований ({grouped(played, 'ru')}) ни одно не "
            "ломает программу, но перебраны не все"
        )
    if played == 1:
        return "единственное чередование не ломает программу"
    text = "ни одно из {0:чередования|чередований|чередований} не ломает программу"
    return fill("ru", text, played)


def within_bound(preemptions: int | None) -> Phrase:
    """All schedules with so many preemptions; None for no bound."""
    if preemptions is None:
        return ALL_THERE_ARE
    return Phrase(
        fill("en", "all with at most {0:preemption|preemptions}", preemptions),
        fill("ru", "все, где не больше {0:вытеснения|вытеснений|вытеснений}", preemptions),
    )


def stopped_after(played: int) -> Phrase:
    """A search was stopped after so many schedules."""
    return Phrase(
        f"stopped after {played:,}, before all were explored",
        f"перебор остановлен после {grouped(played, 'ru')}, есть и другие",
    )


def only_around(names: Iterable[str]) -> Phrase:
    """A search has tried only switches to or from these threads or tasks."""
    listed = list(names)
    return Phrase(
        f"only switches to or from {' or '.join(listed)} were tried",
        f"перебраны только переключения на {' или '.join(listed)} и обратно",
    )


def _th(move: int) -> str:
    """`5-м`, which no line break parts."""
    return f"{move}\N{NON-BREAKING HYPHEN}м"


def _values(lost: Sequence[str]) -> str:
    """The lost elements in Russian."""
    return f"{'значение' if len(lost) == 1 else 'значения'} {_listed(lost, 'и', 'ещё')}"


def _listed(names: Sequence[str], last: str, more: str) -> str:
    shown = [*names[:MOST_NAMES]]
    if len(names) > MOST_NAMES:
        shown.append(f"{len(names) - MOST_NAMES} {more}")
    return f" {last} ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))


def _number(moment: float) -> str:
    return f"{moment:.6g}"
