"""A person whom an office knows well: in a case, in mails, in files, and in words everywhere."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select

from notifications.mail import WrittenMail
from notifications.maildir import MaildirMailer
from persistence import files
from persistence.changes import Change, note
from persistence.database import reading, write_transaction
from persistence.integrity import Audit, audit
from persistence.mails import OutgoingMail
from persistence.proof_lines import ProofLine, give_out
from persistence.saving import enqueue
from persistence.tables import (
    drafts,
    idempotency_keys,
    import_rows,
    imports,
    meetings,
    saved_lists,
    staff,
    tokens,
)
from tests.workflows.cases.sharing import acting
from tests.workflows.office_fixtures import ANA, BORIS, Work
from workflows.cases.comments import comment
from workflows.people.erasing import ErasurePreview, erase_person, preview
from workflows.registers.keeping import OPERATOR, RegisterAct
from workflows.running.finishing_erasures import finish_erasures

HER: Mapping[str, Any] = {
    **ANA,
    "name": "Ana Petrović Savić",
    "name_in_other_script": "Ана Петровић Савић",
    "student_card": "4711/2023",
    "birth_place": "Ćuprija na Moravi",
}
ADDRESS = "ana@students.example"
SECRET = "she cannot walk far"
"""Words of a comment that name nobody."""
TRACES = (
    "Ana Petrović Savić", "Ана Петровић Савић", ADDRESS, "4711/2023", "Ćuprija na Moravi", SECRET,
    "petrovic savic",
)  # fmt: skip
"""What no byte of the office may hold after an erasure."""
CV = b"%PDF-1.4 Curriculum vitae of " + HER["name"].encode() + b", " + ADDRESS.encode()


def well_known(work: Work) -> int:
    """Her case, closed after its Decree became final; and all that was said of her elsewhere."""
    work.mailer = MaildirMailer(work.office.data / "mail")
    case_id, other = work.open(HER), work.open(BORIS)
    with write_transaction(work.engine) as connection:
        digest = files.enter(connection, work.office, CV, "application/pdf")
    work.record(case_id, "document", {"kind": "cv", "file": digest})
    work.bring("decree", case_id)
    work.record(case_id, "document", {"kind": "disability_certificate"})
    with acting(work, "mobility_coordinator", "mobility_coordinator") as colleague:
        comment(colleague, case_id, SECRET)
    with acting(work, "mobility_coordinator", "mobility_coordinator") as colleague:
        comment(colleague, other, f"Travels with {HER['name']}.")
    work.drain()
    work.clock.pass_by(days=10)
    work.do(case_id, "finalise", {}, "system")
    work.clock.pass_by(days=20)
    with write_transaction(work.engine) as connection:
        _named_elsewhere(connection, work, case_id, other)
    return case_id


def _named_elsewhere(connection: Connection, work: Work, case_id: int, other: int) -> None:
    now, name = work.clock(), HER["name"]
    someone = connection.execute(select(staff.c.id).order_by(staff.c.id)).scalars().first()
    change = Change(
        "mail", "1", "mail_redirected", "Vera", {"address": ADDRESS}, {"address": "x@y.example"}
    )
    note(connection, change, now)
    note(connection, Change("person", "vera", "renamed", "Vera", None, {"name": "Vera Kos"}), now)
    words = json.dumps(
        {"language": "en", "title": "Good morning", "glance": name}, ensure_ascii=False
    )
    briefing = OutgoingMail(
        "briefing/1", "briefing", "briefing", "head_of_ico", "Ivana", "ivana@bmu.example", "en",
        WrittenMail(f"Today: {name}", None, f"Good morning. {name} waits.", f"<p>{name}</p>"),
    )  # fmt: skip
    assert words
    enqueue(connection, [(None, None, [briefing], ())], now)
    fields = json.dumps({"reason": f"{name} asked"}, ensure_ascii=False)
    for of_case in (case_id, other):
        row = {"staff_id": someone, "case_id": of_case, "form": "withdraw", "version": 1}
        connection.execute(insert(drafts), {**row, "fields": fields, "kept_at": now})
    list_row = {"institution": "bmu", "login": "x", "shared": True, "saved_at": now}
    for title, query in (("Hers", "q=ana+petrovi%C4%87"), ("Graz", "host=University+of+Graz")):
        connection.execute(insert(saved_lists), {**list_row, "name": title, "query": query})
    import_row = {
        "id": 1, "key": "k", "login": "x", "kind": "cases", "place": "", "source": "list.xlsx",
        "digest": "0", "has_header": True, "left_out": [], "read_at": now, "judged_at": now,
    }  # fmt: skip
    connection.execute(insert(imports), import_row)
    for place, entry in enumerate((name, "Somebody Else"), start=1):
        row = {"import_id": 1, "place": place, "line": place, "entry": place, "status": "sound"}
        connection.execute(
            insert(import_rows), {**row, "texts": [entry], "notes": [], "ticked": True}
        )
    connection.execute(
        insert(tokens), {"id": 1, "staff_id": someone, "purpose": "api", "made_at": now}
    )
    answer_row = {"token_id": 1, "key": "a", "digest": "0", "status": 200, "at": now}
    connection.execute(insert(idempotency_keys), {**answer_row, "body": f'{{"name": "{name}"}}'})
    meeting = {
        "institution": "bmu", "day": now.date(), "minutes": f"We spoke of {name}.", "version": 1,
        "changed_at": now, "changed_by": "Ivana",
    }  # fmt: skip
    connection.execute(insert(meetings), meeting)


def act(work: Work, connection: Connection) -> RegisterAct:
    """An act of whoever works at the command line."""
    return RegisterAct(connection, work.office, "bmu", OPERATOR, work.clock())


def foreseen(work: Work, person_text: str = ADDRESS) -> ErasurePreview:
    with reading(work.engine) as connection:
        return preview(act(work, connection), person_text)


def erased(work: Work, person_text: str = ADDRESS, reason: str = "request of 12 May") -> int:
    with write_transaction(work.engine) as connection:
        return erase_person(act(work, connection), person_text, reason)


def finished(work: Work) -> bool:
    return finish_erasures(work.office, work.engine, work.clock())


def audited(work: Work, line: ProofLine | None = None) -> Audit:
    with reading(work.engine) as connection:
        return audit(connection, work.office.data, work.office.calendar, line)


def line_of_proof(work: Work) -> ProofLine:
    with write_transaction(work.engine) as connection:
        line = give_out(connection, work.clock())
    assert line is not None
    return line


def bytes_of(folder: Path) -> Iterator[tuple[Path, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path, path.read_bytes()


def traces(*folders: Path) -> list[tuple[str, str]]:
    """Which files hold which traces of her, in the encodings that files and mails use."""
    return [
        (path.name, trace)
        for folder in folders
        for path, content in bytes_of(folder)
        for trace in TRACES
        if any(form in content for form in _encoded(trace))
    ]


def _encoded(trace: str) -> tuple[bytes, ...]:
    quoted_printable = "".join(
        c if c.isascii() else "".join(f"={b:02X}" for b in c.encode()) for c in trace
    )
    return (
        trace.encode(),
        trace.encode("utf-16-le"),
        json.dumps(trace)[1:-1].encode(),
        quoted_printable.encode(),
    )
