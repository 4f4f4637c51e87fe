"""A dashboard in the browser, found as a screen reader finds it: by roles and names."""

import re

from playwright.sync_api import Locator, expect

__all__ = ["DashboardPage"]

STOPPED = re.compile("Проверки остановлены|Checks stopped")


class DashboardPage:
    """The dashboard in the output of a cell."""

    def __init__(self, output: Locator) -> None:
        self.output = output
        self.page = output.page
        self.table = output.get_by_role("table", name="Items", exact=True)
        self.only_unwell = output.get_by_role("checkbox", name="Only items that do not pass")

    def button(self, name: str) -> Locator:
        return self.output.get_by_role("button", name=name, exact=True)

    def press(self, name: str) -> None:
        self.button(name).click()

    def field(self, name: str) -> Locator:
        return self.output.get_by_role("combobox", name=name, exact=True)

    def enter(self, field: str, text: str, button: str) -> None:
        """Fill a field, and press its button."""
        self.field(field).fill(text)
        self.press(button)

    def message(self, field: str, role: str = "status") -> Locator:
        """The message beside a field: a status, or the alert of an error."""
        line = self.field(field).locator("xpath=ancestor::div[contains(@class, 'widget-hbox')][1]")
        return line.get_by_role(role)  # type: ignore[arg-type]

    def row(self, item_id: str) -> Locator:
        head = self.page.get_by_role("rowheader", name=item_id, exact=True)
        return self.table.get_by_role("row").filter(has=head)

    def recent(self, item_id: str, outcome: str) -> Locator:
        """The strip of an item's last 30 outcomes, if `outcome` is one of them."""
        return self.row(item_id).get_by_role("img", name=outcome)

    def state(self, text: str) -> Locator:
        """The line of the status, if it has these words."""
        # A plain text would ignore the case, and find "Running" in "Not running" too.
        return self.output.get_by_role("paragraph").filter(has_text=re.compile(re.escape(text)))

    def checks(self, item_id: str) -> int:
        """The number of checks in the row of an item."""
        heads = self.table.get_by_role("columnheader").all_inner_texts()
        cells = self.row(item_id).locator("th, td")
        return int(cells.nth([head.strip() for head in heads].index("Checks")).inner_text())

    def expect_running(self) -> None:
        expect(self.state("Running: ")).to_be_visible()

    def expect_stopped(self) -> None:
        stopped = self.output.get_by_role("status").filter(has_text=STOPPED)
        expect(stopped).to_be_visible()
