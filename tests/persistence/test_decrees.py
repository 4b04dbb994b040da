"""The Decrees of a case in the database: each with its delivery, its author, its certification."""

from __future__ import annotations

from datetime import date

from alembic import command

from persistence import facts
from persistence.database import reading, write_transaction
from persistence.fact_readers import READERS
from persistence.fact_rows import rows_of
from persistence.migrating import bring_up_to_date
from persistence.received import Received
from persistence.tables import deliveries
from states.applying import apply_fact
from states.certifications import Certification
from tests.persistence.test_migrations import scripts_for
from tests.workflows.office_fixtures import Work

BEFORE = "0022"
"""The schema in which a delivery stood beside the case."""


def corrected(work: Work) -> int:
    """A case whose first Decree, of 4 March, an appeal set aside; the second is of 12 March."""
    ana = work.open()
    work.bring("documents_submitted", ana)
    work.record(ana, "recognition", {"decisions": DECISIONS}, "academic_coordinator")
    work.clock.pass_by(days=3)
    work.do(ana, "issue_decree", {}, "academic_coordinator", person="Ana Kostić")
    work.do(ana, "lodge_appeal", {"grounds": "Databases"}, "candidate")
    work.clock.pass_by(days=8)
    work.do(ana, "uphold_appeal", {"reason": "Misread"}, "rector", person="Mirjana Ilić")
    work.do(ana, "issue_decree", {}, "academic_coordinator", person="Jovan Marić")
    return ana


DECISIONS = [{"host": f"Course {n}", "supplement": True} for n in (1, 2)]


def deliver(work: Work, case_id: int, day: str) -> list[date | None]:
    """Records a delivery, and tells that of each Decree, the oldest first."""
    work.record(case_id, "delivery", {"document": "decree", "on": day})
    dossier = work.dossier(case_id)
    assert dossier.decree is not None
    return [decree.delivered_on for decree in (*dossier.earlier_decrees, dossier.decree)]


def test_a_delivery_stands_with_the_decree_of_its_day(any_work: Work) -> None:
    ana = corrected(any_work)
    any_work.clock.pass_by(days=3)
    assert deliver(any_work, ana, "2027-03-05") == [date(2027, 3, 5), None]
    assert deliver(any_work, ana, "2027-03-14") == [date(2027, 3, 5), date(2027, 3, 14)]
    assert deliver(any_work, ana, "2027-03-13") == [date(2027, 3, 5), date(2027, 3, 13)]


def test_who_issued_each_decree_is_kept(any_work: Work) -> None:
    dossier = any_work.dossier(corrected(any_work))
    assert dossier.decree is not None
    (first,) = dossier.earlier_decrees
    authors = [(decree.issued_by, decree.issued_as) for decree in (first, dossier.decree)]
    role = "academic_coordinator"
    assert authors == [("Ana Kostić", role), ("Jovan Marić", role)]


def test_a_database_of_before_learns_whose_each_decree_is_and_which_was_delivered(
    any_work: Work,
) -> None:
    ana = corrected(any_work)
    any_work.clock.pass_by(days=3)
    before = any_work.dossier(ana)
    with write_transaction(any_work.engine) as connection:
        command.downgrade(scripts_for(connection), BEFORE)
        row = {"case_id": ana, "document": "decree", "on": date(2027, 3, 13)}
        connection.execute(deliveries.insert(), [row])
    bring_up_to_date(any_work.engine)
    dossier = any_work.dossier(ana)
    assert before.decree is not None
    assert dossier.decree is not None
    assert dossier.earlier_decrees == before.earlier_decrees
    assert dossier.decree.delivered_on == date(2027, 3, 13)
    assert dossier.decree.issued_by == "Jovan Marić"
    assert any_work.rows(deliveries) == []


def test_a_certification_is_loaded_as_it_was_received(any_work: Work) -> None:
    ana, on = any_work.open(), date(2027, 3, 15)
    dossier = apply_fact(any_work.dossier(ana), "certification", Certification(on), on)
    fact = Received(ana, "certification", Certification(on), dossier, any_work.clock(), on)
    with write_transaction(any_work.engine) as connection:
        facts.write(connection, "certification", [fact])
    reader = READERS["certification"]
    with reading(any_work.engine) as connection:
        parts = reader.parts(rows_of(connection, reader.tables, [ana]))
    assert parts == {ana: {"certified_on": on}}
