"""A definition that cases run on can't be changed behind their back."""

from __future__ import annotations

import json
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from time import sleep

import pytest
from sqlalchemy import select, update

from office.wiring import Office
from persistence.connections import connect
from persistence.database import reading, write_transaction
from persistence.database_errors import DatabaseError
from persistence.definitions import kept, restate
from persistence.integrity import version_discrepancies
from persistence.tables import cases, history, superseded_definitions
from persistence.waiting import waiting_for_others
from states.calls import Call, Candidate
from states.corrections import corrected_digests
from states.decision import Actor
from states.loader import HERE
from states.strict_yaml import InvalidFile
from workflows.act import Act
from workflows.calls.new_call import open_call
from workflows.cases.corrected import correct_cases
from workflows.cases.new_case import open_case
from workflows.portions import Portion
from workflows.running.bootstrap import App
from workflows.running.definition_integrity import refuse_changed_definitions

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = datetime(2026, 3, 9, 9, tzinfo=UTC)
NAME = "bmu/outgoing-studies.2021-06-29.yaml"


@pytest.fixture
def own(app: App, tmp_path: Path) -> App:
    """An office whose definitions lie in a folder of its own, with one case of outgoing studies."""
    folder = tmp_path / "definitions"
    shutil.copytree(HERE, folder)
    office = Office(app.office.settings, app.office.data, folder)
    call = Call("Autumn", date(2026, 3, 1), date(2026, 3, 31), commission=("m.ilic",))
    with write_transaction(app.engine) as connection:
        act = Act(connection, office, Actor("mobility_coordinator"), NOW)
        call_id = open_call(act, "bmu", "outgoing-studies", call)
        person = Candidate("Ana Petrović", "ana@students.example")
        open_case(act, call_id, person)
    return App(office, app.engine)


def test_what_was_not_touched_is_not_refused(own: App) -> None:
    refuse_changed_definitions(own.office, own.engine, NOW)


def test_a_changed_file_is_refused_with_what_was_changed(own: App) -> None:
    path = own.office.folder / NAME
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("roles: [academic_coordinator]", "roles: [rector]", 1), "utf-8")
    with pytest.raises(InvalidFile) as refusal:
        refuse_changed_definitions(own.office, own.engine, NOW)
    message = str(refusal.value)
    assert NAME in message
    assert "-    roles: [academic_coordinator]" in message
    assert "+    roles: [rector]" in message
    assert "later date in force" in message


def test_a_definition_that_no_case_runs_on_may_change(own: App) -> None:
    path = own.office.folder / "bmu/outgoing-teaching.2021-06-29.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# a remark\n", "utf-8")
    refuse_changed_definitions(own.office, own.engine, NOW)


def test_a_file_that_is_gone_is_missed(own: App) -> None:
    (own.office.folder / NAME).unlink()
    with pytest.raises(InvalidFile, match="put it back"):
        refuse_changed_definitions(own.office, own.engine, NOW)


# A text whose reading of the law was corrected


def corrects(own: App, *digests: str) -> None:
    """The folder's file of corrections names these digests of outgoing studies."""
    lines = "".join(f"\n    - {digest}" for digest in digests)
    text = f"corrected:\n  {NAME.removesuffix('.yaml')}:{lines}\n"
    (own.office.folder / "corrections.yaml").write_text(text, "utf-8")


def later_by_a_day(own: App) -> tuple[App, str]:
    """The office with a definition changed on disk, and the digest that its case began on."""
    with reading(own.engine) as connection:
        before, _ = kept(connection)[NAME.removesuffix(".yaml")]
    path = own.office.folder / NAME
    text = path.read_text(encoding="utf-8").replace(
        "on: call_closes", "after: call_closes, days: 1"
    )
    path.write_text(text, "utf-8")
    return App(Office(own.office.settings, own.office.data, own.office.folder), own.engine), before


def test_a_corrected_text_takes_the_place_and_each_open_case_is_counted_anew(own: App) -> None:
    later, before = later_by_a_day(own)
    corrects(own, "0" * 64, before)
    refuse_changed_definitions(later.office, own.engine, NOW)
    with reading(own.engine) as connection:
        now, _ = kept(connection)[NAME.removesuffix(".yaml")]
        case = connection.execute(select(cases)).one()
        notice = connection.execute(select(history).order_by(history.c.seq.desc())).first()
        former = connection.execute(select(superseded_definitions)).one()
        assert list(version_discrepancies(connection)) == []
    assert (former.digest, former.key) == (before, NAME.removesuffix(".yaml"))
    assert (case.due, case.definition_digest, case.version) == (date(2026, 4, 1), now, 3)
    assert notice is not None
    assert (notice.kind, notice.name, notice.role) == ("notice", "corrected", "system")
    assert json.loads(notice.data) == {
        "from_digest": before, "to_digest": now, "due_before": "2026-03-31",
        "due_after": "2026-04-01",
    }  # fmt: skip


def test_a_correction_is_made_once(own: App) -> None:
    later, before = later_by_a_day(own)
    corrects(own, before)
    for _ in range(2):
        refuse_changed_definitions(later.office, own.engine, NOW)
    with reading(own.engine) as connection:
        assert connection.execute(select(cases.c.version)).scalar_one() == 3


def test_a_correction_that_was_stopped_goes_on_and_each_case_notes_it_once(own: App) -> None:
    with write_transaction(own.engine) as connection:
        act = Act(connection, own.office, Actor("mobility_coordinator"), NOW)
        for name in ("Boris Ilić", "Vera Simić"):
            open_case(act, 1, Candidate(name, f"{name[:5].lower()}@students.example"))
        connection.execute(update(cases).where(cases.c.id == 3).values(ended=True))
    later, before = later_by_a_day(own)
    corrects(own, before)
    office = later.office
    with write_transaction(own.engine) as connection:
        studies = office.definition(NAME.removesuffix(".yaml"))
        assert correct_cases(connection, Portion(NOW, most=1), office, studies) == [1], (
            "and is stopped"
        )
    refuse_changed_definitions(office, own.engine, LATER)
    with reading(own.engine) as connection:
        notices = connection.execute(select(history.c.case_id).where(history.c.name == "corrected"))
        assert sorted(notices.scalars()) == [1, 2], "each open case once"
        statement = select(cases.c.due, cases.c.definition_digest).order_by(cases.c.id)
        case_rows = connection.execute(statement).all()
        assert [row.due for row in case_rows] == [date(2026, 4, 1)] * 2 + [date(2026, 3, 31)]
        assert {row.definition_digest for row in case_rows} == {studies.digest}, "ended ones too"
        assert list(version_discrepancies(connection)) == []


def test_a_start_waits_for_who_holds_the_database_and_does_not_end(own: App) -> None:
    later, before = later_by_a_day(own)
    corrects(own, before)
    hasty = connect(own.engine.url.render_as_string(False), busy_seconds=0.01)
    with ThreadPoolExecutor(1) as threads:
        with write_transaction(own.engine) as holding:
            holding.execute(select(cases.c.id).with_for_update())
            correcting = partial(refuse_changed_definitions, later.office, hasty, NOW)
            with pytest.raises(DatabaseError, match="busy"):
                correcting()
            start = threads.submit(waiting_for_others, correcting)
            sleep(0.1)
            assert not start.done()
        start.result(timeout=30)
    with reading(own.engine) as connection:
        assert connection.execute(select(cases.c.due)).scalar_one() == date(2026, 4, 1)


def test_a_text_that_no_correction_names_is_refused(own: App) -> None:
    later, _ = later_by_a_day(own)
    corrects(own, "0" * 64)
    with pytest.raises(InvalidFile, match="later date in force"):
        refuse_changed_definitions(later.office, own.engine, NOW)


def test_the_texts_that_are_shipped_correct_no_text_of_today(office: Office) -> None:
    for key, digests in corrected_digests(HERE).items():
        text_of_today = office.definition(key) if "/" in key else office.rulebook(key)
        assert text_of_today.digest not in digests, key


# A text of a time in which definitions did not state their kind


def as_it_was(text: str) -> str:
    """The definition as it was once written: no kind, and at each guard who signs what."""
    parties = "[student, academic_coordinator, [rector, dean], host]"
    parameters = f"{{document: learning_agreement, parties: {parties}}}"
    former = re.sub(r"(?ms)^kind:\n.*?(?=^\S)", "", text)
    guard = r"\{guard: agreement_is_signed, rule: (\S+)\}"
    return re.sub(guard, rf"{{guard: agreement_is_signed, rule: \1, with: {parameters}}}", former)


def kept_before(own: App, text: str) -> None:
    """What the database keeps of outgoing studies, as if its cases had begun on this text."""
    digest = sha256(text.encode()).hexdigest()
    with write_transaction(own.engine) as connection:
        restate(connection, NAME.removesuffix(".yaml"), digest, text)


def test_a_file_that_now_states_its_kind_is_the_same_law_in_new_words(own: App) -> None:
    text = (own.office.folder / NAME).read_text(encoding="utf-8")
    kept_before(own, as_it_was(text))
    refuse_changed_definitions(own.office, own.engine, NOW)
    with reading(own.engine) as connection:
        assert kept(connection)[NAME.removesuffix(".yaml")][1] == text
        assert list(version_discrepancies(connection)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("roles: [academic_coordinator]", "roles: [rector]"),
        ("student, academic_coordinator, [rector, dean], host]}", "student, host]}"),
    ],
)
def test_a_kind_is_no_way_to_change_the_law(own: App, old: str, new: str) -> None:
    former = as_it_was((own.office.folder / NAME).read_text(encoding="utf-8"))
    assert old in former
    kept_before(own, former.replace(old, new, 1))
    with pytest.raises(InvalidFile, match="may not change"):
        refuse_changed_definitions(own.office, own.engine, NOW)
