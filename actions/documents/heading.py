"""What stands over every document: letterhead, number, language, and the rules it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final, Literal

from actions.documents.content import Head, RestsOn, Rulebook
from actions.documents.content.printing import say_day
from actions.documents.context import Matter, contested_by, known
from states.text import Text

RULES: Final[Mapping[str, tuple[str, ...]]] = {
    "decree": (
        "BMU-16",
        "BMU-13",
        "BMU-22.1",
        "BMU-22.2",
        "BMU-22.8",
        "BMU-24a",
        "BEE-R2",
        "BEE-L4",
    ),
    "ranking_list": ("BMU-15b", "BMU-15c", "BEE-C4", "BEE-C5"),
    "nomination_letter": ("BMU-15d", "BEE-L3"),
    "refusal_letter": (),
    "appeal_decision": (),
    "agreement_form": (),
    "approval_decision": ("BMU-30", "BEE-T2"),
    "transcript_of_records": ("BMU-12a", "BMU-12b"),
    "transcript_of_work": ("BMU-13",),
}
"""The rules that each kind carries out beside the step's own; a regulation has its own of them."""

ONLY_FOR: Final[Mapping[str, Callable[[Matter], bool]]] = {
    "BMU-8c": lambda matter: matter.definition.process.endswith("-studies"),
    "BEE-L1": lambda matter: matter.definition.process.endswith("-studies"),
    "BMU-12a": lambda matter: not matter.incoming,
    "BMU-12b": lambda matter: matter.incoming,
    "BMU-13": lambda matter: _of_a_traineeship(matter),
    "BMU-22.1": lambda matter: not _semester_for_semester(matter),
    "BMU-22.8": lambda matter: _semester_for_semester(matter),
}
"""Rules that hold for some of the documents of their kind only."""

IN_ENGLISH: Final = frozenset(
    {"nomination_letter", "agreement_form", "transcript_of_records", "transcript_of_work"}
)
"""What partners read: letters to hosts, agreements (BMU-8c), transcripts (BMU-12b, BMU-13)."""

_RULEBOOK: Final = Text("Rulebook on International Mobility", "Правилник о међународној мобилности")
_PROCEDURES: Final = Text(
    "Procedures for International Mobility", "Процедуре за међународну мобилност"
)
_NUMBERED: Final[Mapping[str, str]] = {
    "nomination_letter": "nomination",
    "refusal_letter": "refusal",
    "approval_decision": "approval",
    "transcript_of_records": "transcript",
    "transcript_of_work": "transcript-of-work",
}


def language_of(kind: str, matter: Matter) -> str:
    """The language in which a kind of document is written: what partners read, in English."""
    return "en" if kind in IN_ENGLISH else matter.office.settings.documents_in


def languages_of(kind: str, matter: Matter) -> tuple[str, ...]:
    """Every language in which a document is made: a student of ours gets two (BMU-12a)."""
    if kind != "transcript_of_records" or matter.incoming:
        return (language_of(kind, matter),)
    ours = matter.office.settings.documents_in
    return (ours if ours.startswith("sr") else "sr", "en")


def head_of(
    kind: str,
    matter: Matter,
    number: str | None = None,
    carries_out: Sequence[str] | None = None,
) -> Head:
    """The letterhead with the document's number, its civil date and its rules.

    `number` and `carries_out` (rules) take the place of those of the kind.
    """
    own = matter.office.settings.institution
    ours = own.key == matter.definition.institution
    address, where = own.address, own.place
    return Head(
        institution=institution_of(matter),
        number=number or number_of(kind, matter),
        on=matter.today,
        rests_on=_rests_on(RULES[kind] if carries_out is None else carries_out, matter),
        address=address if ours and address.en and address.sr else None,
        place=where if ours and where.en and where.sr else None,
        case=matter.case.number if matter.case else None,
    )


def institution_of(matter: Matter) -> Text:
    """Our institution; where the candidate's faculty is the home institution, the faculty of it."""
    whole = matter.regulation.name
    candidate = matter.dossier.candidate if matter.dossier else None
    faculty = matter.office.settings.home.faculty(candidate.faculty) if candidate else None
    if faculty is None:
        return whole
    return Text(f"{faculty.name.en}, {whole.en}", f"{faculty.name.sr}, {whole.sr}")


def number_of(kind: str, matter: Matter) -> str:
    """The document's number: the Decree's own, else made of the case's number and the kind."""
    if kind == "ranking_list":
        ranking = known(matter.ranking, "the ranking list")
        of = f"{matter.definition.institution.upper()}/{matter.definition.process}"
        return f"{of}/{ranking.call.published}/list-{ranking.version}"
    dossier, case = matter.file, matter.case_number
    if kind == "decree":
        return known(dossier.decree, "the Decree").number
    if kind == "appeal_decision":
        newest, decree = dossier.appeals[-1], dossier.decree
        against = decree if newest.against == "decree" else None
        word = contested_by(matter, against) if against else "appeal"
        return appeal_number(case, len(dossier.appeals), word)
    if kind == "agreement_form":
        return f"{case}/agreement-{dossier.agreement_version}"
    return f"{case}/{_NUMBERED[kind]}"


def appeal_number(case: str, place: int, word: Literal["appeal", "complaint"]) -> str:
    """The number of the decision on a case's first, second … appeal or complaint."""
    return f"{case}/{word}-{place}"


def rulebook_of(matter: Matter) -> Rulebook:
    """The regulation as a document names it: procedures that bear no number and date bear none."""
    book = matter.regulation
    return Rulebook(
        _PROCEDURES if book.rulebook is None else _RULEBOOK, book.rulebook, book.adopted
    )


def dated(day: date) -> Text:
    """A civil date as official papers write it, in both languages."""
    return Text(say_day(day, "en"), say_day(day, "sr"))


def cited(matter: Matter, rule: str) -> Text:
    """A rule of the matter's regulation with its article: `BMU-15c (art. 15 para. 4)`."""
    article = matter.regulation.rule(rule).article
    return Text(f"{rule} ({article.en})", f"{rule} ({article.sr})")


def _rests_on(carried_out: Sequence[str], matter: Matter) -> tuple[RestsOn, ...]:
    step = (matter.transition.rule,) if matter.transition else ()
    rules = dict.fromkeys((*step, *carried_out))
    book = matter.regulation
    return tuple(
        RestsOn(rule, book.rule(rule).article)
        for rule in rules
        if book.known(rule) and ONLY_FOR.get(rule, _always)(matter)
    )


def _always(matter: Matter) -> bool:
    return True


def _of_a_traineeship(matter: Matter) -> bool:
    dossier = matter.file
    return dossier.traineeship is not None or "transcript_of_work" in dossier.documents


def _semester_for_semester(matter: Matter) -> bool:
    decree = matter.file.decree
    return decree is not None and decree.method == "semester_for_semester"
