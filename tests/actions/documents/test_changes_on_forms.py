"""What a form tells of versions: what changed, who signed which, and what is proposed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from actions.documents.agreements import filled_form
from states.agreements import SignedVersion
from states.dossier import Signature, Stay
from tests.actions.documents.document_contents import content_of
from tests.actions.documents.example_agreements import (
    AGREED,
    CHANGED,
    FIRST,
    PLAN,
    PROPOSED,
    PROPOSING,
    SECOND,
    STUDIES,
    TRAINING,
    context_of,
    dates,
    printed,
)
from tests.actions.documents.example_case import DOSSIER, instant
from tests.actions.documents.example_process import STAFF
from tests.actions.documents.printed_words import lacks


def test_each_change_bears_the_signatures_of_its_own_version() -> None:
    may, october = "19\N{NO-BREAK SPACE}May 2026", "20\N{NO-BREAK SPACE}October 2026"
    assert dates("learning_agreement", STUDIES) == [
        [may], [may, may], [may, None],
        [october], [october, october], [october, None],
    ]  # fmt: skip
    text = printed("learning_agreement", STUDIES)
    stands = (
        "Changes to the Learning Agreement",
        "FRA.001",
        "GER.001",
        "Courses as they stand now",
    )
    assert lacks(text, *stands) == []


def test_the_changes_tick_what_is_deleted_and_what_is_added_with_ects_before_and_after() -> None:
    form = filled_form("learning_agreement", STUDIES)
    changes = next(part for part in form.parts if part.title and "Changes" in part.title.en)
    assert changes.table is not None
    cells = [[getattr(cell, "en", cell) for cell in row] for row in changes.table.rows]
    assert cells == [
        ["FRA.001", "French", "x", None, "4", None],
        ["GER.001", "German for Beginners", None, "x", None, "4"],
    ]


def test_the_learning_agreement_says_what_differs_from_the_study_plan() -> None:
    form = filled_form("learning_agreement", STUDIES)
    against = next(part for part in form.parts if part.title and "Study Plan" in part.title.en)
    assert against.table is not None
    cells = [[getattr(cell, "en", cell) for cell in row] for row in against.table.rows]
    assert [row[0] for row in cells] == ["added", "added", "Total"]
    assert (cells[-1][2], cells[-1][4]) == ("10", "22")


def test_without_a_study_plan_nothing_is_compared_with_one() -> None:
    alone = context_of("outgoing-studies", DOSSIER, FIRST, SECOND)
    titles = [
        part.title.en for part in filled_form("learning_agreement", alone).parts if part.title
    ]
    assert [title for title in titles if "Study Plan" in title] == []


def test_the_form_says_who_signed_which_version_when() -> None:
    text = printed("learning_agreement", STUDIES, "sr")
    parts = (
        "Верзије и потписи", "План студијског боравка", "студент, 18. фебруара 2026;",
        "Верзија 1", "ректор, 19. маја 2026;", "Верзија 2", "установа домаћин, 20. октобра 2026.",
    )  # fmt: skip
    assert lacks(text, *parts) == []


def test_a_change_is_signed_by_the_dean_where_the_dean_signed_what_it_changes() -> None:
    """Article 8 paragraph 7: with the consent of all who signed, proposed or not written yet."""
    for context, place in (
        (context_of("outgoing-studies", DOSSIER), "blank"),
        (PROPOSING, "proposed"),
    ):
        signatures = tuple(map(_as_dean, context.file.signatures))
        versions = tuple(
            replace(version, signatures=tuple(map(_as_dean, version.signatures)))
            for version in context.recorded_versions
        )
        dossier = replace(context.file, signatures=signatures)
        of_dean = replace(context, dossier=dossier, recorded_versions=versions)
        form = filled_form("learning_agreement", of_dean)
        names = [str(signer.name) for part in form.parts for signer in part.signers]
        assert names.count("Vera Lazić") == 2, place
        assert "Miloš Njegovan" not in names, place


def test_each_signature_bears_the_name_of_who_held_the_office_on_its_day() -> None:
    """A form that is printed again after another Rector came says who signed it."""
    may = date(2026, 5, 19)
    context = replace(STUDIES, signers_on={may: {"rector": "Dragan Stari"}})
    form = filled_form("learning_agreement", context)
    rectors = [
        (str(signer.name), signer.on.en if signer.on else None)
        for part in form.parts
        for signer in part.signers
        if "Rector" in signer.role.en
    ]
    assert rectors == [
        ("Dragan Stari", "19\N{NO-BREAK SPACE}May 2026"),
        ("Miloš Njegovan", "20\N{NO-BREAK SPACE}October 2026"),
    ]


def _as_dean(signature: Signature) -> Signature:
    return replace(signature, party="dean") if signature.party == "rector" else signature


def test_an_unsigned_version_is_awaited_only_where_no_later_one_took_its_place() -> None:
    draft = replace(FIRST, signatures=(), concluded_on=None)
    context = context_of("outgoing-studies", DOSSIER, draft, SECOND)
    assert lacks(printed("learning_agreement", context, "sr"), "нико") == []
    assert "јошнико" not in printed("learning_agreement", context, "sr")
    alone = context_of("outgoing-studies", replace(DOSSIER, signatures=(), agreed=None))
    assert lacks(printed("learning_agreement", alone, "sr"), "још нико") == []


def test_a_draft_that_was_never_concluded_is_no_version_of_the_form() -> None:
    draft = replace(FIRST, signatures=FIRST.signatures[:2], concluded_on=None)
    context = context_of("outgoing-studies", DOSSIER, draft, SECOND)
    assert dates("learning_agreement", context)[0] == ["20\N{NO-BREAK SPACE}October 2026"]
    assert "Courses as they stand now" not in str(filled_form("learning_agreement", context))


@pytest.mark.parametrize("name", ["learning_agreement", "erasmus_learning_agreement"])
def test_a_proposed_change_is_printed_for_signing_beside_what_is_concluded(name: str) -> None:
    form = filled_form(name, PROPOSING)
    assert form.below is not None
    assert form.below.en == "version 1, version 2 (proposed, not concluded)"
    text = printed(name, PROPOSING, "sr")
    status = (
        "верзија 1, верзија 2 (предложена, није закључена)",
        "Верзија 2: предложена, није закључена. "
        "Док се не закључи, уговор важи како гласи верзија 1.",
        "FRA.001", "GER.001", "Измене одредаба уговора", "немачки",
    )  # fmt: skip
    assert lacks(text, *status) == []
    assert "Courses as they stand now" not in str(form)
    assert "To be filled in only where" not in str(form)


def test_a_proposal_is_signed_in_places_of_its_own_and_takes_none_of_the_concluded_ones() -> None:
    may, october = "19\N{NO-BREAK SPACE}May 2026", "19\N{NO-BREAK SPACE}October 2026"
    assert dates("learning_agreement", PROPOSING) == [
        [may], [may, may], [may, None],
        [october], [None, None], [None, None],
    ]  # fmt: skip


def test_after_a_concluded_change_the_next_proposal_stands_behind_the_courses_in_force() -> None:
    third = replace(PROPOSED, number=3, agreement=FIRST.agreement, signatures=())
    dossier = replace(DOSSIER, agreement=third.agreement, agreement_version=3,
                      agreed=SECOND.agreement, agreed_version=2)  # fmt: skip
    context = context_of("outgoing-studies", dossier, PLAN, FIRST, SECOND, third)
    parts = filled_form("learning_agreement", context).parts
    intros = [part.intro.en for part in parts if part.intro and "ersion" in part.intro.en]
    assert intros == [
        "Version 2: concluded on 20\N{NO-BREAK SPACE}October 2026.",
        "Version 3: proposed, not concluded. Until it is, the agreement holds as in version 2.",
    ]
    titles = [part.title.en for part in parts if part.title]
    now = titles.index("Courses as they stand now (version 2)")
    assert "Changes to the Learning Agreement" in titles[now:]


@pytest.mark.parametrize(
    ("name", "process"),
    [
        ("staff_mobility_agreement", "outgoing-teaching"),
        ("staff_plan", "outgoing-teaching"),
        ("staff_mobility_agreement", "outgoing-training"),
        ("research_plan", "outgoing-research"),
    ],
)
def test_a_change_proposed_to_a_staff_agreement_is_printed_for_signing(
    name: str, process: str
) -> None:
    proposing = replace(CHANGED.file, agreed=STAFF.agreement, agreed_version=1, signatures=())
    context = context_of(process, proposing, AGREED)
    stands = (
        "version 2 (proposed, not concluded)",
        "Version 2: proposed, not concluded. Until it is, the agreement holds as in version 1.",
        "hours of teaching 8 10",
    )  # fmt: skip
    assert lacks(printed(name, context), *stands) == []
    signed_on = [day for days in dates(name, context) for day in days]
    assert None not in signed_on[:2]
    assert set(signed_on[len(signed_on) // 2 :]) == {None}


def test_the_step_that_concludes_a_proposal_prints_it_with_the_signatures_of_that_day() -> None:
    proposal = replace(SECOND, signatures=(), concluded_on=None)
    concluding = context_of("outgoing-studies", DOSSIER, FIRST, proposal)
    content = content_of("agreement_form", concluding)
    assert content["below"]["en"] == "version 2"
    assert dates("learning_agreement", concluding)[3] == ["19\N{NO-BREAK SPACE}May 2026"]


def test_the_step_that_changes_an_agreement_prints_the_version_that_it_makes() -> None:
    changing = context_of("outgoing-studies", DOSSIER, FIRST)
    assert [version.number for version in changing.versions] == [1, 2]
    content = content_of("agreement_form", changing)
    assert content["below"]["en"] == "version 2"


def test_a_traineeship_tells_its_changes_part_by_part() -> None:
    before = SignedVersion(
        1, TRAINING.file.agreement, TRAINING.file.signatures, instant(5, 18, 2026)
    )
    later = replace(TRAINING.file.agreement, tasks="Write and run tests")
    context = context_of(
        "outgoing-traineeship",
        replace(TRAINING.file, agreement=later, agreement_version=2, stay=Stay()), before,
    )  # fmt: skip
    text = printed("training_agreement", context)
    assert lacks(text, "Changes to the Training Agreement", "Write and run tests") == []
