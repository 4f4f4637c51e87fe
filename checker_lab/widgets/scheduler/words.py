"""The words of the Scheduler widget, in English and in Russian.

Why a thread waits and how a run ended is not here: `checker_lab.schedules.phrases` says it.
"""

from dataclasses import dataclass

from checker_lab.core.language import Language

__all__ = ["WORDS", "SchedulerWords"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SchedulerWords:
    """All the texts in one language; the braces are filled in."""

    name: str
    aim: str
    invariant: str
    before_its_name: str

    step: str
    undo: str
    reset: str
    play: str
    pause: str
    show_me: str
    back: str
    prove: str

    undo_hint: str
    reset_hint: str
    play_hint: str
    show_hint: str
    back_hint: str
    prove_hint: str
    position: str
    position_name: str
    no_moves: str

    new: str
    ready: str
    timed: str
    waiting: str
    ended: str
    over: str
    next_line: str
    last_line: str
    cell: str
    holds: str
    comes_next: str

    shared: str
    changed: str
    no_state: str
    story: str
    no_story: str
    example: str
    printed: str
    disconnected: str

    start: str
    playing: str
    choose: str
    won: str
    shown: str
    showing: str
    go_on: str
    go_on_or_back: str
    held: str
    again: str
    by_hand: str
    said: str
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
    nothing_to_go_back_to: str
    no_such_move: str
    nothing_to_play: str


ENGLISH = SchedulerWords(
    name="Scheduler",
    aim=(
        "You are the scheduler. When all have ended, {0} must be true. Find a "
        "schedule that breaks it."
    ),
    invariant="the invariant",
    before_its_name="",
    step="Step {0}",
    undo="Undo",
    reset="Reset",
    play="Play",
    pause="Pause",
    show_me="Show me",
    back="Back to my moves",
    prove="Prove it",
    undo_hint="Go one move back",
    reset_hint="Start again",
    play_hint="Play the moves that follow, one after another",
    show_hint="Search for the losing schedule with the fewest switches, and play it",
    back_hint="Stop showing, and return to your own moves",
    prove_hint="Play every schedule, and count those that lose",
    position="move {0} of {1}",
    position_name="Position",
    no_moves="no moves yet",
    new="has not started",
    ready="can move",
    timed="can move: time passes until its deadline",
    waiting="is blocked",
    ended="has ended",
    over="was stopped here",
    next_line="next: line {0} of {1}",
    last_line="last: line {0} of {1}",
    cell="cell",
    holds="local variables",
    comes_next="comes next in this schedule",
    shared="Shared state",
    changed="changed by {0} in move {1}; was: ",
    no_state="nothing to show",
    story="Moves so far",
    no_story=("The moves appear here. Click the next line of a thread below, or press its key."),
    example="An example of the game, after {0} moves. Run this cell to play.",
    printed="Printed",
    disconnected="The kernel of this game has restarted or stopped: run its cell again.",
    start="No moves yet.",
    playing="Moves so far: {0}.",
    choose="Choose who moves next.",
    won="You broke it: {0}.",
    shown="This schedule breaks it: {0}.",
    showing="This schedule loses. Move {0} of {1}.",
    go_on="Press Play, or make the moves yourself.",
    go_on_or_back="Press Play, make the moves yourself, or go back to your own.",
    held="Not broken: all have ended, and the invariant holds.",
    again="Undo or reset, and try another schedule.",
    by_hand="Reset, and do it yourself.",
    said="Move {0}, {1}: {2}.",
    searching="Searching all schedules … Any other button stops the search.",
    interrupted="The search was stopped before it finished.",
    nothing_to_show="There is no losing schedule to show.",
    proven="Proven: none of the schedules loses. Played: {0} ({1}).",
    losing="Schedules that lose: {0} of {1} ({2}).",
    not_proven=("Not proven: none of the {0} schedules played loses, but there are more."),
    all_there_are="all there are",
    within_bound="all with preemptions up to {0}",
    only_some="there are more, which were not played",
    cannot_move="{0} cannot move: it {1}.",
    no_such_thread="there is no {0}; there is {1}.",
    is_over="The run is over: undo or reset to go on.",
    nothing_to_undo="There is no move to undo.",
    nothing_to_go_back_to="There are no moves of your own to go back to.",
    no_such_move="There is no move {0}: there are {1}.",
    nothing_to_play="All moves are played: choose who moves next.",
)

RUSSIAN = SchedulerWords(
    name="Планировщик",
    aim=(
        "Вы планировщик. Когда все закончат, {0} должен выполняться. Найдите "
        "чередование, которое его нарушит."
    ),
    invariant="инвариант",
    before_its_name="инвариант ",
    step="Шаг {0}",
    undo="Отменить",
    reset="Сначала",
    play="Играть",
    pause="Пауза",
    show_me="Показать",
    back="К моим ходам",
    prove="Доказать",
    undo_hint="Вернуться на ход назад",
    reset_hint="Начать заново",
    play_hint="Сделать следующие ходы один за другим",
    show_hint=(
        "Найти чередование с наименьшим числом переключений, которое ломает программу, и показать "
        "его по ходам"
    ),
    back_hint="Больше не показывать и вернуться к своим ходам",
    prove_hint="Перебрать все чередования и сосчитать те, что ломают программу",
    position="ход {0} из {1}",
    position_name="Ход",
    no_moves="ходов пока нет",
    new="ещё не начал",
    ready="может ходить",
    timed="может ходить: время дойдёт до его срока",
    waiting="заблокирован",
    ended="закончил",
    over="остановлен здесь",
    next_line="далее: строка {0} в {1}",
    last_line="последняя: строка {0} в {1}",
    cell="ячейке",
    holds="локальные переменные",
    comes_next="следующий в этом чередовании",
    shared="Общее состояние",
    changed="изменил {0}, ход {1}; было: ",
    no_state="показать нечего",
    story="Сделанные ходы",
    no_story=("Здесь появятся ходы. Нажмите внизу на следующую строку потока или на его клавишу."),
    example="Пример игры после {0:хода|ходов|ходов}. Чтобы играть, выполните эту ячейку.",
    printed="Напечатано",
    disconnected="Ядро этой игры перезапущено или остановлено: выполните ячейку ещё раз.",
    start="Ходов пока нет.",
    playing="Сделано ходов: {0}.",
    choose="Выберите, кто ходит дальше.",
    won="Вы сломали программу: {0}.",
    shown="Это чередование ломает программу: {0}.",
    showing="Это чередование ломает программу. Ход {0} из {1}.",
    go_on="Нажмите «Играть» или делайте ходы сами.",
    go_on_or_back="Нажмите «Играть», делайте ходы сами или вернитесь к своим.",
    held="Не сломано: все закончили, и инвариант выполняется.",
    again="Отмените ход или начните сначала и попробуйте другое чередование.",
    by_hand="Начните сначала и сделайте это сами.",
    said="Ход {0}, {1}: {2}.",
    searching="Идёт перебор всех чередований … Любая другая кнопка прервёт его.",
    interrupted="Перебор прерван: он не успел закончиться.",
    nothing_to_show="Показывать нечего: нет чередования, которое ломает программу.",
    proven="Доказано: ни одно чередование не ломает программу. Перебрано: {0} ({1}).",
    losing="Чередования, которые ломают программу: {0} из {1} ({2}).",
    not_proven=(
        "Не доказано: из перебранных чередований ({0}) ни одно не ломает программу, но есть и "
        "другие."
    ),
    all_there_are="все, какие есть",
    within_bound="все, где не больше {0:вытеснения|вытеснений|вытеснений}",
    only_some="есть и другие, их не перебирали",
    cannot_move="{0} не может ходить: он {1}.",
    no_such_thread="нет {0}; есть {1}.",
    is_over="Всё уже закончилось: отмените ход или начните сначала.",
    nothing_to_undo="Отменять нечего.",
    nothing_to_go_back_to="Своих ходов, к которым можно вернуться, нет.",
    no_such_move="Хода {0} нет, всего ходов: {1}.",
    nothing_to_play="Все ходы сыграны: выберите, кто ходит дальше.",
)

WORDS: dict[Language, SchedulerWords] = {"en": ENGLISH, "ru": RUSSIAN}
