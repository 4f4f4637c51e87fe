"""Code as HTML: safe, coloured, in columns that need no style sheet."""

import re
from html.parser import HTMLParser

from checker_lab.lessons.code_html import code_html, columns_html


class Code(HTMLParser):
    """Reads the code, and the values of all `style` attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.code = ""
        self.tags: list[str] = []
        self.styles: list[str] = []
        self._is_code = False
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.styles += [value for name, value in attributes if name == "style" and value]
        if tag == "code":
            self._is_code = True

    def handle_endtag(self, tag: str) -> None:
        self._is_code = self._is_code and tag != "code"

    def handle_data(self, data: str) -> None:
        if self._is_code:
            self.code += data


def test_the_lines_are_the_code() -> None:
    text = 'if a < b and c:\n\n    print("<script>&amp;</script>")  # </code>'
    read = Code(code_html(text))
    assert read.code == text + "\n"
    assert "script" not in read.tags


def test_inline_styles_are_such_that_jupyterlab_keeps_them_without_trust() -> None:
    read = Code(columns_html({"a": "x  # y", "b": "if z: 'q'"}, ["go", "python"], [{}, {0: {0}}]))
    for style in read.styles:
        assert not re.search(r"var\(|\d(?:ch|fr|vw)\b|anywhere|url\(|inherit", style)


def test_a_wrapped_line_is_indented_in_another_way_than_python_indents() -> None:
    (indent,) = re.findall(r"text-indent: -([\d.]+)em", code_html("    x"))
    columns = float(indent) / 0.6 - 4
    assert round(columns) % 4


def test_marks_are_seen_and_explained() -> None:
    marked = columns_html({"a": "x = 1"}, ["python"], [{0: {0, 2}}])
    assert re.search(r"border-bottom: 2px solid[^>]*>x =</span>", marked)
    assert "what differs" in marked
    assert "what differs" not in columns_html({"a": "x"}, ["python"], [{}])
