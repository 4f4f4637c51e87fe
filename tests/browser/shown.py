"""A dashboard, as somebody finds the way in it who sees only roles and names."""

import re

from playwright.sync_api import Locator, expect

__all__ = ["Shown"]


class Shown:
    """The dashboard in the output of a cell."""

    def __init__(self, output: Locator) -> None:
        self.output = output
        self.page = output.page
        self.table = output.get_by_role("table", name="Items", exact=True)
        self.only_unwell = output.get_by_role("checkbox", name="Only what does not pass")

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

    def said(self, field: str, role: str = "status") -> Locator:
        """What is said beside a field: the status, or the alert of what is wrong."""
        line = self.field(field).locator("xpath=ancestor::div[contains(@class, 'widget-hbox')][1]")
        return line.get_by_role(role)  # type: ignore[arg-type]

    def row(self, item_id: str) -> Locator:
        head = self.page.get_by_role("rowheader", name=item_id, exact=True)
        return self.table.get_by_role("row").filter(has=head)

    def recent(self, item_id: str, outcome: str) -> Locator:
        """The strip of an item's last outcomes, if this is one of them: it stays for 30 more."""
        return self.row(item_id).get_by_role("img", name=outcome)

    def state(self, text: str) -> Locator:
        """The line that says how the checker stands, in these words."""
        # A text would be found in any case: "Running" in "Not running" too.
        return self.output.get_by_role("paragraph").filter(has_text=re.compile(re.escape(text)))

    def checks(self, item_id: str) -> int:
        """How many checks of an item the table counts."""
        heads = self.table.get_by_role("columnheader").all_inner_texts()
        cells = self.row(item_id).locator("th, td")
        return int(cells.nth([head.strip() for head in heads].index("Checks")).inner_text())

    def expect_running(self) -> None:
        expect(self.state("Running: ")).to_be_visible()

    def expect_stopped(self) -> None:
        stopped = self.output.get_by_role("status").filter(has_text="Проверки остановлены")
        expect(stopped).to_be_visible()
