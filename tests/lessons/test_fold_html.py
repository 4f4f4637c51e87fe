"""The fold of an answer, as HTML and as text."""

from base64 import b64encode

from checker_lab.lessons.fold_html import CellOutput, fold_html, fold_text


def printed(text: str, stream: str = "stdout") -> CellOutput:
    return CellOutput({"text/plain": text}, None, stream)


def test_pieces_of_a_stream_are_one_text() -> None:
    shown = [printed("a"), printed("\n"), printed("b\n"), printed("c\n", "stderr")]
    assert fold_text(shown) == "a\nb\nc"
    html = fold_html(shown)
    assert html.count("<pre") == 2
    assert 'class="stderr"' in html


def test_two_displays_in_a_row_are_two() -> None:
    shown = [CellOutput({"text/plain": "1"}), CellOutput({"text/plain": "2"})]
    assert fold_text(shown) == "1\n2"


def test_text_is_escaped_and_loses_its_terminal_colours() -> None:
    shown = [printed("\x1b[31m<b>\x1b[0m")]
    assert fold_text(shown) == "<b>"
    assert "&lt;b&gt;" in fold_html(shown)
    assert "\x1b" not in fold_html(shown)


def test_html_stays_html() -> None:
    shown = [CellOutput({"text/html": "<table></table>", "text/plain": "a table"})]
    assert "<table></table>" in fold_html(shown)
    assert fold_text(shown) == "a table"


def test_pictures_are_images_with_their_text() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    code = b64encode(svg.encode()).decode()
    html = fold_html([CellOutput({"image/svg+xml": svg, "text/plain": "a line"})])
    assert f'<img src="data:image/svg+xml;base64,{code}" alt="a line">' in html
    assert "base64,AAAA" in fold_html([CellOutput({"image/png": "AAAA"})])
    assert "base64,AAAA" in fold_html([CellOutput({"image/png": b"\0\0\0"})])


def test_it_is_closed_and_has_a_label() -> None:
    html = fold_html([printed("x")])
    assert "<summary" in html
    assert "Show the answer</summary>" in html
    assert "<details open" not in html
