"""The list, the time to appeal against it, and the places: who may be sent to a host, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from states.calls import CallProgress, PublishedList, Waiting
from states.dossier import Appeal, Dossier
from tests.rules.guards.guard_stories import ANA, GRAZ, VIENNA, asked, at, messages

OVER = at("2026-03-28 00:00")


def placed(outcome: str, host: str | None = None) -> Dossier:
    assert ANA.placement
    return replace(ANA, placement=replace(ANA.placement, outcome=outcome, host=host))


def appealed(on: date, decided_on: date | None = None) -> Dossier:
    return replace(ANA, appeals=(Appeal("list", on, decided_on=decided_on),))


def test_nobody_is_nominated_in_the_last_minute_of_the_time_to_appeal() -> None:
    (reason,) = asked("no_appeal_possible_or_open", "BMU-15c", ANA, at("2026-03-27 23:59"))
    assert "Fri 27 Mar 2026" in reason.message.en
    assert asked("no_appeal_possible_or_open", "BMU-15c", ANA, OVER) == []


def test_an_open_appeal_of_anybody_holds_the_list_and_is_named() -> None:
    with_open_appeal = replace(ANA, progress=replace(ANA.progress, open_appeals=("BMU-2026-0007",)))
    (reason,) = asked("no_appeal_possible_or_open", "BMU-15c", with_open_appeal, OVER)
    assert "BMU-2026-0007" in reason.message.en


def test_an_upheld_appeal_holds_the_list_until_the_corrected_one_is_published() -> None:
    with_upheld_appeal = replace(ANA, progress=replace(ANA.progress, upheld=("BMU-2026-0007",)))
    (reason,) = asked("no_appeal_possible_or_open", "BMU-15c", with_upheld_appeal, OVER)
    assert "BMU-2026-0007" in reason.message.sr
    assert reason.remedy.en == "Publish the corrected list."
    after_correction = replace(
        with_upheld_appeal, progress=replace(with_upheld_appeal.progress, upheld=())
    )
    assert asked("no_appeal_possible_or_open", "BMU-15c", after_correction, OVER) == []


def test_an_application_in_time_that_is_missing_holds_the_list_and_is_named() -> None:
    without_application = replace(ANA, progress=replace(ANA.progress, missing=("BMU-2026-0009",)))
    (reason,) = asked("no_appeal_possible_or_open", "BMU-15c", without_application, OVER)
    assert "BMU-2026-0009" in reason.message.en and "BMU-2026-0009" in reason.message.sr
    assert {"publish_list", "reason"} == set(reason.by)


def test_who_won_waits_for_the_corrected_list_and_nobody_else() -> None:
    appeal = Appeal("list", date(2026, 3, 20), upheld=True, act="1", decided_under="1")
    with_upheld_appeal = replace(ANA, appeals=(appeal,))
    assert asked("corrected_list_awaited", "BMU-15c", with_upheld_appeal) == []
    with_dismissed_appeal = replace(ANA, appeals=(replace(appeal, upheld=False),))
    after_correction = replace(
        with_upheld_appeal, progress=replace(with_upheld_appeal.progress, list_version=2)
    )
    for other in (ANA, with_dismissed_appeal, after_correction):
        assert len(asked("corrected_list_awaited", "BMU-15c", other)) == 1


def test_an_appeal_lodged_against_one_version_and_won_under_the_next_waits_for_a_third() -> None:
    appeal = Appeal("list", date(2026, 3, 20), upheld=True, act="1", decided_under="2")
    with_upheld_appeal = replace(
        ANA, appeals=(appeal,), progress=replace(ANA.progress, list_version=2)
    )
    assert asked("corrected_list_awaited", "BMU-15c", with_upheld_appeal) == []


def test_what_was_decided_of_a_list_is_final_and_of_the_corrected_list_it_is_not() -> None:
    dismissed_appeal = Appeal(
        "list", date(2026, 3, 20), None, date(2026, 3, 23), False, "So it is", "1"
    )
    again = replace(ANA, appeals=(dismissed_appeal, Appeal("list", date(2026, 3, 24), act="1")))
    (reason,) = asked("not_decided_before", "BMU-15c", again)
    assert "Mon 23 Mar 2026" in reason.message.en
    assert "a second time" in reason.remedy.en
    against_second = replace(again.appeals[1], act="2")
    after_correction = replace(
        again,
        appeals=(dismissed_appeal, against_second),
        progress=replace(again.progress, list_version=2),
    )
    first = replace(ANA, appeals=again.appeals[1:])
    for timely in (after_correction, first):
        assert asked("not_decided_before", "BMU-15c", timely) == []


def test_a_candidate_is_sent_only_where_the_candidate_applied_to_be_sent() -> None:
    assert asked("host_was_applied_for", "BMU-15d", placed("selected", GRAZ)) == []
    (reason,) = asked("host_was_applied_for", "BMU-15d", placed("selected", "Harbour"))
    assert "Harbour" in reason.message.en
    assert GRAZ in reason.message.en
    assert asked("host_was_applied_for", "BMU-15d", placed("selected")) == []


def test_an_open_window_and_an_open_appeal_are_both_told() -> None:
    with_open_appeal = replace(ANA, progress=replace(ANA.progress, open_appeals=("BMU-2026-0007",)))
    assert len(asked("no_appeal_possible_or_open", "BMU-15c", with_open_appeal)) == 2


def test_a_list_that_is_not_published_sends_nobody() -> None:
    without_list = replace(ANA, progress=CallProgress())
    reasons = asked("no_appeal_possible_or_open", "BMU-15c", without_list, OVER)
    assert messages(reasons) == ["The list has not been published."]


@pytest.mark.parametrize("outcome", ["selected", "waiting", "rejected"])
def test_each_step_is_for_one_outcome_of_the_list(outcome: str) -> None:
    for outcome_of_step in ("selected", "waiting"):
        reasons = asked(f"is_{outcome_of_step}", "BMU-15d", placed(outcome))
        assert len(reasons) == (outcome != outcome_of_step)


def test_who_is_on_no_list_is_neither_selected_nor_waiting() -> None:
    nowhere = replace(ANA, placement=None)
    for guard in ("is_selected", "is_waiting"):
        assert "not on a list" in asked(guard, "BMU-15d", nowhere)[0].message.en


def test_the_place_of_a_selected_candidate_is_hers_also_when_all_are_taken() -> None:
    assert asked("place_is_free", "BMU-15d", ANA) == []


def test_who_waits_needs_a_place_that_nobody_holds() -> None:
    (reason,) = asked("place_is_free", "BMU-15d", placed("waiting", GRAZ))
    assert reason.message.en == f"No place is free at: {GRAZ}."
    given_back = replace(placed("waiting", GRAZ), progress=replace(ANA.progress, taken={}))
    assert asked("place_is_free", "BMU-15d", given_back) == []


def test_without_a_host_of_the_list_any_host_applied_for_will_do() -> None:
    assert asked("place_is_free", "BMU-15d", placed("waiting")) == []
    full = replace(placed("waiting"), progress=replace(ANA.progress, taken={GRAZ: 1, VIENNA: 2}))
    assert len(asked("place_is_free", "BMU-15d", full)) == 1


def test_a_host_asked_for_must_have_a_place_itself() -> None:
    with_vienna_full = replace(ANA, progress=replace(ANA.progress, taken={GRAZ: 1, VIENNA: 2}))
    assert (
        len(asked("place_is_free", "BMU-15d", with_vienna_full, parameters={"host": VIENNA})) == 1
    )
    assert len(asked("place_is_free", "BMU-15d", ANA, parameters={"host": "Nowhere"})) == 1
    assert asked("place_is_free", "BMU-15d", ANA, parameters={"host": VIENNA}) == []


def test_a_call_without_hosts_counts_no_places() -> None:
    assert asked("place_is_free", "BMU-15d", replace(ANA, call=replace(ANA.call, hosts=()))) == []


def test_no_host_at_all_is_told_apart_from_a_full_one() -> None:
    without_host = replace(placed("waiting"), application=None)
    assert messages(asked("place_is_free", "BMU-15d", without_host)) == ["No host is chosen."]


def test_an_appeal_received_on_the_last_day_counts_also_if_it_is_entered_later() -> None:
    dossier = appealed(date(2026, 3, 27))
    assert asked("appeal_window_is_open", "BMU-15c", dossier, at("2026-03-30 09:00")) == []


def test_an_appeal_received_a_day_late_does_not() -> None:
    dossier = appealed(date(2026, 3, 28))
    (reason,) = asked("appeal_window_is_open", "BMU-15c", dossier, at("2026-03-30 09:00"))
    assert "Sat 28 Mar 2026" in reason.message.en and "Fri 27 Mar 2026" in reason.message.en


def under_two_lists(*appeals: Appeal) -> Dossier:
    """The list of 19 March was corrected on 2 April."""
    progress = replace(
        ANA.progress,
        list_version=2,
        list_published_on=date(2026, 4, 2),
        appeal_until=date(2026, 4, 14),
        earlier_lists=(PublishedList(1, date(2026, 3, 19)),),
    )
    return replace(ANA, appeals=appeals, progress=progress)


def test_an_appeal_received_under_the_first_list_keeps_to_the_time_of_that_one() -> None:
    in_time = under_two_lists(Appeal("list", date(2026, 3, 27), act="1"))
    assert asked("appeal_window_is_open", "BMU-15c", in_time, at("2026-04-03 09:00")) == []


def test_an_appeal_between_the_lists_is_late_until_the_second_is_appealed_against() -> None:
    late = under_two_lists(Appeal("list", date(2026, 3, 28), act="1"))
    (reason,) = asked("appeal_window_is_open", "BMU-15c", late, at("2026-04-03 09:00"))
    assert "27 Mar 2026" in reason.message.en
    assert "14 Apr 2026" in reason.remedy.en
    against_second = under_two_lists(Appeal("list", date(2026, 4, 3), act="2"))
    assert asked("appeal_window_is_open", "BMU-15c", against_second, at("2026-04-03 09:00")) == []
    (over,) = asked("appeal_window_is_open", "BMU-15c", late, at("2026-04-15 09:00"))
    assert over.remedy.en.startswith("Nothing removes this")


def test_the_first_list_has_the_days_that_its_call_gives() -> None:
    longer = under_two_lists(Appeal("list", date(2026, 3, 30), act="1"))
    longer = replace(longer, call=replace(longer.call, appeal_days=11))
    assert asked("appeal_window_is_open", "BMU-15c", longer, at("2026-04-03 09:00")) == []


def test_what_was_decided_on_the_first_list_is_final_for_the_first_list() -> None:
    first = Appeal("list", date(2026, 3, 20), decided_on=date(2026, 3, 24), act="1")
    once_more = Appeal("list", date(2026, 3, 26), act="1")
    assert len(asked("not_decided_before", "BMU-15c", under_two_lists(first, once_more))) == 1
    against_second = under_two_lists(first, replace(once_more, act="2"))
    assert asked("not_decided_before", "BMU-15c", against_second) == []


def test_an_appeal_is_not_received_tomorrow() -> None:
    dossier = appealed(date(2026, 3, 27))
    (reason,) = asked("appeal_window_is_open", "BMU-15c", dossier, at("2026-03-26 09:00"))
    assert "has not come yet" in reason.message.en


def test_before_anything_is_lodged_the_window_is_judged_by_today() -> None:
    earlier = appealed(date(2026, 3, 20), decided_on=date(2026, 3, 22))
    assert asked("appeal_window_is_open", "BMU-15c", earlier, at("2026-03-27 23:59")) == []
    assert len(asked("appeal_window_is_open", "BMU-15c", earlier, OVER)) == 1


def test_a_list_that_is_not_published_cannot_be_appealed_against() -> None:
    without_list = replace(ANA, progress=CallProgress())
    assert len(asked("appeal_window_is_open", "BMU-15c", without_list)) == 1


def in_line(*ahead: Waiting, host: str | None = GRAZ) -> Dossier:
    """Ana waits, on the fifth place; a place is free everywhere."""
    dossier = placed("waiting", host)
    assert dossier.placement
    fifth = replace(dossier.placement, rank=5)
    return replace(dossier, placement=fifth, progress=CallProgress(taken={}, waiting=ahead))


def test_a_free_place_goes_to_the_first_in_line_who_wants_it() -> None:
    boris = Waiting("BMU-2026-0009", "Boris Savić", 4, (VIENNA, GRAZ))
    vera = Waiting("BMU-2026-0010", "Vera Kostić", 6, (GRAZ,))
    (reason,) = asked("next_in_line", "BMU-15d", in_line(boris, vera))
    assert "Boris Savić (BMU-2026-0009) stands before" in reason.message.en
    assert "Boris Savić (BMU-2026-0009) стоји испред" in reason.message.sr
    assert asked("next_in_line", "BMU-15d", in_line(vera)) == []


def test_who_waits_for_other_hosts_only_is_not_passed_over() -> None:
    boris = Waiting("BMU-2026-0009", "Boris Savić", 4, (VIENNA,))
    assert asked("next_in_line", "BMU-15d", in_line(boris)) == []
    assert asked("next_in_line", "BMU-15d", in_line(boris, host=None)) == []
    assert len(asked("next_in_line", "BMU-15d", in_line(boris, host=VIENNA))) == 1


def test_nobody_is_next_in_line_for_a_place_that_is_not_free() -> None:
    boris = Waiting("BMU-2026-0009", "Boris Savić", 4, (GRAZ,))
    full = replace(in_line(boris), progress=CallProgress(taken={GRAZ: 1}, waiting=(boris,)))
    assert asked("next_in_line", "BMU-15d", full) == []


def test_a_selected_candidate_is_sent_to_another_host_only_where_nobody_better_waits_for_it() -> (
    None
):
    rada = Waiting("BMU-2026-0002", "Rada", 2, (VIENNA,))
    progress = replace(ANA.progress, waiting=(rada,))
    placement = placed("selected", VIENNA).placement
    assert placement
    third = replace(placement, rank=3, listed_host=GRAZ)
    elsewhere = replace(ANA, placement=third, progress=progress)
    (reason,) = asked("next_in_line", "BMU-15d", elsewhere)
    assert "Rada (BMU-2026-0002) stands before" in reason.message.en
    first = replace(elsewhere, placement=replace(third, rank=1))
    own = replace(elsewhere, placement=replace(third, host=GRAZ))
    for lawful in (first, own):
        assert asked("next_in_line", "BMU-15d", lawful) == []
