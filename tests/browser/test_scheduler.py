"""Tests of the Scheduler in a real browser: with the mouse, and with the keyboard alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.lab import LabPage, Notebook

pytestmark = pytest.mark.timeout(120)

NAME = "a_game.ipynb"
CELLS = {
    "imports": """
from checker_lab import AsyncNaiveChecker, NaiveChecker, ThreadedChecker
from checker_lab.testing import AsyncScripted, Scripted
from checker_lab.widgets import Scheduler

def add_a(checker):
    checker.add(Scripted("a"))

def add_b(checker):
    checker.add(Scripted("b"))

def both_are_there(checker):
    return sorted(str(checker).split()) == ["a", "b"]

def ids(checker):
    return {"items": str(checker).split()}

adds = {"A": add_a, "B": add_b}
""",
    "naive": "Scheduler(NaiveChecker, adds, both_are_there, preemptions=None, show=ids, pace=0.05)",
    "slow": "Scheduler(NaiveChecker, adds, both_are_there, pace=3600)",
    "fixed": "Scheduler(ThreadedChecker, adds, both_are_there, preemptions=1, language='ru')",
    "tasks": """
async def add_a_async(checker):
    await checker.add(AsyncScripted("a"))

async def add_b_async(checker):
    await checker.add(AsyncScripted("b"))

Scheduler(AsyncNaiveChecker, {"A": add_a_async, "B": add_b_async}, both_are_there, show=ids)
""",
    "evil": """
class Evil:
    def __init__(self):
        self.text = "<img src=x onerror=alert(1)>"
    def __repr__(self):
        return self.text

def work(evil):
    held = [evil]
    print(evil.text)
    raise ValueError(evil.text)

Scheduler(Evil, {"A": work}, lambda evil: True, title="<img src=x>")
""",
}


LINES = "".join(
    f"            v{n} = self.total\n            self.total = v{n} + {n}\n" for n in range(29)
)
CELLS["wide"] = f"""
class Ledger:
    def __init__(self):
        self.total = 0
    def work(self):
        for step in range(4):
{LINES}
big = Scheduler(Ledger, dict.fromkeys("ABC", Ledger.work), lambda ledger: True)
big.step("A B C " * 67)
big  # 201 moves
"""
CELLS["crowded"] = """
class Box:
    def __init__(self):
        self.total = 0
        self.an_attribute_whose_name_does_not_fit_into_any_column_of_any_table = "x" * 190
    def work(self):
        a_rather_long_name_of_a_variable_that_does_not_fit_on_one_line = self.total
        self.total = a_rather_long_name_of_a_variable_that_does_not_fit_on_one_line + 1
        if self.total:
            if self.total:
                if self.total:
                    print("x" * 300)

names = ["A", "B", "C", "D", "a-thread-with-a-name-that-is-longer-than-the-others"]
crowded = Scheduler(Box, dict.fromkeys(names, Box.work), lambda box: True, title="x" * 200)
crowded.step([*names, *names, "A"])
crowded  # five lanes
"""
CELLS["crowded in Russian"] = """
russian = Scheduler(
    Box, dict.fromkeys(names, Box.work), lambda box: True, title="ы" * 200, language="ru"
)
russian.step([*names, *names, "A"])
russian.prove()
russian  # five lanes
"""


class Game:
    """A game, as assistive technology sees it: by roles and names."""

    def __init__(self, shown: Locator) -> None:
        self.shown = shown
        self.verdict = shown.locator(".verdict")
        self.said = shown.locator("[aria-live=polite]")
        self.slider = shown.get_by_role("slider")
        self.past = shown.locator(".past")
        self.page = shown.page

    def button(self, name: str) -> Locator:
        return self.shown.get_by_role("button", name=name, exact=True)

    def press(self, *names: str) -> None:
        for name in names:
            self.button(name).click()

    def code(self, name: str) -> Locator:
        """The code of a thread and its variables."""
        return self.shown.get_by_role("region", name=name, exact=True)

    def press_keys(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    @property
    def scrolled(self) -> float:
        """How far the page is scrolled: 0 if the game is where it was."""
        box = self.shown.bounding_box()
        assert box is not None
        return box["y"]


@pytest.fixture(scope="module")
def notebook(lab: LabPage) -> Iterator[Notebook]:
    lab.write(NAME, CELLS)
    with lab.opened(NAME) as notebook:
        yield notebook


@pytest.fixture
def game(notebook: Notebook, request: pytest.FixtureRequest) -> Game:
    """A new game of the cell that the test names."""
    shown = notebook.run_down_to(CELLS[request.param].strip().splitlines()[-1])
    expect(shown.locator(".checker-lab-game")).to_be_visible()
    return Game(shown)


@pytest.mark.parametrize("game", ["naive"], indirect=True)
def test_a_learner_breaks_it_undoes_it_and_ends_well(game: Game) -> None:
    expect(game.verdict).to_contain_text("No moves yet")
    expect(game.button("◀ Undo")).to_be_disabled()
    game.press("Step A", "Step A")
    expect(game.button("Step A")).to_contain_text("self.items = items + [item]")
    expect(game.code("A").locator("[aria-current=step]")).to_contain_text(
        "self.items = items + [item]"
    )
    game.press("Step B", "Step B", "Step B")
    expect(game.button("Step B")).to_be_disabled()
    expect(game.button("Step B")).to_contain_text("has ended")
    game.press("Step A")
    expect(game.verdict).to_contain_text("You broke it: b is lost. In move 6, A stores")
    expect(game.past).to_contain_text("b is lost here")
    expect(game.shown).to_contain_text("changed by A in move 6")

    game.press("◀ Undo")
    expect(game.verdict).to_contain_text("Moves so far: 5.")
    game.press("↺ Reset")
    game.press(*["Step A"] * 3, *["Step B"] * 3)
    expect(game.verdict).to_contain_text("Not broken: all have ended, and the invariant holds.")


@pytest.mark.parametrize("game", ["naive"], indirect=True)
def test_each_move_is_announced_in_words(game: Game) -> None:
    game.press("Step A", "Step A")
    expect(game.said).to_have_text("Move 2, A: items = self.items; A's own items = [].")
    game.press("Step B", "Step B", "Step B", "Step A")
    expect(game.said).to_contain_text("You broke it: b is lost.")


@pytest.mark.parametrize("game", ["naive"], indirect=True)
def test_the_slider_goes_back_and_forward(game: Game) -> None:
    game.press("Step A", "Step A", "Step B", "Step B", "Step B", "Step A")
    expect(game.verdict).to_contain_text("You broke it")
    game.slider.focus()
    game.press_keys("Home", "ArrowRight", "ArrowRight")
    expect(game.slider).to_have_attribute("aria-valuetext", "move 2 of 6")
    expect(game.past.locator(".move")).to_have_count(2)
    expect(game.code("B").locator("[aria-current=step]")).to_contain_text("checker.add(")
    game.press_keys("End")
    expect(game.verdict).to_contain_text("You broke it")
    expect(game.past.locator(".move")).to_have_count(6)
    expect(game.slider).to_be_focused()


@pytest.mark.parametrize("game", ["naive"], indirect=True)
def test_show_me_plays_the_shortest_losing_schedule_and_gives_the_own_moves_back(
    game: Game,
) -> None:
    game.press("Step B", "Step B", "Show me")
    expect(game.verdict).to_contain_text("This schedule breaks it: b is lost.")
    expect(game.slider).to_have_attribute("aria-valuetext", "move 6 of 6")
    expect(game.shown).not_to_contain_text("Schedules that lose")
    game.press("Back to my moves")
    expect(game.verdict).to_contain_text("Moves so far: 2.")
    expect(game.button("Back to my moves")).to_be_hidden()
    game.press("Prove it")
    expect(game.shown).to_contain_text("Schedules that lose: 12 of 20")


@pytest.mark.parametrize("game", ["slow"], indirect=True)
def test_play_can_be_paused_and_says_which_move_comes_next(game: Game) -> None:
    game.press("Show me")
    expect(game.button("‖ Pause")).to_be_visible()
    expect(game.button("Step A")).to_contain_text("comes next in this schedule")
    game.press("‖ Pause")
    expect(game.verdict).to_contain_text("This schedule loses. Move 0 of 6. Press Play")
    game.press("Step A")
    expect(game.verdict).to_contain_text("This schedule loses. Move 1 of 6.")


@pytest.mark.parametrize("game", ["fixed"], indirect=True)
def test_the_fix_is_proven_in_the_language_that_was_chosen(game: Game) -> None:
    expect(game.shown).to_contain_text("далее: строка 6 в ячейке")
    game.press("Доказать")
    expect(game.shown).to_contain_text("Доказано: ни одно чередование не ломает программу.")
    game.press("Показать")
    expect(game.shown).to_contain_text("Показывать нечего: нет чередования")
    game.press(*["Шаг A"] * 5, *["Шаг B"] * 3)
    expect(game.button("Шаг B")).to_contain_text("заблокирован: ждёт блокировку, которую держит A")
    expect(game.button("Шаг B")).to_be_disabled()


@pytest.mark.parametrize("game", ["tasks"], indirect=True)
def test_tasks_are_played_in_the_same_way(game: Game) -> None:
    game.press("Step A", "Step B", "Step B", "Step A")
    expect(game.verdict).to_contain_text("You broke it: b is lost.")


@pytest.mark.parametrize("game", ["evil"], indirect=True)
def test_what_user_code_holds_stays_text(game: Game) -> None:
    game.press("Step A", "Step A")
    expect(game.shown).to_contain_text("Printed")
    expect(game.code("A")).to_contain_text("held = [<img src=x onerror=alert(1)>]")
    game.press("Step A")
    expect(game.verdict).to_contain_text("A raised ValueError: <img src=x onerror=alert(1)>.")
    assert game.shown.locator("img").count() == 0


@pytest.mark.parametrize("game", ["naive"], indirect=True)
def test_the_keyboard_alone_is_enough(game: Game) -> None:
    cells = game.page.locator(".jp-Notebook .jp-Cell").count()
    game.page.evaluate("window.jupyterapp.shell.currentWidget.content.activate()")
    for _ in range(12):
        game.press_keys("Tab")
        if game.button("Step A").evaluate("button => button === document.activeElement"):
            break
    expect(game.button("Step A")).to_be_focused()
    game.press_keys("Space", "Space", "Tab", "Space", "Space", "Space")
    expect(game.button("Step B")).to_be_disabled()
    expect(game.button("Step B")).to_be_focused()
    # In JupyterLab, "a" and "b" insert cells.
    game.press_keys("a")
    expect(game.verdict).to_contain_text("You broke it")
    game.press_keys("Backspace", "Backspace", "b")
    expect(game.verdict).to_contain_text("Moves so far: 5.")
    game.press_keys("Backspace", "Backspace")
    for _ in range(3):
        game.page.keyboard.down("b")
    game.page.keyboard.up("b")
    expect(game.verdict).to_contain_text("Moves so far: 4.")
    assert game.page.locator(".jp-Notebook .jp-Cell").count() == cells


SIZES = {"the reference": (1280, 900), "800 px": (800, 900), "150 %": (853, 600)}
IS_TOO_WIDE = """game => [game, ...game.querySelectorAll('*')]
    .filter(one => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1
        && getComputedStyle(one).display !== 'inline')
    .map(one => `${one.tagName}.${one.className}: ${one.textContent.slice(0, 60)}`)"""


@pytest.mark.parametrize("game", ["wide"], indirect=True)
def test_two_hundred_moves_of_three_threads_stay_in_sight(lab: LabPage, game: Game) -> None:
    root = game.shown.locator(".checker-lab-game")
    for width, height in SIZES.values():
        with lab.sized(width, height):
            root.evaluate("game => game.scrollIntoView({ block: 'start' })")
            for name in "ABC":
                expect(game.button(f"Step {name}")).to_be_in_viewport(ratio=1)
            expect(game.past.locator(".move").last).to_be_in_viewport(ratio=1)
            assert root.evaluate(IS_TOO_WIDE) == []
    root.evaluate("game => game.scrollIntoView({ block: 'start' })")
    for name in "ABC":
        expect(game.code(name).locator("[aria-current=step]")).to_be_in_viewport(ratio=1)
    place = game.scrolled
    step = game.button("Step B").bounding_box()
    game.press("Step B")
    expect(game.slider).to_have_attribute("aria-valuetext", "move 202 of 202")
    expect(game.past).to_contain_text("202")
    assert game.scrolled == place
    after = game.button("Step B").bounding_box()
    assert step is not None
    assert after is not None
    assert step["y"] == after["y"]


@pytest.mark.parametrize("game", ["crowded", "crowded in Russian"], indirect=True)
def test_long_names_and_many_lanes_fit(lab: LabPage, game: Game) -> None:
    root = game.shown.locator(".checker-lab-game")
    for width, height in SIZES.values():
        with lab.sized(width, height):
            assert root.evaluate(IS_TOO_WIDE) == []


@pytest.mark.parametrize("game", ["naive"], indirect=True)
def test_where_lanes_have_no_columns_they_have_no_heads(lab: LabPage, game: Game) -> None:
    heads = game.past.locator("thead")
    game.press("Step A", "Step B")
    expect(heads).to_be_visible()
    with lab.sized(*SIZES["150 %"]):
        expect(heads).to_be_hidden()
        expect(game.past.locator(".move").last).to_contain_text("B")
