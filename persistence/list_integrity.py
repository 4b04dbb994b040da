"""Whether lists show cases as they stand: their narrow rows are compared with the cases' own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, func, or_, select

from persistence.bulk import stream_plain
from persistence.chains import beside
from persistence.owners import owners_in
from persistence.tables import (
    NO_DUE_KEY,
    application_hosts,
    candidates,
    case_owners,
    cases,
    listed_cases,
    persons,
    placements,
)
from states.text import Text

_WISHED: Final = (
    select(application_hosts.c.host)
    .where(application_hosts.c.case_id == cases.c.id)
    .order_by(application_hosts.c.position)
    .limit(1)
    .scalar_subquery()
)
_OF_CASE: Final = {
    "institution": Text("institution", "установа којој припада"),
    "process": Text("process", "поступак"),
    "call_id": Text("call_id", "конкурс"),
    "state": Text("state", "стање"),
    "owners": Text("owners", "надлежни"),
    "ended": Text("ended", "окончаност"),
}
_DUE: Final = func.coalesce(cases.c.due, NO_DUE_KEY)
_SHOWN: Final[Mapping[str, tuple[ColumnElement[Any], Text]]] = {
    "due_key": (_DUE, Text("due date", "рок")),
    "safe_key": (
        func.coalesce(cases.c.safe_by, cases.c.due, NO_DUE_KEY),
        Text("latest safe day", "последњи сигуран дан"),
    ),
    **{name: (cases.c[name], title) for name, title in _OF_CASE.items()},
    "awaited": (func.coalesce(cases.c.awaited, ""), Text("awaited", "очекивани корак")),
    "rests": (cases.c.rests_en.is_not(None), Text("rests", "мировање")),
    "name_key": (persons.c.sort_key, Text("name_key", "презиме и име")),
    "host": (func.coalesce(placements.c.host, _WISHED, ""), Text("host", "установа")),
}
"""By the columns of a case's narrow row: what stands there of a case, and what it is called."""

_DIFFERS: Final = [
    listed_cases.c[name].is_distinct_from(own).label(f"differs_{name}")
    for name, (own, _) in _SHOWN.items()
]
_OTHERWISE: Final = (
    select(cases.c.number, listed_cases.c.case_id, *_DIFFERS)
    .join(candidates, candidates.c.case_id == cases.c.id)
    .join(persons, persons.c.id == candidates.c.person_id)
    .outerjoin(placements, placements.c.case_id == cases.c.id)
    .outerjoin(listed_cases, listed_cases.c.case_id == cases.c.id)
    .where(or_(listed_cases.c.case_id.is_(None), *_DIFFERS))
    .order_by(cases.c.id)
)
_OWNED: Final = (
    select(
        *(cases.c[name] for name in ("id", "number", "owners", "institution", "ended")),
        _DUE.label("due_key"),
    )
    .join(listed_cases, listed_cases.c.case_id == cases.c.id)
    .order_by(cases.c.id)
)
_OWNERS: Final = select(
    *(case_owners.c[name] for name in ("case_id", "role", "institution", "ended", "due_key"))
).order_by(case_owners.c.case_id)


def list_discrepancies(connection: Connection) -> Iterator[Text]:
    """Cases that stand otherwise in lists, or with other owners, than they are; a sentence each."""
    for number, listed_id, *differs in stream_plain(connection, _OTHERWISE, {}):
        if listed_id is None:
            yield Text(f"{number}: stands in no list", f"{number}: нема га ни у једном списку")
            continue
        titles = (title for _, title in _SHOWN.values())
        title = next(title for title, other in zip(titles, differs, strict=True) if other)
        yield Text(
            f"{number}: stands in lists with another {title.en} than its own",
            f"{number}: у списковима стоји друкчије него у предмету: {title.sr}",
        )
    yield from _owner_discrepancies(connection)


def _owner_discrepancies(connection: Connection) -> Iterator[Text]:
    owned_rows = stream_plain(connection, _OWNED, {})
    for (_, number, owners, *of_case), rows in beside(
        owned_rows, stream_plain(connection, _OWNERS, {})
    ):
        listed_owners = {tuple(row[1:]) for row in rows}
        if listed_owners != {(role, *of_case) for role in owners_in(owners)}:
            yield Text(
                f"{number}: waits in lists for others than the owners of its step",
                f"{number}: у списковима чека друге, а не надлежне за свој корак",
            )
