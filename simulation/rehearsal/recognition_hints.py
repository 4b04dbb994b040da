"""What was expected of the registers after a step: earlier decisions proposed, tables chosen."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from simulation.rehearsal.form import Expect
from simulation.rehearsal.player import Stage
from states.moments import civil_date
from workflows.cases.status import load_case
from workflows.registers.recognition_hints import hints_for


def register_shortfalls(
    connection: Connection, stage: Stage, expect: Expect, case_id: int
) -> Iterator[str]:
    """Each expectation of the registers that did not hold, in a sentence."""
    if expect.proposed is None and not expect.tables:
        return
    case, dossier = load_case(connection, case_id)
    hints = hints_for(stage.office, case, dossier, civil_date(stage.now))
    keys = {number: key for key, number in (stage.numbers or {}).items()}
    actual_hints = [
        (precedent.course, precedent.home.title, keys.get(precedent.case, precedent.case))
        for proposal in hints.proposals
        if proposal.holds
        for precedent in proposal.precedents
    ]
    expected_hints = [(entry.host, entry.home, entry.case) for entry in expect.proposed or ()]
    if expect.proposed is not None and expected_hints != actual_hints:
        yield f"proposed {expected_hints} expected, got {actual_hints}"
    receipt = "\n".join(line.en for line in hints.tables.why) if hints.tables else ""
    for part in expect.tables:
        if part not in receipt:
            yield f"the choice of tables does not say “{part}”: {receipt}"
