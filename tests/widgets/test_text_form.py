"""The text form, on its own: what it shows, and when it empties its field."""

import pytest

from checker_lab.widgets.text_form import TextForm


def shout(text: str) -> str:
    if not text:
        raise ValueError("enter a text")
    return text.upper()


@pytest.fixture
def form() -> TextForm:
    return TextForm(shout, lambda call: call(), label="Text", button="Shout", hint="anything")


def test_the_button_submits_the_text_and_empties_the_field(form: TextForm) -> None:
    form.field.value = "hello"
    form.button.click()
    assert (form.message.text, form.field.value) == ("HELLO", "")


def test_an_error_appears_beside_the_field(form: TextForm) -> None:
    form.submit("")
    assert form.message.text == "enter a text"
    assert 'role="alert"' in form.message.widget.value


def test_enter_submits_the_text_of_its_message(form: TextForm) -> None:
    form.field._handle_custom_msg({"event": "submit", "text": "new"}, [])
    assert (form.message.text, form.field.value) == ("NEW", "")


def test_a_typed_text_is_not_submitted(form: TextForm) -> None:
    form.field._handle_custom_msg({"event": "typed", "text": "new"}, [])
    assert (form.message.text, form.field.value) == ("", "new")


@pytest.mark.parametrize("message", [{}, {"event": "submit"}, {"event": "submit", "text": 7}])
def test_a_malformed_message_does_nothing(form: TextForm, message: dict[str, object]) -> None:
    form.field._handle_custom_msg(message, [])
    assert (form.message.text, form.field.value) == ("", "")


def test_a_disabled_form_ignores_clicks_and_messages(form: TextForm) -> None:
    form.disable()
    form.button.click()
    form.field._handle_custom_msg({"event": "submit", "text": "new"}, [])
    assert form.field.disabled
    assert form.button.disabled
    assert form.message.text == ""
