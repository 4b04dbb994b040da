"""What must hold of every definition, whatever people do and however time goes on."""

from __future__ import annotations

from simulation.search.moves import Move, RefusedStep
from simulation.search.world import World
from states.definition import Transition
from states.frozen import frozen
from states.moments import civil_date


@frozen
class Broken:
    """A fault: `what` tells it from others, `sentence` tells it to people.

    `state` is where the case with `index` must stand after the story; None where that does not
    show the fault. `refused_under` is the rule under which its last event must be refused.
    """

    what: str
    sentence: str
    index: int = 0
    state: str | None = None
    refused_under: str | None = None


def judge_refusal(refusal: RefusedStep) -> Broken:
    """A step of time is never refused at its own instant."""
    step = refusal.step
    rules = ", ".join(sorted(refusal.refused.rules)) or "its form"
    return Broken(
        f"refused: {step.trigger}",
        f"“{step.title.en}” is for time to do, and is refused at its own instant ({rules})",
        refusal.index,
        step.target,
    )


def judge_world(world: World, index: int) -> Broken | None:
    """No state is without a due date that somebody is asked for, unless it says why it rests."""
    case = world.files[index].case
    state = world.definition.states[case.state]
    if state.end:
        return None
    status = world.status(index)
    awaited_step = status.awaited
    if awaited_step is None:
        return Broken(f"awaits nothing: {state.name}", f"“{state.title.en}” awaits nothing")
    is_resting = awaited_step.resting(world.files[index].dossier) is not None
    if is_resting or (status.over_at is not None and awaited_step.owners):
        return None
    return Broken(
        f"no due date: {state.name} {awaited_step.name}",
        f"in “{state.title.en}” “{awaited_step.title.en}” is awaited until no day at all",
    )


def judge_record(move: Move, index: int) -> Broken | None:
    """What a fact leaves, in whatever order it came: a day for whoever owes the next step.

    Where there was none before it, that is told of the state, and not once more of each fact.
    """
    fact, broken_property = move.events[-1].name, judge_world(move.world, index)
    if broken_property is None or judge_world(move.before, index) is not None:
        return None
    return Broken(
        f"{broken_property.what}, after {fact}",
        f"{broken_property.sentence}, once “{fact}” came",
        index,
    )


def judge_move(move: Move) -> Broken | None:
    """The faults that a step of a person or of time can show."""
    if move.step is None:
        return None
    if not move.events or move.events[-1].kind == "time":
        return _closed_too_early(move, move.step)
    return (
        _ended_by_winning(move, move.step)
        or _sent_too_early(move, move.step)
        or _followed_at_once(move, move.step)
    )


def judge_waiting(world: World, index: int) -> Broken | None:
    """Nobody waits past the day of a step that no one can take and that time does not end.

    Asked where nothing but giving up and refusing leads on.
    """
    status, case = world.status(index), world.files[index].case
    state, awaited_step = world.definition.states[case.state], status.awaited
    is_over = status.over_at is not None and status.over_at <= world.now
    if state.end or awaited_step is None or awaited_step.then or not is_over:
        return None
    sentence = (
        f"in “{state.title.en}” “{awaited_step.title.en}” is over, nobody can take it, time neither"
    )
    return Broken(f"waits for ever: {state.name} {awaited_step.name}", sentence, index)


def _ended_by_winning(move: Move, step: Transition) -> Broken | None:
    """Who wins an appeal gets another decision: no case ends by that."""
    if step.takes != "appeal_upheld" or step.target is None:
        return None
    if not move.world.definition.states[step.target].end:
        return None
    state = move.before.files[move.index].case.state
    sentence = f"“{step.title.en}” ends the case of who won, without a new decision"
    return Broken("closed: upheld", sentence, move.index, state)


def _followed_at_once(move: Move, step: Transition) -> Broken | None:
    """No step of time follows in the instant of a person's, unless the definition declares it.

    For the others of a call that is said by a step that settles its list.
    """
    for index, file in enumerate(move.world.files):
        if index != move.index and step.settles_list:
            continue
        status = move.world.status(index)
        if not status.fires_by(move.world.now) or status.awaited is None:
            continue
        follower = status.awaited.then
        if follower and follower not in step.at_once:
            title = move.world.definition.transitions[follower].title.en
            return Broken(
                f"at once: {step.trigger} {follower}",
                f"“{title}” follows “{step.title.en}” in the same instant, which is not declared",
                index,
                file.case.state,
            )
    return None


def _closed_too_early(move: Move, step: Transition) -> Broken | None:
    """Nobody is closed by a list that can still change; an upheld appeal awaits a new list.

    And nobody while the own appeal is not decided.
    """
    file, progress = move.before.files[move.index], move.before.progress
    ends = step.target is not None and move.world.definition.states[step.target].end
    if ends and any(appeal.decided_on is None for appeal in file.dossier.appeals):
        sentence = f"“{step.title.en}” closes a case on whose appeal nobody has decided"
        return Broken("closed: appeal open", sentence, move.index, file.case.state)
    if not ends or not file.ranks or file.case.state not in _listed(move.world):
        return None
    if file.case.number in progress.upheld:
        sentence = f"“{step.title.en}” closes a case whose appeal was upheld, without a new list"
        return Broken("closed: upheld", sentence, move.index, file.case.state)
    if progress.open_appeals or progress.upheld:
        sentence = f"“{step.title.en}” closes a case by a list that can still change"
        return Broken("closed: list can change", sentence, move.index, file.case.state)
    return None


def leaves_the_list(move: Move) -> bool:
    """Whether a case goes on by its place on the list: out of the list or the appeal against it,
    and not to an end."""
    definition, step = move.world.definition, move.step
    if step is None or step.target is None or definition.states[step.target].end:
        return False
    transitions = definition.transitions.values()
    appeal_states = {other.target for other in transitions if other.takes == "ranking_appeal"}
    states_of_list = _listed(move.world) | appeal_states
    state = move.before.files[move.index].case.state
    return state in states_of_list and step.target not in states_of_list


def _listed(world: World) -> set[str | None]:
    """The states in which a list leaves the cases of its call."""
    return {step.target for step in world.definition.transitions.values() if step.of_call}


def _sent_too_early(move: Move, step: Transition) -> Broken | None:
    """Nobody is sent by a list that can still change."""
    progress = move.before.progress
    until = progress.appeal_until
    if not leaves_the_list(move) or until is None:
        return None
    window_is_open = civil_date(move.before.now) <= until
    if not (window_is_open or progress.open_appeals or progress.upheld):
        return None
    sentence = f"“{step.title.en}” sends somebody by a list that can still change"
    rule = move.world.definition.rulebook.rule_of("list_appeal")
    return Broken(f"sent: {step.trigger}", sentence, move.index, refused_under=rule)
