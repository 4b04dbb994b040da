"""The register of precedents: what a Decree enters in it, and what it says of later cases.

Whether it binds them (BEE-L5) or is only proposed (BMU-21: the Academic Coordinator judges alone)
is a dated number of each regulation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rules.recognition import Recognition
from rules.wording import format_text, listed
from states.dossier import Dossier
from states.frozen import frozen
from states.recognition import HomeCourse, Precedent, TranscriptCourse
from states.text import Text, alike

BINDING: Final = "binding"
"""The practice of an institution whose later cases are decided as the earlier ones were."""


@frozen
class Pair:
    """A host course that was recognised as a home course; `together_with` others of the host."""

    course: str
    home: HomeCourse
    together_with: tuple[str, ...] = ()


@frozen
class Proposal:
    """What the register says of a passed course: the pairs of the Decree that decided it last.

    `lacking` are courses that were recognised together with it and that this student did not pass;
    then it is told, and not proposed.
    """

    course: TranscriptCourse
    precedents: tuple[Precedent, ...]
    lacking: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether it can be taken over as it stands."""
        return not self.lacking


def pairs_of(recognition: Recognition) -> tuple[Pair, ...]:
    """What a Decree enters in the register: each pair once, in the order of the transcript.

    A course that only the supplement notes, or that counts as it is, makes no precedent.
    """
    pairs: dict[tuple[str, str], Pair] = {}
    for line in recognition.replaced:
        together = tuple(
            other.course.title
            for other in recognition.replaced
            if alike(other.home.title) == alike(line.home.title)
            and alike(other.course.title) != alike(line.course.title)
        )
        key = alike(line.course.title), alike(line.home.title)
        pairs.setdefault(key, Pair(line.course.title, line.home, together))
    return tuple(pairs.values())


def proposals(dossier: Dossier) -> tuple[Proposal, ...]:
    """For each course that was passed, what the register proposes; nothing where it is silent."""
    courses = dossier.transcript.courses if dossier.transcript else ()
    passed_courses = [course for course in courses if course.passed]
    titles = {alike(course.title) for course in passed_courses}
    return tuple(
        Proposal(course, precedents, _lacking(precedents, titles))
        for course in passed_courses
        if (precedents := _decided_last(course, dossier.precedents))
    )


def decided_otherwise(dossier: Dossier) -> tuple[Proposal, ...]:
    """What the register says of passed courses that are decided here, but not as it says.

    A course on which nobody has decided yet is none of them, nor one that was recognised together
    with others which this student did not pass.
    """
    return tuple(
        proposal
        for proposal in proposals(dossier)
        if proposal.holds and _homes_here(proposal, dossier) not in (None, _homes_before(proposal))
    )


def _homes_before(proposal: Proposal) -> set[str]:
    return {alike(precedent.home.title) for precedent in proposal.precedents}


def _homes_here(proposal: Proposal, dossier: Dossier) -> set[str] | None:
    """As which home courses the course counts here; None where nothing is decided on it."""
    decisions = [
        decision
        for decision in dossier.recognition
        if alike(decision.host) == alike(proposal.course.title)
    ]
    if not decisions:
        return None
    return {alike(decision.home.title) for decision in decisions if decision.home}


def describe(proposal: Proposal) -> tuple[Text, ...]:
    """What is proposed, in which case and when it was decided, one sentence a home course."""
    return tuple(_sentences(proposal))


def _sentences(proposal: Proposal) -> Iterator[Text]:
    for precedent in proposal.precedents:
        yield format_text(
            "“{course}” counts as “{home}” ({ects} ECTS, {hours} class hours): so decided in "
            "{case} on {on}, {decree}",
            "„{course}“ се признаје као „{home}“ ({ects} ЕСПБ, фонд часова {hours}): тако је "
            "одлучено у предмету {case}, {on}, решење {decree}",
            course=precedent.course,
            home=precedent.home.title,
            ects="–" if precedent.home.ects is None else precedent.home.ects,
            hours="–" if precedent.home.hours is None else precedent.home.hours,
            case=precedent.case,
            on=precedent.recognised_on,
            decree=precedent.decree,
        )
    if proposal.lacking:
        yield format_text(
            "there it counted together with: {others}, not passed here; so nothing is proposed",
            "тада је признат заједно са: {others}, што овде није положено; зато се не предлаже",
            others=listed(proposal.lacking),
        )


def _decided_last(
    course: TranscriptCourse, precedents: Sequence[Precedent]
) -> tuple[Precedent, ...]:
    """The pairs of a course in the newest Decree that has any: precedents come newest first."""
    pairs = [pair for pair in precedents if alike(pair.course) == alike(course.title)]
    return tuple(pair for pair in pairs if pair.decree == pairs[0].decree)


def _lacking(pairs: Sequence[Precedent], passed_titles: set[str]) -> tuple[str, ...]:
    titles = dict.fromkeys(title for pair in pairs for title in pair.together_with)
    return tuple(title for title in titles if alike(title) not in passed_titles)
