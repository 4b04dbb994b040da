"""Looking for cases by whatever is known of them: a name, an address, a number, a host, an act.

Each word has to be found; where, does not matter. Names are compared folded (`states.folding`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, Select, intersect, select, union

from persistence.tables import act_register, candidates, cases, listed_cases, persons
from states.folding import folded


def cases_found(connection: Connection, typed: str, hosts: Sequence[str]) -> list[int]:
    """The ids of the cases that every word of what was typed is found in; `hosts` are all names of
    hosts that there are."""
    words = folded(typed).split()
    if not words:
        return []
    found = [union(*_places(word, hosts)).subquery().select() for word in words]
    return list(connection.execute(intersect(*found) if len(found) > 1 else found[0]).scalars())


def _places(word: str, hosts: Sequence[str]) -> Iterator[Select[int]]:
    """Where a word can stand: the candidate's name and address, the host; with a digit in it also
    the case's number, and that of an act."""
    pattern = f"%{_escaped(word)}%"
    yield (
        select(candidates.c.case_id)
        .join(persons, persons.c.id == candidates.c.person_id)
        .where(persons.c.folded.like(pattern, escape="\\"))
    )
    names = [host for host in hosts if word in folded(host)]
    if names:
        yield select(listed_cases.c.case_id).where(listed_cases.c.host.in_(names))
    if any(sign.isdecimal() for sign in word):
        upper = pattern.upper()
        yield select(cases.c.id).where(cases.c.number.like(upper, escape="\\"))
        yield select(act_register.c.case_id).where(
            act_register.c.number.ilike(pattern, escape="\\"), act_register.c.case_id.is_not(None)
        )


def _escaped(word: str) -> str:
    """What is typed is looked for as it is: `%` and `_` are signs, too."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def exact_case(connection: Connection, typed: str, institutions: Sequence[str]) -> str | None:
    """The number of the case that has exactly this number, or an act with it; None without one."""
    number = typed.strip()
    by_act = select(act_register.c.case_id).where(act_register.c.number == number)
    by_number = select(cases.c.id).where(cases.c.number == number.upper())
    exact = select(cases.c.number).where(
        cases.c.institution.in_(list(institutions)), cases.c.id.in_(union(by_number, by_act))
    )
    return connection.execute(exact.limit(1)).scalar()
