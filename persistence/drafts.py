"""Drafts: kept for the person who typed, for a time, until the form is sent or thrown away."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, select

from persistence.database import insert
from persistence.tables import drafts
from states.frozen import frozen

KEPT_FOR: Final = timedelta(days=14)
"""After so long nobody finds what they typed; it goes with the next draft that is kept."""

LONGEST: Final = 200_000
"""Characters of a draft; a longer one is not kept."""

Fields = tuple[tuple[str, str], ...]
"""What was typed, field by field, as the browser sends it."""


@frozen
class Draft:
    """What was typed into a form of a case that stood at `version` then; `form` is `fact/…` or
    `step/…`."""

    form: str
    version: int
    fields: Fields
    kept_at: datetime


def keep(connection: Connection, staff_id: int, case_id: int, draft: Draft) -> bool:
    """Keeps a draft in the place of the person's former one; False where it is too long."""
    fields = json.dumps(draft.fields, ensure_ascii=False)
    if len(fields) > LONGEST:
        return False
    connection.execute(delete(drafts).where(drafts.c.kept_at <= draft.kept_at - KEPT_FOR))
    content = {"version": draft.version, "fields": fields, "kept_at": draft.kept_at}
    row = {"staff_id": staff_id, "case_id": case_id, "form": draft.form, **content}
    statement = insert(connection.dialect.name, drafts).values(row)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["staff_id", "case_id", "form"], set_=content
        )
    )
    return True


def drafts_of(connection: Connection, staff_id: int, case_id: int, at: datetime) -> Sequence[Draft]:
    """The drafts of a person in a case that still hold at an instant, the newest first."""
    rows = connection.execute(
        select(drafts.c.form, drafts.c.version, drafts.c.fields, drafts.c.kept_at)
        .where(
            drafts.c.staff_id == staff_id,
            drafts.c.case_id == case_id,
            drafts.c.kept_at > at - KEPT_FOR,
        )
        .order_by(drafts.c.kept_at.desc(), drafts.c.id)
    )
    return [
        Draft(row.form, row.version, tuple(map(tuple, json.loads(row.fields))), row.kept_at)
        for row in rows
    ]


def discard(connection: Connection, staff_id: int, case_id: int, form: str) -> None:
    """Throws a draft away; nothing where there is none."""
    connection.execute(
        delete(drafts).where(
            drafts.c.staff_id == staff_id, drafts.c.case_id == case_id, drafts.c.form == form
        )
    )
