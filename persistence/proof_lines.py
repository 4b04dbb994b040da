"""Lines of proof: one line says where every history and the chain of seals ended.

A line that lies elsewhere, in mailboxes say, can't be made anew: whoever changes what stood before
it and computes every hash again gets another line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, func, or_, select

from persistence.bulk import fetch, stream_plain
from persistence.sealing import TIPS, Seal, SealedRow, add_seal, has_chain, hash_of
from persistence.tables import cases, sealed_rows, seals
from states.moments import civil_date
from states.text import Text
from states.validation_error import ValidationError

_FORM: Final = re.compile(r"mobility-head 1 (\d{1,12}) (\d{4}-\d\d-\d\d) ([0-9a-f]{64})")

_NOTED: Final = (
    select(sealed_rows.c.case_id, func.max(sealed_rows.c.length).label("length"))
    .where(sealed_rows.c.part == TIPS)
    .group_by(sealed_rows.c.case_id)
    .subquery()
)
_MOVED: Final = (
    select(cases.c.id, cases.c.history_length, cases.c.history_tip)
    .outerjoin(_NOTED, _NOTED.c.case_id == cases.c.id)
    .where(or_(_NOTED.c.length.is_(None), _NOTED.c.length < cases.c.history_length))
    .order_by(cases.c.id)
)
_LAST: Final = (
    select(*(seals.c[name] for name in (*Seal._fields, "hash")))
    .order_by(seals.c.seq.desc())
    .limit(1)
)


class ProofLine(NamedTuple):
    """A line as it was given out: the seal's number, its civil date in Belgrade, its hash."""

    seal: int
    on: str
    hash: str

    def __str__(self) -> str:
        return f"mobility-head 1 {self.seal} {self.on} {self.hash}"


def give_out(connection: Connection, now: datetime) -> ProofLine | None:
    """Seals where every history ends now, and returns the line that proves it.

    Where nothing was written since the last line, that one again; None in a rehearsal's database,
    which has no chain of seals.
    """
    if not has_chain(connection):
        return None
    moved_tips = [
        SealedRow(TIPS, str(row[0]), row[0], row[1], row[2], None)
        for row in stream_plain(connection, _MOVED, {})
    ]
    last = next(iter(fetch(connection, _LAST, {})), None)
    if not moved_tips and last is not None and last.kind == TIPS:
        return ProofLine(last.seq, str(civil_date(last.at)), last.hash)
    seal = add_seal(connection, TIPS, moved_tips, now)
    return ProofLine(seal.seq, str(civil_date(now)), hash_of(seal))


def read_line(line_text: str) -> ProofLine:
    """A line as somebody copied it; ValidationError for what is none."""
    match = _FORM.search(" ".join(line_text.split()))
    if match is None:
        raise ValidationError(
            Text(
                "this is no line of `mobility verify --head`: it begins with `mobility-head 1` and "
                "ends with 64 digits and letters",
                "ово није ред који даје `mobility verify --head`: почиње са `mobility-head 1`, а "
                "завршава се са 64 цифре и слова",
            )
        )
    return ProofLine(int(match[1]), match[2], match[3])


def line_discrepancies(connection: Connection, line: ProofLine) -> Iterator[Text]:
    """What says that the office is not the one that a line was given out by.

    That the chain holds up to the line's seal, and the histories with it, is for the audit.
    """
    seal = connection.execute(select(seals.c.hash).where(seals.c.seq == line.seal)).scalar()
    if seal is None:
        yield Text(
            f"the line of {line.on} was given out with seal {line.seal}; the chain of seals has "
            "none of that number: what was written up to then is gone",
            f"ред од {line.on} издат је уз {line.seal}. печат, а ланац печата га нема: нестало је "
            "оно што је до тада уписано",
        )
    elif seal != line.hash:
        yield Text(
            f"the line of {line.on} does not belong to this office's chain of seals: something "
            "that was written before it was changed, and the hashes were computed anew",
            f"ред од {line.on} не одговара ланцу печата ове канцеларије: измењено је нешто што је "
            "раније уписано, а контролни збирови су израчунати изнова",
        )
