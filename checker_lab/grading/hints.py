"""Hints: each requirement has three, and each leads further than the one before."""

from checker_lab.grading.child.loading import Kind

__all__ = ["hints_for"]

HINTS: dict[str, tuple[str, str, str]] = {
    "returns": (
        "Who does the checking: the one who calls run(), or somebody else?",
        "Everything that run() itself waits for, its caller waits for too, and a check may take "
        "forever.",
        "Let run() only start something that goes on by itself, {a_worker}, and put the loop with "
        "all its passes in there.",
    ),
    "first-pass": (
        "What does your loop do first: check, or wait?",
        "Look at when the first checks began. If that is one interval after run(), the wait comes "
        "before the checks; if they never began, follow an item from add() to its check.",
        "Check first, then wait for the next tick; and see that what run() starts can see the "
        "items that were added before it.",
    ),
    "repeats": (
        "When should the third pass begin, counted from the first?",
        "Who waits a whole interval after the work is done adds the work to the interval. The "
        "timetable shows by how much.",
        "Keep the moment of the next tick in a variable, add the interval to it after each pass, "
        "and wait only for what is left until then, on a clock that is never set back.",
    ),
    "parallel": (
        "How many checks are at work while the first one is?",
        "Whoever waits for a check before the next one is started has them one after another. A "
        "pool has as many at a time as it has workers, and its default is few.",
        "Start all checks of a pass, each in {a_worker} of its own, before you wait for any.",
    ),
    "adds-live": (
        "Which items does a pass check: those that there were at run(), or those that there are "
        "now?",
        "A copy that run() takes does not change when add() is called later.",
        "Let each pass begin with a look at the items that there are at that moment, or let add() "
        "send the item to the one who does the passes, who takes it in before the next.",
    ),
    "no-lost-add": (
        "What are the steps of your add()? Write down what each one reads and what it writes.",
        "Imagine that another add(), or a pass, comes between two of the steps: whose items are "
        "in the list afterwards? The schedule shows one such order.",
        "Either only one may be in there at a time (a lock that the passes take too), or only one "
        "ever touches the items and all others send them to it.",
    ),
    "no-overlap": (
        "A check takes longer than the interval. What does the next tick do about its item?",
        "A tick has to know which checks are still at work, and somebody has to note when one "
        "ends, however it ends.",
        "Keep a set of the ids that are at work: leave them out of a pass, put the others in, "
        "and take each out in a `finally`.",
    ),
    "stops": (
        "What does your loop look at before it starts a check?",
        "stop() has to be seen by everybody who starts checks: the loop of the passes, and "
        "whatever it has started that goes round by itself.",
        "Give all of them one thing that stop() sets once, and let each look at it before a check "
        "and wait on it where it now sleeps.",
    ),
    "stop-ends": (
        "Who is still there after stop()? The report names it.",
        "A thread ends when its function returns, and a task when its coroutine does: find what "
        "keeps that one going, or waiting.",
        "Whatever run() has started has to be told that it is over (an event, a last message, a "
        "cancellation, a shutdown), and a check that hangs must not keep the others.",
    ),
    "stop-message": (
        "Who prints the line, and what has ended by then?",
        "Who asks for the end knows only that it was asked for. Who has ended knows that it has.",
        "Let the one who does the passes print it as the last thing, once a run, and let stop() "
        "wait for that; and print nothing when there is nothing to stop.",
    ),
    "stop-prompt": (
        "stop() comes just after a tick. What wakes the one who waits for the next?",
        "Nothing can wake a sleep. And whoever waits for a check to end waits forever if that "
        "check hangs.",
        "Wait for the tick and for the stop in one call (an event with a timeout, a mailbox with "
        "a timeout), and do not wait for checks that are at work: {a_hung}.",
    ),
    "stop-twice": (
        "What does stop() find the second time?",
        "What was closed, joined, set to None or cancelled the first time is so already.",
        "Ask first whether something runs, and let stop() return at once if not: no error, and no "
        "second line.",
    ),
    "recovers": (
        "Where does the error of a check go, and what does it end on its way?",
        "If the `try` is around the whole loop, one error ends the loop. And SystemExit is no "
        "Exception: it goes right through `except Exception`.",
        "Put the `try` around each single check, inside of what runs it, and catch what may come: "
        "BaseException{but_cancelled}.",
    ),
    "reports-panic": (
        "What does your code do with an error that it has caught?",
        "An error that nobody prints never happened. Look where it goes: `pass`, a future whose "
        "result nobody asks for, a gather whose results nobody looks at.",
        "Where you catch it, make an error of it that names the item and what was raised, and "
        "print it; SystemExit too.",
    ),
    "times-out": (
        "What are you waiting for: for the answer, for the time, or for whichever comes first?",
        "Look at the three cases: a quick answer comes at once, a late one is a TimeoutError at "
        "the time and not when the answer has come, and `seconds` are seconds. A `with` may wait "
        "at its end.",
        "Start get_health() somewhere else and wait for its answer with a timeout: {a_wait}.",
    ),
    "timeout-isolated": (
        "What do two calls at the same time have in common?",
        "A pool, a queue, a variable or a loop that all calls share may be full of those that "
        "hang, or hold an answer that belongs to another call.",
        "Make everything that a call needs inside of that call, and cancel nothing but what it "
        "has started itself.",
    ),
    "leaves-nothing": (
        "get_health() answers at last, and its caller has gone. What does the late answer do?",
        "Whoever hands something over to somebody who has gone waits forever, unless there is "
        "room to leave it. And a task that is not cancelled goes on.",
        "Give the answer a place that never makes its sender wait, {a_place}, and let go of all "
        "else when the time is over.",
    ),
}
WORDS: dict[Kind, dict[str, str]] = {
    "threads": {
        "a_worker": "a thread",
        "a_hung": "no thread can be ended from outside",
        "but_cancelled": "",
        "a_wait": "a queue's get(timeout=...) in the caller, a put() in the thread",
        "a_place": "such as a queue with room for one",
    },
    "asyncio": {
        "a_worker": "a task",
        "a_hung": "cancel them",
        "but_cancelled": ", but let CancelledError go on: it is how a task is asked to end",
        "a_wait": "asyncio has two ways to say it, and both cancel what is late",
        "a_place": "or better, cancel what would answer",
    },
}


def hints_for(name: str, kind: Kind) -> tuple[str, ...]:
    """The three hints for a requirement."""
    words = WORDS[kind]
    return tuple(hint.format_map(words) for hint in HINTS[name])
