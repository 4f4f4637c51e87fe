"""The words of the Scheduler widget, in English and in Russian.

Why a thread waits and how a run ended is not here: `checker_lab.schedules.phrases` says it.
"""

from dataclasses import dataclass

from checker_lab.core.language import Language

__all__ = ["WORDS", "SchedulerWords"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SchedulerWords:
    """All the texts in one language; the braces are filled in."""

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
    example: str
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


ENGLISH = SchedulerWords(
    aim=(
        "You are the scheduler. When all have ended, {0} must be true. "
        "Find an interleaving that breaks it."
    ),
    invariant="the invariant",
    step="Step {0}",
    undo="Undo",
    undo_hint="Undo the last move",
    reset="Reset",
    reset_hint="Start again",
    show_me="Show me",
    show_next="Show next",
    show_hint="Search for the simplest schedule that loses, and play it, one move per press",
    prove="Prove it",
    prove_hint="Play every schedule, and count those that lose",
    new="has not started",
    ready="can move",
    timed="can move: time passes until its deadline",
    waiting="is blocked",
    ended="has ended",
    over="was stopped here",
    next_line="next: line {0} of {1}",
    last_line="last: line {0} of {1}",
    holds="local variables",
    shared="Shared state",
    changed="changed by {0} in move {1}; was: ",
    no_state="nothing to show",
    story="Moves so far",
    no_story="no moves yet",
    example="An example of the game, after {0} moves. Run this cell to play.",
    printed="Printed",
    schedule="Schedule",
    start="No moves yet. Choose who moves first.",
    playing="Moves so far: {0}. Choose who moves next.",
    won="You broke it: {0}.",
    shown="This schedule breaks it: {0}.",
    showing="Showing move {0} of {1}. Press “Show next” to go on.",
    held="Not broken: all have ended, and the invariant holds.",
    again="Undo or reset, and try another schedule.",
    by_hand="Reset, and do it yourself.",
    searching="Searching all schedules … Any other button stops the search.",
    interrupted="The search was stopped before it finished.",
    nothing_to_show="There is no losing schedule to show.",
    proven="Proven: none of the schedules loses. Played: {0} ({1}).",
    losing="Schedules that lose: {0} of {1} ({2}).",
    not_proven="Not proven: none of the {0} schedules played loses, but there are more.",
    all_there_are="all there are",
    within_bound="all with preemptions up to {0}",
    only_some="there are more, which were not played",
    cannot_move="{0} cannot move: it {1}.",
    no_such_thread="there is no {0}; there is {1}.",
    is_over="The run is over: undo or reset to go on.",
    nothing_to_undo="There is no move to undo.",
)

RUSSIAN = SchedulerWords(
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
    example="Пример игры, сделано ходов: {0}. Чтобы играть, выполните эту ячейку.",
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

WORDS: dict[Language, SchedulerWords] = {"en": ENGLISH, "ru": RUSSIAN}
