"""Is there a schedule that loses an added item, or keeps two with one id?"""

from checker_lab.grading.add_game import ADDED, BEFORE, TWICE, WHILE, AddGame, GameLostError
from checker_lab.grading.child.error_text import error_line
from checker_lab.grading.child.trial import Trial
from checker_lab.grading.sentences import NOTHING, Sentence, in_both, join, say, verbatim
from checker_lab.grading.verdicts import Evidence
from checker_lab.schedules import Exploration, Run, ScheduleError, explore, play
from checker_lab.schedules.errors import WaitsForeverError
from checker_lab.schedules.phrases import Phrase

__all__ = ["searches_double_adds", "searches_schedules"]

# Schedules that are played of each game. A time instead would find other schedules each time.
MOST = 40
# A schedule of many threads takes long, so fewer are played: together they start so many threads.
MOST_THREADS, FEWEST = 1_000, 25
# Seconds of processor time to load the code, which happens for each schedule.
LONGEST_LOAD = 0.03
# Real seconds within which a step must be over.
STALL = 1.5
# Lines of the evidence: as many from the start of a schedule as from its end.
MOST_LINES = 120


class NotPlayableError(Exception):
    """The game does not suit this checker.

    Attributes:
        why: the reason.
    """

    def __init__(self, why: Sentence) -> None:
        super().__init__(str(why))
        self.why = why


def searches_schedules(trial: Trial) -> None:
    """no-lost-add, by schedule. It only ever fails the requirement: load has to pass it."""
    _search_games(trial, "no-lost-add", (BEFORE, WHILE))


def searches_double_adds(trial: Trial) -> None:
    """one-per-id, by schedule. It only ever fails the requirement."""
    _search_games(trial, "one-per-id", (TWICE,))


def _search_games(trial: Trial, requirement: str, games: tuple[str, ...]) -> None:
    if trial.learners.seconds > LONGEST_LOAD:
        why = say("no schedules were played: loading the code takes too long for that")
        trial.remark(requirement, why)
        return
    remarks = []
    for name in games:
        trial.doing(say("playing schedules of {game}", game=Sentence(name)))
        try:
            found = _search(trial, name)
        except BaseException as error:  # whatever it is, other probes decide then
            why = error.why if isinstance(error, NotPlayableError) else _said(error)
            remarks.append(
                say("{game}: its schedules cannot be played ({why})", game=Sentence(name), why=why)
            )
            continue
        if found.run is not None:
            _report_loss(trial, requirement, name, found, found.run)
            return
        remarks.append(
            say(
                "{game}: none of {explored:schedule|schedules} loses",
                game=Sentence(name),
                explored=found.explored,
            )
        )
    trial.remark(requirement, join(remarks))


def _search(trial: Trial, name: str) -> Exploration:
    """Search a game.

    Raises:
        NotPlayableError: it does not suit this checker.
    """
    threads = _check_alone(_game(trial, name, alone=True))
    most = min(MOST, max(FEWEST, MOST_THREADS // threads))
    game = _game(trial, name)
    # Workers that are alike would take up the whole search.
    found = explore(
        game.setup, game.threads, game.win, max_schedules=most, around=game.threads, stall=STALL
    )
    if found.run is not None:
        _check_loss(found, found.run, name)
    return found


def _game(trial: Trial, name: str, *, alone: bool = False) -> AddGame:
    learners = trial.learners
    again = learners.load_again
    return AddGame(learners.code, learners.kind, name, load_again=again, alone=alone)


def _check_alone(game: AddGame) -> int:
    """Play the game with one thread alone, and return how many threads it starts.

    Raises:
        NotPlayableError: even that loses, so the game does not suit this checker.
    """
    alone = play(game.setup, game.threads, (), game.win, stall=STALL)
    if alone.outcome != "holds":
        raise NotPlayableError(
            say("with one add() alone it says: {reason}", reason=_verdict(alone)[0])
        )
    return len(alone.threads)


def _check_loss(found: Exploration, run: Run, name: str) -> None:
    """Is it the checker that loses, because of the order of moves?

    Raises:
        NotPlayableError: what schedules can hold has come to its end, or every order loses.
    """
    if isinstance(run.error, ScheduleError):
        raise NotPlayableError(_said(run.error))
    if run.outcome == "endless":
        raise NotPlayableError(say("one of them does not end"))
    if found.losing == found.explored:
        raise NotPlayableError(
            say("the order of moves is not the reason: {what}", what=_what_happened(run, name))
        )


def _report_loss(trial: Trial, requirement: str, name: str, found: Exploration, run: Run) -> None:
    saw = say(
        "{game}: of {explored:schedule|schedules}, {losing:loses|lose}; in the shortest, {what}",
        game=Sentence(name),
        losing=found.losing,
        explored=found.explored,
        what=_what_happened(run, name),
    )
    shown = Evidence.of_lines(
        "schedule",
        "the schedule that loses",
        [say("schedule: {names}", names=str(found.shortest)), *_lines(run), *_verdict(run)],
        schedule=str(found.shortest),
        game=name,
    )
    hint = _hint(run) if name == WHILE else NOTHING
    trial.failed(requirement, saw, shown, by_time=False, hint=hint)


def _hint(run: Run) -> Sentence:
    """Return a hint on what an add() does to a pass, where no other add() runs."""
    if run.outcome == "raised" and not isinstance(run.error, GameLostError):
        return say("What does the pass walk over while add() changes it?")
    return say(
        "No other add() ran, only a pass. Which of its lines change the items, or put something "
        "else in their place?"
    )


def _what_happened(run: Run, name: str) -> Sentence:
    if isinstance(run.error, GameLostError):
        return run.error.saw
    if run.outcome == "deadlock":
        return in_both(run.verdict)
    if run.outcome == "raised" and run.error is not None:
        thread, error = run.verdict.english.partition(" raised ")[0], error_line(run.error)
        item = ADDED[name].get(thread)
        if item is None:
            return say("{thread} raised {error}", thread=thread, error=error)
        return say(
            "{thread}'s add() of {item!r} raised {error}", thread=thread, item=item, error=error
        )
    return in_both(run.verdict)


def _lines(run: Run) -> list[Sentence]:
    lines = [in_both(step) for step in run.steps]
    if len(lines) <= MOST_LINES:
        return lines
    half = MOST_LINES // 2
    more = say("… {count:more step|more steps} …", count=len(lines) - MOST_LINES)
    return [*lines[:half], more, *lines[-half:]]


def _verdict(run: Run) -> list[Sentence]:
    """Return the lines that say how the run ended, of which a deadlock has several."""
    if isinstance(run.error, GameLostError):
        return [run.error.saw]
    pairs = zip(run.verdict.english.splitlines(), run.verdict.russian.splitlines(), strict=False)
    return [in_both(Phrase(english, russian)) for english, russian in pairs] or [NOTHING]


def _said(error: BaseException) -> Sentence:
    """Return the first sentence of what an error says."""
    if isinstance(error, WaitsForeverError):
        return in_both(error.phrase)
    text = str(error) if isinstance(error, ScheduleError) else error_line(error)
    return verbatim(text.partition(". ")[0][:160])
