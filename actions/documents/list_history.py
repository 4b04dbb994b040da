"""What goes with a version of a call's list: what it changed, who was not considered, who left.

The list itself is made in `workflows.calls.publishing`; here is what pages and documents say of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection

from office.wiring import Office
from persistence import commission, dossiers, ranking_lists
from persistence.ranking_lists import Choice, TurnedAway, Version, first_waiting
from persistence.roster import Roster, roster
from persistence.stamps import CallStamps, Kept
from rules.commission import Replacement, commission_on
from rules.list_changes import changes_between
from rules.remedy_words import REMEDY_WORDS
from rules.wording import format_text
from states.calls import Call, CallProgress
from states.definition import ProcessDefinition
from states.dossier import Dossier
from states.frozen import frozen
from states.moments import civil_date
from states.text import Text

_DOCUMENTS = "required_documents_present"


@frozen
class NotConsidered:
    """An application that the list leaves out, with the reason in writing (BMU-15a, BEE-C1).

    Who has not `applied`, and only handed in some documents, has not agreed to be named (BEE-C2):
    the office's page tells of them, the published list does not.
    """

    case: str
    name: Text
    reason: Text
    applied: bool = True


@frozen
class ListStory:
    """What goes with a version of a list. `upheld` and `changes` are empty for the first.

    `made_by` names the commission as it stood on the day of publication; `choice` says who chose
    where there was none. `members` are the names by login of all who sit or sat on it.
    """

    version: int
    upheld: tuple[Text, ...]
    changes: tuple[Text, ...]
    not_considered: tuple[NotConsidered, ...]
    seats: tuple[Text, ...]
    made_by: tuple[str, ...]
    choice: Choice | None = None
    members: Mapping[str, str] = field(default_factory=dict)


@frozen
class CallList:
    """A version of a call's list: of which call, on which terms, which version; 0 before any.

    `stamps` are the call's, where this transaction has read them.
    """

    call_id: int
    call: Call
    version: int
    stamps: CallStamps | None = None


@frozen
class _Past:
    """The versions that a call's list has had, and the changes of its commission."""

    versions: tuple[Version, ...]
    replacements: tuple[Replacement, ...]


_PAST_KEPT: Final[Kept[_Past]] = Kept(most=256)


def story_of(
    connection: Connection,
    office: Office,
    call_list: CallList,
    now: datetime,
    people: Roster | None = None,
) -> ListStory:
    """The story of a version; of version 0, before any list, only applications and commission.

    `people` are the office's, where whoever asks knows them.
    """
    call_id, version = call_list.call_id, call_list.version
    past = _past_of(connection, call_list)
    versions, replacements = past.versions, past.replacements
    published_days = {of.number: civil_date(of.published_at) for of in versions}
    changed_members = [
        login for change in replacements for login in (change.former, change.successor)
    ]
    logins = [*call_list.call.commission, *changed_members]
    names = (people or roster(connection)).names_of(logins)
    return ListStory(
        version,
        _upheld(connection, office, call_list, published_days) if version > 1 else (),
        _changes(connection, call_id, version) if version > 1 else (),
        tuple(_not_considered(connection, office, call_id, now)),
        _seats_passed_on(names, replacements),
        _made_by(names, call_list.call, replacements, published_days[version]) if version else (),
        next((of.choice for of in versions if of.number == version), None),
        names,
    )


def _past_of(connection: Connection, call_list: CallList) -> _Past:
    call_id, stamps = call_list.call_id, call_list.stamps

    def read() -> _Past:
        versions = ranking_lists.versions_of(connection, call_id)
        return _Past(tuple(versions), commission.replacements(connection, call_id))

    return _PAST_KEPT.under((stamps.stamp, stamps.places), read) if stamps else read()


def free_places(
    connection: Connection, stamps: CallStamps, call: Call, progress: CallProgress
) -> Iterator[Text]:
    """The hosts with a free place that somebody waits for, and who is next (BMU-15d, BEE-L3).

    Nobody waits before there is a list.
    """
    places = {host: host.places - progress.taken.get(host.name, 0) for host in call.hosts}
    with_places = {host: free for host, free in places.items() if free > 0}
    applicants = first_waiting(connection, stamps) if with_places else ()
    for host, free in with_places.items():
        first = next((applicant for applicant in applicants if host.name in applicant.hosts), None)
        if first is not None:
            yield format_text(
                "{host}: {free} free; next on the waiting list: {name} ({case})",
                "{host}: слободних места {free}; следећи са листе чекања: {name} ({case})",
                host=host.name,
                free=free,
                name=first.name,
                case=first.case,
            )


def _made_by(
    names: Mapping[str, str], call: Call, replacements: Sequence[Replacement], day: date
) -> tuple[str, ...]:
    members = commission_on(call.commission, replacements, day)
    return tuple(names.get(login, login) for login in members)


def _upheld(
    connection: Connection, office: Office, of_list: CallList, published_days: Mapping[int, date]
) -> tuple[Text, ...]:
    first, last = published_days[of_list.version - 1], published_days[of_list.version]
    return upheld_appeals(connection, office, of_list.call_id, first, last)


def upheld_appeals(
    connection: Connection, office: Office, call_id: int, first: date, last: date
) -> tuple[Text, ...]:
    """A sentence for each appeal against a call's list that was upheld between two civil dates,
    both included."""
    return tuple(
        format_text(
            "The {remedy} of {name} ({case}) against the list was upheld on {on}",
            "Разлог за исправку: {upheld} (подносилац: {name}, {case}), {on}",
            name=appeal.name,
            case=appeal.case,
            on=appeal.decided_on,
            **REMEDY_WORDS[office.regulations[appeal.institution].contests_lists_by()],
        )
        for appeal in ranking_lists.upheld_appeals(connection, call_id, first, last)
    )


def _changes(connection: Connection, call_id: int, version: int) -> tuple[Text, ...]:
    before, after = ranking_lists.places_of_versions(connection, call_id, version - 1, version)
    return changes_between(before, after)


def _not_considered(
    connection: Connection, office: Office, call_id: int, now: datetime
) -> Iterator[NotConsidered]:
    """Refused ones with the words of who refused; lapsed ones where something was handed in.

    Of who handed in nothing there is nothing to tell.
    """
    candidates = ranking_lists.turned_away(connection, call_id)
    ids = [candidate.id for candidate in candidates]
    cases_and_dossiers = dossiers.load(connection, ids, to_decide=False) if ids else {}
    for candidate in candidates:
        case, dossier = cases_and_dossiers[candidate.id]
        has_applied = dossier.application is not None
        if candidate.step != "lapse":
            reason = _reason_of(candidate)
        elif dossier.documents:
            reason = _incomplete(office.definition_of(case, dossier), dossier, now)
        else:
            continue
        yield NotConsidered(candidate.case, dossier.candidate.both_names, reason, has_applied)


def _reason_of(turned_away: TurnedAway) -> Text:
    if turned_away.reason:
        return Text(turned_away.reason, turned_away.reason)
    return Text("No reason was recorded.", "Разлог није евидентиран.")


def _incomplete(definition: ProcessDefinition, dossier: Dossier, now: datetime) -> Text:
    """That the application was not made by the last day, and which documents it lacked."""
    late = format_text(
        "No complete application was made by {closes}, 24:00.",
        "Потпуна пријава није поднета до 24:00 последњег дана рока: {closes}",
        closes=dossier.call.closes,
    )
    step = definition.leaving(definition.initial)[0]
    missing_texts = [
        reason.message
        for guard in step.guards
        if guard.name == _DOCUMENTS
        for reason in guard.check(dossier, guard.given, now)
    ]
    return _joined([late, *missing_texts])


def _joined(sentences: Sequence[Text]) -> Text:
    return Text(
        " ".join(sentence.en for sentence in sentences),
        " ".join(sentence.sr for sentence in sentences),
    )


def _seats_passed_on(
    names: Mapping[str, str], replacements: Sequence[Replacement]
) -> tuple[Text, ...]:
    """Each change of a call's commission in a sentence, the oldest first (BEE-C3)."""
    return tuple(
        format_text(
            "From {day}: {successor} in place of {former}{reason}",
            "Од {day} {successor}, уместо члана: {former}{reason}",
            day=change.from_day,
            former=names[change.former],
            successor=names[change.successor],
            reason=f" ({change.reason})" if change.reason else "",
        )
        for change in replacements
    )
