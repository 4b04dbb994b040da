"""What was searched with nothing found is not searched again, under the same regulation only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from office.wiring import Office
from simulation.search.sound_lists import SoundLists
from states.definition import ProcessDefinition

STUDIES = "bmu/outgoing-studies.2021-06-29"


def adopted(office: Office, on: date) -> ProcessDefinition:
    """The definition under a regulation that nobody else holds."""
    definition = office.definition(STUDIES)
    return replace(definition, rulebook=replace(office.regulation_of(definition), adopted=on))


def test_a_list_is_searched_once_under_one_regulation_and_again_under_another(
    office: Office,
) -> None:
    lists, day = SoundLists(), date(2021, 6, 1)
    assert not lists.holds(adopted(office, day))
    lists.note(adopted(office, day))
    assert lists.holds(adopted(office, day))
    assert not lists.holds(adopted(office, day + timedelta(days=1)))


def test_no_regulation_is_taken_for_one_that_is_gone(office: Office) -> None:
    lists, first = SoundLists(), date(2021, 6, 1)
    for day in range(30):
        definition = adopted(office, first + timedelta(days=day))
        assert not lists.holds(definition)
        lists.note(definition)
        del definition


def test_where_no_list_is_made_there_is_nothing_to_search(office: Office) -> None:
    alone = replace(office.definition(STUDIES), transitions={})
    assert SoundLists().holds(alone)
