"""The controls on their own: what they say, and when a form empties its field."""

import pytest

from checker_lab.widgets.controls import Button, FormWithButton, Note


def shout(text: str) -> str:
    if not text:
        raise ValueError("enter a text")
    return text.upper()


@pytest.fixture
def form() -> FormWithButton:
    return FormWithButton(
        shout,
        lambda call: call(),
        name="text",
        label="Text",
        hint="anything",
        button="Shout",
        button_hint="as loud as it can",
    )


def test_the_button_submits_the_text_and_empties_the_field(form: FormWithButton) -> None:
    form.field.value = "hello"
    form.button.click()
    assert (form.message.text, form.field.value) == ("HELLO", "")


def test_enter_submits_its_text(form: FormWithButton) -> None:
    form.enter("new")
    assert (form.message.text, form.field.value, form.answers) == ("NEW", "", 1)


def test_an_error_keeps_the_text_until_it_is_forgotten(form: FormWithButton) -> None:
    form.enter("")
    assert (form.message.text, form.message.wrong) == ("enter a text", True)
    form.reset()
    assert (form.message.text, form.message.wrong) == ("", False)


def test_a_form_shows_the_current_value_unless_its_own_was_rejected(form: FormWithButton) -> None:
    form.show("1 s")
    assert form.field.value == "1 s"
    form.enter("2 s")
    assert form.field.value == "1 s", "until the checker says so"
    form.show("2 s")
    assert form.field.value == "2 s"
    form.enter("")
    form.show("3 s")
    assert form.field.value == ""
    form.reset()
    assert form.field.value == "3 s"


def test_a_closed_form_ignores_clicks_and_texts(form: FormWithButton) -> None:
    form.close()
    form.button.close("it is closed")
    form.button.click()
    form.enter("new")
    assert form.field.disabled
    assert form.button.why_not == "it is closed"
    assert form.message.text == ""


def test_the_value_of_a_field_is_a_text(form: FormWithButton) -> None:
    with pytest.raises(TypeError, match="must be a str, not 5"):
        form.field.value = 5  # type: ignore[assignment]


def test_a_click_is_acted_on_even_if_the_button_looks_disabled() -> None:
    pressed: list[str] = []
    button = Button("run", "Run", "Start", lambda: pressed.append("run"))
    button.why_not = "it runs"
    button.click()
    assert button.disabled
    button.close("closed")
    button.click()
    assert pressed == ["run"]


def test_a_note_of_an_error_is_wrong_until_there_is_another() -> None:
    note = Note()
    note.say_error(KeyError("a"))
    assert (note.text, note.wrong) == ("KeyError: 'a'", True)
    note.say("")
    assert (note.text, note.wrong) == ("", False)
