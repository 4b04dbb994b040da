"""What a new version of a list changed is said candidate by candidate, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from rules.list_changes import ListPlace, causes_of_correction, changes_between
from states.calls import CallProgress
from states.text import Text

ANA = ListPlace("A-1", Text("Ana Petrović", "Ана Петровић"), 1, Decimal(90), "selected", "Graz")
BORIS = ListPlace("A-2", Text("Boris Savić", "Борис Савић"), 2, Decimal("40.5"), "rejected", None)


def test_place_points_outcome_and_host_are_told_with_what_they_were() -> None:
    after = [
        replace(BORIS, rank=1, points=Decimal(96), outcome="selected", host="Graz"),
        replace(ANA, rank=2, outcome="waiting", host=None),
    ]
    boris, ana = changes_between([ANA, BORIS], after)
    assert boris.en == (
        "Boris Savić (A-2): place 2 → 1; points 40.5 → 96; rejected → selected, Graz"
    )
    assert boris.sr == (
        "Борис Савић (A-2): место 2 → 1; бодови 40,5 → 96; није на листи изабраних → на листи"
        " изабраних, Graz"
    )
    assert ana.en == "Ana Petrović (A-1): place 1 → 2; selected, Graz → on the waiting list"


def test_who_came_and_who_went_is_told() -> None:
    assert [change.en for change in changes_between([ANA], [BORIS])] == [
        "Boris Savić (A-2): new on the list; place 2; rejected",
        "Ana Petrović (A-1) is no longer on the list.",
    ]


STANDINGS = st.lists(
    st.builds(
        ListPlace,
        st.sampled_from(["A-1", "A-2", "A-3", "A-4"]),
        st.just(Text("Ana", "Ана")),
        st.integers(1, 4),
        st.integers(0, 3).map(Decimal),
        st.sampled_from(["selected", "waiting", "rejected"]),
        st.sampled_from([None, "Graz"]),
    ),
    unique_by=lambda place: place.case,
)


@given(STANDINGS, STANDINGS)
def test_exactly_those_are_told_of_whose_standing_differs(
    before: list[ListPlace], after: list[ListPlace]
) -> None:
    changes = changes_between(before, after)
    was, now = {place.case: place for place in before}, {place.case: place for place in after}
    different = [case for case in was | now if was.get(case) != now.get(case)]
    assert len(changes) == len(different)
    assert all(any(f"({case})" in change.en for change in changes) for case in different)
    assert changes_between(after, after) == ()


def test_points_of_an_older_list_were_written_shorter_and_did_not_change() -> None:
    before = ListPlace("A-1", Text("Ana", "Ана"), 1, Decimal("78.67"), "selected", "Graz")
    now = ListPlace("A-1", Text("Ana", "Ана"), 1, Decimal("78.6667"), "selected", "Graz")
    assert changes_between([before], [now]) == ()
    more = ListPlace("A-1", Text("Ana", "Ана"), 1, Decimal("78.6767"), "selected", "Graz")
    assert len(changes_between([before], [more])) == 1


def test_points_are_told_as_the_list_itself_writes_them() -> None:
    (change,) = changes_between([ANA], [replace(ANA, points=Decimal("79.6667"))])
    assert (change.en, change.sr) == (
        "Ana Petrović (A-1): points 90 → 79.6667", "Ана Петровић (A-1): бодови 90 → 79,6667",
    )  # fmt: skip


def test_why_a_list_is_made_anew_is_told_of_whom_it_lacked_and_what_was_put_right() -> None:
    progress = CallProgress(list_version=1, missing=("A-2",), corrected=("A-1",))
    names = {place.case: place.name for place in (ANA, BORIS)}
    omission, correction = causes_of_correction(progress, names)
    assert omission.en == "Boris Savić (A-2): the application came in time and is on no list yet."
    assert omission.sr.startswith("Борис Савић (A-2): пријава је примљена у року")
    assert correction.en.startswith("Ana Petrović (A-1): the application by which the list gave")
    assert causes_of_correction(CallProgress(list_version=1), names) == ()
