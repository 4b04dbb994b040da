"""What people outside typed and have not handed in, by case, purpose and form."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import Connection, delete, select

from persistence.database import insert
from persistence.drafts import LONGEST, Fields
from persistence.outside_links import Purpose
from persistence.tables import outside_drafts


def keep(
    connection: Connection, of: tuple[int, Purpose, str], fields: Fields, at: datetime
) -> bool:
    """Keeps a draft in the place of the former one; False where it is too long.

    `of` is the case, whose it is, and the form as `fact/…` or `step/…`.
    """
    fields_json = json.dumps(fields, ensure_ascii=False)
    if len(fields_json) > LONGEST:
        return False
    case_id, purpose, form = of
    content = {"fields": fields_json, "kept_at": at}
    row = {"case_id": case_id, "purpose": purpose, "form": form, **content}
    statement = insert(connection.dialect.name, outside_drafts).values(row)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["case_id", "purpose", "form"], set_=content)
    )
    return True


def of_case(connection: Connection, case_id: int, purpose: Purpose) -> dict[str, Fields]:
    """The drafts of somebody in a case, by form."""
    own = outside_drafts.c.case_id == case_id, outside_drafts.c.purpose == purpose
    rows = connection.execute(select(outside_drafts.c.form, outside_drafts.c.fields).where(*own))
    return {row.form: tuple(map(tuple, json.loads(row.fields))) for row in rows}


def discard(connection: Connection, of: tuple[int, Purpose, str]) -> None:
    """Throws a draft away; nothing where there is none."""
    case_id, purpose, form = of
    connection.execute(
        delete(outside_drafts).where(
            outside_drafts.c.case_id == case_id,
            outside_drafts.c.purpose == purpose,
            outside_drafts.c.form == form,
        )
    )
