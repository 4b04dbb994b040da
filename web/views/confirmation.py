"""What a person confirms before it is done: all that would follow, as a page shows it.

Any act that can't be taken back is shown so: a step of a case, a list, the end of a role. What
follows comes from `workflows.foreseeing`, or is told in `sections` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Final

from notifications.rendering import render
from office.wiring import Office
from persistence.consequences import CaseLine, NewMail
from persistence.owners import owners_in
from rules.receipts import Receipt
from states.frozen import frozen
from states.text import Text
from states.vocabulary import ROLES
from web.views.describe import Line
from web.views.remedies import announced_title, document_title
from workflows.foreseeing import CaseMove, Foreseen

MOST_TEXTS: Final = 20
"""Mails whose words stand on the page; of a long list the others say the same to others."""

MOST_NAMES: Final = 100
"""People who are named one by one; the page of a list of a thousand stays small."""


@frozen
class Section:
    """Something that would follow, in plain sentences under a heading."""

    title: Text
    lines: tuple[Text, ...]


@frozen
class AwaitedNext:
    """What a case would wait for, from whom, until which civil date and why."""

    title: Text
    owners: tuple[Text, ...]
    due: date | None
    receipt: Receipt | None
    rests: Text | None


@frozen
class MovedCases:
    """Cases to which the same happens, each as its number and name; `more` are not named.

    `target` is None where they stay in their state; `awaited` where what is awaited changes.
    """

    cases: tuple[tuple[str, str], ...]
    more: int
    source: Text
    target: Text | None
    ends: bool
    awaited: AwaitedNext | None


@frozen
class MailToCome:
    """A mail that would leave; `text` is what its reader will read, where the page shows it."""

    to_name: str
    to_address: str
    language: str
    subject: str
    text: str | None
    carries: tuple[Text, ...]
    obstacle: str | None


@frozen
class Consequences:
    """All that an act would bring."""

    moves: tuple[MovedCases, ...]
    mails: tuple[MailToCome, ...]
    more_mails: int
    documents: tuple[Text, ...]


@frozen
class Confirmation:
    """An act before it is confirmed.

    `title` says what is done and `about` with what; the form goes to `action` with `fields`, all
    that was sent, and with `mark`, which stands for what is shown. `back` leads away with nothing
    done; where the page `keeps` what was typed, the way back takes it along. `changed` where
    somebody confirmed what has become something else meanwhile. An act that `can_be_undone` says
    in its sections how.
    """

    title: Text
    about: Text
    action: str
    back: str
    mark: str
    fields: Sequence[tuple[str, str]] = ()
    typed: Sequence[Line] = ()
    sections: Sequence[Section] = ()
    consequences: Consequences | None = None
    changed: bool = False
    keeps: bool = False
    can_be_undone: bool = False


def consequences_of(office: Office, foreseen_outcome: Foreseen) -> Consequences:
    """What was foreseen, in words; cases to which the same happens stand together."""
    mails = foreseen_outcome.mails[:MOST_NAMES]
    names = {move.after.id: move.after.number for move in foreseen_outcome.moves}
    institutions = {move.after.definition.partition("/")[0] for move in foreseen_outcome.moves}
    documents = foreseen_outcome.documents
    titles = {
        (d.case_id, d.kind): announced_title(office, d.kind, d.against, institutions)
        for d in documents
    }

    def title_in(case_id: int | None, kind: str) -> Text:
        return titles.get((case_id, kind)) or document_title(office, kind, institutions)

    return Consequences(
        tuple(_moved(office, foreseen_outcome.moves)),
        tuple(
            _mail(mail, partial(title_in, mail.case_id), with_text=n < MOST_TEXTS)
            for n, mail in enumerate(mails)
        ),
        len(foreseen_outcome.mails) - len(mails),
        tuple(
            _titled(title_in(d.case_id, d.kind), names.get(d.case_id or 0))
            for d in documents[:MOST_NAMES]
        ),
    )


def _moved(office: Office, moves: Sequence[CaseMove]) -> list[MovedCases]:
    alike: dict[object, list[CaseMove]] = {}
    for move in moves:
        before, after = move.before, move.after
        key = (after.definition, before.state, before.due, after[4:])
        alike.setdefault(key, []).append(move)
    return [_group(office, group) for group in alike.values()]


def _group(office: Office, group: Sequence[CaseMove]) -> MovedCases:
    before, after = group[0].before, group[0].after
    states = office.shown_definition(after.definition).states
    named_moves = group[:MOST_NAMES]
    return MovedCases(
        cases=tuple((move.after.number, move.after.name) for move in named_moves),
        more=len(group) - len(named_moves),
        source=states[before.state].title,
        target=states[after.state].title if after.state != before.state else None,
        ends=states[after.state].end,
        awaited=_awaited(office, before, after),
    )


def _awaited(office: Office, before: CaseLine, after: CaseLine) -> AwaitedNext | None:
    """What is awaited after the act; None where nothing is, or the same as before it."""
    before_values = (before.state, before.awaited, before.due, before.rests)
    if after.awaited is None or before_values == (
        after.state,
        after.awaited,
        after.due,
        after.rests,
    ):
        return None
    title = office.shown_definition(after.definition).states[after.state].title_of(after.awaited)
    owners = tuple(ROLES[role] for role in owners_in(after.owners))
    step_title = title or Text(after.awaited, after.awaited)
    return AwaitedNext(step_title, owners, after.due, after.receipt, after.rests)


def _mail(mail: NewMail, title_of: Callable[[str], Text], with_text: bool) -> MailToCome:
    return MailToCome(
        mail.to_name,
        mail.to_address,
        mail.language,
        mail.subject,
        render(mail.written).text if with_text else None,
        tuple(title_of(kind) for kind in mail.attaches.split(",") if kind),
        mail.obstacle,
    )


def _titled(kind: Text, number: str | None) -> Text:
    title = kind.capitalised()
    if number is None:
        return title
    return Text(f"{title.en}, {number}", f"{title.sr}, {number}")
