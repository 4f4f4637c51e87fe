"""The words of the scheduler, in English and in Russian.

`checker_lab.schedules` gives its reasons in English, so they are told again here.
"""

import re
from dataclasses import dataclass

from checker_lab.core.language import Language

__all__ = ["WORDS", "Words", "note_in", "reason_in"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All that is shown, in one language; what stands in braces is filled in."""

    aim: str
    invariant: str
    step: str
    undo: str
    undo_hint: str
    reset: str
    reset_hint: str
    show_me: str
    show_next: str
    show_hint: str
    prove: str
    prove_hint: str

    new: str
    ready: str
    timed: str
    waiting: str
    ended: str
    over: str
    next_line: str
    last_line: str
    holds: str

    shared: str
    changed: str
    no_state: str
    story: str
    no_story: str
    printed: str
    schedule: str

    start: str
    playing: str
    won: str
    shown: str
    showing: str
    held: str
    again: str
    by_hand: str
    searching: str
    interrupted: str
    nothing_to_show: str

    proven: str
    losing: str
    not_proven: str
    all_there_are: str
    within_bound: str
    only_some: str

    cannot_move: str
    no_such_thread: str
    is_over: str
    nothing_to_undo: str


ENGLISH = Words(
    aim=(
        "You are the scheduler. When all have ended, {0} must be true. "
        "Find an order that breaks it."
    ),
    invariant="the invariant",
    step="Step {0}",
    undo="Undo",
    undo_hint="Take the last move back",
    reset="Reset",
    reset_hint="Begin again",
    show_me="Show me",
    show_next="Show next",
    show_hint="Search for the simplest order that loses, and play it, one move for each press",
    prove="Prove it",
    prove_hint="Play all orders, and count those that lose",
    new="has not begun",
    ready="can move",
    timed="can move: its time comes then",
    waiting="is blocked",
    ended="has ended",
    over="was stopped here",
    next_line="next: line {0} of {1}",
    last_line="last: line {0} of {1}",
    holds="in its hands",
    shared="Shared by all",
    changed="changed by {0} in move {1}; before: ",
    no_state="nothing that can be shown",
    story="The story so far",
    no_story="nobody has moved yet",
    printed="Printed",
    schedule="Schedule",
    start="Nobody has moved yet. Choose who makes the first move.",
    playing="Moves so far: {0}. Choose who moves next.",
    won="You broke it: {0}.",
    shown="This order breaks it: {0}.",
    showing="Shown: move {0} of {1}. Press “Show next” to go on.",
    held="Not broken: all have ended, and all is well.",
    again="Undo or reset, and try another order.",
    by_hand="Reset, and do it with your own hands.",
    searching="Searching through the orders … Any other button ends the search.",
    interrupted="The search was ended before it was over.",
    nothing_to_show="There is nothing to show.",
    proven="Proven: none of the schedules loses. Played: {0} ({1}).",
    losing="Schedules that lose: {0} of {1} ({2}).",
    not_proven="Not proven: none of the {0} schedules played loses, but there are more.",
    all_there_are="all there are",
    within_bound="all with preemptions up to {0}",
    only_some="there are more, which were not played",
    cannot_move="{0} cannot move: it {1}.",
    no_such_thread="there is no {0}; there is {1}.",
    is_over="The run is over: undo or reset to go on.",
    nothing_to_undo="There is no move to take back.",
)

RUSSIAN = Words(
    aim=(
        "Вы планировщик. Когда все закончат, должно быть верно {0}. "
        "Найдите порядок, который это нарушит."
    ),
    invariant="условие",
    step="Шаг {0}",
    undo="Отменить",
    undo_hint="Вернуть последний ход",
    reset="Сначала",
    reset_hint="Начать заново",
    show_me="Показать",
    show_next="Дальше",
    show_hint="Найти самый простой порядок, который ломает, и показать его: ход за нажатие",
    prove="Доказать",
    prove_hint="Проиграть все порядки и сосчитать те, что ломают",
    new="ещё не начал",
    ready="может ходить",
    timed="может ходить: тогда настанет его срок",
    waiting="заблокирован",
    ended="закончил",
    over="остановлен здесь",
    next_line="далее: строка {0} в {1}",
    last_line="последняя: строка {0} в {1}",
    holds="у него в руках",
    shared="Общее для всех",
    changed="изменил {0}, ход {1}; было: ",
    no_state="показать нечего",
    story="Что уже было",
    no_story="пока никто не ходил",
    printed="Напечатано",
    schedule="Порядок",
    start="Пока никто не ходил. Выберите, кто ходит первым.",
    playing="Сделано ходов: {0}. Выберите, кто ходит дальше.",
    won="Вы сломали это: {0}.",
    shown="Этот порядок ломает: {0}.",
    showing="Показан ход {0} из {1}. Нажмите «Дальше», чтобы продолжить.",
    held="Не сломано: все закончили, и всё в порядке.",
    again="Отмените ход или начните сначала и попробуйте другой порядок.",
    by_hand="Начните сначала и сделайте это своими руками.",
    searching="Идёт поиск по всем порядкам … Любая другая кнопка прервёт его.",
    interrupted="Поиск прерван раньше, чем он закончился.",
    nothing_to_show="Показывать нечего.",
    proven="Доказано: ни один порядок не ломает. Проиграно: {0} ({1}).",
    losing="Порядков, которые ломают: {0} из {1} ({2}).",
    not_proven="Не доказано: из проигранных порядков ({0}) ни один не ломает, но есть и другие.",
    all_there_are="все, какие есть",
    within_bound="все, где вытеснений не больше {0}",
    only_some="есть и другие, они не проиграны",
    cannot_move="{0} не может ходить: он {1}.",
    no_such_thread="нет {0}; есть {1}.",
    is_over="Всё уже кончилось: отмените ход или начните сначала.",
    nothing_to_undo="Отменять нечего.",
)

WORDS: dict[Language, Words] = {"en": ENGLISH, "ru": RUSSIAN}

UNTIL = re.compile(r"(.+), until (\S+) s at most")
ENDLESS = re.compile(r"(\S+) does not end(?:; (.*))?")
ENDS = re.compile(r"waits for (\S+(?: and \S+)*) to end")
LATER = re.compile(r"(\S+) s later(?:; (.*))?", re.DOTALL)

# Each is matched against the whole of a reason: what user code has said is never translated.
REASONS: list[tuple[re.Pattern[str], str]] = [
    (re.compile(english, re.DOTALL), russian)
    for english, russian in (
        (r"the invariant holds", r"условие выполнено"),
        (r"the invariant does not hold", r"условие нарушено"),
        (r"the invariant does not hold: (.*)", r"условие нарушено: \1"),
        (r"the invariant waits forever: nobody can move", r"условие ждёт вечно: никто не ходит"),
        (
            r"(\S+) waits for a lock of threads that is held, and all tasks stand still with it",
            r"\1 ждёт занятую блокировку потоков, и с ним стоят все задачи",
        ),
        (r"all have ended", r"все закончили"),
        (r"(\S+) raised (.*)", r"в \1 ошибка \2"),
        (r"raised (.*)", r"ошибка \1"),
        (r"a callback of the loop raised (.*)", r"ошибка в обратном вызове цикла: \1"),
        (r"ended", r"закончил"),
        (r"waits to be notified", r"ждёт, пока его разбудят"),
        (r"waits for the event to be set", r"ждёт события"),
        (r"waits for a permit of the semaphore", r"ждёт места у семафора"),
        (r"waits for the others at the barrier", r"ждёт остальных у барьера"),
        (r"waits for an item in the queue", r"ждёт, пока в очереди что-то появится"),
        (r"waits for room in the queue", r"ждёт места в очереди"),
        (r"waits until all that was queued is done", r"ждёт, пока сделают всё из очереди"),
        (r"waits for the result of a future", r"ждёт результата future"),
        (r"waits for a future", r"ждёт future"),
        (r"waits for futures", r"ждёт нескольких future"),
        (r"waits for an item in the mailbox", r"ждёт письма в почтовом ящике"),
        (r"waits for room in the mailbox", r"ждёт места в почтовом ящике"),
        (r"waits for the context to be cancelled", r"ждёт отмены контекста"),
        (r"waits for the tasks of its group to end", r"ждёт конца задач своей группы"),
        (r"waits for a lock", r"ждёт блокировку"),
        (r"waits for the lock", r"ждёт блокировку"),
        (r"waits for the lock that it holds itself", r"ждёт блокировку, которую держит сам"),
        (
            r"waits for the lock held by (\S+), which has ended",
            r"ждёт блокировку, которую держит \1, а он закончил",
        ),
        (r"waits for the lock held by (\S+)", r"ждёт блокировку, которую держит \1"),
        (r"sleeps until (\S+) s", r"спит до \1 с"),
    )
]


def reason_in(language: Language, reason: str) -> str:
    """What a schedule gives as a reason, in this language; what is not known stays as it is."""
    if language == "en":
        return reason
    if timed := UNTIL.fullmatch(reason):
        return f"{reason_in(language, timed[1])}, самое большее до {timed[2]} с"
    if ends := ENDS.fullmatch(reason):
        names = ends[1].split(" and ")
        return f"ждёт, пока {'закончит' if len(names) == 1 else 'закончат'} {' и '.join(names)}"
    if reason.startswith("deadlock: "):
        return f"взаимная блокировка: {_who_waits(reason.removeprefix('deadlock: '))}"
    if endless := ENDLESS.fullmatch(reason):
        waiting = f"; {_who_waits(endless[2])}" if endless[2] else ""
        return f"{endless[1]} не кончается{waiting}"
    for pattern, russian in REASONS:
        if found := pattern.fullmatch(reason):
            return found.expand(russian)
    return reason


def note_in(language: Language, note: str) -> str:
    """The note of a step, in this language."""
    later = LATER.fullmatch(note)
    if language == "en" or later is None:
        return reason_in(language, note)
    after = f"через {later[1]} с"
    return f"{after}; {reason_in(language, later[2])}" if later[2] else after


def _who_waits(text: str) -> str:
    """`A waits for ...; B waits for ...`."""
    return "; ".join(map(_one_waits, text.split("; ")))


def _one_waits(text: str) -> str:
    whole = reason_in("ru", text)
    name, _, reason = text.partition(" ")
    return whole if whole != text else f"{name} {reason_in('ru', reason)}"
