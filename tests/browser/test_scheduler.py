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

adds = {"A": add_a, "B": add_b}
""",
    "naive": "Scheduler(NaiveChecker, adds, both_are_there)",
    "fixed": "Scheduler(ThreadedChecker, adds, both_are_there, preemptions=1, language='ru')",
    "tasks": """
async def add_a_async(checker):
    await checker.add(AsyncScripted("a"))

async def add_b_async(checker):
    await checker.add(AsyncScripted("b"))

Scheduler(AsyncNaiveChecker, {"A": add_a_async, "B": add_b_async}, both_are_there)
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


class Game:
    """A game, as assistive technology sees it: by roles and names."""

    def __init__(self, shown: Locator) -> None:
        self.shown = shown
        self.verdict = shown.get_by_role("status").first
        self.page = shown.page

    def button(self, name: str) -> Locator:
        return self.shown.get_by_role("button", name=name, exact=True)

    def press(self, *names: str) -> None:
        for name in names:
            self.button(name).click()

    def card(self, name: str) -> Locator:
        return self.shown.get_by_role("region", name=name, exact=True)

    def press_keys(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)


@pytest.fixture(scope="module")
def notebook(lab: LabPage) -> Iterator[Notebook]:
    lab.write(NAME, CELLS)
    with lab.opened(NAME) as notebook:
        yield notebook


@pytest.fixture
def game(notebook: Notebook, request: pytest.FixtureRequest) -> Game:
    """A new game of the cell that the test names."""
    return Game(notebook.run_down_to(CELLS[request.param].strip().splitlines()[-1]))


@pytest.mark.parametrize("game", ["naive"], indirect=True)
def test_a_learner_breaks_it_undoes_it_and_ends_well(game: Game) -> None:
    expect(game.verdict).to_contain_text("No moves yet")
    expect(game.button("Undo")).to_be_disabled()
    game.press("Step A", "Step A")
    expect(game.card("A")).to_contain_text("A can move")
    expect(game.card("A").locator("[aria-current=step]")).to_contain_text(
        "self.items = items + [item]"
    )
    game.press("Step B", "Step B", "Step B")
    expect(game.card("B")).to_contain_text("B has ended")
    expect(game.button("Step B")).to_be_disabled()
    game.press("Step A")
    expect(game.verdict).to_contain_text("You broke it: the invariant does not hold.")
    expect(game.shown).to_contain_text("changed by A in move 6")

    game.press("Undo")
    expect(game.verdict).to_contain_text("Moves so far: 5.")
    game.press("Reset")
    game.press(*["Step A"] * 3, *["Step B"] * 3)
    expect(game.verdict).to_contain_text("Not broken: all have ended, and the invariant holds.")


@pytest.mark.parametrize("game", ["naive"], indirect=True)
def test_show_me_plays_the_simplest_losing_schedule(game: Game) -> None:
    game.press("Show me")
    expect(game.verdict).to_contain_text("Showing move 1 of 6.")
    for number in range(2, 6):
        game.press("Show next")
        expect(game.verdict).to_contain_text(f"Showing move {number} of 6.")
    game.press("Show next")
    expect(game.verdict).to_contain_text("This schedule breaks it: the invariant does not hold.")
    expect(game.button("Show me")).to_be_visible()
    expect(game.shown).to_contain_text("Schedule: A A B*3 A")


@pytest.mark.parametrize("game", ["fixed"], indirect=True)
def test_the_fix_is_proven_in_the_language_that_was_chosen(game: Game) -> None:
    game.press("Доказать")
    expect(game.shown).to_contain_text("Доказано: ни один порядок не ломает.")
    game.press("Показать")
    expect(game.shown).to_contain_text("Показывать нечего.")
    game.press(*["Шаг A"] * 5, *["Шаг B"] * 3)
    expect(game.card("B")).to_contain_text("B заблокирован: ждёт блокировку, которую держит A")
    expect(game.button("Шаг B")).to_be_disabled()


@pytest.mark.parametrize("game", ["tasks"], indirect=True)
def test_tasks_are_played_in_the_same_way(game: Game) -> None:
    game.press("Step A", "Step B", "Step B", "Step A")
    expect(game.verdict).to_contain_text("You broke it: the invariant does not hold.")


@pytest.mark.parametrize("game", ["evil"], indirect=True)
def test_what_user_code_holds_stays_text(game: Game) -> None:
    game.press("Step A", "Step A")
    expect(game.shown).to_contain_text("Printed")
    expect(game.card("A")).to_contain_text("held = [<img src=x onerror=alert(1)>]")
    game.press("Step A")
    expect(game.verdict).to_contain_text("A raised ValueError: <img src=x onerror=alert(1)>.")
    assert game.shown.locator("img").count() == 0


@pytest.mark.parametrize("game", ["naive"], indirect=True)
def test_the_keyboard_alone_is_enough(game: Game) -> None:
    cells = game.page.locator(".jp-Notebook .jp-Cell").count()
    # Until it is there, Tab moves past it, out of the notebook.
    expect(game.button("Step A")).to_be_visible()
    game.page.evaluate("window.jupyterapp.shell.currentWidget.content.activate()")
    for _ in range(10):
        game.press_keys("Tab")
        if game.button("Step A").evaluate("button => button === document.activeElement"):
            break
    expect(game.button("Step A")).to_be_focused()
    game.press_keys("Space", "Space", "Tab", "Space", "Space", "Space")
    expect(game.card("B")).to_contain_text("B has ended")
    # Its own button is disabled now, so the focus has moved on.
    expect(game.button("Step A")).to_be_focused()
    game.press_keys("Space")
    expect(game.verdict).to_contain_text("You broke it")
    expect(game.button("Undo")).to_be_focused()
    game.press_keys("Enter")
    expect(game.verdict).to_contain_text("Moves so far: 5.")
    game.press_keys("Tab", "Tab", "Space")
    expect(game.verdict).to_contain_text("This schedule breaks it")
    assert game.page.locator(".jp-Notebook .jp-Cell").count() == cells
