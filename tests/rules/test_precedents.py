"""The register of precedents: what a Decree enters, and what it proposes in later cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from rules.precedents import describe, pairs_of, proposals
from rules.recognition import compose
from states.recognition import HomeCourse, Precedent, RecognitionDecision, Transcript
from tests.rules.test_recognition import ANA, BAZE, BMU, DATABASES, GERMAN, SYSTEMS


def precedent(
    number: int,
    course: str,
    home: HomeCourse = BAZE,
    decree: str = "D-1",
    together_with: tuple[str, ...] = (),
) -> Precedent:
    on, case = date(2026, 2, 5), "BMU-2025-0007"
    return Precedent(
        number, "University of Graz", course, home, case, decree, on, together_with
    )  # fmt: skip


def test_a_decree_enters_what_it_replaced_and_nothing_of_the_supplement() -> None:
    pairs = pairs_of(compose(ANA, BMU))
    assert [(pair.course, pair.home.title) for pair in pairs] == [
        ("Databases", "Baze podataka"),
        ("Distributed Systems", "Distribuirani sistemi"),
    ]
    assert all(pair.together_with == () for pair in pairs)


def test_semester_for_semester_enters_nothing() -> None:
    assert pairs_of(compose(ANA, BMU, method="semester_for_semester")) == ()


def test_courses_that_counted_together_remember_each_other() -> None:
    decisions = tuple(
        RecognitionDecision(title, BAZE) for title in ("Databases", "Distributed Systems")
    )
    pairs = pairs_of(compose(replace(ANA, recognition=decisions), BMU))
    assert [pair.together_with for pair in pairs] == [("Distributed Systems",), ("Databases",)]


def test_a_passed_course_is_proposed_with_its_source_case_and_date() -> None:
    (proposal,) = proposals(replace(ANA, precedents=(precedent(1, " databases "),)))
    assert (proposal.course, proposal.holds) == (DATABASES, True)
    (line,) = describe(proposal)
    assert line.en == (
        "“Databases” counts as “Baze podataka” (8 ECTS, 60 class hours): so decided in "
        "BMU-2025-0007 on Thu 5 Feb 2026, D-1"
    ).replace("“Databases”", "“ databases ”")
    assert "одлучено у предмету BMU-2025-0007, чет 5.2.2026., решење D-1" in line.sr


def test_a_course_that_was_not_passed_is_not_proposed() -> None:
    assert proposals(replace(ANA, precedents=(precedent(1, "Machine Learning"),))) == ()


def test_the_newest_decree_speaks_where_two_decided_differently() -> None:
    other = HomeCourse("Informacioni sistemi", Decimal(6), Decimal(45))
    newest_first = (precedent(2, "Databases", other, "D-2"), precedent(1, "Databases"))
    (proposal,) = proposals(replace(ANA, precedents=newest_first))
    assert [earlier.home for earlier in proposal.precedents] == [other]


def test_one_course_that_counted_as_two_is_proposed_as_two() -> None:
    other = HomeCourse("SQL", Decimal(2), Decimal(30))
    (proposal,) = proposals(
        replace(ANA, precedents=(precedent(1, "Databases"), precedent(2, "Databases", other)))
    )
    assert [earlier.home for earlier in proposal.precedents] == [BAZE, other]


def test_what_counted_only_together_is_told_but_not_proposed_alone() -> None:
    pair = precedent(1, "Databases", together_with=("Distributed Systems",))
    with_both = replace(ANA, precedents=(pair,))
    assert proposals(with_both)[0].holds
    alone = replace(with_both, transcript=Transcript((DATABASES, GERMAN)))
    (proposal,) = proposals(alone)
    assert (proposal.holds, proposal.lacking) == (False, ("Distributed Systems",))
    assert describe(proposal)[1].en.startswith(
        "there it counted together with: Distributed Systems"
    )
    assert SYSTEMS not in (alone.transcript.courses if alone.transcript else ())
