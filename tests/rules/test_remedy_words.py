"""What a source calls what is brought against acts: its own word stands in titles, too."""

from __future__ import annotations

import pytest

from rules.remedy_words import OWN_TITLES, called_under, own_title
from states.text import Text
from tests.rules.test_regulation import BEE, BMU

OF_BOTH = Text("appeal or complaint", "жалба, односно приговор")


@pytest.mark.parametrize("name", OWN_TITLES)
def test_a_title_has_the_word_of_the_only_source_that_is_meant(name: str) -> None:
    of_bmu = own_title(name, OF_BOTH, called_under(BMU))
    of_bee = own_title(name, OF_BOTH, {BEE.contests_lists_by()})
    assert "appeal" in of_bmu.en.lower() and "complaint" not in of_bmu.en.lower()
    assert "complaint" in of_bee.en.lower() and "appeal" not in of_bee.en.lower()
    assert "жалб" in of_bmu.sr.lower() and "приговор" in of_bee.sr.lower()


def test_where_several_sources_are_meant_and_differ_the_title_names_both() -> None:
    remedy_kinds = called_under(BMU) | {BEE.contests_lists_by()}
    assert own_title("appeal_decision", OF_BOTH, remedy_kinds) is OF_BOTH
    assert own_title("decree", OF_BOTH, {"appeal"}) is OF_BOTH, "no word of a remedy is in it"
