"""The text field: what the browser gets. `tests/browser` shows that typing works."""

from pathlib import Path

from checker_lab.widgets import text_field
from checker_lab.widgets.text_field import TextField


def test_the_browser_gets_its_script_its_style_and_its_state() -> None:
    folder = Path(text_field.__file__).parent
    field = TextField(description="Item", placeholder="a name", options=("pass", "fail"))
    assert str(field._esm) == (folder / "text_field.js").read_text(encoding="utf-8")
    assert str(field._css) == (folder / "text_field.css").read_text(encoding="utf-8")
    sent = field.get_state()
    assert {name: sent[name] for name in ("value", "description", "placeholder", "disabled")} == {
        "value": "",
        "description": "Item",
        "placeholder": "a name",
        "disabled": False,
    }
    assert list(sent["options"]) == ["pass", "fail"]


def test_the_script_never_reads_text_as_html() -> None:
    script = str(TextField._esm)
    assert "innerHTML" not in script
    assert "insertAdjacentHTML" not in script
