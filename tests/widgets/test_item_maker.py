"""The item maker: a URL or a name becomes an item."""

import pytest

from checker_lab.metric_client import GoMetricClient
from checker_lab.testing import Scripted
from checker_lab.widgets.item_maker import ItemMaker

MAKERS = {
    "urls": ItemMaker(GoMetricClient, timeout=7),
    "names too": ItemMaker(GoMetricClient, Scripted, names=["pass", "fail"], timeout=7),
}


@pytest.mark.parametrize("maker", MAKERS.values(), ids=MAKERS)
@pytest.mark.parametrize("text", ["http://127.0.0.1:1/health", "  https://example.test/ \n"])
def test_a_url_becomes_a_metric_client(maker: ItemMaker, text: str) -> None:
    item = maker(text)
    assert isinstance(item, GoMetricClient)
    assert (item.id, item.timeout) == (text.strip(), 7)


def test_a_name_becomes_its_item() -> None:
    item = MAKERS["names too"](" fail ")
    assert isinstance(item, Scripted)
    assert item.id == "fail"


@pytest.mark.parametrize("maker", MAKERS.values(), ids=MAKERS)
@pytest.mark.parametrize("text", ["", "   ", "sloow", "http:/x", "ftp://x", "http://", "://"])
def test_the_error_for_any_other_text_shows_a_url(maker: ItemMaker, text: str) -> None:
    with pytest.raises(ValueError, match=r"like 'http://|like http://"):
        maker(text)


def test_the_error_for_a_mistyped_name_lists_the_names_and_suggests_one() -> None:
    with pytest.raises(ValueError, match=r"nor one of pass, fail: did you mean 'pass'\?"):
        MAKERS["names too"]("pas")


def test_the_hint_says_what_a_user_may_type() -> None:
    assert MAKERS["urls"].hint == "http://…"
    assert MAKERS["names too"].hint == "http://…, pass, fail"
