"""Items from what somebody typed."""

import pytest

from checker_lab.metric_client import GoMetricClient
from checker_lab.testing import Scripted
from checker_lab.widgets.items import ItemMaker

MAKERS = {
    "urls": ItemMaker(GoMetricClient, timeout=7),
    "names too": ItemMaker(GoMetricClient, Scripted, names=["pass", "fail"], timeout=7),
}


@pytest.mark.parametrize("maker", MAKERS.values(), ids=MAKERS)
@pytest.mark.parametrize("text", ["http://127.0.0.1:1/health", "  https://example.test/ \n"])
def test_a_url_is_a_metric_client(maker: ItemMaker, text: str) -> None:
    item = maker(text)
    assert isinstance(item, GoMetricClient)
    assert (item.id, item.timeout) == (text.strip(), 7)


def test_a_name_is_what_stands_for_it() -> None:
    item = MAKERS["names too"](" fail ")
    assert isinstance(item, Scripted)
    assert item.id == "fail"


@pytest.mark.parametrize("maker", MAKERS.values(), ids=MAKERS)
@pytest.mark.parametrize("text", ["", "   ", "sloow", "http:/x", "ftp://x", "http://", "://"])
def test_anything_else_is_refused_with_what_is_right(maker: ItemMaker, text: str) -> None:
    with pytest.raises(ValueError, match=r"like 'http://|like http://"):
        maker(text)


def test_the_names_are_told_to_who_mistypes_one() -> None:
    with pytest.raises(ValueError, match=r"'pas' is no .* nor one of pass, fail"):
        MAKERS["names too"]("pas")


def test_the_hint_tells_what_may_be_typed() -> None:
    assert MAKERS["urls"].hint == "http://…"
    assert MAKERS["names too"].hint == "http://…, pass, fail"
