"""The pictures and pages of the processes say what the definitions say, and are not stale."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from office.process_diagrams import dot_of, svg_of
from office.process_pages import pages_of, write_all
from office.wiring import Office, open_office
from states.definition import ProcessDefinition
from states.text import Text

DOCS = Path(__file__).parents[2] / "docs" / "processes"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return open_office(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def studies(office: Office) -> ProcessDefinition:
    return office.definition("bmu/outgoing-studies.2021-06-29")


def words_of(svg: str) -> str:
    """All texts of a picture, one a line, with ordinary spaces."""
    texts = (node.text or "" for node in ElementTree.fromstring(svg.encode()).iter())
    return "\n".join(" ".join(text.split()) for text in texts)


def test_the_pages_of_the_processes_are_those_of_the_definitions(
    office: Office,
) -> None:
    pages = {path.name: path.read_text(encoding="utf-8") for path in DOCS.iterdir()}
    stale = [name for name, content in pages_of(office).items() if pages.get(name) != content]
    assert not stale, f"stale: {stale}; office.process_pages.write_all makes them anew"
    assert not set(pages) - set(pages_of(office)), "pages of processes that are no more"


def test_each_file_is_written_where_it_was_asked_for(office: Office, tmp_path: Path) -> None:
    paths = write_all(tmp_path / "new" / "folder", office)
    assert [path.name for path in paths] == list(pages_of(office))
    assert all(path.stat().st_size > 500 for path in paths)


@pytest.mark.parametrize("language", ["en", "sr", "sr-Latn"])
def test_every_state_and_every_step_with_its_rule_is_in_the_picture(
    studies: ProcessDefinition, language: str
) -> None:
    words = words_of(svg_of(studies, language))
    for state in studies.states.values():
        assert state.title.in_(language) in words
    for step in studies.transitions.values():
        assert step.title.in_(language) in words
        assert step.rule in words


def test_a_card_says_who_owes_the_step_and_until_when(
    studies: ProcessDefinition,
) -> None:
    words = words_of(svg_of(studies))
    assert "Issue the Decree: Academic Coordinator" in words
    assert "documents delivered + 5 working days · BMU-24a" in words
    assert "достављање докумената + 5 радних дана · BMU-24a" in words_of(svg_of(studies, "sr"))
    assert "dostavljanje dokumenata + 5 radnih dana" in words_of(svg_of(studies, "sr-Latn"))


def test_what_time_does_is_dashed_and_nothing_else_is(
    studies: ProcessDefinition,
) -> None:
    lines = [line for line in dot_of(studies).splitlines() if "style=dashed" in line]
    by_time = [step for step in studies.transitions.values() if step.roles == ("system",)]
    assert len(lines) == len(by_time) == 5
    assert all(any(step.title.en in line for line in lines) for step in by_time)


def test_an_end_has_a_double_line(studies: ProcessDefinition) -> None:
    double = [line.split()[0] for line in dot_of(studies).splitlines() if "peripheries=2" in line]
    assert double == [name for name, state in studies.states.items() if state.end]


def test_a_step_out_of_many_states_is_drawn_once(studies: ProcessDefinition) -> None:
    lines = [line for line in dot_of(studies).splitlines() if "-> withdrawn" in line]
    assert len(lines) == 1
    assert "Withdraw" in lines[0]


def test_quotes_and_angle_brackets_in_a_title_do_not_break_the_picture(
    studies: ProcessDefinition,
) -> None:
    odd = Text('The "final" <list> \\ & more', "„Коначна“ <листа>")
    states = {
        **studies.states,
        "ranking": replace(studies.states["ranking"], title=odd),
    }
    step = replace(studies.transitions["nominate"], title=odd)
    definition = replace(
        studies,
        title=odd,
        states=states,
        transitions={**studies.transitions, "nominate": step},
    )
    assert words_of(svg_of(definition)).count(odd.en) >= 3


def test_a_page_has_a_row_for_each_state_with_its_ways_out(office: Office) -> None:
    page = pages_of(office)["bmu-outgoing-studies.md"]
    row = next(line for line in page.splitlines() if "`documents_submitted`" in line)
    assert "Issue the Decree (Academic Coordinator)" in row
    assert "`issue_decree` → Decree issued (Academic Coordinator; BMU-16)" in row
    assert "the day before the semester begins, BMU-18b" in row
