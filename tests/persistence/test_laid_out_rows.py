"""Rows that are sealed from the values that were written are sealed as they stand."""

from __future__ import annotations

from datetime import date
from typing import Any

from persistence.agreements import add_version, conclude, sign
from persistence.database import write_transaction
from persistence.entry_seals import other_rows
from persistence.facts import write
from persistence.received import Received
from persistence.sealed_parts import PARTS
from persistence.sealing import read_again
from persistence.tables import agreements
from states.payloads import read_payload
from tests.workflows.office_fixtures import AGREEMENT, Work

SIGNED = {"document": "learning_agreement", "party": "host", "on": "2026-02-16"}


def value(form: str, details: dict[str, Any]) -> Any:
    return read_payload(form, details)


def test_what_is_laid_out_is_hashed_as_if_it_were_read_again(any_work: Work) -> None:
    ana = any_work.open()
    any_work.record(ana, "document", {"kind": "cv", "language": "sr", "signed_by": ["Ana"]})
    dossier, now = any_work.dossier(ana), any_work.clock()
    with write_transaction(any_work.engine) as connection:
        add_version(connection, ana, 1, value("agreement", AGREEMENT), now)
        sign(connection, ana, 1, value("signature", SIGNED), now)
        again = Received(ana, "document", dossier.documents["cv"], dossier, now, date(2026, 2, 16))
        write(connection, "document", [again])
        rows = other_rows(connection, [ana])[ana]
        assert {part for part, _, _ in rows} >= {
            "agreements", "agreement_courses", "signatures", "documents",
        }  # fmt: skip
        for part, key, content in rows:
            assert read_again(connection, PARTS[part], [int(key)])[key] == content, part


def test_a_row_that_is_changed_after_it_was_laid_out_is_sealed_as_it_was_changed(
    any_work: Work,
) -> None:
    ana = any_work.open()
    with write_transaction(any_work.engine) as connection:
        add_version(connection, ana, 1, value("agreement", AGREEMENT), any_work.clock())
        conclude(connection, [(ana, 1, date(2026, 2, 16))])
        contents = {part: content for part, _, content in other_rows(connection, [ana])[ana]}
    assert b'"concluded_on":"2026-02-16"' in (contents[agreements.name] or b"")
