"""What the declaration of a fact says, and the ways in which a later record meets an earlier one.

The facts themselves are declared in `states.facts`. Pure, as all of this room is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, fields
from datetime import date
from typing import Any, ClassVar, Final, Literal, Protocol, TypeVar

from states.dossier import Dossier
from states.frozen import frozen, replace
from states.mobility_kind import About
from states.phases import PHASES, Phase
from states.text import Text


class Payload(Protocol):
    """A value of a form: what somebody handed in, read. Any class that `frozen` made."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


Meeting = Callable[[Any, Any], Any]
"""From what the dossier's field holds and what is recorded now to what the field holds then."""

CardPlace = Literal["before_decree", "after_decree", "support", "none"]
"""Where a case's page has its card, one for each record; those of `support` share one card.

`none`: it is shown in its own way.
"""

Chapter = Literal["dossier", "agreement", "stay", "money", "documents"]
"""The part of a case that a fact belongs to, and where its form stands beside what it changes."""

Recorded = TypeVar("Recorded", bound=Payload)
OFFICE: Final = ("mobility_coordinator",)


@frozen(eq=False)
class FactDeclaration:
    """A fact that people record: all that forms, dossier, database and pages know of it.

    `payload` is its form, `dossier_field` where the dossier holds it. Where of the form one part
    only is kept there, `content` names that part. `meets` says how a later record meets an earlier
    one; `changes` stands for it where a record changes more of the dossier than its own field.
    """

    name: str
    title: Text
    payload: type[Payload]
    dossier_field: str
    content: str | None = None
    meets: Meeting = lambda earlier, later: later
    changes: Callable[[Dossier, Any], Dossier] | None = None
    changes_on: Callable[[Dossier, Any, date], Dossier] | None = None
    """The same where the civil date of the record counts."""
    about: About | Literal["any"] = "mobility"
    """What a case is about in which it can be recorded."""
    roles: tuple[str, ...] = OFFICE
    """Who may record it where a process definition names nobody."""
    dated: str | None = None
    """A day that is the one of the record where that leaves it out."""
    choices: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    """How the values of a field are said, by the field, where its form lets one choose."""
    table: str | None = None
    """The table of one row a case whose columns are the form's fields; without one, persistence has
    tables of its own for it."""
    several: bool = False
    """Whether the dossier keeps many of them, in the order in which they were recorded; the table
    then has a row for each."""
    request: str | None = None
    """The field that says when somebody asked, where it is to be decided: `decided_on` is empty
    until then."""
    listed_by: str | None = None
    """The field by whose values a process may list what is to be thought of (`checklist`)."""
    counted: bool = False
    """Whether the dossier keeps what was made of the form, and not the form itself."""
    card: CardPlace = "before_decree"
    chapter: Chapter = "dossier"
    numbers: tuple[str, ...] = ()
    """The numbers that its rule must have."""
    beside: tuple[str, ...] = ()
    """The facts that a process which has it must have too."""
    phases: tuple[Phase, ...] = PHASES
    """When one records it as a rule; at other times it may be recorded too, and is not offered
    first."""

    def applied(self, dossier: Dossier, value: Payload, today: date) -> Dossier:
        """The dossier with a record of the fact in it, made on a civil date."""
        if self.dated is not None and getattr(value, self.dated) is None:
            value = replace(value, **{self.dated: today})
        if self.changes_on is not None:
            return self.changes_on(dossier, value, today)
        if self.changes is not None:
            return self.changes(dossier, value)
        content = self.meets(getattr(dossier, self.dossier_field), self.held(value))
        changed_parts: dict[str, Any] = {self.dossier_field: content}
        return replace(dossier, **changed_parts)

    def held(self, value: Payload) -> object:
        """What the dossier keeps of a record."""
        return getattr(value, self.content) if self.content else value

    def recorded_in(self, dossier: Dossier) -> tuple[Payload, ...]:
        """The records that the dossier holds, each as its form has it; empty before there is one.

        Facts that the dossier keeps by a key, as documents by their kind, are not among them, nor
        those that are counted.
        """
        content = getattr(dossier, self.dossier_field)
        if content is None or isinstance(content, Mapping) or self.counted:
            return ()
        if self.content is not None:
            return (self.payload(**{self.content: content}),) if content else ()
        return content if isinstance(content, tuple) else (content,)


def completes(earlier: Recorded, later: Recorded) -> Recorded:
    """What the later record leaves out stays as it was recorded."""
    left_out = {
        part.name: getattr(earlier, part.name)
        for part in fields(later)
        if getattr(later, part.name) is None
    }
    return replace(later, **left_out)


_DECIDED_ON: Final = "decided_on"
"""The field of a request that says when it was decided."""


def answers(request: str) -> Callable[[Recorded, Recorded], Recorded]:
    """What follows a request completes it; who asks after it was decided asks anew.

    `request` is the field that says when somebody asked.
    """

    def meeting(earlier: Recorded, later: Recorded) -> Recorded:
        asked_on: date | None = getattr(later, request)
        decided_on: date | None = getattr(earlier, _DECIDED_ON)
        asks_anew = asked_on is not None and decided_on is not None and asked_on > decided_on
        return later if asks_anew else completes(earlier, later)

    return meeting


def beside(earlier: tuple[Recorded, ...], later: Recorded) -> tuple[Recorded, ...]:
    """Each record stands beside the others; the same one twice is one."""
    return earlier if later in earlier else (*earlier, later)


def completes_of_each(
    key: str,
) -> Callable[[tuple[Recorded, ...], Recorded], tuple[Recorded, ...]]:
    """Of each `key` one record: what the later leaves out stays as the earlier has it."""
    return one_of_each(key, completes)


def one_of_each(
    key: str, meets: Callable[[Recorded, Recorded], Recorded]
) -> Callable[[tuple[Recorded, ...], Recorded], tuple[Recorded, ...]]:
    """Of each `key` one record, as the later one meets the earlier."""

    def meeting(earlier: tuple[Recorded, ...], later: Recorded) -> tuple[Recorded, ...]:
        records = {getattr(record, key): record for record in earlier}
        earlier_record = records.get(getattr(later, key))
        records[getattr(later, key)] = meets(earlier_record, later) if earlier_record else later
        return tuple(records.values())

    return meeting
