"""A dashboard in the browser, found as a screen reader finds it: by roles and names."""

import re

from playwright.sync_api import Locator, expect

from checker_lab.core.language import Language
from checker_lab.view.words import WORDS

__all__ = ["DashboardPage"]

STOPPED = re.compile("Проверки остановлены|Checks stopped")


class DashboardPage:
    """The dashboard in the output of a cell."""

    def __init__(self, output: Locator, language: Language = "en") -> None:
        self.output = output
        self.page = output.page
        self.table = output.get_by_role("table", name=WORDS[language].table, exact=True)
        self.rows = self.table.locator("tbody").get_by_role("row")

    def button(self, name: str) -> Locator:
        return self.output.get_by_role("button", name=name, exact=True)

    def press(self, name: str) -> None:
        self.button(name).click()

    def chip(self, outcome: str) -> Locator:
        """The button that counts an outcome, and filters by it."""
        chips = self.output.get_by_role("group", name="Filter by outcome")
        return chips.get_by_role("button", name=re.compile(rf"\d {outcome}$"))

    def field(self, name: str) -> Locator:
        return self.output.get_by_role("textbox", name=name, exact=True).or_(
            self.output.get_by_role("combobox", name=name, exact=True)
        )

    def enter(self, field: str, text: str) -> None:
        """Fill a field, and press Enter."""
        self.field(field).fill(text)
        self.field(field).press("Enter")

    def message(self, field: str, role: str = "status") -> Locator:
        """What was said about a field: a status, or the alert of an error."""
        names = {"Item to add": "add", "Interval": "interval", "Timeout": "timeout"}
        note = self.output.locator(f'[id^="note-{names[field]}-"]')
        return note.and_(self.output.get_by_role(role))  # type: ignore[arg-type]

    def row(self, item_id: str) -> Locator:
        head = self.page.get_by_role("rowheader", name=item_id, exact=True)
        return self.table.get_by_role("row").filter(has=head)

    def recent(self, item_id: str, outcome: str) -> Locator:
        """The strip of an item's last 30 outcomes, if `outcome` is one of them."""
        return self.row(item_id).get_by_role("img", name=outcome)

    def state(self, text: str) -> Locator:
        """The status, if it has these words."""
        # A plain text would ignore the case, and find "Running" in "Not running" too.
        return self.output.locator("div.status").filter(has_text=re.compile(re.escape(text))).first

    def passes(self) -> int:
        """The number of the pass, as the status says it."""
        text = self.output.locator(".pass").inner_text()
        found = re.match(r"(?:pass|проход) ([\d,]+)", text)
        return int(found[1].replace(",", "")) if found else 0

    def expect_running(self) -> None:
        expect(self.output.get_by_role("status").filter(has_text="▶ Running")).to_be_visible()

    def expect_stopped(self) -> None:
        ended = re.compile("■ (Stopped|Остановлены)")
        expect(self.output.get_by_role("status").filter(has_text=ended)).to_be_visible()
        stopped = self.output.get_by_role("status").filter(has_text=STOPPED)
        expect(stopped).to_be_visible()

    def visible_rows(self) -> int:
        """How many rows are whole on the screen, with the top of the dashboard at its top."""
        self.output.evaluate("output => output.scrollIntoView({ block: 'start' })")
        count: int = self.rows.evaluate_all(VISIBLE)
        return count


VISIBLE = """rows => {
    const isSeen = row => {
        const box = row.getBoundingClientRect();
        return [box.top + 1, box.bottom - 1].every(y =>
            row.contains(document.elementFromPoint(box.left + box.width / 2, y)));
    };
    return rows.filter(isSeen).length;
}"""
