"""Whether the last numbers given are the newest that cases and acts bear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, func, select

from persistence.bulk import fetch, stream_plain
from persistence.tables import act_register, cases, number_sequences
from states.text import Text

_IN_USE: Final = ("acts ", "cases ")
"""How the names of sequences begin; before one register of acts there were others, which nobody
counts on any more.
"""
_LAST: Final = select(number_sequences.c.name, number_sequences.c.last)
_ACTS: Final = select(
    act_register.c.institution,
    act_register.c.year,
    func.max(act_register.c.serial).label("newest"),
).group_by(act_register.c.institution, act_register.c.year)
_CASES: Final = select(cases.c.number)
_NUMBER: Final = re.compile(r"(.+)-(\d{4})-(\d+)")
"""The institution, the year and the serial number: `BMU-2026-0001`."""


def number_discrepancies(connection: Connection) -> Iterator[Text]:
    """Sequences whose last number is another one than the newest that stands: the next case or act
    would leave a gap, or get a number that was given before.
    """
    last = {
        row.name: row.last for row in fetch(connection, _LAST, {}) if row.name.startswith(_IN_USE)
    }
    newest = {**_newest_acts(connection), **_newest_cases(connection)}
    for name in sorted(last.keys() | newest.keys()):
        given_number, stands = last.get(name, 0), newest.get(name, 0)
        if given_number != stands:
            yield Text(
                f"{name}: the last number given is {given_number}, and the newest that stands is "
                f"{stands}",
                f"{name}: последњи додељени број је {given_number}, а најновији који постоји је "
                f"{stands}",
            )


def _newest_acts(connection: Connection) -> dict[str, int]:
    return {
        f"acts {row.institution.upper()} {row.year}": row.newest
        for row in fetch(connection, _ACTS, {})
    }


def _newest_cases(connection: Connection) -> dict[str, int]:
    """By the name of each sequence. A number that is none was changed by hand: its seal says so."""
    newest: dict[str, int] = {}
    for (number,) in stream_plain(connection, _CASES, {}):
        if (match := _NUMBER.fullmatch(number)) is not None:
            prefix, year, serial = match.groups()
            name = f"cases {prefix} {year}"
            newest[name] = max(newest.get(name, 0), int(serial))
    return newest
