"""An agreement as a form: what its parties agree on, what was changed since, who signed which.

The model of each kind (`actions.documents.form_models`) is filled with what the case knows; the
first version that was concluded stands first, each later one as a change with its own signatures.
A change that is only proposed comes last, marked as such, to be signed.
"""

from __future__ import annotations

from collections.abc import Iterator
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
from actions.documents.content.parts import Letterhead
from actions.documents.content.words import Words
from actions.documents.context import DocumentContext, MissingData, known
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
from actions.documents.letterhead import dated, letterhead_of
from actions.documents.people import head_of, signatory
from rules.agreement_words import name_of
from states.agreements import STUDY_PLAN, SignedVersion, plan_of
from states.frozen import frozen, replace
from states.text import Text
from states.vocabulary import ROLES

_DRAFT: Final = Text("draft, not concluded", "нацрт, није закључен")
_PROPOSED: Final = Text("proposed, not concluded", "предложена, није закључена")


def agreement_form(context: DocumentContext) -> AgreementForm:
    """The agreement as it was concluded or changed (BMU-8b, 8e, 9, 11, 30; BEE-L2, T3)."""
    known(context.file.agreement, "the agreement")
    name = known(context.definition.kind.agreement, "which agreement it is").form
    return filled_form(name, context, letterhead_of("agreement_form", context, form=name))


def filled_form(
    name: str, context: DocumentContext, letterhead: Letterhead | None = None
) -> AgreementForm:
    """A form of `models` with what the case knows in it, and lines where it knows nothing.

    Raises MissingData for a form that the office doesn't offer.
    """
    form = models().get(name)
    if form is None:
        raise MissingData(f"The office has no form {name!r}.")
    versions = _printed(form, context)
    return AgreementForm(
        head=letterhead or _letterhead(name, context),
        form_title=form.title,
        below=_below(form, context, versions),
        model=_model(name, context),
        parts=tuple(_parts(form, context, versions)),
    )


def _letterhead(name: str, context: DocumentContext) -> Letterhead:
    return letterhead_of("agreement_form", context, context.case_number, name)


@frozen
class _Printed:
    """The versions on a form: those that stand, and a change of the last that is proposed."""

    standing: tuple[SignedVersion, ...] = ()
    proposal: SignedVersion | None = None

    @property
    def newest(self) -> SignedVersion | None:
        """The last that stands."""
        return self.standing[-1] if self.standing else None


def _printed(form: FormModel, context: DocumentContext) -> _Printed:
    """What was concluded, and a newer proposal; before anything was, the newest draft."""
    if form.signed_as is None:
        return _Printed()
    if form.signed_as == "study_plan":
        plan = plan_of(context.versions)
        return _Printed((plan,) if plan else ())
    versions = [version for version in context.versions if version.number != STUDY_PLAN]
    in_force = tuple(version for version in versions if version.concluded_on)
    if not in_force:
        return _Printed(tuple(versions[-1:]))
    return _Printed(in_force, versions[-1] if versions[-1].concluded_on is None else None)


def _below(form: FormModel, context: DocumentContext, versions: _Printed) -> Text | None:
    lines = []
    if form.names_purpose:
        lines.append(context.definition.kind.words.purpose)
    if versions.newest and versions.newest.number != STUDY_PLAN:
        lines.append(name_of(versions.newest.number))
        lines += [] if versions.newest.concluded_on else [_DRAFT]
    if versions.proposal:
        lines.append(_as_proposed(versions.proposal))
    if not lines:
        return None
    return Text(", ".join(line.en for line in lines), ", ".join(line.sr for line in lines))


def _as_proposed(proposal: SignedVersion) -> Text:
    name = name_of(proposal.number)
    return Text(f"{name.en} ({_PROPOSED.en})", f"{name.sr} ({_PROPOSED.sr})")


def _model(name: str, context: DocumentContext) -> Text | None:
    """That a form follows no model which the office has: the copy lacks its annex."""
    basis = context.regulation.forms.get(name)
    if basis is None or basis.in_copy or basis.annex is None:
        return None
    return Text(
        f"Annex {basis.annex}: its model is not in our copy of the rulebook.",
        f"Прилог {basis.annex}: модел се не налази у нашем примерку правилника.",
    )


def _parts(form: FormModel, context: DocumentContext, versions: _Printed) -> Iterator[FormPart]:
    """The agreement with its signatures, each change with its own, and what closes the form."""
    first = View(context, next(iter(versions.standing), None))
    newest = View(context, versions.newest)
    yield from _filled((*form.parts, *form.signing, *form.pledges), first)
    concluded_views = [
        View(context, newer, former) for former, newer in pairwise(versions.standing)
    ]
    for view in concluded_views:
        yield from _change(form, view)
    if concluded_views:
        yield from _courses_now(form, newest)
    if versions.proposal:
        yield from _change(form, View(context, versions.proposal, versions.newest))
    elif not concluded_views:
        to_change = View(context, signed_before=versions.newest)
        yield from _filled((*form.changes, *_signed_alone(form)), to_change)
    yield from _filled(form.after, newest)
    if versions.standing and form.signed_as != "study_plan":
        yield from _filled(model(CLOSING).parts, newest)


def _change(form: FormModel, view: View) -> Iterator[FormPart]:
    """A change with the signatures of its version: it says whether it was concluded."""
    signing = tuple(_signed_alone(form))
    first, *other_parts = (_without_lines(part, view) for part in form.changes)
    assert view.version is not None
    assert view.former is not None
    status = _status(view.version, view.former)
    told_parts = (part for part in other_parts if part.entries or part.table)
    yield from _filled((replace(first, intro=status), *told_parts, *signing), view)


def _without_lines(part: PartModel, view: View) -> PartModel:
    """A part of a change that is laid down: nothing can be written into it where none changes."""
    is_empty = part.table is None or not list(TABLES[part.table.of](view))
    return replace(
        part,
        table=None if is_empty else part.table,
        entries=tuple(
            field for field in part.entries
            if field.source is None or SOURCES[field.source](view) is not None
        ),
    )  # fmt: skip


def _status(version: SignedVersion, former: SignedVersion) -> Text:
    name, stands = name_of(version.number).capitalised(), name_of(former.number)
    if version.concluded_on is None:
        return Text(
            f"{name.en}: {_PROPOSED.en}. Until it is, the agreement holds as in {stands.en}.",
            f"{name.sr}: {_PROPOSED.sr}. Док се не закључи, уговор важи како гласи {stands.sr}.",
        )
    day = dated(version.concluded_on)
    return Text(f"{name.en}: concluded on {day.en}.", f"{name.sr}: закључена {day.sr}")


def _signed_alone(form: FormModel) -> Iterator[PartModel]:
    """Where a change is signed: nothing is chosen and filled in there a second time."""
    if form.changes:
        yield from (replace(part, entries=(), choices=()) for part in form.signing)


def _courses_now(form: FormModel, newest: View) -> Iterator[FormPart]:
    """All courses as they stand after the changes, so that nobody has to work them out."""
    tables = (part.table for part in form.parts if part.table)
    of_courses = next((table for table in tables if table.of == "courses"), None)
    if of_courses is None or newest.version is None or not newest.version.agreement.courses:
        return
    name = name_of(newest.version.number)
    yield FormPart(
        title=Text(
            f"Courses as they stand now ({name.en})", f"Предмети у важећем стању ({name.sr})"
        ),
        table=_table(of_courses, newest),
    )


def _filled(parts: tuple[PartModel, ...], view: View) -> Iterator[FormPart]:
    for part in parts:
        if part.only_with and not list(TABLES[part.only_with](view)):
            continue
        yield FormPart(
            title=part.title,
            intro=part.intro,
            entries=tuple(_entry(field, view) for field in part.entries),
            table=_table(part.table, view) if part.table else None,
            choices=tuple(map(_choice, part.choices)),
            points=part.points,
            note=part.note,
            signers=tuple(
                _signer(place, view)
                for place in part.signers
                if view.context.incoming or not place.of_incoming
            ),
        )


def _entry(field: FieldModel, view: View) -> Entry:
    value = SOURCES[field.source](view) if field.source else None
    return Entry(field.label, value, field.lines, field.wide)


def _choice(choice: ChoiceModel) -> Choice:
    return Choice(choice.label, choice.options)


def _table(table: TableModel, view: View) -> FormTable:
    rows, total = list(TABLES[table.of](view)), total_of(table.of, view)
    return FormTable(
        columns=tuple(
            Column(column.label, column.width, column.right, column.ticks)
            for column in table.columns
        ),
        rows=tuple(tuple(row.get(column.of) for column in table.columns) for row in rows),
        blank=table.blank,
        total=tuple(total.get(column.of) for column in table.columns) if total else None,
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


def _signer(place: SignerModel, view: View) -> Signer:
    context = view.context
    places = _INCOMING if context.incoming else _OUTGOING
    days_by_party: dict[str, date] = (
        {signature.party: signature.on for signature in view.version.signatures}
        if view.version
        else {}
    )
    parties = places[place.party]
    party = next((party for party in parties if party in days_by_party), _to_sign(parties, view))
    by_candidate = party in ("student", "staff_member")
    candidate = context.file.candidate
    return Signer(
        role=place.role,
        lines=place.lines,
        name=candidate.both_names if by_candidate else _holder(view, party),
        email=candidate.email if by_candidate else None,
        on=_on(days_by_party.get(party or "")),
    )


def _to_sign(parties: tuple[str, ...], view: View) -> str | None:
    """Who is to sign there: of Rector and Dean who signed what is changed, since a change asks for
    the consent of all who did (BMU-8e); else the one who speaks for the home institution."""
    former, head = view.former or view.signed_before, head_of(view.context)
    signed_parties = [signature.party for signature in former.signatures] if former else []
    usual_party = head if head in parties else next(iter(parties), None)
    return next((party for party in parties if party in signed_parties), usual_party)


def _holder(view: View, party: str | None) -> Words | None:
    """Who signs for a role of ours, or signed for it on the day of that signature: its holder or
    the deputy; of the host nobody is known."""
    if party not in ROLES:
        return None
    context, signatures = view.context, view.version.signatures if view.version else ()
    signed_on = next((signature.on for signature in signatures if signature.party == party), None)
    signers_then = context.signers_on.get(signed_on, {}) if signed_on else {}
    return signers_then.get(party) or signatory(context, party).name


def _on(day: date | None) -> Text | None:
    return dated(day) if day else None
