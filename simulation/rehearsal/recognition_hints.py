"""What was expected of the registers after a step: earlier decisions proposed, tables chosen."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from simulation.rehearsal.form import Expect
from simulation.rehearsal.player import Stage
from states.moments import civil_date
from workflows.cases.status import load_case
from workflows.registers.recognition_hints import hints_for


def hint_shortfalls(
    connection: Connection, made: Stage, expect: Expect, case_id: int
) -> Iterator[str]:
    """Each expectation of the registers that did not hold, in a sentence."""
    if expect.proposed is None and not expect.tables:
        return
    case, dossier = load_case(connection, case_id)
    hints = hints_for(made.office, case, dossier, civil_date(made.now))
    keys = {number: key for key, number in (made.numbers or {}).items()}
    got = [
        (one.course, one.home.title, keys.get(one.case, one.case))
        for proposal in hints.proposals
        if proposal.holds
        for one in proposal.precedents
    ]
    wanted = [(one.host, one.home, one.case) for one in expect.proposed or ()]
    if expect.proposed is not None and wanted != got:
        yield f"proposed {wanted} expected, got {got}"
    told = "\n".join(line.en for line in hints.tables.why) if hints.tables else ""
    for part in expect.tables:
        if part not in told:
            yield f"the choice of tables does not say “{part}”: {told}"
