"""A regulation that cases run on can't be changed behind their back, and its texts are kept."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from office.wiring import Office
from persistence.database import reading, write_transaction
from persistence.regulations import kept_texts
from persistence.tables import cases, history, regulations
from states.calls import Call, Candidate
from states.decision import Actor
from states.loader import HERE
from states.strict_yaml import InvalidFile
from workflows.act import Act
from workflows.calls.new_call import open_call
from workflows.cases.corrected import correct_under_regulation
from workflows.cases.new_case import open_case
from workflows.portions import Portion
from workflows.running.bootstrap import App
from workflows.running.regulation_integrity import refuse_changed_regulations

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = datetime(2026, 3, 9, 9, tzinfo=UTC)
KEY = "bmu.2021-06-29"
EIGHT = (
    "{from: 2021-06-29, value: 8, unit: days, source: {en: art. 15 para. 4, sr: чл. 15. ст. 4.}}"
)


@pytest.fixture
def own(app: App, tmp_path: Path) -> App:
    """An office with law in folders of its own, and one case of outgoing studies."""
    definitions, rulebooks = tmp_path / "definitions", tmp_path / "regulations"
    shutil.copytree(HERE, definitions)
    shutil.copytree(app.office.rulebooks, rulebooks)
    office = Office(app.office.settings, app.office.data, definitions, rulebooks)
    call = Call("Autumn", date(2026, 3, 1), date(2026, 3, 31), commission=("m.ilic",))
    with write_transaction(app.engine) as connection:
        act = Act(connection, office, Actor("mobility_coordinator"), NOW)
        call_id = open_call(act, "bmu", "outgoing-studies", call)
        open_case(act, call_id, Candidate("Ana Petrović", "ana@students.example"))
    return App(office, app.engine)


def changed(own: App, was: str, becomes: str, name: str = "bmu.yaml") -> App:
    """The office as it starts anew after an edit of its regulation's file."""
    path = own.office.rulebooks / "bmu.yaml"
    text = path.read_text(encoding="utf-8")
    assert was in text
    (own.office.rulebooks / name).write_text(text.replace(was, becomes, 1), "utf-8")
    office = own.office
    return App(Office(office.settings, office.data, office.folder, office.rulebooks), own.engine)


def texts(own: App) -> list[tuple[str, str]]:
    """The key and the digest of each text that the office keeps."""
    with reading(own.engine) as connection:
        return [(text.key, text.digest) for text in kept_texts(connection)]


def test_the_text_is_kept_with_the_first_case_and_once(own: App) -> None:
    with write_transaction(own.engine) as connection:
        act = Act(connection, own.office, Actor("mobility_coordinator"), LATER)
        open_case(act, 1, Candidate("Marko Ilić", "marko@students.example"))
    assert texts(own) == [(KEY, own.office.rulebook(KEY).digest)]
    refuse_changed_regulations(own.office, own.engine, LATER)


def six_days(own: App, name: str = "bmu.yaml") -> App:
    """The office after somebody gave the decision on an appeal six days in place of eight."""
    return changed(own, EIGHT, EIGHT.replace("8", "6"), name)


def corrects(own: App, digest: str) -> None:
    """The folder's file of corrections names a former text of the regulation."""
    text = f"corrected:\n  {KEY}:\n    - {digest}\n"
    (own.office.folder / "corrections.yaml").write_text(text, "utf-8")


def test_a_changed_file_is_refused_with_what_was_changed(own: App) -> None:
    after = six_days(own)
    with pytest.raises(InvalidFile) as refusal:
        refuse_changed_regulations(after.office, own.engine, LATER)
    sentence = str(refusal.value)
    assert "bmu.yaml" in sentence
    assert "-        - {from: 2021-06-29, value: 8" in sentence
    assert "+        - {from: 2021-06-29, value: 6" in sentence
    assert "bmu.YYYY-MM-DD.yaml" in sentence


def test_a_file_that_is_gone_is_missed(own: App) -> None:
    (own.office.rulebooks / "bmu.yaml").unlink()
    with pytest.raises(InvalidFile, match="put it back"):
        refuse_changed_regulations(own.office, own.engine, LATER)


def test_a_regulation_that_no_case_runs_on_may_change(own: App) -> None:
    path = own.office.rulebooks / "bee.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# a remark\n", "utf-8")
    refuse_changed_regulations(own.office, own.engine, LATER)
    assert [key for key, _ in texts(own)] == [KEY]


def test_what_an_older_program_did_not_keep_is_kept_at_the_start(own: App) -> None:
    with write_transaction(own.engine) as connection:
        connection.execute(delete(regulations))
    for _ in range(2):
        refuse_changed_regulations(own.office, own.engine, LATER)
    assert texts(own) == [(KEY, own.office.rulebook(KEY).digest)]


def test_a_corrected_text_stands_beside_the_former_and_cases_are_counted_anew(own: App) -> None:
    former = own.office.rulebook(KEY).digest
    after = six_days(own)
    corrects(own, former)
    for _ in range(2):
        refuse_changed_regulations(after.office, own.engine, LATER)
    new_digest = after.office.rulebook(KEY).digest
    assert texts(own) == [(KEY, former), (KEY, new_digest)]
    with reading(own.engine) as connection:
        notice = connection.execute(select(history).order_by(history.c.seq.desc())).first()
        assert connection.execute(select(cases.c.version)).scalar_one() == 3
    assert notice is not None
    assert (notice.kind, notice.name) == ("notice", "corrected")
    assert json.loads(notice.data)["to_digest"] == new_digest


def test_a_correction_that_was_stopped_goes_on_and_each_case_notes_it_once(own: App) -> None:
    with write_transaction(own.engine) as connection:
        act = Act(connection, own.office, Actor("mobility_coordinator"), LATER)
        open_case(act, 1, Candidate("Marko Ilić", "marko@students.example"))
    former = own.office.rulebook(KEY).digest
    after = six_days(own)
    corrects(own, former)
    with write_transaction(own.engine) as connection:
        (kept_text,) = kept_texts(connection)
        portion = Portion(LATER, most=1)
        assert correct_under_regulation(connection, portion, after.office, kept_text) == [1], (
            "stopped"
        )
    assert len(texts(own)) == 1, "the next start finds it changed, and goes on"
    refuse_changed_regulations(after.office, own.engine, LATER)
    with reading(own.engine) as connection:
        notices = connection.execute(select(history.c.case_id).where(history.c.name == "corrected"))
        assert sorted(notices.scalars()) == [1, 2]
    assert texts(own) == [(KEY, former), (KEY, after.office.rulebook(KEY).digest)]


def test_an_amended_rulebook_serves_the_definitions_of_its_own_days(own: App) -> None:
    path = own.office.rulebooks / "bmu.yaml"
    text = path.read_text(encoding="utf-8").replace("in_force: 2021-06-29", "in_force: 2027-10-01")
    text = text.replace(EIGHT, EIGHT.replace("8", "6"))
    (own.office.rulebooks / "bmu.2027-10-01.yaml").write_text(text, "utf-8")
    studies = own.office.folder / "bmu" / "outgoing-studies.2021-06-29.yaml"
    amended_text = studies.read_text(encoding="utf-8").replace(
        "in_force: 2021-06-29", "in_force: 2027-10-01"
    )
    studies.with_name("outgoing-studies.2027-10-01.yaml").write_text(amended_text, "utf-8")
    office = Office(own.office.settings, own.office.data, own.office.folder, own.office.rulebooks)
    refuse_changed_regulations(office, own.engine, LATER)
    days = {
        day: office.definition(f"bmu/outgoing-studies.{day}").numbers("BMU-15c", date(2028, 1, 1))[
            "decision_days"
        ]
        for day in ("2021-06-29", "2027-10-01")
    }
    assert days == {"2021-06-29": 8, "2027-10-01": 6}
    assert office.regulation_on("bmu", date(2027, 9, 30)).key == KEY
    assert office.regulation_on("bmu", date(2027, 10, 1)).key == "bmu.2027-10-01"
