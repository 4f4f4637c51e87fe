"""The words of the dashboard around the view of its checker, in English and in Russian.

What a view shows of the checker itself is in `checker_lab.view.words`.
"""

from dataclasses import dataclass

from checker_lab.core.language import Language

__all__ = ["WORDS", "WidgetWords"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WidgetWords:
    """All the texts in one language; `fill()` puts values into their braces.

    Attributes:
        none: what stands for no timeout in its field.
    """

    add: str
    new_item: str
    what: str
    interval: str
    interval_hint: str
    timeout: str
    timeout_hint: str
    none: str
    seconds: str
    run: str
    run_hint: str
    stop: str
    stop_hint: str
    check: str
    check_hint: str
    button_hint: str
    add_hint: str
    add_one_of: str

    is_running: str
    is_not_running: str
    is_closed: str
    added: str
    removed: str
    in_table: str
    is_removed: str
    interval_set: str
    timeout_set: str
    no_timeout_set: str

    enter_url: str
    enter_url_or_name: str
    no_url: str
    no_url_nor_name: str
    did_you_mean: str
    out_of_range: str
    not_above_zero: str
    two_numbers: str
    no_number: str
    no_number_nor_none: str

    pages: str
    previous: str
    next: str
    no_page: str
    show_all: str
    no_items: str
    none_is: str
    range: str
    range_of: str

    log: str
    timeline: str
    last_passes: str
    item: str
    checks: str
    first_of_page: str
    first_of_items: str

    view_stopped: str
    disconnected: str
    dashboard: str
    view: str
    example: str
    state: str
    url_or_name: str
    checks_run: str
    full_disk: str
    no_database: str
    not_json: str


ENGLISH = WidgetWords(
    add="Add",
    new_item="Item to add",
    what="what to check",
    interval="Interval",
    interval_hint="seconds from one pass to the next, then Enter",
    timeout="Timeout",
    timeout_hint="seconds for each check, or none, then Enter",
    none="none",
    seconds="{0:g} s",
    run="Run",
    run_hint="Start a pass now, then one every interval",
    stop="Stop",
    stop_hint="End the run: start no more checks",
    check="Check now",
    check_hint="Check all items once",
    button_hint="{0}: {1}",
    add_hint="Add {0}",
    add_one_of="Add one of: {0}",
    is_running="the checks are running already: press Stop first",
    is_not_running="nothing to stop: the checks are not running",
    is_closed="this dashboard is closed: it shows the last state it has seen",
    added="added {0}",
    removed="removed {0}",
    in_table="{0!r} is in the table already: remove it there first",
    is_removed="{0} has been removed already",
    interval_set="a pass every {0:g} s",
    timeout_set="timeout {0:g} s for each check",
    no_timeout_set="no timeout",
    enter_url="enter an http(s) URL like {0}",
    enter_url_or_name="enter an http(s) URL like {0}, or one of {1}",
    no_url="{1!r} is not an http(s) URL like {0}",
    no_url_nor_name="{1!r} is not an http(s) URL like {0}, nor one of {2}",
    did_you_mean="{0!r} is not an http(s) URL, nor one of {1}: did you mean {2!r}?",
    out_of_range="enter {0:g} to {1:.0f} seconds, not {2!r}",
    not_above_zero="timeout must be a finite number of seconds above 0, not {0!r}",
    two_numbers="{0!r} could mean two numbers: leave the comma out, or use a point",
    no_number="enter a number of seconds, like 5 or 0.5, not {0!r}",
    no_number_nor_none="enter a number of seconds, like 5 or 0.5, or none, not {0!r}",
    pages="Pages",
    previous="◀ Previous page",
    next="Next page ▶",
    no_page="There is no such page.",
    show_all="Show all",
    no_items="no items yet",
    none_is="none of {0:,} items is {1} now",
    range="items {0:,} to {1:,} of {2:,}",
    range_of="items {0:,} to {1:,} of {2:,}, only {3}",
    log="Log, newest first",
    timeline="Timeline",
    last_passes="Timeline of the last passes",
    item="Item",
    checks="Checks",
    first_of_page="{0} The timeline shows the first {1} of this page.",
    first_of_items="{0} The timeline shows the first {1} of {2:,} items.",
    view_stopped="this view has stopped, the checks go on: {0}",
    disconnected="The kernel of this view has restarted or stopped: run its cell again.",
    dashboard="a dashboard",
    view="a view",
    example="An example of {0} while its checks run.",
    state="Example of {0} in use. Running, pass 14, {1:item|items}. {2}.",
    url_or_name="http://… or a name",
    checks_run="the checks are running",
    full_disk="the disk is nearly full",
    no_database="the database is gone",
    not_json="HTTP 200 OK, but the body is not JSON",
)

RUSSIAN = WidgetWords(
    add="Добавить",
    new_item="Элемент",
    what="что проверять",
    interval="Интервал",
    interval_hint="секунды от начала прохода до начала следующего, затем Enter",
    timeout="Таймаут",
    timeout_hint="секунды на каждую проверку или «нет», затем Enter",
    none="нет",
    seconds="{0:g} с",
    run="Запустить",
    run_hint="Начать проход сейчас, потом по одному в каждый интервал",
    stop="Остановить",
    stop_hint="Больше не начинать проверок",
    check="Проверить сейчас",
    check_hint="Проверить все элементы один раз",
    button_hint="{0}: {1}",
    add_hint="Добавьте {0}",
    add_one_of="Можно добавить: {0}",
    is_running="проверки уже идут: сначала нажмите «Остановить»",
    is_not_running="останавливать нечего: проверки не идут",
    is_closed="эта панель закрыта: на ней последнее, что она видела",
    added="добавлен {0}",
    removed="удалён {0}",
    in_table="{0!r} уже есть в таблице: сначала удалите его там",
    is_removed="{0} уже удалён",
    interval_set="проход раз в {0:g} с",
    timeout_set="таймаут каждой проверки {0:g} с",
    no_timeout_set="без таймаута",
    enter_url="введите http(s) URL, например {0}",
    enter_url_or_name="введите http(s) URL, например {0}, или одно из имён: {1}",
    no_url="{1!r} — не http(s) URL, а нужен такой: {0}",
    no_url_nor_name="{1!r} — не http(s) URL вроде {0} и не одно из имён: {2}",
    did_you_mean="{0!r} — не http(s) URL и не одно из имён ({1}). Может быть, {2!r}?",
    out_of_range="введите от {0:g} до {1:.0f} секунд, а не {2!r}",
    not_above_zero="таймаут должен быть конечным числом секунд больше 0, а не {0!r}",
    two_numbers="{0!r} можно понять двояко: уберите запятую или поставьте точку",
    no_number="введите число секунд, например 5 или 0.5, а не {0!r}",
    no_number_nor_none="введите число секунд, например 5 или 0.5, или «нет», а не {0!r}",
    pages="Страницы",
    previous="◀ Предыдущая страница",
    next="Следующая страница ▶",
    no_page="Такой страницы нет.",
    show_all="Показать все",
    no_items="элементов пока нет",
    none_is="отобрано 0 из {0:,}, исход: {1}",
    range="элементы {0:,}–{1:,} из {2:,}",
    range_of="элементы {0:,}–{1:,} из {2:,}, исход: {3}",
    log="Журнал, сначала новое",
    timeline="Хронология",
    last_passes="Хронология последних проходов",
    item="Элемент",
    checks="Проверки",
    first_of_page="{0} Показаны первые {1} на этой странице.",
    first_of_items="{0} Показаны первые {1} из {2:элемента|элементов|элементов}.",
    view_stopped="эта панель остановилась, проверки продолжаются: {0}",
    disconnected=("Ядро этой панели перезапущено или остановлено: выполните её ячейку ещё раз."),
    dashboard="панели",
    view="панели без кнопок",
    example="Пример {0}, пока идут проверки.",
    state="Пример {0}. Проверки идут, проход 14, {1:элемент|элемента|элементов}. {2}.",
    url_or_name="http://… или имя",
    checks_run="проверки идут",
    full_disk="диск почти полон",
    no_database="база данных пропала",
    not_json="HTTP 200 OK, но в ответе не JSON",
)

WORDS: dict[Language, WidgetWords] = {"en": ENGLISH, "ru": RUSSIAN}
