"""A person is erased: nothing of them can be read or guessed, and what was proved still holds."""

from __future__ import annotations

import subprocess
from email.message import EmailMessage
from pathlib import Path
from threading import Timer

import pytest
from sqlalchemy import Connection, Engine, create_engine, event, select, text

from notifications.mailer import CapturingMailer
from persistence import files
from persistence.changes import Change, note
from persistence.connections import connect
from persistence.database import reading, write_transaction
from persistence.digests import digest
from persistence.guards import put_up
from persistence.sealing import ERASURE, RECHAINED, SealedRow, add_seal
from persistence.tables import (
    act_register,
    changes,
    decrees,
    documents,
    erasures,
    handling_log,
    history,
    import_rows,
    mails,
    outbox,
    persons,
    precedents,
    same_persons,
    saved_lists,
    sealed_rows,
)
from persistence.touched import forget
from states.decision import Actor
from states.validation_error import ValidationError
from tests.persistence.other_tools import as_before_seals, rechained, without_guards
from tests.workflows.cases.sharing import acting, add_coordinator
from tests.workflows.office_fixtures import (
    BORIS,
    ON_POSTGRES,
    Work,
    any_work,
    database,
    postgres_database,
    postgres_server,
    work,
    work_with_files,
)
from tests.workflows.people.erasing_fixtures import (
    ADDRESS,
    CV,
    HER,
    SECRET,
    TRACES,
    act,
    audited,
    erased,
    finished,
    foreseen,
    line_of_proof,
    traces,
    well_known,
)
from workflows.cases.comments import comment
from workflows.people.erasing import erase_person, named_elsewhere
from workflows.people.same_persons import same_person
from workflows.running.retaining import keep_periods

__all__ = ["any_work", "database", "work", "work_with_files"]


def database_files(work: Work) -> list[Path]:
    """The folders in which the bytes of the database lie; the log of PostgreSQL apart."""
    if work.engine.dialect.name == "sqlite":
        return [work.office.data]
    with reading(work.engine) as connection:
        oid = connection.execute(
            text("SELECT oid FROM pg_database WHERE datname = current_database()")
        ).scalar_one()
    work.engine.dispose()
    with postgres_server_connection() as connection:
        connection.execute(text("CHECKPOINT"))
    folder = Path(str(postgres_server().pgdata))
    return [work.office.data, folder / "base" / str(oid)]


def postgres_server_connection() -> Connection:
    return connect(postgres_server().get_uri()).connect()


def forgetting_nothing(engine: Engine) -> None:
    """Some builds of SQLite write over what they free; here none does so by itself."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA secure_delete=OFF"))
        engine.dispose()


def test_nothing_of_the_person_is_left_and_everything_else_holds(work_with_files: Work) -> None:
    forgetting_nothing(work_with_files.engine)
    case_id = well_known(work_with_files)
    line = line_of_proof(work_with_files)
    assert {trace for _, trace in traces(*database_files(work_with_files))} >= set(TRACES[:4])
    before = work_with_files.history(case_id)
    digests, salts = guesses(work_with_files, case_id), salts_of(work_with_files, case_id)
    assert erased(work_with_files) == 1
    assert audited(work_with_files, line).discrepancies == ()
    assert finished(work_with_files)
    work_with_files.drain()
    assert audited(work_with_files, line).discrepancies == ()

    assert traces(*database_files(work_with_files)) == []
    assert not files.path_of(
        work_with_files.office.data, files.hashlib.sha256(CV).hexdigest()
    ).exists()
    # What stays says what was done when by whom, and no more.
    after = work_with_files.history(case_id)
    assert [entry.hash for entry in after[: len(before)]] == [entry.hash for entry in before]
    assert {entry.data for entry in after[:-1]} == {'{"erased": true}'}
    assert {entry.salt for entry in after[:-1]} == {None}
    assert (after[-1].name, after[-1].kind) == ("erased", "notice")
    assert can_be_guessed(work_with_files, digests) == []
    assert salts & {row.salt for row in work_with_files.rows(sealed_rows)} == set()
    assert [row.number for row in work_with_files.rows(decrees)] == ["BMU-2027/1"]
    assert {row.case_id for row in work_with_files.rows(act_register)} >= {case_id}
    assert len(work_with_files.rows(precedents, case_id=case_id)) == 2
    assert work_with_files.rows(documents, case_id=case_id) == []
    assert {row.status for row in work_with_files.rows(outbox, case_id=case_id)} == {"done"}
    assert {
        (row.to_address, row.text, row.words)
        for row in work_with_files.rows(mails, case_id=case_id)
    } == {("", "", None)}
    # Others lose her name only.
    (briefing,) = work_with_files.rows(mails, case_id=None)
    assert (briefing.subject, briefing.to_name) == ("Today: […]", "Ivana")
    assert [row.texts for row in work_with_files.rows(import_rows)] == [("Somebody Else",)]
    assert [row.name for row in work_with_files.rows(saved_lists)] == ["Graz"]
    of_boris = [row.data for row in work_with_files.rows(handling_log) if row.case_id != case_id]
    assert "Travels with […]." in of_boris[0]
    assert "Boris Savić" in {row.name for row in work_with_files.rows(persons)}
    list_without_her(work_with_files)
    with pytest.raises(ValidationError, match="nobody is known by"):
        erased(work_with_files)


def guesses(work: Work, case_id: int) -> list[tuple[object, str]]:
    """Every word that was said in the case with the digest that is kept of it."""
    history_data = [(row.data, row.sealed[18:50]) for row in work.history(case_id)]
    notes = [(row.data, row.sealed) for row in work.rows(handling_log, case_id=case_id)]
    return [*history_data, *notes]


def salts_of(work: Work, case_id: int) -> set[str]:
    """The salts of every row of the case that was sealed, and of her own; timers hold days only."""
    own_keys = {("persons", str(row.id)) for row in work.rows(persons, email=ADDRESS)}
    return {
        row.salt
        for row in work.rows(sealed_rows)
        if row.salt
        and row.part != "timers"
        and (row.case_id == case_id or (row.part, row.key) in own_keys)
    }


def can_be_guessed(work: Work, digests: list[tuple[object, str]]) -> list[object]:
    """Of known words those whose kept digest some salt that is left gives, or no salt at all."""
    salts = {row.salt for table in (sealed_rows, history, handling_log) for row in work.rows(table)}
    salts = {salt for salt in salts if salt} | {""}
    return [
        words
        for words, kept_digest in digests
        if any(digest(words, salt) == kept_digest for salt in salts)
    ]


def list_without_her(work: Work) -> None:
    """The ranking list was made anew, with the number of the case in her name's place."""
    (new_list,) = work.rows(documents, kind="ranking_list")
    with reading(work.engine) as connection:
        pdf = files.read(connection, work.office.data, new_list.file)
    command = ["pdftotext", "-", "-"]
    words = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    assert "BMU-2026-0001" in words
    assert "Petrović" not in words
    assert "Петровић" not in words


SAID_OF = (
    "Разговарала са Аном Петровић Савић о смештају.",
    "Poziv za Petrović Savić Anu.",
    "ANI PETROVIĆ SAVIĆ poslato.",
    "Anja Petrović Savić i Ane Savić su druge.",
)


def test_a_name_in_another_case_of_grammar_is_shown_before_and_goes_too(any_work: Work) -> None:
    case_id, other = any_work.open(HER), any_work.open(BORIS)
    for words in SAID_OF:
        with acting(any_work, "mobility_coordinator", "mobility_coordinator") as colleague:
            comment(colleague, other, words)
    with acting(any_work, "mobility_coordinator", "mobility_coordinator") as colleague:
        comment(colleague, case_id, "Зове се Ане Петровић Савић.")
    any_work.do(case_id, "withdraw", {"reason": "ill"}, "candidate")
    any_work.clock.pass_by(days=20)
    with reading(any_work.engine) as connection:
        mentions = named_elsewhere(act(any_work, connection), foreseen(any_work))
    assert {place.number for place in mentions} == {any_work.number(other)}
    assert len(mentions) == 3
    assert any(
        "Разговарала са Аном Петровић Савић о смештају" in mention.words for mention in mentions
    )
    erased(any_work)
    comments = [row.data for row in any_work.rows(handling_log, case_id=other)]
    assert ["[…]" in words for words in comments] == [True, True, True, False]
    assert "Anja Petrović Savić i Ane Savić su druge." in comments[3]
    assert audited(any_work).is_sound


def test_who_is_called_as_a_form_of_the_name_keeps_their_own(work: Work) -> None:
    """„Јована Петровића“ is his genitive; were it somebody's name, it would be theirs."""
    his_case = work.open({**BORIS, "name": "Јован Петровић", "email": "jovan@students.example"})
    other = work.open({**BORIS, "name": "Јована Петровића", "email": "jovana@students.example"})
    with acting(work, "mobility_coordinator", "mobility_coordinator") as colleague:
        comment(colleague, other, "Јована Петровића долази с Јованом Петровићем.")
    work.do(his_case, "withdraw", {"reason": "ill"}, "candidate")
    work.clock.pass_by(days=20)
    erased(work, "jovan@students.example")
    (words,) = [row.data for row in work.rows(handling_log, case_id=other)]
    assert "Јована Петровића долази с […]." in words


def test_what_stands_in_the_way_is_told_and_nothing_goes(work: Work) -> None:
    case_id = work.open(HER)
    work.bring("decree", case_id)
    (open_case,) = foreseen(work).obstacles
    assert open_case.en == "BMU-2026-0001 is still open"
    with pytest.raises(ValidationError, match="still open"):
        erased(work)
    assert work.rows(erasures) == []
    assert work.history(case_id)[0].salt is not None


def test_a_list_that_can_be_contested_keeps_whoever_is_on_it(work: Work) -> None:
    case_id = work.open(HER)
    work.bring("ranking", case_id)
    work.do(case_id, "withdraw", {"reason": "ill"}, "candidate")
    (window,) = foreseen(work).obstacles
    assert window.en == "BMU-2026-0001: the list can be contested until Fri 27 Mar 2026"
    work.clock.pass_by(days=20)
    assert foreseen(work).obstacles == ()


def test_what_is_just_leaving_is_waited_for_and_what_waits_never_leaves(work: Work) -> None:
    case_id = work.open(HER)
    work.bring("application", case_id)
    work.do(case_id, "withdraw", {"reason": "ill"}, "candidate")
    (foreseen_case,) = foreseen(work).cases
    assert (foreseen_case.contents.mails, foreseen_case.contents.unsent) == (3, 3)
    jobs = work.jobs()
    (moving,) = foreseen(work).obstacles
    assert "is just being sent" in moving.en
    for job in jobs[1:]:
        work.performer.perform(job)
    with write_transaction(work.engine) as connection:
        connection.execute(
            outbox.update()
            .where(outbox.c.id == jobs[0].id)
            .values(status="waiting", claimed_by=None)
        )
    erased(work)
    sent_count = len(captured(work))
    work.drain()
    assert len(captured(work)) == sent_count == 2
    (unsent_action,) = [row for row in work.rows(outbox) if row.last_error]
    assert (unsent_action.status, unsent_action.last_error) == ("done", "erased before it left")
    assert audited(work).is_sound


def captured(work: Work) -> list[EmailMessage]:
    assert isinstance(work.mailer, CapturingMailer)
    return work.mailer.messages


def test_a_person_under_two_addresses_goes_whole(any_work: Work) -> None:
    first, other = any_work.open(HER), any_work.open({**HER, "email": "a.savic@home.example"})
    with write_transaction(any_work.engine) as connection:
        same_person(any_work.act(connection, Actor("head_of_ico")), first, other, "Ana told us")
    for case_id in (first, other):
        any_work.do(case_id, "withdraw", {"reason": "ill"}, "candidate")
    line = line_of_proof(any_work)
    preview = foreseen(any_work, "BMU-2026-0002")
    assert [case.case.number for case in preview.cases] == ["BMU-2026-0001", "BMU-2026-0002"]
    erased(any_work, "a.savic@home.example")
    assert audited(any_work, line).is_sound
    assert [row.name for row in any_work.rows(persons)] == ["[…]", "[…]"]
    assert any_work.rows(same_persons) == []


def test_a_name_of_another_one_is_not_taken_out_of_texts(work: Work) -> None:
    """Neither is that of somebody who works here: what they did as staff stays theirs."""
    case_id = work.open({**HER, "name": "Vera Kos", "name_in_other_script": None})
    add_coordinator(work, "vera", "Vera Kos Marić")
    with write_transaction(work.engine) as connection:
        note(connection, Change("person", "vera", "renamed", "Vera Kos Marić"), work.clock())
        note(
            connection,
            Change("meeting", "1", "minutes", "x", None, {"m": "Vera Kos came"}),
            work.clock(),
        )
    work.do(case_id, "withdraw", {"reason": "ill"}, "candidate", person="Vera Kos")
    assert foreseen(work).shared == ("Vera Kos",)
    erased(work)
    (renaming, minutes) = work.rows(changes)
    assert (renaming.person, minutes.after) == ("Vera Kos Marić", {"m": "Vera Kos came"})
    # As who wrote in the own case the name goes, and that history is chained anew.
    assert {entry.person for entry in work.history(case_id)} == {"", "system"}
    assert audited(work).is_sound


def test_the_reason_stays_so_it_names_nobody(work: Work) -> None:
    case_id = work.open(HER)
    work.do(case_id, "withdraw", {"reason": "ill"}, "candidate")
    with pytest.raises(ValidationError, match="must be given"):
        erased(work, reason=" ")
    with pytest.raises(ValidationError, match="must not name"):
        erased(work, reason=f"{ADDRESS} asked for it")


def test_what_a_crash_left_goes_at_the_next_start(any_work: Work) -> None:
    """The erasure stands whole or not at all; only bytes that no page shows are left."""
    well_known(any_work)
    with pytest.raises(Cut), write_transaction(any_work.engine) as connection:
        erase_person(act(any_work, connection), ADDRESS, "request of 12 May")
        raise Cut
    assert foreseen(any_work).name == HER["name"]
    assert audited(any_work).is_sound
    erased(any_work)
    (erasure,) = any_work.rows(erasures)
    assert erasure.finished_at is None
    assert any(name.startswith("file/") for name in erasure.leftovers)
    assert audited(any_work).is_sound
    keep_periods(any_work.app, "worker", any_work.clock())
    (finished_one,) = any_work.rows(erasures)
    assert (finished_one.finished_at, finished_one.leftovers) == (any_work.clock(), ())
    any_work.drain()
    assert traces(*database_files(any_work)) == []


@pytest.mark.parametrize("database", [ON_POSTGRES], indirect=True)
def test_whoever_sees_the_database_as_it_was_holds_erased_rows_back_until_it_is_done(
    any_work: Work,
) -> None:
    """It need not have read a table of the office: PostgreSQL keeps all rows that it might."""
    well_known(any_work)
    with any_work.engine.connect().execution_options(isolation_level="REPEATABLE READ") as reader:
        reader.execute(text("SELECT 1"))
        erased(any_work)
        any_work.drain()
        assert not finished(any_work)
    assert finished(any_work)
    assert traces(*database_files(any_work)) == []


@pytest.mark.parametrize("database", [ON_POSTGRES], indirect=True)
def test_what_another_office_of_the_same_server_is_writing_is_waited_for(any_work: Work) -> None:
    well_known(any_work)
    with postgres_database(is_migrated=False) as url:
        elsewhere = create_engine(url)
        writer = elsewhere.connect()
        writer.execute(text("SELECT pg_current_xact_id()"))
        erased(any_work)
        any_work.drain()
        ends = Timer(1, writer.commit)
        ends.start()
        assert finished(any_work)
        ends.join()
        writer.close()
        elsewhere.dispose()
    assert traces(*database_files(any_work)) == []


class Cut(Exception):
    """The process ends."""


def test_a_reader_holds_freed_pages_back_until_it_is_done(work: Work) -> None:
    well_known(work)
    with reading(work.engine) as connection:
        connection.execute(select(persons.c.name)).all()
        erased(work)
        work.drain()
        assert not finished(work)
    assert finished(work)
    assert traces(work.office.data) == []


def test_an_office_from_before_the_seals_is_chained_anew_where_it_must_be(any_work: Work) -> None:
    """Entries without digests of their own: their hash would let what was erased be guessed."""
    case_id, other = any_work.open(HER), any_work.open(BORIS)
    any_work.do(case_id, "withdraw", {"reason": SECRET}, "candidate")
    with any_work.engine.connect() as connection, connection.begin():
        as_before_seals(connection)
    assert audited(any_work).discrepancies == ()
    line = line_of_proof(any_work)
    before, other_history = any_work.history(case_id), any_work.history(other)
    erased(any_work)
    assert audited(any_work, line).discrepancies == ()
    after = any_work.history(case_id)
    assert not {entry.hash for entry in before} & {entry.hash for entry in after}
    assert [row.hash for row in any_work.history(other)] == [row.hash for row in other_history]
    any_work.drain()
    assert audited(any_work, line_of_proof(any_work)).discrepancies == ()


def test_a_history_that_nobody_erased_is_not_chained_anew_unnoticed(work: Work) -> None:
    case_id = work.open(HER)
    line_of_proof(work)
    with work.engine.connect() as connection, connection.begin():
        without_guards(connection)
        connection.execute(history.update().values(person="Somebody else"))
        tip = rechained(connection, case_id)
        end = SealedRow(RECHAINED, str(case_id), case_id, 1, tip, None)
        add_seal(connection, ERASURE, [end], work.clock())
        put_up(connection)
        forget(connection)
    assert any("is not the one that stood" in wrong for wrong in audited(work).discrepancies)
