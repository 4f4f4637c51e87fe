"""Hints: three for each requirement, each of which says more than the one before."""

from checker_lab.core.language import Language
from checker_lab.grading.kind import Kind
from checker_lab.grading.sentences import NOTHING, Sentence, say

__all__ = ["hint_title", "hints_for"]

HINTS: dict[str, tuple[str, str, str]] = {
    "returns": (
        "Which thread or task does the checks: the one that calls run(), or another one?",
        "The caller of run() waits for everything that run() waits for, and a check may take "
        "forever.",
        "Let run() only start something that goes on by itself, {a_worker}, and put the loop with "
        "all its passes in there.",
    ),
    "first-pass": (
        "Follow each item from add() to its first check: what comes in between, and is any item "
        "left out?",
        "Look at when the first checks started. If that is one interval after run(), your loop "
        "waits first, or takes the new items in too late. If some or all never started, look "
        "at what your loop goes through, and when that is set.",
        "Check first, then wait for the next tick. And make sure that what run() starts can see "
        "the items that were added before it.",
    ),
    "repeats": (
        "What does your code wait for between two passes, and what may keep an item out of one?",
        "If you wait a whole interval after the work, the time of the work adds up. If you wait "
        "for the checks, or end a pass at an item that is still being checked, one check that "
        "hangs holds up all others. The timetable shows which.",
        "Keep the moment of the next tick in a variable, add the interval to it after each pass, "
        "and wait only for the time that is left, on a clock that is never set back.",
    ),
    "parallel": (
        "What has to end before one more check can start?",
        "If you wait for a check before you start the next one, they run one after another. A "
        "pool runs only as many as it has workers, and its default is few.",
        "Start all checks of a pass, each in {a_worker} of its own, before you wait for any.",
    ),
    "adds-live": (
        "Follow one item that is added during a run: what brings it into the next pass, and into "
        "all later ones?",
        "A copy that run() makes does not change when add() is called later. And what a pass takes "
        "from a queue is not there for the pass after that.",
        "Start each pass with a look at the current items. Or let add() send the item to the one "
        "that does the passes, which takes it in before the next pass.",
    ),
    "no-lost-add": (
        "What are the steps of your add(), and of a pass? Write down what each one reads and what "
        "it writes.",
        "Imagine that another add(), or a pass, runs between two of the steps: whose items are "
        "in the list afterwards? The schedule shows one such order. And is there room for hundreds "
        "of items?",
        "Let only one thread at a time touch the items (take a lock, in the passes too). Or let "
        "only one thread ever touch them, and all others send their items to it.",
    ),
    "one-per-id": (
        "What does your add() do when the id is there already?",
        "A list keeps both items. And if add() looks for the id first and appends afterwards, two "
        "of them may look before either appends.",
        "Keep the items in a dict by their id, so that storing replaces. Let only one {owner} "
        "touch it and all others send it their items, or take a lock; or let the pass walk over a "
        "copy.",
    ),
    "no-overlap": (
        "A check takes longer than the interval. What do the ticks meanwhile do about its item, "
        "and what happens when the check ends?",
        "A tick has to know which checks are still in flight, and something has to record when a "
        "check ends, however it ends.",
        "Keep a set of the ids that are in flight. In a pass, skip those that are in the set and "
        "add the others to it; remove each one in a `finally`.",
    ),
    "stops": (
        "What starts the next check, and how does that hear of stop()?",
        "Everything that starts checks has to notice stop(): a loop, a timer that has been set, "
        "and whatever either of them has started that repeats by itself{and_catches}.",
        "Share one thing between them that stop() sets once. Look at it before each check, wait on "
        "it where you now sleep, and cancel each timer that is set.",
    ),
    "stop-ends": (
        "What is that still waiting for, and how does it hear of stop()?",
        "A thread ends when its function returns, and a task when its coroutine does. Find what "
        "keeps that one going, or waiting.",
        "Everything that run() has started needs a signal that the run is over (an event, a last "
        "message, a cancellation, a shutdown), and a check that hangs must not keep the others.",
    ),
    "stop-message": (
        "Which part of your code prints the line, and what has ended by then?",
        "stop() only knows that it has asked for the end. Only what does the passes knows that "
        "they have ended.",
        "Let the one that does the passes print the line as its last act, once a run, and let "
        "stop() wait for that. Print nothing when there is nothing to stop.",
    ),
    "stop-prompt": (
        "What does stop() wait for, how long may that take, and how may it end?",
        "{no_waking}If you wait for a check to end, you wait forever when that check hangs. "
        "{and_raises}",
        "Wait for the tick and for the stop in one call (an event or a mailbox, with a timeout). "
        "{a_hung}.",
    ),
    "stop-twice": (
        "What does stop() find the second time?",
        "What was closed, joined, set to None or cancelled the first time still is.",
        "Ask first whether something is running. If not, let stop() return immediately: no error, "
        "and no second line.",
    ),
    "recovers": (
        "Where does the error of a check go, and what does it end or skip on its way?",
        "If the `try` is around the whole loop, one error ends the loop. And SystemExit is not an "
        "Exception: it goes right through `except Exception`.",
        "Put the `try` around each single check, inside what runs it, and catch everything: "
        "BaseException{but_cancelled}. What must happen after each check belongs into a `finally`.",
    ),
    "reports-panic": (
        "An error of a check: where does it end up, and which line of your code prints it?",
        "If you do not print an error, it never happened. Look where it goes: `pass`, a future "
        "without a call of its result(), a gather whose results you never look at.",
        "Where you catch it, print the item's id and what was raised, for SystemExit too.",
    ),
    "times-out": (
        "What are you waiting for: for the answer, for the time, or for whichever comes first?",
        "Look at the three cases: a quick answer is returned immediately; a late one is a "
        "TimeoutError when the time is over, not when the answer comes; and `seconds` are seconds. "
        "A `with` may wait at its end.",
        "Start get_health() somewhere else and wait for its answer with a timeout: {a_wait}.",
    ),
    "passes-errors-on": (
        "get_health() raises an error. Where does the error go, and does your caller ever see it?",
        "{an_error} And an `except` around everything takes an error of get_health() for the end "
        "of the time.",
        "{pass_on}, and raise TimeoutError yourself only where you have seen that the time is "
        "over.",
    ),
    "timeout-isolated": (
        "What do two calls at the same time have in common?",
        "A pool, a queue, a variable or a loop that all calls share may be full of calls that "
        "hang, or hold an answer that belongs to another call.",
        "Create everything that a call needs inside that call, and cancel only what that call has "
        "started itself.",
    ),
    "leaves-nothing": (
        "get_health() answers at last, and its caller has gone. Where does the late answer go, and "
        "what else has the call started?",
        "Handing something to a caller that has gone takes forever, unless there is room to leave "
        "it. And a task that you do not cancel goes on.",
        "Give the answer a place that never makes its sender wait, {a_place}, and let go of "
        "everything else when the time is over.",
    ),
}
WORDS: dict[Kind, dict[str, str]] = {
    "threads": {
        "a_worker": "a thread",
        "owner": "thread",
        "a_hung": "Do not wait for checks that are in flight: you cannot end a thread from outside",
        "and_catches": "",
        "no_waking": "Nothing can wake a sleep. ",
        "and_raises": "And what changes while stop() goes through it, or is None or closed by "
        "then, makes stop() raise.",
        "but_cancelled": "",
        "a_wait": "a queue's get(timeout=...) in the caller, a put() in the thread",
        "a_place": "such as a queue with room for one",
        "an_error": "An error ends the thread in which it is raised, and no other thread hears of "
        "it.",
        "pass_on": "Catch BaseException around get_health() and hand it to the caller, as one half "
        "of a pair whose other half is the answer. The caller looks which half it is, raises the "
        "error or returns the answer",
    },
    "asyncio": {
        "a_worker": "a task",
        "owner": "task",
        "a_hung": "Cancel the checks that are in flight, and wait for tasks with "
        "asyncio.wait(), which does not raise what they have raised",
        "no_waking": "",
        "and_catches": ". And a task that catches its CancelledError is not cancelled",
        "and_raises": "And an `await` of a task that was cancelled raises CancelledError, in "
        "stop() too.",
        "but_cancelled": ", but let CancelledError pass: it is how a task is asked to end",
        "a_wait": "asyncio has two functions for it, and both cancel a call that is late",
        "a_place": "or better, cancel what would answer",
        "an_error": "An `await` raises what the task has raised, but what you do not await, or "
        "gather with return_exceptions=True, does not raise it.",
        "pass_on": "Await get_health(), or its task, where no `except` of yours catches its errors",
    },
}


def hint_title(name: str, number: int, language: Language = "en") -> str:
    """Return the name of a hint, which is the same in reports and in notebooks."""
    title = say("Hint {number} on {name}", number=number, name=name)
    return title.in_language(language)


def hints_for(
    name: str, kind: Kind, language: Language = "en", first: Sentence = NOTHING
) -> tuple[str, ...]:
    """Return the three hints for a requirement.

    Args:
        name: of the requirement.
        kind: of the code.
        language: of the hints.
        first: the first one, if there is one that fits what was seen better than the usual one.
    """
    words = {key: say(word) for key, word in WORDS[kind].items()}
    usual, *more = (Sentence(hint, words) for hint in HINTS[name])
    return tuple(hint.in_language(language) for hint in (first or usual, *more))
