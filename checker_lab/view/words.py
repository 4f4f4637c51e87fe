"""The words of every view, in English and in Russian.

The lines that a checker prints, and the reasons of its results, are in `checker_lab.core.lines`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from checker_lab.core.language import Language
from checker_lab.core.results import Outcome

__all__ = ["WORDS", "ViewWords"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewWords:
    """All the texts in one language; `fill()` puts values into their braces.

    Attributes:
        outcomes: the name of each outcome, with its plural forms; None is an item without one.
    """

    outcomes: Mapping[Outcome | None, str]
    milliseconds: str
    seconds: str

    running: str
    stopped: str
    not_running: str
    items: str
    this_pass: str
    part: str
    next_pass: str
    interval: str
    timeout: str
    no_timeout: str
    by_outcome: str
    only: str
    no_longer_only: str
    missed: str
    abandoned: str
    waiting: str

    table: str
    outcome: str
    item: str
    why: str
    latency: str
    recent: str
    in_a_row: str
    remove: str
    remove_item: str
    still_running: str
    still_running_for: str
    running_for: str
    skips: str
    more_items: str

    no_outcome: str
    last_outcomes: str
    one_outcome: str
    last_latencies: str

    no_check: str
    pass_running: str
    pass_took: str
    tick: str
    ticks: str
    one_at_a_time: str
    at_the_same_time: str
    starts: str
    ended: str
    then_abandoned: str
    in_flight: str
    runs_on: str
    legend_in_flight: str
    legend_runs_on: str
    more_lanes: str
    passes: str
    pass_goes_on: str
    moment: str
    length: str

    pass_ended: str
    late_return: str
    overrun: str
    stop_unfinished: str
    stop_cancelled: str
    stop_abandoned: str
    stop_clean: str
    more_ids: str


ENGLISH = ViewWords(
    outcomes={outcome: outcome.name for outcome in Outcome} | {None: "pending"},
    milliseconds="{0} ms",
    seconds="{0:.2f} s",
    running="Running",
    stopped="Stopped",
    not_running="Not running",
    items="{0:item|items}",
    this_pass="pass {0:,}",
    part="{0:,} of {1:,}",
    next_pass="next in {0:g} s",
    interval="every {0:g} s",
    timeout="timeout {0:g} s",
    no_timeout="no timeout",
    by_outcome="Filter by outcome",
    only="Show only {0}",
    no_longer_only="Show no longer only {0}",
    missed="{0:,} missed",
    abandoned="{0:,} abandoned",
    waiting="{0:,} waiting",
    table="Items",
    outcome="Outcome",
    item="Item",
    why="Why",
    latency="Latency",
    recent="Last 30",
    in_a_row="Failed in a row",
    remove="Remove",
    remove_item="Remove {0}",
    still_running="abandoned, still running",
    still_running_for="abandoned, still running for {0:.0f} s",
    running_for="running for {0:.0f} s",
    skips=" (skipped {0:time|times})",
    more_items="… and {0:item|items} more",
    no_outcome="no outcome yet",
    last_outcomes="last {0}: {1}; newest: {2}",
    one_outcome="{0} {1}",
    last_latencies="last {0}: {1} to {2}",
    no_check="No check has started yet.",
    pass_running="Pass {0} is running{1}.",
    pass_took="Pass {0} took {1}{2}.",
    tick="pass {0}",
    ticks="passes {0} to {1}",
    one_at_a_time=", one check at a time",
    at_the_same_time=", up to {0:check|checks} at the same time",
    starts="starts at {0:.4g} s: {1}",
    ended="{0} after {1}",
    then_abandoned="{0} after {1}, then abandoned",
    in_flight="in flight for {0}",
    runs_on="abandoned, still running after {0}",
    legend_in_flight="striped: in flight",
    legend_runs_on="dotted: abandoned, still running",
    more_lanes="… and {0:,} more",
    passes="Timeline of passes on one scale. {0}",
    pass_goes_on="still running",
    moment="{0:.6g} s",
    length="{0:.4g} s",
    pass_ended="pass {0} ended: {1:item|items}, {2} failing",
    late_return="{0}: returned {1:.1f} s after it was abandoned",
    overrun="pass {0}: {1} of {2} still waiting after {3:g} s",
    stop_unfinished="The run has not ended yet.",
    stop_cancelled="Cancelled: {0}.",
    stop_abandoned="Abandoned: {0}.",
    stop_clean="No check was cancelled or abandoned.",
    more_ids="{0} and {1:,} more",
)

RUSSIAN = ViewWords(
    outcomes={
        Outcome.PASS: "работает|работают|работают",
        Outcome.WARN: "предупреждение|предупреждения|предупреждений",
        Outcome.FAIL: "не работает|не работают|не работают",
        Outcome.TIMEOUT: "таймаут|таймаута|таймаутов",
        Outcome.PANIC: "паника|паники|паник",
        Outcome.SKIPPED: "пропущен|пропущены|пропущено",
        None: "не проверен|не проверены|не проверено",
    },
    milliseconds="{0} мс",
    seconds="{0:.2f} с",
    running="Проверки идут",
    stopped="Остановлены",
    not_running="Проверки не идут",
    items="{0:элемент|элемента|элементов}",
    this_pass="проход {0:,}",
    part="{0:,} из {1:,}",
    next_pass="новый через {0:g} с",
    interval="раз в {0:g} с",
    timeout="таймаут {0:g} с",
    no_timeout="без таймаута",
    by_outcome="Отбор по исходу",
    only="Показать только: {0}",
    no_longer_only="Показать не только: {0}",
    missed="{0:проход пропущен|прохода пропущено|проходов пропущено}",
    abandoned="{0:проверка брошена|проверки брошены|проверок брошено}",
    waiting="{0:проверка ждёт|проверки ждут|проверок ждут}",
    table="Элементы",
    outcome="Исход",
    item="Элемент",
    why="Почему",
    latency="Время ответа",
    recent="Последние 30",
    in_a_row="Сбоев подряд",
    remove="Удалить",
    remove_item="Удалить {0}",
    still_running="брошена, ещё идёт",
    still_running_for="брошена, идёт уже {0:.0f} с",
    running_for="идёт уже {0:.0f} с",
    skips=" ({0:пропуск|пропуска|пропусков})",
    more_items="… и ещё {0:элемент|элемента|элементов}",
    no_outcome="исходов пока нет",
    last_outcomes="последние исходы ({0}): {1}; подряд: {2}",
    one_outcome="{1} {0}",
    last_latencies="последние ответы ({0}): от {1} до {2}",
    no_check="Ни одна проверка ещё не началась.",
    pass_running="Проход {0} идёт{1}.",
    pass_took="Проход {0} занял {1}{2}.",
    tick="проход {0}",
    ticks="проходы {0}–{1}",
    one_at_a_time=", проверки по одной",
    at_the_same_time=", одновременно до {0:проверки|проверок|проверок}",
    starts="начало {0:.4g} с: {1}",
    ended="{0}, {1}",
    then_abandoned="{0}, {1}, затем брошена",
    in_flight="идёт уже {0}",
    runs_on="брошена, идёт уже {0}",
    legend_in_flight="полосы: ещё идёт",
    legend_runs_on="точки: брошена, ещё идёт",
    more_lanes="… и ещё {0:,}",
    passes="Хронология проходов в одном масштабе. {0}",
    pass_goes_on="ещё идёт",
    moment="{0:.6g} с",
    length="{0:.4g} с",
    pass_ended="Проход {0} завершён: {1:элемент|элемента|элементов}, не работает: {2}",
    late_return="{0}: брошенная проверка вернулась через {1:.1f} с",
    overrun="Проход {0} не успел: за {3:g} с не завершено проверок: {1} из {2}",
    stop_unfinished="Проверки ещё не закончились.",
    stop_cancelled="Отменены: {0}.",
    stop_abandoned="Брошены: {0}.",
    stop_clean="Ни одна проверка не отменена и не брошена.",
    more_ids="{0} и ещё {1:,}",
)

WORDS: dict[Language, ViewWords] = {"en": ENGLISH, "ru": RUSSIAN}
