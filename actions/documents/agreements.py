"""An agreement as a form: what its parties agree on, what was changed since, who signed which.

The model of each kind (`actions.documents.form_models`) is filled with what the case knows; the
first version that all signed stands first, each later one as a change with its own signatures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Final

from actions.documents.content import (
    AgreementForm,
    Choice,
    Column,
    Entry,
    FormPart,
    FormTable,
    Signer,
)
from actions.documents.content.parts import Head
from actions.documents.context import IncompleteMatter, Matter, known
from actions.documents.decisions import ACTIVITIES
from actions.documents.form_models import (
    CLOSING,
    ChoiceModel,
    FieldModel,
    FormModel,
    PartModel,
    PartyPlace,
    SignerModel,
    TableModel,
    model,
    models,
)
from actions.documents.form_sources import SOURCES
from actions.documents.form_tables import TABLES, total_of
from actions.documents.form_view import View
from actions.documents.heading import dated, head_of
from actions.documents.people import signatory
from persistence.agreement_history import missing_parties, signing_of
from rules.agreement_words import name_of
from states.agreements import STUDY_PLAN, SignedVersion, kind_of, plan_of
from states.text import Text
from states.vocabulary import ROLES

CONCLUDED: Final = {
    "learning_agreement": "learning_agreement",
    "training_agreement": "training_agreement",
    "mobility_agreement": "staff_mobility_agreement",
    "research_plan": "research_plan",
}
"""The form on which each kind of agreement is concluded (annexes 2, 5 and 3; article 30)."""

_BELOW: Final = {
    "teaching": Text("for teaching", "ради држања наставе"),
    "training": Text("for training", "ради обуке"),
    "research": Text("for research", "ради истраживања"),
}


def agreement_form(matter: Matter) -> AgreementForm:
    """The agreement as it was concluded or changed (BMU-8b, 8e, 9, 11, 30; BEE-L2, T3)."""
    known(matter.file.agreement, "the agreement")
    name = CONCLUDED[kind_of(matter.definition.process)]
    rules = models()[name].rules
    return filled_form(name, matter, head_of("agreement_form", matter, carries_out=rules))


def filled_form(name: str, matter: Matter, head: Head | None = None) -> AgreementForm:
    """A form of `models` with what the case knows in it, and lines where it knows nothing.

    Raises IncompleteMatter for a form that the office doesn't offer.
    """
    form = models().get(name)
    if form is None:
        raise IncompleteMatter(f"The office has no form {name!r}.")
    printed = _printed(form, matter)
    first = View(matter, printed[0] if printed else None)
    return AgreementForm(
        head=head or _head(name, form, matter),
        form_title=form.title,
        below=_below(form, matter, printed),
        parts=tuple(_parts(form, first, printed)),
    )


def _head(name: str, form: FormModel, matter: Matter) -> Head:
    number = f"{matter.case_number}/{name.replace('_', '-')}"
    return head_of("agreement_form", matter, number, form.rules)


def _printed(form: FormModel, matter: Matter) -> list[SignedVersion]:
    """The versions that stand on the paper: drafts that were never signed by all are left out."""
    if form.signed_as == "study_plan":
        plan = plan_of(matter.versions)
        return [plan] if plan else []
    versions = [one for one in matter.versions if one.number != STUDY_PLAN]
    signing = signing_of(matter.definition, matter.transition)
    return [
        one
        for one in versions
        if one is versions[-1] or not missing_parties(one.signatures, signing)
    ]


def _below(form: FormModel, matter: Matter, printed: list[SignedVersion]) -> Text | None:
    said = []
    if form.below_by == "activity" and (activity := ACTIVITIES.get(matter.definition.process)):
        said.append(_BELOW[activity])
    if printed and printed[-1].number != STUDY_PLAN:
        said.append(name_of(printed[-1].number))
    if not said:
        return None
    return Text(", ".join(one.en for one in said), ", ".join(one.sr for one in said))


def _parts(form: FormModel, first: View, printed: list[SignedVersion]) -> Iterator[FormPart]:
    """The agreement with its signatures, each change with its own, and what closes the paper."""
    matter = first.matter
    yield from _filled((*form.parts, *form.signing, *form.pledges), first)
    changes = [View(matter, newer, former) for former, newer in pairwise(printed)]
    for view in changes or [View(matter)]:
        yield from _filled((*form.changes, *_signed_alone(form)), view)
    newest = View(matter, printed[-1]) if printed else first
    if changes and newest.version and newest.version.agreement.courses:
        yield _standing(form, newest)
    yield from _filled(form.after, newest)
    if printed and form.signed_as != "study_plan":
        yield from _filled(model(CLOSING).parts, newest)


def _signed_alone(form: FormModel) -> Iterator[PartModel]:
    """Where a change is signed: nothing is chosen and filled in there a second time."""
    if form.changes:
        yield from (replace(part, entries=(), choices=()) for part in form.signing)


def _standing(form: FormModel, newest: View) -> FormPart:
    """All courses as they stand after the changes, so that nobody has to reckon."""
    assert newest.version is not None
    of_courses = next(part for part in form.parts if part.table and part.table.of == "courses")
    assert of_courses.table is not None
    name = name_of(newest.version.number)
    return FormPart(
        title=Text(
            f"Courses as they stand now ({name.en})", f"Предмети у важећем стању ({name.sr})"
        ),
        table=_table(of_courses.table, newest),
    )


def _filled(parts: tuple[PartModel, ...], view: View) -> Iterator[FormPart]:
    for part in parts:
        if part.only_with and not list(TABLES[part.only_with](view)):
            continue
        yield FormPart(
            title=part.title,
            intro=part.intro,
            entries=tuple(_entry(one, view) for one in part.entries),
            table=_table(part.table, view) if part.table else None,
            choices=tuple(map(_choice, part.choices)),
            points=part.points,
            note=part.note,
            signers=tuple(_signer(one, view) for one in part.signers),
            new_page=part.new_page,
        )


def _entry(one: FieldModel, view: View) -> Entry:
    value = SOURCES[one.source](view) if one.source else None
    return Entry(one.label, value, one.lines, one.wide)


def _choice(one: ChoiceModel) -> Choice:
    return Choice(one.label, one.options)


def _table(given: TableModel, view: View) -> FormTable:
    rows, total = list(TABLES[given.of](view)), total_of(given.of, view)
    return FormTable(
        columns=tuple(Column(one.label, one.width, one.right, one.ticks) for one in given.columns),
        rows=tuple(tuple(row.get(one.of) for one in given.columns) for row in rows),
        blank=given.blank,
        total=tuple(total.get(one.of) for one in given.columns) if total else None,
    )


_OUTGOING: Final[dict[PartyPlace, tuple[str, ...]]] = {
    "student": ("student",),
    "staff_member": ("staff_member",),
    "sending_coordinator": ("academic_coordinator",),
    "sending_head": ("rector", "dean"),
    "receiving_coordinator": ("host",),
    "receiving_contact": (),
    "nobody": (),
}
_INCOMING: Final[dict[PartyPlace, tuple[str, ...]]] = {
    **_OUTGOING,
    "sending_coordinator": ("host",),
    "sending_head": (),
    "receiving_coordinator": ("academic_coordinator",),
    "receiving_contact": ("rector", "dean"),
}
"""Who signs where; of an incoming student the party on the other side is the home institution."""


def _signer(one: SignerModel, view: View) -> Signer:
    matter = view.matter
    places = _INCOMING if matter.incoming else _OUTGOING
    signed: dict[str, date] = (
        {each.party: each.on for each in view.version.signatures} if view.version else {}
    )
    parties = places[one.party]
    party = next((each for each in parties if each in signed), next(iter(parties), None))
    by_candidate = party in ("student", "staff_member")
    candidate = matter.file.candidate
    return Signer(
        role=one.role,
        lines=one.lines,
        name=candidate.name if by_candidate else _holder(matter, party),
        email=candidate.email if by_candidate else None,
        on=_on(signed.get(party or "")),
    )


def _holder(matter: Matter, party: str | None) -> str | None:
    """Who signs for a role of ours: its holder or the substitute; of the host nobody is known."""
    return signatory(matter, party).name if party in ROLES else None


def _on(day: date | None) -> Text | None:
    return dated(day) if day else None
