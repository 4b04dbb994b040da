"""What an agreement with a partner names, from when it holds, what takes its place (BMU-4b)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from states.dossier import Signature
from states.partner_agreements import AgreedPlaces, AgreementEnd, PartnerTerms, with_places
from tests.rules.guards.guard_stories import ANA, asked, at, messages

TERMS = PartnerTerms(date(2027, 10, 1), date(2029, 9, 30))
PLACES = AgreedPlaces("outgoing", "studies", 4, "0613", "undergraduate")
GRAZ = replace(ANA, partner_terms=TERMS, agreed_places=(PLACES,))


def test_an_agreement_names_its_days_and_places_and_each_that_is_missing_is_said() -> None:
    assert asked("terms_are_named", "BMU-4b", GRAZ) == []
    bare = replace(GRAZ, partner_terms=None, agreed_places=())
    without_days, without_places = messages(asked("terms_are_named", "BMU-4b", bare))
    assert "from which day to which day" in without_days
    assert "names no places" in without_places


def test_it_is_in_force_from_its_first_day_and_not_the_day_before() -> None:
    day_before, first_day = at("2027-09-30 23:59"), at("2027-10-01 00:00")
    assert len(asked("agreement_has_begun", "BMU-4b", GRAZ, now=day_before)) == 1
    assert asked("agreement_has_begun", "BMU-4b", GRAZ, now=first_day) == []


def test_it_holds_through_its_last_day_and_its_last_year_begins_a_year_before() -> None:
    last_day, day_after = at("2029-09-30 23:59"), at("2029-10-01 00:00")
    assert asked("agreement_holds", "BMU-4b", GRAZ, now=last_day) == []
    assert len(asked("agreement_holds", "BMU-4b", GRAZ, now=day_after)) == 1
    before_it, in_it = at("2028-09-29 23:59"), at("2028-09-30 00:00")
    assert asked("more_than_a_year_is_left", "BMU-4b", GRAZ, now=before_it) == []
    assert len(asked("more_than_a_year_is_left", "BMU-4b", GRAZ, now=in_it)) == 1


def test_an_earlier_end_counts_in_the_place_of_the_last_day() -> None:
    with_end = replace(GRAZ, agreement_end=AgreementEnd(date(2028, 1, 31), "Notice given"))
    assert asked("agreement_holds", "BMU-4b", with_end, now=at("2028-01-31 12:00")) == []
    assert len(asked("agreement_holds", "BMU-4b", with_end, now=at("2028-02-01 00:00"))) == 1


def test_it_is_renewed_by_another_one_that_is_named() -> None:
    assert len(asked("next_agreement_is_named", "BMU-4b", GRAZ)) == 1
    with_next = replace(GRAZ, next_agreement="BMU-IA-2029-0001")
    assert asked("next_agreement_is_named", "BMU-4b", with_next) == []


def test_places_recorded_again_for_the_same_take_the_earlier_ones_place() -> None:
    more, other = replace(PLACES, yearly_places=6), replace(PLACES, level="master")
    assert with_places(with_places((PLACES,), other), more) == (more, other)


def test_a_signature_is_missing_until_the_partner_and_rector_or_dean_have_signed() -> None:
    """What others put beside them, or on another paper, signs for neither."""
    on = date(2027, 5, 3)
    rector, dean, partner = (
        Signature("partner_agreement", party, on) for party in ("rector", "dean", "partner")
    )
    beside = Signature("partner_agreement", "academic_coordinator", on)
    elsewhere = Signature("learning_agreement", "rector", on)
    for signatures in ((), (rector, dean), (partner,), (partner, beside), (partner, elsewhere)):
        dossier = replace(GRAZ, signatures=signatures)
        assert asked("signature_is_missing", "BMU-4b", dossier) == []
    for representative in (rector, dean):
        dossier = replace(GRAZ, signatures=(representative, partner))
        assert len(asked("signature_is_missing", "BMU-4b", dossier)) == 1
