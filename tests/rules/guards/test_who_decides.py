"""Who made a list decides on nothing brought against it, whatever role they hold by then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from states.calls import ListChooser, PublishedList
from states.decision import Actor
from states.dossier import Appeal, Dossier
from tests.rules.guards.guard_stories import ANA, asked

DEAN, HEAD, RECTOR = "dean", "head_of_ico", "rector"


def appealed(chosen_by: ListChooser | None, commission: tuple[str, ...] = ()) -> Dossier:
    progress = replace(ANA.progress, chosen_by=chosen_by)
    appeal = Appeal("list", date(2026, 3, 20), act=str(progress.list_version))
    call = replace(ANA.call, commission=commission)
    return replace(ANA, progress=progress, appeals=(appeal,), call=call)


@pytest.mark.parametrize(
    ("chooser", "actor", "count"),
    [
        # Articles 29 and 15 both name the Rector, and nobody else in person.
        (ListChooser("Mirjana Ilić", RECTOR), Actor(RECTOR, "Mirjana Ilić"), 0),
        (ListChooser("Mirjana Ilić", RECTOR), Actor(HEAD, "Ana Kostić", RECTOR), 0),
        (ListChooser("Ana Kostić", HEAD, RECTOR), Actor(RECTOR, "Mirjana Ilić"), 0),
        (ListChooser("Ana Kostić", HEAD, RECTOR), Actor(HEAD, "Ana Kostić", RECTOR), 1),
        (ListChooser("Ana Kostić", HEAD, RECTOR), Actor(HEAD, "Jovan Marić", RECTOR), 0),
        # Who chose as a deputy has the office meanwhile; who had it is a deputy.
        (ListChooser("Ana Kostić", HEAD, RECTOR), Actor(RECTOR, "Ana Kostić"), 1),
        (
            ListChooser("Mirjana Ilić", RECTOR),
            Actor("general_secretary", "Mirjana Ilić", RECTOR),
            1,
        ),
        (ListChooser("Petar Rakić", DEAN), Actor(DEAN, "Petar Rakić", RECTOR), 1),
        # Names that nobody knows any more leave the roles.
        (ListChooser("", HEAD, RECTOR), Actor(HEAD, "Ana Kostić", RECTOR), 1),
        (ListChooser("Ana Kostić", HEAD, RECTOR), Actor(RECTOR), 0),
        (None, Actor(HEAD, "Ana Kostić", RECTOR), 0),
    ],
)
def test_who_chose_the_list_in_whatever_place_does_not_decide_on_it(
    chooser: ListChooser | None, actor: Actor, count: int
) -> None:
    reasons = asked(
        "list_decided_by_another", "BMU-15c", appealed(chooser), parameters={"actor": actor}
    )
    assert len(reasons) == count


def test_a_member_of_the_commission_decides_on_no_complaint_against_its_list() -> None:
    list_of_three = appealed(None, ("s.rus", "m.ilic", "j.kos"))
    for member in (
        Actor("vice_director", "Stefan Rus", DEAN, login="s.rus"),
        Actor(DEAN, "Stefan Rus", login="s.rus"),
    ):
        (reason,) = asked(
            "list_decided_by_another", "BEE-C5", list_of_three, parameters={"actor": member}
        )
        assert "Stefan Rus" in reason.message.en and dict(reason.fills) == {"for": DEAN}
    of_nobody = Actor(DEAN, "Petar Rakić", login="p.rakic")
    assert not asked(
        "list_decided_by_another", "BEE-C5", list_of_three, parameters={"actor": of_nobody}
    )


def test_who_has_left_the_commission_decides_on_no_complaint_against_the_list_of_then() -> None:
    """By the list that it is against: of the one published after they had left they made none."""
    before = PublishedList(1, date(2026, 3, 19), left_since=("s.rus",))
    progress = replace(
        ANA.progress, list_version=2, earlier_lists=(before,), left_since=("m.ilic",)
    )
    counts = []
    for act in ("1", "2"):
        call = replace(ANA.call, commission=("j.kos", "p.rakic", "v.simic"))
        appeal = Appeal("list", date(2026, 3, 20), act=act)
        of_act = replace(ANA, progress=progress, appeals=(appeal,), call=call)
        for login in ("s.rus", "m.ilic", "j.kos", "a.kostic"):
            dean = Actor(DEAN, "A Dean", login=login)
            reasons = asked("list_decided_by_another", "BEE-C5", of_act, parameters={"actor": dean})
            counts.append(len(reasons))
    assert counts == [1, 0, 1, 0, 0, 1, 1, 0]


def test_who_decides_instead_is_told() -> None:
    chosen_list = appealed(ListChooser("Ana Kostić", HEAD, RECTOR))
    deputy = Actor(HEAD, "Ana Kostić", RECTOR)
    (reason,) = asked(
        "list_decided_by_another", "BMU-15c", chosen_list, parameters={"actor": deputy}
    )
    assert reason.remedy.en.startswith("Let the Rector decide")
    assert dict(reason.fills) == {"for": RECTOR}


def test_an_appeal_is_against_the_list_of_its_day_and_its_chooser() -> None:
    before = PublishedList(1, date(2026, 3, 19), None, ListChooser("Ana Kostić", HEAD, RECTOR))
    progress = replace(
        ANA.progress,
        list_version=2,
        earlier_lists=(before,),
        chosen_by=ListChooser("Mirjana Ilić", RECTOR),
    )
    deputy = Actor(HEAD, "Ana Kostić", RECTOR)
    counts = []
    for act in ("1", "2", None):
        appeal = Appeal("list", date(2026, 3, 20), act=act)
        call = replace(ANA.call, commission=())
        of_act = replace(ANA, progress=progress, appeals=(appeal,), call=call)
        reasons = asked("list_decided_by_another", "BMU-15c", of_act, parameters={"actor": deputy})
        counts.append(len(reasons))
    assert counts == [1, 0, 0]
