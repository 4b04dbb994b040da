"""What is somebody's and of no case: messages that came in, and links by which to apply."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    delete,
    func,
    literal,
    or_,
    select,
    union_all,
    update,
)

from persistence.erased_rows import Left
from persistence.incoming_mails import keys_of_mails
from persistence.mails import ERASED_UNSENT
from persistence.personal_data import BLANKED
from persistence.tables import (
    calls,
    incoming_mails,
    mails,
    outbox,
    outside_links,
    partners,
)
from states.moments import civil_date

Kind = Literal["messages", "links"]


class OfNoCase(NamedTuple):
    """A message or a link of no case, whose it is, and the instant from which its period counts."""

    kind: Kind
    id: int
    name: str
    address: str
    counts_from: datetime

    @property
    def day(self) -> date:
        """The civil date from which its period counts."""
        return civil_date(self.counts_from)


_MESSAGES: Final = incoming_mails.c
_LINKS: Final = outside_links.c
_SINCE: Final = func.coalesce(_MESSAGES.settled_at, _MESSAGES.received_at)


def due_before(
    connection: Connection, institution: str, untils: Mapping[Kind, datetime], most: int
) -> list[OfNoCase]:
    """What of an institution is of no case and due: messages that were settled before an instant
    (what waits for somebody stays), and links to apply by that ended before one. Of each kind so
    many, the first before others."""
    if not untils:
        return []
    of_kinds = (
        _SELECTS[kind](institution, until).limit(most).subquery() for kind, until in untils.items()
    )
    every_kind = union_all(*(select(of_kind) for of_kind in of_kinds)).subquery()
    in_order = select(every_kind).order_by(every_kind.c.kind.desc(), every_kind.c.id)
    return [OfNoCase._make(row) for row in connection.execute(in_order)]


def _settled_messages(institution: str, until: datetime) -> Select[Any]:
    return (
        select(
            literal("messages").label("kind"),
            _MESSAGES.id,
            _MESSAGES.from_name,
            _MESSAGES.from_address,
            _SINCE.label("counts_from"),
        )
        .where(_MESSAGES.case_id.is_(None), _MESSAGES.institution == institution)
        .where(_MESSAGES.outcome.is_not(None), until > _SINCE)
        .order_by(_MESSAGES.id)
    )


def _ended_links(institution: str, until: datetime) -> Select[Any]:
    return (
        select(
            literal("links").label("kind"),
            _LINKS.id,
            literal("").label("from_name"),
            _LINKS.address,
            _LINKS.ends_at,
        )
        .join(calls, calls.c.id == _LINKS.call_id)
        .where(_LINKS.case_id.is_(None), _LINKS.ends_at < until)
        .where(calls.c.institution == institution)
        .order_by(_LINKS.id)
    )


_SELECTS: Final[Mapping[Kind, Callable[[str, datetime], Select[Any]]]] = {
    "messages": _settled_messages,
    "links": _ended_links,
}


def written_by(connection: Connection, addresses: Collection[str]) -> list[dict[str, Any]]:
    """Every message of no case from some addresses, as people are told of it, the first first."""
    columns = (_MESSAGES[name] for name in _TOLD)
    statement = select(*columns).where(*_from(addresses)).order_by(_MESSAGES.id)
    return [dict(row) for row in connection.execute(statement).mappings()]


def is_known(connection: Connection, address: str) -> bool:
    """Whether a message of no case came from an address, or a link to a call went to it, and it is
    no partner's: that one stands in the register."""
    of_partner = select(partners.c.id).where(func.lower(partners.c.email) == address.lower())
    if connection.execute(of_partner.limit(1)).first():
        return False
    messages = select(_MESSAGES.id).where(*_from([address]))
    links = select(_LINKS.id).where(_LINKS.case_id.is_(None), _sent_to([address]))
    return any(connection.execute(rows.limit(1)).first() for rows in (messages, links))


def _sent_to(addresses: Collection[str]) -> ColumnElement[bool]:
    return func.lower(_LINKS.address).in_([address.lower() for address in addresses])


_TOLD: Final = (
    "received_at", "kind", "from_name", "from_address", "subject", "text", "attachments", "due",
    "outcome", "settled_at", "settled_by", "answer",
)  # fmt: skip


def erase_of_addresses(connection: Connection, addresses: Collection[str], leftovers: Left) -> None:
    """Erases the messages of no case that came from some addresses, and the links to calls that
    went to them."""
    messages = connection.execute(select(_MESSAGES.id).where(*_from(addresses))).scalars().all()
    statement = select(_LINKS.id).where(_LINKS.case_id.is_(None), _sent_to(addresses))
    links = connection.execute(statement).scalars().all()
    erase_rows_of_no_case(connection, messages, links, leftovers)


def erase_rows_of_no_case(
    connection: Connection, messages: Sequence[int], links: Sequence[int], leftovers: Left
) -> None:
    """Removes messages and links, and takes the words out of the mails that were written about
    them; what lies outside of the database is noted."""
    own_links = _LINKS.id.in_(links)
    keys = list(connection.execute(select(_LINKS.mail_key).where(own_links)).scalars())
    of_messages = [mails.c.key.startswith(keys_of_mails(number)) for number in messages]
    _blank(connection, or_(mails.c.key.in_(keys), *of_messages), leftovers)
    connection.execute(delete(outside_links).where(own_links))
    own_messages = _MESSAGES.id.in_(messages)
    statement = select(_MESSAGES.file).where(own_messages, _MESSAGES.file.is_not(None))
    leftovers.files.update(connection.execute(statement).scalars())
    connection.execute(delete(incoming_mails).where(own_messages))


def _blank(connection: Connection, condition: ColumnElement[bool], leftovers: Left) -> None:
    """Mails stay without a word and an address; what has not left never leaves."""
    keys = set(connection.execute(select(mails.c.key).where(condition)).scalars())
    leftovers.mails.update(keys)
    of_mails = outbox.c.mail_key.in_(keys)
    connection.execute(update(outbox).where(of_mails).values(last_error=None))
    not_done = update(outbox).where(of_mails, outbox.c.status != "done")
    connection.execute(
        not_done.values(
            status="done",
            attempts=outbox.c.attempts + 1,
            done_at=leftovers.at,
            claimed_by=None,
            claimed_until=None,
            last_error=ERASED_UNSENT,
        )
    )
    connection.execute(update(mails).where(condition).values(BLANKED[mails][1]))


def _from(addresses: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    small_letters = [address.lower() for address in addresses]
    return _MESSAGES.case_id.is_(None), func.lower(_MESSAGES.from_address).in_(small_letters)
