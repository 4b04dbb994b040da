"""What waits is told in the morning; what was handed in goes with the person, files and all."""

from __future__ import annotations

from persistence import submissions
from persistence.database import reading, write_transaction
from persistence.integrity import audit
from persistence.outside_links import of_case
from tests.web.delivered import mails_to
from tests.web.office_at_work import OfficeAtWork, at
from tests.web.outside.conftest import PDF, Guest
from tests.web.outside.test_links import numbers
from workflows.people.erasing import erase_person
from workflows.people.exporting import export_person
from workflows.registers.keeping import OPERATOR, RegisterAct
from workflows.running.digests import write_digests
from workflows.running.finishing_erasures import finish_erasures


def test_what_nobody_has_looked_at_stands_in_the_mornings_briefing(
    office: OfficeAtWork, ana: Guest
) -> None:
    ana.prove()
    ana.hand_in("fact/document", {"kind": "cv"}, PDF)
    office.now = at("2026-03-12", 8)
    with write_transaction(office.app.engine) as connection:
        write_digests(connection, office.app.office, office.now)
    waits = f"{numbers(office)[0]} (Ana Petrović; since Wed 11 Mar 2026)"
    briefings = [mail for mail in mails_to(office, "dusan@bmu.example") if waits in mail]
    assert len(briefings) == 1 and "Handed in from outside and not looked at yet" in briefings[0]


def test_an_erasure_takes_what_was_handed_in_its_file_and_the_links(
    office: OfficeAtWork, ana: Guest
) -> None:
    number = numbers(office)[0]
    ana.prove()
    ana.hand_in("fact/document", {"kind": "motivation_letter"}, PDF + b" of hers alone")
    ana.hand_in("fact/extra_support", {"support": "disability", "what": "A ramp."})
    office.advance(number, "withdraw", {"reason": "changed plans"}, "2026-03-11")
    app = office.app
    with write_transaction(app.engine) as connection:
        act = RegisterAct(connection, app.office, "bmu", OPERATOR, office.now)
        export_person(act, "ana@students.example")
        erase_person(act, "ana@students.example", "her own request")
    assert finish_erasures(app.office, app.engine, office.now)
    with reading(app.engine) as connection:
        case_id = office.case_id(number)
        assert submissions.of_case(connection, case_id) == []
        assert of_case(connection, case_id) == []
        assert audit(connection, app.office.data, app.office.calendar).is_sound
    files = [path for path in (app.office.data / "files").rglob("*") if path.is_file()]
    assert not [path for path in files if b"of hers alone" in path.read_bytes()]


def test_who_asks_what_is_held_is_told_what_was_handed_in_and_no_secret(
    office: OfficeAtWork, ana: Guest
) -> None:
    ana.prove()
    ana.hand_in("fact/extra_support", {"support": "social", "what": "A room nearby."})
    with write_transaction(office.app.engine) as connection:
        act = RegisterAct(connection, office.app.office, "bmu", OPERATOR, office.now)
        export = export_person(act, "ana@students.example").json
    assert b"A room nearby." in export and b"ana@students.example" in export
    assert not [name for name in (b"code_hash", b"form_key", b"mail_key") if name in export]
