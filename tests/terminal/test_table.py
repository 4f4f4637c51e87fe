"""The cells of the table."""

from checker_lab.terminal.table import shortened


def test_a_long_text_loses_its_middle() -> None:
    assert shortened("http://host/a/health", 40) == "http://host/a/health"
    assert shortened("http://host/a/health", 11) == "http:…ealth"
    assert shortened("abcdef", 2) == "a…"
    assert shortened("abcdef", 1) == "…"
