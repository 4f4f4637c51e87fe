"""06_live, used by a learner: typing, clicking, and looking at what comes of it."""

import re
from collections.abc import Iterator

import psutil
import pytest
from playwright.sync_api import Locator, expect

from checker_lab.testing import wait_until
from tests.browser.lab import LabPage
from tests.browser.notebook import Notebook
from tests.browser.shown import Shown

pytestmark = pytest.mark.timeout(120)

CELLS = {"threads": "Dashboard(checker", "asyncio": "Dashboard(async_checker"}


@pytest.fixture(scope="module", params=CELLS)
def cell(request: pytest.FixtureRequest) -> str:
    """The cell of the dashboard over threads, and that of the one over tasks."""
    return CELLS[request.param]


@pytest.fixture(scope="module")
def notebook(lab: LabPage, cell: str) -> Iterator[Notebook]:
    with lab.opened("06_live.ipynb") as notebook:
        notebook.run_down_to(cell)
        yield notebook


@pytest.fixture
def shown(notebook: Notebook, cell: str) -> Shown:
    """The dashboard, with the checks running."""
    shown = Shown(notebook.output(cell))
    if not shown.state("Running: ").is_visible():
        shown.press("Run")
    shown.expect_running()
    return shown


def test_a_learner_adds_and_removes_items(shown: Shown) -> None:
    expect(shown.recent("hang", "TIMEOUT")).to_be_visible()

    shown.field("Item to add").press_sequentially("garbage")
    shown.press("Add")
    expect(shown.row("garbage")).to_contain_text("FAIL не работает")
    expect(shown.said("Item to add")).to_have_text("added garbage")
    expect(shown.field("Item to add")).to_have_value("")

    shown.field("Item to add").press_sequentially("flap")
    shown.field("Item to add").press("Enter")
    expect(shown.row("flap")).to_contain_text(re.compile("PASS|FAIL"))

    shown.press("Remove flap")
    expect(shown.row("flap")).to_have_count(0)
    expect(shown.button("Remove garbage")).to_be_visible()


def test_what_is_typed_right_after_an_enter_stays(shown: Shown) -> None:
    field = shown.field("Item to add")
    field.fill("slow")
    field.press("Enter")
    field.press_sequentially("!")
    expect(shown.said("Item to add")).to_have_text("added slow")
    expect(field).to_have_value(re.compile("!$"))
    field.fill("")
    shown.press("Remove slow")
    expect(shown.row("slow")).to_have_count(0)


def test_it_stops_once_checks_while_stopped_and_runs_again(shown: Shown) -> None:
    expect(shown.recent("hang", "TIMEOUT")).to_be_visible()
    shown.press("Stop")
    shown.expect_stopped()
    expect(shown.output.get_by_role("status").filter(has_text="The run has ended")).to_be_visible()
    shown.press("Stop")
    expect(shown.output).to_contain_text("nothing runs: there is nothing to stop")

    before = shown.checks("pass")
    shown.press("Check now")
    wait_until(lambda: shown.checks("pass") == before + 1)
    shown.expect_stopped()

    shown.press("Run")
    shown.expect_running()
    wait_until(lambda: shown.checks("pass") > before + 2)
    expect(shown.state("Проверки остановлены")).to_have_count(0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ftp://old.example/health", "a URL is http or https"),
        ("warn", "there is an item with the id 'warn' already"),
        ("sloow", "'sloow' is no http(s) URL"),
        ("<img src=x onerror=alert(1)>", "'<img src=x onerror=alert(1)>' is no http(s) URL"),
        ("", "'' is no http(s) URL"),
    ],
)
def test_a_wrong_item_is_told_beside_the_field_and_the_text_stays(
    shown: Shown, text: str, said: str
) -> None:
    shown.enter("Item to add", text, "Add")
    expect(shown.said("Item to add", "alert")).to_contain_text(said)
    expect(shown.field("Item to add")).to_have_value(text)
    assert shown.output.locator("img").count() == 0
    shown.expect_running()
    shown.field("Item to add").fill("")


def test_the_pace_is_changed_while_it_runs(shown: Shown) -> None:
    shown.enter("Interval", "0.5", "Set interval")
    expect(shown.said("Interval")).to_have_text("a pass each 0.5 s")
    expect(shown.state("a pass each 0.5 s")).to_be_visible()
    expect(shown.field("Interval")).to_have_value("")
    for text, said in {
        "soon": "a number of seconds, like 5 or 0.5, not 'soon'",
        "0": "above 0",
        "-1": "above 0",
        "nan": "finite",
    }.items():
        shown.enter("Interval", text, "Set interval")
        expect(shown.said("Interval", "alert")).to_contain_text(said)
        expect(shown.field("Interval")).to_have_value(text)
    expect(shown.state("a pass each 0.5 s")).to_be_visible()
    shown.enter("Interval", "1", "Set interval")
    expect(shown.state("a pass each 1 s")).to_be_visible()


def test_the_timeout_is_changed_while_it_runs(shown: Shown) -> None:
    shown.enter("Timeout", "none", "Set timeout")
    expect(shown.state("no timeout")).to_be_visible()
    shown.field("Timeout").fill("0.25")
    shown.field("Timeout").press("Enter")
    expect(shown.state("timeout 0.25 s")).to_be_visible()
    expect(shown.said("Timeout")).to_have_text("each check gets 0.25 s")
    shown.enter("Timeout", "0", "Set timeout")
    expect(shown.said("Timeout", "alert")).to_contain_text("above 0")
    expect(shown.field("Timeout")).to_have_value("0")
    shown.enter("Timeout", "0.5", "Set timeout")
    expect(shown.state("timeout 0.5 s")).to_be_visible()


def test_tab_reaches_every_control_in_order_and_the_focus_is_seen(shown: Shown) -> None:
    summaries = [shown.output.locator("summary", has_text=text) for text in ("Timeline", "Log")]
    regions = [shown.output.get_by_role("region", name=name) for name in ("Timeline", "Log")]
    removes = shown.table.get_by_role("button").all()
    controls = [
        *(shown.field("Item to add"), shown.button("Add")),
        *(shown.field("Interval"), shown.button("Set interval")),
        *(shown.field("Timeout"), shown.button("Set timeout")),
        *(shown.button(name) for name in ("Run", "Stop", "Check now")),
        *(shown.output.get_by_role("region", name="Items"), *removes, shown.only_unwell),
        *(summaries[0], regions[0], summaries[1], regions[1]),
    ]
    assert len(removes) >= 3
    controls[0].focus()
    for control in controls:
        expect(control).to_be_focused()
        assert control.evaluate(FOCUS_IS_SEEN), control
        if control is not controls[-1]:
            shown.page.keyboard.press("Tab")
    shown.page.keyboard.press("Shift+Tab")
    expect(controls[-2]).to_be_focused()


def test_the_keyboard_alone_will_do(shown: Shown, notebook: Notebook) -> None:
    cells = len(notebook.code_cells)
    keyboard = shown.page.keyboard
    shown.field("Item to add").focus()
    keyboard.type("drop")
    press_keys(shown, "Tab", "Space")
    expect(shown.row("drop")).to_contain_text("FAIL")
    expect(shown.button("Add")).to_be_focused()

    # Enter and Space remove; each time the focus goes on to where the row was.
    remove = shown.table.get_by_role("button")
    second = remove.nth(1)
    for key in ("Enter", "Space"):
        second.focus()
        name = second.get_attribute("aria-label")
        assert name
        keyboard.press(key)
        expect(shown.button(name)).to_have_count(0)
        expect(second).to_be_focused()
    last = remove.count() - 1
    remove.nth(last).focus()
    keyboard.press("Enter")
    expect(remove).to_have_count(last)
    expect(remove.nth(last - 1)).to_be_focused()

    shown.button("Stop").focus()
    keyboard.press("Enter")
    shown.expect_stopped()
    expect(shown.button("Stop")).to_be_focused()
    press_keys(shown, "Shift+Tab", "Space")
    shown.expect_running()
    assert len(notebook.code_cells) == cells


def press_keys(shown: Shown, *keys: str) -> None:
    for key in keys:
        shown.page.keyboard.press(key)


def test_a_restarted_kernel_leaves_nothing_and_all_can_be_run_again(
    shown: Shown, notebook: Notebook, cell: str
) -> None:
    old = psutil.Process(notebook.ask("__import__('os').getpid()"))
    processes = [old, *old.children(recursive=True)]
    notebook.restart_kernel()
    expect(shown.output.get_by_role("alert").filter(has_text="kernel")).to_be_visible()
    assert not psutil.wait_procs(processes, timeout=10)[1]
    # A click on what is dead does nothing, and raises nothing.
    shown.table.get_by_role("button").first.click()
    assert not popups(shown).is_visible()

    notebook.run_all()
    outputs = [output for each in notebook.code_cells for output in each["outputs"]]
    assert not [output for output in outputs if output["output_type"] == "error"]
    notebook.run_down_to(cell)
    shown.press("Run")
    shown.expect_running()
    assert not popups(shown).is_visible()


def popups(shown: Shown) -> Locator:
    return shown.page.locator(".jp-Dialog")


FOCUS_IS_SEEN = """element => {
    const look = () => {
        const style = getComputedStyle(element);
        return [style.outline, style.boxShadow, style.borderColor, style.background].join();
    };
    const focused = look();
    element.blur();
    const blurred = look();
    element.focus();
    return focused !== blurred;
}"""
