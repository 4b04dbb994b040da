"""What an erasure leaves outside of the database goes: files, messages, freed pages.

The erasure itself is one transaction, and names what is left. It is finished right after it, and
where that was cut short, at the next start: everything here can be done twice.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine

from notifications.maildir import remove_message
from office.wiring import Office
from persistence import erasures, files
from persistence.database import reading, write_transaction
from persistence.erasures import FILE, Erasure
from persistence.scrubbing import StillRead, scrub


def finish_erasures(office: Office, engine: Engine, now: datetime) -> bool:
    """Finishes the erasures of which something is left; whether nothing is left now.

    Nothing is where others hold the database back: it is tried again at the next start, and each
    night.
    """
    with reading(engine) as connection:
        unfinished_erasures = erasures.unfinished(connection)
    if not unfinished_erasures:
        return True
    for erasure in unfinished_erasures:
        _remove(office, engine, erasure)
    try:
        scrub(engine)
    except StillRead:
        return False
    with write_transaction(engine) as connection:
        erasures.finish(connection, [erasure.id for erasure in unfinished_erasures], now)
    return True


def _remove(office: Office, engine: Engine, erasure: Erasure) -> None:
    for leftover in erasure.leftovers:
        kind, _, name = leftover.partition("/")
        if kind == FILE:
            # Under the lock: somebody may have brought the same file again since.
            with write_transaction(engine) as connection:
                files.remove_unregistered(connection, office.data, name)
        else:
            remove_message(office.data / "mail", name)
