"""The key of an item: unique, short and ASCII."""

from checker_lab.view.item_key import LONG, key_of
from tests.widgets.programs import HOSTILE


def test_every_id_has_a_key_of_its_own() -> None:
    ids = [
        *HOSTILE.values(),
        "a",
        "'a'",
        "\\n",
        "\n",
        "x" * LONG,
        "x" * (LONG + 1),
        "x" * 999_999 + "y",
        key_of("x" * 1_000_000),
    ]
    keys = {key_of(item_id) for item_id in ids}
    assert len(keys) == len(ids)
    assert all(key.isascii() and len(key) < 10 * LONG for key in keys)
