"""The toolbar: the controls, and what came of the last ones."""

from typing import Any

from checker_lab.widgets.board.toolbar import toolbar
from checker_lab.widgets.controls import Button, FormWithButton, Note


def refuse(text: str) -> str:
    raise ValueError(f"not {text}")


def form(name: str, action: Any) -> FormWithButton:
    return FormWithButton(
        action,
        lambda call: call(),
        name=name,
        label=name.title(),
        hint="a text",
        button="Go",
        button_hint="",
    )


class Tools:
    def __init__(self) -> None:
        self.add, self.pace = form("add", str.upper), form("pace", refuse)
        self.run = Button("run", "Run", "Start", lambda: None)
        self.message = Note()

    def notes(self) -> list[str]:
        """The role, and the text, of each note."""
        _, notes = toolbar(self.add, [self.pace], [self.run], self.message, "en")
        return [f"{each[1].get('role', '')} {_text(each)}".strip() for each in notes[2:]]

    def find(self, tag: str, **attributes: str) -> list[dict[str, Any]]:
        """The attributes of the elements that have these."""
        found = _all(toolbar(self.add, [self.pace], [self.run], self.message, "en")[0])
        return [
            each[1] for each in found if each[0] == tag and attributes.items() <= each[1].items()
        ]


def _text(tree: Any) -> str:
    return tree if isinstance(tree, str) else "".join(map(_text, tree[2:]))


def _all(tree: Any) -> list[Any]:
    return (
        [] if isinstance(tree, str) else [tree, *(part for each in tree[2:] for part in _all(each))]
    )


def test_without_news_it_says_what_to_add() -> None:
    assert Tools().notes() == ["Add a text"]


def test_an_error_stays_and_belongs_to_its_field() -> None:
    tools = Tools()
    tools.pace.enter("x")
    tools.add.enter("y")
    assert tools.notes() == ["alert ✗ Pace: not x", "status Y"]
    (field,) = tools.find("input", key="pace")
    assert (field["aria-invalid"], field["aria-describedby"]) == ("true", "note-pace")
    tools.message.say("removed z")
    assert tools.notes() == ["alert ✗ Pace: not x", "status removed z"]
    tools.message.say("no", wrong=True)
    assert tools.notes() == ["alert ✗ Pace: not x", "alert ✗ no"]
    tools.add.enter("z")
    assert tools.notes() == ["alert ✗ Pace: not x", "status Z"]


def test_what_cannot_be_done_says_why_to_mouse_and_screen_reader() -> None:
    tools = Tools()
    tools.run.why_not = "it runs"
    (button,) = tools.find("button", key="run")
    assert {button[name] for name in ("title", "aria-description")} == {"it runs"}
    assert button["aria-disabled"] == "true"


def test_the_answer_to_the_same_text_is_new_to_the_browser() -> None:
    tools = Tools()
    tools.add.enter("y")
    before = toolbar(tools.add, [], [], tools.message, "en")
    tools.add.enter("y")
    assert toolbar(tools.add, [], [], tools.message, "en") != before


def test_suggestions_are_a_list_of_the_field() -> None:
    tools = Tools()
    assert not tools.find("datalist")
    tools.add.options = ("a", "b")
    assert [each["value"] for each in tools.find("option")] == ["a", "b"]
    (field,) = tools.find("input", key="add")
    assert field["list"] == "options"


def test_no_two_siblings_have_the_same_key() -> None:
    tools = Tools()
    line, notes = toolbar(tools.add, [tools.pace], [tools.run], tools.message, "en")
    for parent in [*_all(line), notes]:
        keys = [child[1]["key"] for child in parent[2:] if "key" in child[1]]
        assert len(keys) == len({*keys})
