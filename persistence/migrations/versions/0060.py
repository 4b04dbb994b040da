"""An application that is written down puts a new stamp on its call's places, as an ended case does.

A published list that lacks it is carried out no more, so what is kept of the call must be read.
"""

from __future__ import annotations

from alembic import op

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None

NAME = "cases_applied_stamps"
STAMPED = "UPDATE calls SET places_stamp = {drawn} WHERE id = NEW.call_id"
APPLIED = "NEW.state = 'application' AND OLD.state <> NEW.state"


def upgrade() -> None:
    """Adds the trigger."""
    event = f"CREATE TRIGGER {NAME} AFTER UPDATE OF state ON cases"
    if op.get_bind().dialect.name == "postgresql":
        body = STAMPED.format(drawn="drawn_stamp()")
        op.execute(
            f"CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {body}; RETURN NULL; END $$"
        )
        op.execute(f"{event} FOR EACH ROW WHEN ({APPLIED}) EXECUTE FUNCTION {NAME}()")
    else:
        body = STAMPED.format(drawn="random()")
        op.execute(f"{event} WHEN {APPLIED} BEGIN {body}; END")


def downgrade() -> None:
    """Drops it."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP TRIGGER {NAME} ON cases")
        op.execute(f"DROP FUNCTION {NAME}()")
    else:
        op.execute(f"DROP TRIGGER {NAME}")
