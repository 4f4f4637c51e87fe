"""A run as a table: a column for each lane, a row for each turn."""

import asyncio

from checker_lab.schedules import play
from checker_lab.schedules.phrases import HOLDS
from checker_lab.schedules.picture.drawing import drawn_run
from checker_lab.schedules.picture.moves import DrawnRun
from checker_lab.schedules.picture.table import MOST_MOVES, move_lanes, run_table
from tests.schedules.picture.drawn import Read, lost_run, move
from tests.schedules.programs import ADDS, Naive, TwoLocks, add_a


def made_up(*moves: tuple[str, str], lanes: int = 2) -> DrawnRun:
    """A run of these threads and lines."""
    return DrawnRun(
        lanes=dict.fromkeys([f"T{n}" for n in range(lanes)], ""),
        moves=tuple(move(number, *each) for number, each in enumerate(moves, 1)),
        mood="holds",
        verdict=HOLDS,
        schedule="",
        stands={},
    )


def test_each_turn_is_a_row_and_each_thread_a_column() -> None:
    read = Read(run_table(drawn_run(lost_run()), "en"))
    assert read.rows[0] == ["A · add_a()", "B · add_b()"]
    assert read.rows[1] == [
        '1A shared.add("a")2A items = self.items▸ A\'s own items = []',
        "",
    ]
    assert read.rows[2][0] == "✗ what A read in move 2 is out of date now"
    assert read.rows[2][1].endswith("5B self.items = items + [item]▸ items: [] → ['b']")
    assert read.rows[3] == [
        "6A self.items = items + [item]▸ items: ['b'] → ['a']"
        "✗ b is lost here: A stores a list that never had it",
        "",
    ]
    assert read.text.endswith(
        "✗ the invariant does not hold. A read items in move 2, before B changed it in move 5"
        "schedule: A A B*3 A"
    )


def test_only_the_step_that_loses_is_marked() -> None:
    read = Read(run_table(drawn_run(lost_run()), "en"))
    assert read.values["class"].count("move lost") == 1
    held = play(Naive, ADDS, "A A A B B B", lambda shared: True)
    assert "move lost" not in Read(run_table(drawn_run(held), "en")).values["class"]


def test_a_step_that_raises_is_marked_with_the_error() -> None:
    def fail(shared: Naive) -> None:
        raise ValueError("<b>boom</b>")

    read = Read(run_table(drawn_run(play(Naive, {"A": fail, "B": add_a})), "en"))
    assert "move lost" in read.values["class"]
    assert "✗ raised ValueError: <b>boom</b>" in read.text


def test_a_wait_stands_beside_the_moves_of_the_others_and_at_the_end() -> None:
    threads = {"A": TwoLocks.forwards, "B": TwoLocks.backwards}
    read = Read(run_table(drawn_run(play(TwoLocks, threads, "A B A B")), "en"))
    turns = [row for row in read.rows if any("‖ A waits for the lock held by B" in c for c in row)]
    assert len(turns) == 1
    assert read.rows[-1] == ["✗ A waits for the lock held by B", "✗ B waits for the lock held by A"]


def test_time_that_passes_is_shown() -> None:
    class Sleeper:
        async def sleep(self) -> None:
            await asyncio.sleep(3)

    read = Read(run_table(drawn_run(play(Sleeper, {"A": Sleeper.sleep})), "en"))
    assert "◔ 3 s later" in read.text


def test_every_row_fills_all_columns() -> None:
    for lanes in (1, 2, 3, 4, 7, 20):
        run = made_up(*((f"T{n % lanes}", "x") for n in range(2 * lanes)), lanes=lanes)
        html = run_table(run, "en")
        widths = [
            sum(
                int(cell.partition('colspan="')[2].partition('"')[0] or 1)
                for cell in row.replace("<th ", "<td ").split("<td ")[1:]
            )
            for row in html.split("<tr ")[1:]
        ]
        assert len(widths) > lanes
        assert len(set(widths)) == 1, lanes


def test_uneventful_moves_and_lines_are_folded() -> None:
    long = made_up(*(("T0", f"line {n}") for n in range(20)))
    read = Read(run_table(long, "en"))
    assert "moves 2 to 19" in read.text
    assert read.tags.count("details") == 1
    one = made_up(("T0", "x"))
    many = one._replace(moves=(move(1, "T0", *(f"line {n}" for n in range(20))),))
    assert "15 more lines" in Read(run_table(many, "en")).text


def test_of_an_endless_run_the_first_and_the_last_moves_are_drawn() -> None:
    run = made_up(*((f"T{n % 2}", f"line {n}") for n in range(5_000)))
    read = Read(run_table(run, "en"))
    assert "… 4,800 moves are not drawn …" in read.text
    assert sum(name == "move" for name in read.values["class"]) == MOST_MOVES
    assert "line 4999" in read.text


def test_code_is_only_text() -> None:
    run = made_up(("T0", "<script>alert(1)</script>"), ("<i>", 'x = "\x1b"'))
    run = run._replace(lanes={"T0": "", "<i>": ""}, schedule="<u>")
    read = Read(run_table(run, "en"))
    assert not {"script", "i", "u"} & set(read.tags)
    assert "\x1b" not in read.text


def test_code_wraps_where_a_reader_would_break_it() -> None:
    html = run_table(made_up(("T0", "self.items.add(f(1.5, 'a.b'))")), "en")
    assert "self<wbr>.items<wbr>.add(<wbr>f(<wbr>1.5, &#x27;a<wbr>.b&#x27;))" in html


def test_the_moves_of_a_run_that_goes_on_are_drawn_alone() -> None:
    plain = made_up(*[("T0", "pass")] * 20)
    assert "details" in Read(run_table(plain, "en")).tags
    run = plain._replace(stands={"T1": HOLDS}, mood="open")
    read = Read(move_lanes(run, "en"))
    assert "details" not in read.tags
    assert len(read.rows) == 2
    assert str(HOLDS) not in read.text
