"""The documents of a selection: the ranking list, the nomination, the refusal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from actions.documents.content import (
    Criterion,
    LeftOut,
    NominationLetter,
    Ranked,
    RankingList,
    RefusalLetter,
    RefusalReason,
    Signatory,
)
from actions.documents.context import DocumentContext, RankingContext, RankingEntry, known
from actions.documents.letterhead import cited, letterhead_of
from actions.documents.people import (
    ARCHIVE,
    own_institution,
    partner_of,
    signed_also_by_head,
    signed_by_step,
    student_of,
)
from actions.documents.remedies import list_remedy
from actions.documents.stays import agreed_period
from rules.agreement_words import PURPOSES
from rules.ranking_words import GOES_FIRST
from states.call_terms import TIE_BREAKS
from states.dossier import Application
from states.text import Text
from states.vocabulary import ROLES, criterion_title

NO_REASON: Final = Text("No reason was recorded.", "Разлог није евидентиран.")
NONE_FROM_HOST: Final = Text(
    "The host institution gave no reason.", "Установа домаћин није навела разлог."
)
_CANDIDATE: Final = Text("the candidate", "кандидату")
_LATER_CALL: Final = Text(
    "An application that meets the conditions may be made under a later call.",
    "Пријава која испуњава услове може се поднети на неки од наредних конкурса.",
)


def ranking_list(context: DocumentContext) -> RankingList:
    """The list with points, reasons and the right of appeal (BMU-15b, 15c; BEE-C4, C5)."""
    ranking = known(context.ranking, "the ranking list")
    call, story = ranking.call, ranking.story
    return RankingList(
        head=letterhead_of("ranking_list", context),
        call=call.title,
        version=ranking.version,
        closed_on=call.closes,
        commission=ranking.members,
        criteria=tuple(
            Criterion(criterion_title(name), most, call.weights.get(name))
            for name, most in call.criteria.items()
        ),
        minimum=call.minimum_points,
        places=tuple(map(_place, ranking.entries)),
        remedy=list_remedy(context, ranking),
        signatures=_signatures(context, ranking),
        ties=tuple(_ties(ranking)),
        replaces=_former_version(ranking.version),
        changes=(*story.upheld, *story.changes) if story else (),
        left_out=tuple(
            LeftOut(application.name, application.case, application.reason)
            for application in (story.not_considered if story else ())
            if application.applied
        ),
        seats=story.seats if story else (),
        chosen_by=ROLES[ranking.choice.role].in_sentence() if ranking.choice else None,
        choice_reason=ranking.choice.reason if ranking.choice else None,
        ties_by=tuple(_who_goes_first(context, ranking)),
    )


def _signatures(context: DocumentContext, ranking: RankingContext) -> tuple[Signatory, ...]:
    """The commission that made the list, or who chose without one (BMU-29), and the head."""
    if ranking.choice is not None:
        return signed_also_by_head(context, ranking.choice.role)
    members = (Signatory(ROLES["commission_member"], member) for member in ranking.members)
    return (*members, *signed_also_by_head(context))


def nomination_letter(context: DocumentContext) -> NominationLetter:
    """The letter that asks the host for its acceptance (BMU-15d), with the day to answer by."""
    application = known(context.file.application, "the application")
    first_day, last_day = agreed_period(context)
    of_studies = context.definition.kind.has_field("application", "purpose")
    return NominationLetter(
        head=letterhead_of("nomination_letter", context),
        host=partner_of(context),
        candidate=student_of(context),
        home=own_institution("nomination_letter", context),
        programme=application.programme,
        agreement=known(context.definition.kind.agreement, "which agreement it is").document,
        purpose=_purpose(context, application),
        first_day=first_day,
        last_day=last_day,
        semesters=application.semesters if of_studies else None,
        answer_by=known(context.due, "the day by which the host is to answer").due,
        reply_to=context.office.settings.institution.email,
        signatures=signed_by_step(context, "mobility_coordinator"),
    )


def _purpose(context: DocumentContext, application: Application) -> Text:
    """What the mobility is for: of a student's studies as applied for, else as its kind says."""
    if not context.definition.kind.has_field("application", "purpose"):
        return context.definition.kind.words.activity
    return PURPOSES[application.purpose]


def refusal_letter(context: DocumentContext) -> RefusalLetter:
    """An application refused by the office, or the host's refusal passed on (BMU-15a, 15d)."""
    answer = context.file.host_answer
    by_host = answer is not None and not answer.accepted
    reason = answer.reason if answer is not None and by_host else context.word("reason")
    head = letterhead_of("refusal_letter", context)
    return RefusalLetter(
        head=head,
        candidate=student_of(context),
        call=context.file.call.title,
        refused_by="host" if by_host else "home",
        reasons=(
            RefusalReason(
                reason or (NONE_FROM_HOST if by_host else NO_REASON),
                # The letter's own clause, where it has one beside that of the step.
                cited(context, head.rests_on[-1]),
                _LATER_CALL,
            ),
        ),
        signatures=signed_by_step(context, "mobility_coordinator"),
        host=partner_of(context) if by_host else None,
        deliver_to=(_CANDIDATE, ARCHIVE),
    )


def _former_version(version: int) -> Text | None:
    if version < 2:
        return None
    return Text(f"version {version - 1}", f"верзију {version - 1}")


def _place(entry: RankingEntry) -> Ranked:
    return Ranked(
        rank=entry.rank,
        candidate=entry.candidate,
        case=entry.case,
        points=entry.points,
        outcome=entry.outcome,
        host=entry.host,
        reason=_reason(entry),
    )


def _reason(entry: RankingEntry) -> Text | None:
    """Why not, or why not a preference before; the points and ties stand elsewhere."""
    # The last line of a selected candidate names the host, which the list prints anyway.
    is_named = entry.outcome == "selected" and not entry.kept
    reasons = entry.reasons[:-1] if is_named else entry.reasons
    if not reasons:
        return None
    return Text("; ".join(line.en for line in reasons), "; ".join(line.sr for line in reasons))


def _who_goes_first(context: DocumentContext, ranking: RankingContext) -> Iterator[Text]:
    """What decides between equal points, one after the other; at last the day of receipt.

    Nothing does where the Rector chose, or of one candidate.
    """
    if ranking.choice is not None or len(ranking.entries) < 2:
        return
    terms = context.definition.call
    for name in (*(terms.ties if terms else TIE_BREAKS), "applied_at"):
        yield GOES_FIRST[name]


def _ties(ranking: RankingContext) -> Iterator[Text]:
    """Each pair with equal points once, from the lower place: what decided, and nobody's merits."""
    for entry in ranking.entries:
        if entry.tie:
            name, tie = entry.candidate, entry.tie
            yield Text(f"{entry.rank}. {name.en}: {tie.en}", f"{entry.rank}. {name.sr}: {tie.sr}")
