"""What a live view shows, decided without widgets and without a kernel."""

from checker_lab.errors import CheckSkippedError, CheckTimeoutError, SkipReason
from checker_lab.model import (
    CheckEnded,
    CheckResult,
    Event,
    ItemSnapshot,
    LateReturn,
    Outcome,
    PassBegan,
    PassEnded,
    PassesMissed,
    Snapshot,
    Stopped,
    StopReport,
)
from checker_lab.widgets.model import LOG_LINES, LiveModel, Picture, Row


def snapshot(running: bool = True, **items: ItemSnapshot) -> Snapshot:
    return Snapshot(running=running, pass_number=3, missed_passes=0, items=items)


def picture_of(*events: Event, seen: Snapshot | None = None) -> Picture:
    model = LiveModel()
    for event in events:
        model.hear(event)
    return model.picture(seen or snapshot())


def ended(outcome: Outcome, item_id: str = "api") -> CheckEnded:
    return CheckEnded(CheckResult(item_id, outcome, 3, 10.0, 0.25, output="because"))


TIMED_OUT = CheckResult("api", Outcome.TIMEOUT, 3, 10.0, 0.5, CheckTimeoutError(0.5))
SKIPPED = CheckResult(
    "api", Outcome.SKIPPED, 3, 10.0, 0.0, CheckSkippedError(SkipReason.STILL_RUNNING)
)


# The rows


def test_an_item_that_was_never_checked_has_no_outcome() -> None:
    assert picture_of(seen=snapshot(api=ItemSnapshot())).rows == (Row("api"),)


def test_a_row_tells_outcome_reason_latency_and_counts() -> None:
    item = ItemSnapshot(TIMED_OUT, 5, 4, 3, 2, abandoned=True)
    assert picture_of(seen=snapshot(api=item)).rows == (
        Row("api", Outcome.TIMEOUT, "таймаут", "нет ответа за 0.5 с", 0.5, 5, 4, 2, True),
    )


def test_a_skipped_check_has_no_latency() -> None:
    (row,) = picture_of(seen=snapshot(api=ItemSnapshot(SKIPPED, skipped=1))).rows
    assert (row.outcome, row.seconds, row.skipped) == (Outcome.SKIPPED, None, 1)


def test_words_are_in_the_language_of_the_events() -> None:
    began = PassBegan(3, 1, 10.0, "en")
    (row,) = picture_of(began, seen=snapshot(api=ItemSnapshot(TIMED_OUT))).rows
    assert (row.words, row.reason) == ("timed out", "no answer within 0.5 s")


def test_outcomes_and_failing_are_read_from_the_rows() -> None:
    passed = TIMED_OUT._replace(outcome=Outcome.PASS, error=None)
    picture = picture_of(
        seen=snapshot(a=ItemSnapshot(passed), b=ItemSnapshot(TIMED_OUT), c=ItemSnapshot())
    )
    assert picture.outcomes == {"a": Outcome.PASS, "b": Outcome.TIMEOUT, "c": None}
    assert picture.failing == 1


# The stop


def test_a_stop_is_told_with_its_report() -> None:
    report = StopReport(True, cancelled=("a", "b"), abandoned=("c",))
    assert picture_of(Stopped(report), seen=snapshot(running=False)).stopped == (
        "Проверки остановлены",
        "Cancelled: a, b.",
        "Given up, and still at work: c.",
    )


def test_a_clean_stop_says_so() -> None:
    stopped = Stopped(StopReport(True), "en")
    picture = picture_of(stopped, seen=snapshot(running=False))
    assert picture.stopped == ("Checks stopped", "No check was left behind.")


def test_a_stop_is_believed_before_the_owner_has_retired() -> None:
    picture = picture_of(PassBegan(3, 1, 10.0), Stopped(StopReport(True)), seen=snapshot())
    assert not picture.running
    assert picture.stopped


def test_the_line_of_the_stop_stays_while_items_are_checked_without_a_run() -> None:
    check_now = PassBegan(4, 1, 12.0)
    picture = picture_of(Stopped(StopReport(True)), check_now, seen=snapshot(running=False))
    assert picture.stopped


def test_a_new_run_takes_the_line_of_the_stop_away() -> None:
    picture = picture_of(Stopped(StopReport(True)), PassBegan(4, 1, 12.0), seen=snapshot())
    assert picture.running
    assert not picture.stopped


# The log


def test_the_log_has_the_newest_line_first() -> None:
    picture = picture_of(
        PassBegan(3, 2, 10.0),
        ended(Outcome.FAIL),
        ended(Outcome.PASS, "db"),
        PassEnded(3, 2, 1, 11.0),
        LateReturn("api", 2, 1.25),
        PassesMissed(2),
    )
    assert picture.log == (
        "Пропущено проходов: 2",
        "api: came back 1.2 s after it was given up",
        "pass 3 ended: 2 items, 1 failing",
        "api: не работает: because",
    )


def test_the_log_is_bounded() -> None:
    events = [PassEnded(number, 1, 0, 1.0) for number in range(1, 1001)]
    log = picture_of(*events).log
    assert len(log) == LOG_LINES
    assert log[0] == "pass 1000 ended: 1 item, 0 failing"


def test_an_id_cannot_forge_a_line_of_the_log() -> None:
    picture = picture_of(LateReturn("a\nb", 1, 0.5), ended(Outcome.FAIL, "a\r\nb"))
    assert all(line.isprintable() for line in picture.log)
