"""06_live as a learner uses it: typing, clicking, and looking at the result."""

import re
from collections.abc import Iterator

import psutil
import pytest
from playwright.sync_api import Locator, expect

from checker_lab.testing import wait_until
from tests.browser.dashboard_page import DashboardPage
from tests.browser.lab import LabPage
from tests.browser.notebook import Notebook

pytestmark = pytest.mark.timeout(120)

CELLS = {"threads": "Dashboard(checker", "asyncio": "Dashboard(async_checker"}


@pytest.fixture(scope="module", params=CELLS)
def cell(request: pytest.FixtureRequest) -> str:
    """The cell of the dashboard over threads, then that of the one over tasks."""
    return CELLS[request.param]


@pytest.fixture(scope="module")
def notebook(lab: LabPage, cell: str) -> Iterator[Notebook]:
    with lab.opened("06_live.ipynb") as notebook:
        notebook.run_down_to(cell)
        yield notebook


@pytest.fixture
def dashboard(notebook: Notebook, cell: str) -> DashboardPage:
    """The dashboard, with a run in progress."""
    dashboard = DashboardPage(notebook.output(cell))
    if not dashboard.state("▶ Running").is_visible():
        dashboard.press("Run")
    dashboard.expect_running()
    return dashboard


def test_a_learner_adds_and_removes_items(dashboard: DashboardPage) -> None:
    expect(dashboard.recent("hang", "TIMEOUT")).to_be_visible()

    dashboard.field("Item to add").press_sequentially("garbage")
    dashboard.press("Add")
    expect(dashboard.row("garbage")).to_contain_text("FAIL")
    expect(dashboard.message("Item to add")).to_have_text("added garbage")
    expect(dashboard.field("Item to add")).to_have_value("")

    dashboard.field("Item to add").press_sequentially("flap")
    dashboard.field("Item to add").press("Enter")
    expect(dashboard.row("flap")).to_contain_text(re.compile("PASS|FAIL"))

    dashboard.press("Remove flap")
    expect(dashboard.row("flap")).to_have_count(0)
    expect(dashboard.button("Remove garbage")).to_be_visible()


def test_text_typed_right_after_enter_stays(dashboard: DashboardPage) -> None:
    field = dashboard.field("Item to add")
    field.fill("slow")
    field.press("Enter")
    field.press_sequentially("!")
    expect(dashboard.message("Item to add")).to_have_text("added slow")
    expect(field).to_have_value(re.compile("!$"))
    field.fill("")
    dashboard.press("Remove slow")
    expect(dashboard.row("slow")).to_have_count(0)


def test_it_stops_checks_while_stopped_and_runs_again(dashboard: DashboardPage) -> None:
    expect(dashboard.recent("hang", "TIMEOUT")).to_be_visible()
    dashboard.press("Stop")
    dashboard.expect_stopped()
    expect(
        dashboard.output.get_by_role("status").filter(has_text="Checks stopped · ")
    ).to_be_visible()
    # What cannot be done now is disabled and says why, and so does a click.
    why = "nothing to stop: the checks are not running"
    expect(dashboard.button("Stop")).to_be_disabled()
    expect(dashboard.button("Stop")).to_have_attribute("title", why)
    expect(dashboard.button("Stop")).to_have_accessible_description(why)
    dashboard.button("Stop").click(force=True)
    expect(dashboard.output.get_by_role("status").filter(has_text=why)).to_be_visible()

    before = dashboard.passes()
    dashboard.press("Check now")
    wait_until(lambda: dashboard.passes() == before + 1)
    dashboard.expect_stopped()

    dashboard.press("Run")
    dashboard.expect_running()
    wait_until(lambda: dashboard.passes() > before + 2)
    expect(dashboard.button("Run")).to_be_disabled()
    dashboard.button("Run").click(force=True)
    alert = dashboard.output.get_by_role("alert").filter(has_text="press Stop first")
    expect(alert).to_be_visible()
    dashboard.press("Check now")
    expect(alert).to_have_count(0)
    expect(dashboard.state("Checks stopped")).to_have_count(0)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("ftp://old.example/health", "it must be http or https"),
        ("warn", "'warn' is in the table already: remove it there first"),
        ("sloow", "did you mean 'slow'?"),
        ("<img src=x onerror=alert(1)>", "'<img src=x onerror=alert(1)>' is not an http(s) URL"),
        ("", "enter an http(s) URL like"),
    ],
)
def test_a_wrong_item_shows_an_error_beside_the_field_and_keeps_the_text(
    dashboard: DashboardPage, text: str, error: str
) -> None:
    dashboard.field("Item to add").fill(text)
    dashboard.press("Add")
    expect(dashboard.message("Item to add", "alert")).to_contain_text(error)
    expect(dashboard.field("Item to add")).to_have_value(text)
    expect(dashboard.field("Item to add")).to_have_attribute("aria-invalid", "true")
    expect(dashboard.field("Item to add")).to_have_accessible_description(
        re.compile(re.escape(error))
    )
    assert dashboard.output.locator("img").count() == 0
    dashboard.expect_running()
    dashboard.field("Item to add").fill("")


def test_the_interval_changes_during_a_run(dashboard: DashboardPage) -> None:
    field = dashboard.field("Interval")
    dashboard.enter("Interval", "0,5")
    expect(dashboard.message("Interval")).to_have_text("a pass every 0.5 s")
    expect(field).to_have_value("0.5 s")
    for text, error in {
        "soon": "Interval: enter a number of seconds, like 5 or 0.5, not 'soon'",
        "0": "Interval: enter 0.05 to 86400 seconds, not '0'",
        "nan": "Interval: enter 0.05 to 86400 seconds, not 'nan'",
    }.items():
        dashboard.enter("Interval", text)
        expect(dashboard.message("Interval", "alert")).to_contain_text(error)
        expect(field).to_have_value(text)
        expect(field).to_have_accessible_description(re.compile(re.escape(error)))
    field.press("Escape")
    expect(field).to_have_value("0.5 s")
    expect(dashboard.message("Interval", "alert")).to_have_count(0)
    field.fill("1")
    field.blur()  # leaving the field is enough
    expect(field).to_have_value("1 s")


def test_the_timeout_changes_during_a_run(dashboard: DashboardPage) -> None:
    dashboard.enter("Timeout", "none")
    expect(dashboard.message("Timeout")).to_have_text("no timeout")
    expect(dashboard.field("Timeout")).to_have_value("none")
    dashboard.enter("Timeout", "0.25")
    expect(dashboard.message("Timeout")).to_have_text("timeout 0.25 s for each check")
    dashboard.enter("Timeout", "0")
    expect(dashboard.message("Timeout", "alert")).to_contain_text("above 0")
    expect(dashboard.field("Timeout")).to_have_value("0")
    dashboard.enter("Timeout", "0.5")
    expect(dashboard.field("Timeout")).to_have_value("0.5 s")


def test_tab_reaches_every_control_in_order_with_a_visible_focus(dashboard: DashboardPage) -> None:
    summaries = [dashboard.output.locator("summary", has_text=text) for text in ("Timeline", "Log")]
    log = dashboard.output.get_by_role("region", name="Log")
    chips = dashboard.output.get_by_role("group", name="Filter by outcome").get_by_role("button")
    removes = dashboard.table.get_by_role("button").all()
    controls = [
        *chips.all(),
        *(dashboard.field("Item to add"), dashboard.button("Add")),
        *(dashboard.field("Interval"), dashboard.field("Timeout")),
        *(dashboard.button(name) for name in ("Run", "Stop", "Check now")),
        *removes,
        *(*summaries, log),
    ]
    dashboard.output.locator("summary", has_text="Log").click()
    assert len(removes) >= 3
    controls[1].focus()
    dashboard.page.keyboard.press("Shift+Tab")
    for control in controls:
        expect(control).to_be_focused()
        assert control.evaluate(FOCUS_IS_VISIBLE), control
        if control is not controls[-1]:
            dashboard.page.keyboard.press("Tab")
    dashboard.page.keyboard.press("Shift+Tab")
    expect(controls[-2]).to_be_focused()


def test_the_keyboard_alone_is_enough(dashboard: DashboardPage, notebook: Notebook) -> None:
    cells = len(notebook.code_cells)
    keyboard = dashboard.page.keyboard
    dashboard.field("Item to add").focus()
    keyboard.type("drop")
    press_keys(dashboard, "Tab", "Space")
    expect(dashboard.row("drop")).to_contain_text("FAIL")
    expect(dashboard.button("Add")).to_be_focused()

    # Enter and Space remove an item; then the focus is where its row was.
    remove = dashboard.table.get_by_role("button")
    second = remove.nth(1)
    for key in ("Enter", "Space"):
        second.focus()
        name = second.get_attribute("aria-label")
        assert name
        keyboard.press(key)
        expect(dashboard.button(name)).to_have_count(0)
        expect(second).to_be_focused()
    last = remove.count() - 1
    remove.nth(last).focus()
    keyboard.press("Enter")
    expect(remove).to_have_count(last)
    expect(remove.nth(last - 1)).to_be_focused()

    dashboard.button("Stop").focus()
    keyboard.press("Enter")
    dashboard.expect_stopped()
    expect(dashboard.button("Stop")).to_be_focused()
    press_keys(dashboard, "Shift+Tab", "Space")
    dashboard.expect_running()
    chip = dashboard.chip("TIMEOUT")
    chip.focus()
    keyboard.press("Space")
    expect(chip).to_have_attribute("aria-pressed", "true")
    expect(dashboard.output.get_by_role("status").filter(has_text="TIMEOUT")).to_be_visible()
    expect(chip).to_be_focused()
    keyboard.press("Space")
    expect(chip).to_have_attribute("aria-pressed", "false")
    assert len(notebook.code_cells) == cells


def press_keys(dashboard: DashboardPage, *keys: str) -> None:
    for key in keys:
        dashboard.page.keyboard.press(key)


def test_a_restarted_kernel_leaves_nothing_behind_and_every_cell_runs_again(
    dashboard: DashboardPage, notebook: Notebook, cell: str
) -> None:
    old = psutil.Process(notebook.ask("__import__('os').getpid()"))
    processes = [old, *old.children(recursive=True)]
    notebook.restart_kernel()
    expect(dashboard.output.get_by_role("alert").filter(has_text="kernel")).to_be_visible()
    assert not psutil.wait_procs(processes, timeout=10)[1]
    # A click on a dead dashboard does nothing and raises no error.
    dashboard.table.get_by_role("button").first.click()
    assert not popups(dashboard).is_visible()

    notebook.run_all()
    outputs = [output for each in notebook.code_cells for output in each["outputs"]]
    assert not [output for output in outputs if output["output_type"] == "error"]
    notebook.run_down_to(cell)
    dashboard.press("Run")
    dashboard.expect_running()
    assert not popups(dashboard).is_visible()


def popups(dashboard: DashboardPage) -> Locator:
    return dashboard.page.locator(".jp-Dialog")


FOCUS_IS_VISIBLE = """element => {
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
