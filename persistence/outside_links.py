"""The links of people outside: each for one case and one person, until a day, revocable.

A link is made as the mail that carries it leaves, so that no row and no kept mail has its secret;
so is the code of six digits that is asked for before anything is handed in. Who reads the database
can use neither: a code's hash is keyed with the office's own secret, which lies outside of it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)

from persistence import link_secrets
from persistence.database import insert
from persistence.tables import candidates, cases, outside_links, partners, persons, placements
from states.addresses import address_key
from states.frozen import frozen

Purpose = Literal["candidate", "host"]
PURPOSES: Final[tuple[Purpose, ...]] = ("candidate", "host")

CODE_LASTS: Final = timedelta(minutes=10)
"""How long a code holds after its mail has left."""
CODE_AGAIN_AFTER: Final = timedelta(minutes=1)
"""How soon another code may be asked for."""
MOST_WRONG_CODES: Final = 100
"""The wrong code that locks a link."""

_LINKS: Final = outside_links.c


@frozen
class NewLink:
    """A link to be made: to which case, for whom, until when. `mail_key` names the mail.

    Who is about to apply has no case yet: `call_id` is then the call.
    """

    case_id: int | None
    purpose: Purpose
    address: str
    mail_key: str
    ends_at: datetime
    call_id: int | None = None


@frozen
class OutsideLink:
    """A link as it is kept; never its secret."""

    id: int
    case_id: int | None
    call_id: int | None
    purpose: Purpose
    address: str
    made_at: datetime
    ends_at: datetime
    revoked_at: datetime | None
    revoked_by: str | None
    locked_at: datetime | None
    wrong_codes: int
    code_asked_at: datetime | None

    def opens(self, at: datetime) -> bool:
        """Whether it is still good at an instant."""
        return self.revoked_at is None and self.locked_at is None and at < self.ends_at

    def may_ask_code(self, at: datetime) -> bool:
        """Whether another code may be sent at an instant."""
        return self.code_asked_at is None or at - self.code_asked_at >= CODE_AGAIN_AFTER


_LINK: Final = tuple(_LINKS[part.name] for part in fields(OutsideLink))


def make(connection: Connection, new: NewLink, at: datetime) -> str:
    """Makes the link of a mail that leaves; returns `NUMBER.SECRET`.

    A mail that is tried again gets another secret: what was sent last opens.
    """
    drawn_secret = link_secrets.draw()
    row = {part.name: getattr(new, part.name) for part in fields(NewLink)}
    row |= {"hash": drawn_secret.hash, "made_at": at, "wrong_codes": 0}
    statement = insert(connection.dialect.name, outside_links).values(row)
    again = statement.on_conflict_do_update(
        index_elements=["mail_key"], set_={"hash": drawn_secret.hash, "ends_at": new.ends_at}
    )
    number = connection.execute(again.returning(_LINKS.id)).scalar_one()
    return f"{number}.{drawn_secret.secret}"


def find(connection: Connection, link_text: str, at: datetime) -> OutsideLink | None:
    """The link that somebody brings, where it is good at an instant; else None."""
    brought_link = link_secrets.read(link_text)
    row = connection.execute(
        select(_LINKS.hash, *_LINK).where(_LINKS.id == brought_link.number)
    ).one_or_none()
    fits = brought_link.fits(row.hash if row else None)
    if row is None or not fits:
        return None
    link = OutsideLink(*row[1:])
    return link if link.opens(at) else None


class CaseOfLink(NamedTuple):
    """The case that a link leads to."""

    id: int
    ended: bool


def case_of(connection: Connection, link: OutsideLink) -> CaseOfLink | None:
    """The case of a link; of one to a call that of its address there, the newest that runs before
    others. None where nobody has begun."""
    own = select(cases.c.id, cases.c.ended)
    if link.case_id is not None:
        own = own.where(cases.c.id == link.case_id)
    else:
        own = (
            own.join(candidates, candidates.c.case_id == cases.c.id)
            .join(persons, persons.c.id == candidates.c.person_id)
            .where(cases.c.call_id == link.call_id, persons.c.key == address_key(link.address))
            .order_by(cases.c.ended, cases.c.id.desc())
        )
    row = connection.execute(own.limit(1)).first()
    return CaseOfLink(*row) if row else None


def _leads_to(case_id: int) -> ColumnElement[bool]:
    """Links of a case, and those to its call of the address of its candidate."""
    of_candidate = (
        exists()
        .where(cases.c.id == case_id, cases.c.call_id == _LINKS.call_id)
        .where(candidates.c.case_id == case_id, persons.c.id == candidates.c.person_id)
        .where(persons.c.key == func.lower(_LINKS.address))
    )
    return or_(_LINKS.case_id == case_id, and_(_LINKS.case_id.is_(None), of_candidate))


def of_case(connection: Connection, case_id: int) -> list[OutsideLink]:
    """The links of a case, newest first, ended ones too."""
    own = select(*_LINK).where(_leads_to(case_id)).order_by(_LINKS.id.desc())
    return [OutsideLink(*row) for row in connection.execute(own)]


def revoke_all(connection: Connection, case_id: int, at: datetime, by: str) -> int:
    """Ends all links of a case; returns how many."""
    conditions = (_leads_to(case_id), _LINKS.revoked_at.is_(None), _LINKS.ends_at > at)
    statement = update(outside_links).where(*conditions).values(revoked_at=at, revoked_by=by)
    return connection.execute(statement).rowcount


def cases_of(connection: Connection, address: str, most: int) -> list[tuple[int, Purpose]]:
    """The cases of an address, the newest first: of its candidate, and those that run at a host.

    Whether the address is still the one that mails go to, the dossier says.
    """
    key = address_key(address)
    of_candidate = (
        select(candidates.c.case_id, literal("candidate"))
        .join(persons, persons.c.id == candidates.c.person_id)
        .where(persons.c.key == key)
        .order_by(candidates.c.case_id.desc())
        .limit(most)
    )
    of_host = (
        select(placements.c.case_id, literal("host"))
        .join(partners, partners.c.name == placements.c.host)
        .join(cases, cases.c.id == placements.c.case_id)
        .where(func.lower(partners.c.email) == key, cases.c.ended.is_(False))
        .order_by(placements.c.case_id.desc())
        .limit(most)
    )
    return [tuple(row) for own in (of_candidate, of_host) for row in connection.execute(own)]


def ask_code(connection: Connection, link_id: int, at: datetime) -> bool:
    """Notes that a code was asked for; False where the last one is too young."""
    statement = update(outside_links).where(
        _LINKS.id == link_id,
        _LINKS.code_asked_at.is_(None) | (_LINKS.code_asked_at <= at - CODE_AGAIN_AFTER),
    )
    return connection.execute(statement.values(code_asked_at=at)).rowcount == 1


def draw_code(connection: Connection, link_id: int, office_secret: str, at: datetime) -> str:
    """A new code of six digits, which holds for ten minutes; an earlier one holds no more."""
    code = f"{secrets.randbelow(1_000_000):06d}"
    code_values = {
        "code_hash": _code_hash(office_secret, link_id, code),
        "code_ends_at": at + CODE_LASTS,
    }
    connection.execute(update(outside_links).where(_LINKS.id == link_id).values(code_values))
    return code


def try_code(
    connection: Connection, link_id: int, typed_code: str, office_secret: str, at: datetime
) -> Literal["right", "wrong", "locked"]:
    """Whether a code is the one that was sent; the hundredth wrong one locks the link.

    A right one holds once. The caller commits, whatever the answer: a wrong one must count.
    """
    own = _LINKS.id == link_id
    row = connection.execute(
        select(_LINKS.code_hash, _LINKS.code_ends_at).where(own).with_for_update()
    ).one()
    kept_hash = row.code_hash if row.code_ends_at is not None and at < row.code_ends_at else None
    if hmac.compare_digest(kept_hash or "", _code_hash(office_secret, link_id, typed_code.strip())):
        connection.execute(update(outside_links).where(own).values(code_hash=None))
        return "right"
    wrong = connection.execute(
        update(outside_links)
        .where(own)
        .values(wrong_codes=_LINKS.wrong_codes + 1)
        .returning(_LINKS.wrong_codes)
    ).scalar_one()
    if wrong < MOST_WRONG_CODES:
        return "wrong"
    statement = update(outside_links).where(own, _LINKS.locked_at.is_(None)).values(locked_at=at)
    return "locked" if connection.execute(statement).rowcount == 1 else "wrong"


def _code_hash(office_secret: str, link_id: int, code: str) -> str:
    words = f"code {link_id} {code}".encode(errors="surrogatepass")
    return hmac.new(office_secret.encode(), words, hashlib.sha256).hexdigest()
