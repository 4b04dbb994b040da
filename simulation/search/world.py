"""A call with its cases as the search sees them: what happens to them is decided by the engine.

Nothing is stored. Steps, awaited steps and due dates are those of `decide`, `awaited` and `due_of`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from office.wiring import Office
from rules.deadlines import due_after
from rules.due import due_of
from rules.possible_days import impossible_days
from states.agreements import concluded
from states.applying import apply_fact
from states.calls import CallProgress, PublishedList, Waiting
from states.decision import Actor, Advanced, Refused, decide
from states.definition import Awaited, ProcessDefinition, Transition
from states.dossier import Appeal, Case, Dossier
from states.fact_declaration import Payload
from states.frozen import frozen, replace
from states.moments import civil_date, end_of
from states.payloads import read_payload
from states.placement import Placement
from states.text import Text
from states.validation_error import ValidationError

Place = Literal["selected", "waiting", "rejected"]


@frozen
class CaseFile:
    """A case with its dossier; whether its points are too few for a place."""

    case: Case
    dossier: Dossier
    rejected: bool

    @property
    def ranks(self) -> bool:
        """Whether the case stands on a list."""
        return self.dossier.placement is not None


@frozen
class Status:
    """What a case awaits, and when the day is over on which it is due; None where none is."""

    awaited: Awaited | None
    over_at: datetime | None

    def fires_by(self, instant: datetime) -> bool:
        """Whether time takes a step by then."""
        return bool(self.awaited and self.awaited.then and self.over_at and self.over_at <= instant)


@frozen(eq=False)
class World:
    """The cases of a call at an instant, under a definition of an office.

    A world is equal to itself only: it is asked often, and looked at by its parts.
    """

    office: Office
    definition: ProcessDefinition
    files: tuple[CaseFile, ...]
    now: datetime
    progress: CallProgress = CallProgress()

    def status(self, index: int) -> Status:
        """What a case awaits now, and until when."""
        return _status(self, index)

    def at(self, instant: datetime) -> World:
        """The same cases at another instant, when nothing has happened meanwhile."""
        return replace(self, now=instant)

    def recorded(self, index: int, fact: str, details: Mapping[str, object]) -> World | None:
        """With a fact in a case's dossier; None where its values can't be taken."""
        today, file = civil_date(self.now), self.files[index]
        value = _value_of(_Written(fact, repr(details), details))
        incoming = self.definition.kind.incoming
        if value is None or impossible_days(fact, value, file.dossier, today, incoming=incoming):
            return None
        changed_file = replace(file, dossier=apply_fact(file.dossier, fact, value, today))
        return replace(self, files=_replaced(self.files, index, changed_file))

    def stepped(
        self, index: int, step: Transition, details: Mapping[str, object], actor: Actor
    ) -> World | Refused | None:
        """After a step of a case; why not; None where its values can't be taken."""
        today, file = civil_date(self.now), self.files[index]
        value = _value_of(_Written(step.takes, repr(details), details))
        if value is None or impossible_days(step.takes, value, file.dossier, today):
            return None
        proposed_dossier = apply_fact(file.dossier, step.takes, value, today)
        world = self._with(index, file.case, proposed_dossier)
        decision = decide(
            self.definition, file.case, world.files[index].dossier, step.trigger, actor, self.now
        )
        if isinstance(decision, Refused):
            return decision
        return world._moved(index, decision)

    def published(self) -> World:
        """After the list of the call: who has the points gets a place while there is one."""
        today = civil_date(self.now)
        version = self.progress.list_version + 1
        until = due_after(
            self.definition.rulebook.rule_of("list_appeal"),
            Text("list published", "објављивање ранг листе"),
            today,
            self._appeal_days,
            "days",
            self.office.calendar,
        ).due
        progress = replace(
            self.progress,
            list_version=version,
            list_published_on=today,
            appeal_until=until,
            earlier_lists=(*self.progress.earlier_lists, *self._list_in_force()),
        )
        world = replace(self, progress=progress)
        free = self._free_places()
        for index, file in enumerate(world.files):
            for step in self.definition.leaving(file.case.state):
                if step.of_call:
                    place: Place = "selected" if free else "waiting"
                    place = "rejected" if file.rejected else place
                    free -= place == "selected"
                    world = world._placed(index, step, place)
        return world._settled()

    def _list_in_force(self) -> Iterator[PublishedList]:
        """The list whose place a new one takes, where there is one."""
        if published_on := self.progress.list_published_on:
            version, until = self.progress.list_version, self.progress.appeal_until
            yield PublishedList(version, published_on, until)

    def _free_places(self) -> int:
        """The places of the call that nobody holds whom its list does not place anew."""
        sources = [step.sources for step in self.definition.transitions.values() if step.of_call]
        kept_files = [
            file
            for file in self._running()
            if file.ranks and not any(file.case.state in states for states in sources)
        ]
        return sum(host.places for host in self.files[0].dossier.call.hosts) - len(kept_files)

    @property
    def _appeal_days(self) -> int:
        return self.files[0].dossier.call.appeal_days or 0

    def _placed(self, index: int, step: Transition, place: Place) -> World:
        file, version = self.files[index], self.progress.list_version
        application = file.dossier.application
        host = application.hosts[0] if application and place == "selected" else None
        placement = Placement(place, index + 1, None, host, version)
        placed_file = replace(file, dossier=replace(file.dossier, placement=placement))
        world = replace(self, files=_replaced(self.files, index, placed_file))
        assert step.target is not None
        return world._moved(index, Advanced(step, file.case.state, step.target))

    def _moved(self, index: int, decision: Advanced) -> World:
        file = self.files[index]
        case, dossier, step = file.case, file.dossier, decision.transition
        if step.takes == "decree" and dossier.decree is not None:
            number = f"{case.number}-{case.version}"
            dossier = replace(dossier, decree=replace(dossier.decree, number=number))
        if step.concludes is not None:
            dossier = concluded(dossier)
        if step.target_from(case.state) is None:
            case = replace(case, version=case.version + 1)
        else:
            case = replace(
                case,
                state=decision.target,
                visit=case.visit + 1,
                version=case.version + 1,
                entered_at=self.now,
                visited=tuple(dict.fromkeys((*case.visited, case.state))),
            )
        return self._with(index, case, dossier)

    def _with(self, index: int, case: Case, dossier: Dossier) -> World:
        before = self.files[index]
        file = replace(before, case=case, dossier=dossier)
        world = replace(self, files=_replaced(self.files, index, file))
        is_settled = dossier.progress is self.progress and _selects(file) == _selects(before)
        return world if is_settled else world._settled()

    def _settled(self) -> World:
        """The selection as it stands, told to every case."""
        progress = replace(
            self.progress,
            taken=self._taken(),
            open_appeals=tuple(self._with_appeal(is_decided=False)),
            upheld=tuple(self._with_appeal(is_decided=True)),
            settled_on=self._settled_on(),
            waiting=tuple(self._waiting()),
            missing=tuple(self._missing()),
        )
        files = tuple(
            replace(file, dossier=replace(file.dossier, progress=progress)) for file in self.files
        )
        return replace(self, files=files, progress=progress)

    def _taken(self) -> dict[str, int]:
        """By host, the places of those who are selected or on their way there."""
        taken_places: dict[str, int] = {}
        for file in self.files:
            placement = file.dossier.placement
            has_ended = self.definition.states[file.case.state].end
            if placement and placement.host and placement.outcome == "selected" and not has_ended:
                taken_places[placement.host] = taken_places.get(placement.host, 0) + 1
        return taken_places

    def _with_appeal(self, is_decided: bool) -> Iterator[str]:
        """The cases with an open appeal against the list in force, or with one that was upheld."""
        for file in self._running():
            appeals = [appeal for appeal in file.dossier.appeals if appeal.against == "list"]
            if is_decided and any(self._upheld(appeal) for appeal in appeals):
                yield file.case.number
            if not is_decided and any(appeal.decided_on is None for appeal in appeals):
                yield file.case.number

    def _upheld(self, appeal: Appeal) -> bool:
        return bool(appeal.upheld) and appeal.decided_under == str(self.progress.list_version)

    def _settled_on(self) -> date | None:
        version = str(self.progress.list_version)
        days = [
            appeal.decided_on
            for file in self.files
            for appeal in file.dossier.appeals
            if appeal.against == "list" and appeal.decided_under == version and appeal.decided_on
        ]
        return max(days, default=None)

    def _waiting(self) -> Iterator[Waiting]:
        for file in self._running():
            placement, application = file.dossier.placement, file.dossier.application
            if placement and application and placement.outcome == "waiting":
                name = file.dossier.candidate.name
                yield Waiting(file.case.number, name, placement.rank, application.hosts)

    def _missing(self) -> Iterator[str]:
        """Who has applied and stands on no list, once there is one."""
        if self.progress.list_version:
            for file in self._running():
                if file.dossier.application and not file.ranks:
                    yield file.case.number

    def _running(self) -> Iterator[CaseFile]:
        return (file for file in self.files if not self.definition.states[file.case.state].end)


@lru_cache(maxsize=1024)
def _status(world: World, index: int) -> Status:
    """As a world is asked several times while it is looked at."""
    file, definition = world.files[index], world.definition
    awaited_step = definition.awaited(file.case, file.dossier, world.now)
    if awaited_step is None or awaited_step.resting(file.dossier) is not None:
        return Status(awaited_step, None)
    receipt = due_of(definition, awaited_step, file.case, file.dossier, world.office.calendar)
    return Status(awaited_step, end_of(receipt.due) if receipt else None)


def _selects(file: CaseFile) -> tuple[object, ...]:
    """What the selection of a call is told from; see `World._settled`."""
    dossier = file.dossier
    parts = (dossier.placement, dossier.application, dossier.candidate.name, dossier.appeals)
    return file.case.state, file.case.number, *parts


@frozen
class _Written:
    """A form as it was filled in; the same words say the same."""

    form: str
    words: str
    details: Mapping[str, object] = field(compare=False)


@lru_cache(maxsize=4096)
def _value_of(written_values: _Written) -> Payload | None:
    """The form's value, read once; None where it can't be taken."""
    try:
        return read_payload(written_values.form, written_values.details)
    except ValidationError:
        return None


def _replaced(files: tuple[CaseFile, ...], index: int, file: CaseFile) -> tuple[CaseFile, ...]:
    return (*files[:index], file, *files[index + 1 :])
