"""What is somebody's and of no case: messages that came in, and links by which to apply."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, delete, func, literal, or_, select, update

from persistence.erased_rows import Left
from persistence.incoming_mails import keys_of_mails
from persistence.mails import ERASED_UNSENT
from persistence.personal_data import BLANKED
from persistence.tables import calls, incoming_mails, mails, outbox, outside_links
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


def settled_messages(
    connection: Connection, institution: str, until: datetime, most: int
) -> list[OfNoCase]:
    """Messages of an institution and of no case that were settled before an instant, the first
    before others: what waits for somebody stays."""
    statement = (
        select(
            literal("messages"),
            _MESSAGES.id,
            _MESSAGES.from_name,
            _MESSAGES.from_address,
            _SINCE,
        )
        .where(_MESSAGES.case_id.is_(None), _MESSAGES.institution == institution)
        .where(_MESSAGES.outcome.is_not(None), until > _SINCE)
        .order_by(_MESSAGES.id)
        .limit(most)
    )
    return [OfNoCase._make(row) for row in connection.execute(statement)]


def ended_links(
    connection: Connection, institution: str, until: datetime, most: int
) -> list[OfNoCase]:
    """Links by which somebody was to apply in a call of an institution, that ended before an
    instant, the first before others."""
    statement = (
        select(literal("links"), _LINKS.id, literal(""), _LINKS.address, _LINKS.ends_at)
        .join(calls, calls.c.id == _LINKS.call_id)
        .where(_LINKS.case_id.is_(None), _LINKS.ends_at < until)
        .where(calls.c.institution == institution)
        .order_by(_LINKS.id)
        .limit(most)
    )
    return [OfNoCase._make(row) for row in connection.execute(statement)]


def written_by(connection: Connection, addresses: Collection[str]) -> list[dict[str, Any]]:
    """Every message of no case from some addresses, as people are told of it, the first first."""
    columns = (_MESSAGES[name] for name in _TOLD)
    statement = select(*columns).where(*_from(addresses)).order_by(_MESSAGES.id)
    return [dict(row) for row in connection.execute(statement).mappings()]


_TOLD: Final = (
    "received_at", "kind", "from_name", "from_address", "subject", "text", "attachments", "due",
    "outcome", "settled_at", "settled_by", "answer",
)  # fmt: skip


def erase_of_addresses(connection: Connection, addresses: Collection[str], leftovers: Left) -> None:
    """Erases the messages of no case that came from some addresses, and the links to calls that
    went to them."""
    messages = connection.execute(select(_MESSAGES.id).where(*_from(addresses))).scalars().all()
    of_addresses = func.lower(_LINKS.address).in_([address.lower() for address in addresses])
    statement = select(_LINKS.id).where(_LINKS.case_id.is_(None), of_addresses)
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
