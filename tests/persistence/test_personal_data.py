"""Nothing personal is forgotten by an erasure: every column of words is named, or searched."""

from __future__ import annotations

from persistence.mentions import NOT_SEARCHED, searched, word_columns
from persistence.person_export import LEFT_OUT
from persistence.personal_data import BLANKED, KEPT, KINDS, REMOVED
from persistence.tables import metadata


def test_what_becomes_of_each_table_of_a_case_is_said() -> None:
    of_cases = {table.name for table in metadata.sorted_tables if "case_id" in table.columns}
    known_tables = {table.name for table in (*REMOVED, *BLANKED)} | KEPT.keys()
    assert of_cases - known_tables == set()
    assert KEPT.keys() - metadata.tables.keys() == set()
    repeated_tables = {table.name for table in REMOVED} & ({t.name for t in BLANKED} | KEPT.keys())
    assert repeated_tables == set()
    assert {*REMOVED.values(), *(kind for kind, _ in BLANKED.values())} <= set(KINDS)
    for table, (_, values) in BLANKED.items():
        assert values.keys() <= set(table.columns.keys())


def test_words_of_every_table_are_searched_or_it_is_said_why_not() -> None:
    with_words = {table.name for table in metadata.sorted_tables if word_columns(table)}
    names = {table.name for table in searched()}
    assert with_words - names - NOT_SEARCHED.keys() == set()
    assert NOT_SEARCHED.keys() - metadata.tables.keys() == set()
    assert LEFT_OUT.keys() - metadata.tables.keys() == set()
