"""Trees of elements, and the same as HTML."""

from xml.etree import ElementTree

from checker_lab.view.tree import el, html_of

EVIL = "<img src=x onerror=alert(1)>\"'&"


def test_an_element_has_attributes_and_children() -> None:
    made = el("p", "a", "", el("b", "c"), class_="x", aria_label="y", hidden=True, title=None)
    assert made == ["p", {"class": "x", "aria-label": "y", "hidden": ""}, "a", ["b", {}, "c"]]
    assert html_of(made) == '<p class="x" aria-label="y" hidden="">a<b>c</b></p>'


def test_text_from_outside_stays_text() -> None:
    (element,) = ElementTree.fromstring(f"<div>{html_of(el('p', EVIL, title=EVIL))}</div>")
    assert (element.text, element.get("title"), len(element)) == (EVIL, EVIL, 0)


def test_what_only_the_browser_needs_is_not_written() -> None:
    made = el("input", key="a", on={"act": "remove"}, answers=3, value="b")
    assert html_of(made) == '<input value="b"/>'
    assert html_of(el("p", disabled=False)) == "<p></p>"
