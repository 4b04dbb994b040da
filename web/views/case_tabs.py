"""The tabs of a case: each one screen with its own address, and what stands on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from actions.documents.case_forms import offered_forms
from actions.documents.form_models import OfferedForm
from persistence import action_lists, incoming_mails
from persistence import history as history_rows
from persistence.action_lists import UnfinishedAction
from persistence.agreement_history import agreement_story
from persistence.case_counts import CaseCounts
from persistence.documents import StoredDocument, documents_of
from persistence.history import WrittenEntry
from persistence.incoming_mails import StoredIncomingMail
from persistence.mails import StoredMail, mails_of
from states.definition import Awaited, ProcessDefinition
from states.dossier import Case, Dossier
from states.fact_declaration import Chapter
from states.frozen import frozen
from states.money import GRANT
from states.text import Text
from web.views.agreement import VersionCard, version_cards
from web.views.case_money import MoneyTab, money_tab
from web.views.cited_reasons import CitedReason
from web.views.dossier import Card, cards, open_remedies
from web.views.history import HistoryLine, history_lines, versions_of
from web.views.progress import Milestone, milestones
from web.views.project_mobilities import ProjectMobilities, project_mobilities
from web.views.remedy_links import RemedyLinks
from web.views.support import recorded_support, support_card
from web.views.viewer import Viewer
from workflows.calls.blind_points import is_blind, without_others_points
from workflows.cases.in_question import steps_in_question

NOW: Final = "now"
MONEY: Final = "money"
TABS: Final[Mapping[str, Text]] = {
    NOW: Text("Now", "Сада"),
    "dossier": Text("Dossier", "Досије"),
    "agreement": Text("Agreement", "Уговор"),
    "stay": Text("Stay and recognition", "Боравак и признавање"),
    MONEY: Text("Money", "Финансије"),
    "documents": Text("Documents", "Документи"),
    "mails": Text("Mails", "Поруке"),
    "history": Text("History", "Историјат"),
}
"""By their names in addresses, in their order on the page."""

CHAPTERS: Final[tuple[Chapter, ...]] = ("dossier", "agreement", "stay", "money", "documents")
"""The tabs on which facts of their own are recorded."""

ON_ONE_PAGE: Final = 15
"""Entries or mails that a page shows; the older ones follow on the next."""


@frozen
class TabLink:
    """A tab with its address; `count` says of how much it holds, where that can be counted."""

    name: str
    title: Text
    address: str
    count: int | None


@frozen
class QuestionedStep:
    """A step that was taken, and why it could not be taken on what was corrected since."""

    title: Text
    reasons: Sequence[CitedReason]


@frozen
class NowTab:
    """Where the case stands on its way, what a correction has put in question, and the appeals or
    complaints that wait for their decision."""

    milestones: Sequence[Milestone]
    in_question: Sequence[QuestionedStep]
    remedies: Sequence[Card]


@frozen
class CardsTab:
    """Groups of facts: the dossier, or the stay with its recognition; of a project its mobilities
    too."""

    cards: Sequence[Card]
    mobilities: ProjectMobilities | None = None


@frozen
class AgreementTab:
    """Every version of the agreement, the newest first."""

    versions: Sequence[VersionCard]


@frozen
class DocumentsTab:
    """The documents of the case, those that are being made, and the forms to print."""

    documents: Sequence[StoredDocument]
    unfinished: Sequence[UnfinishedAction]
    forms_to_print: Mapping[str, OfferedForm]


@frozen
class MailsTab:
    """Mails, the newest first; and what came in, all of it, likewise."""

    mails: Sequence[StoredMail]
    pages: Pages
    incoming: Sequence[StoredIncomingMail] = ()


@frozen
class HistoryTab:
    """Entries of the history, the newest first."""

    lines: Sequence[HistoryLine]
    pages: Pages


@frozen
class Pages:
    """Which page of how many lines this is; the first is 1."""

    page: int
    lines: int

    @property
    def last(self) -> int:
        """The last page; 1 where there is nothing."""
        return max(1, -(-self.lines // ON_ONE_PAGE))

    @property
    def slice(self) -> slice:
        """The places of this page's lines."""
        return slice((self.page - 1) * ON_ONE_PAGE, self.page * ON_ONE_PAGE)


TabContents = NowTab | CardsTab | AgreementTab | MoneyTab | DocumentsTab | MailsTab | HistoryTab


@frozen
class TabSubject:
    """A case for the person who looks at it: what each tab is put together from."""

    viewer: Viewer
    case: Case
    dossier: Dossier
    links: RemedyLinks
    awaited: Awaited | None

    @property
    def definition(self) -> ProcessDefinition:
        """The version on which the case runs."""
        return self.links.definition


def tab_links(subject: TabSubject, counts: CaseCounts) -> tuple[TabLink, ...]:
    """All tabs of a case with what each holds."""
    number = subject.case.number
    number_of_tab = {
        "agreement": subject.dossier.agreement_version,
        MONEY: len(subject.dossier.ledger),
        "documents": counts.documents,
        "mails": counts.mails + counts.incoming,
        "history": subject.case.version - 1,
    }
    return tuple(
        TabLink(name, title, address_of(number, name), number_of_tab.get(name))
        for name, title in TABS.items()
        if name in tabs_of(subject.definition)
    )


def tabs_of(definition: ProcessDefinition) -> tuple[str, ...]:
    """The tabs that a case has: where nobody goes there is no agreement of who does and no stay,
    and money only who may be given a grant."""
    left_out = {"agreement", "stay"} if definition.kind.nobody_goes else set()
    if GRANT not in definition.facts:
        left_out.add(MONEY)
    return tuple(name for name in TABS if name not in left_out)


def address_of(number: str, tab: str) -> str:
    """The address of a tab of a case; an unknown tab is the first."""
    return f"/cases/{number}/{tab}" if tab in TABS and tab != NOW else f"/cases/{number}"


def contents_of(subject: TabSubject, tab: str, page: int, counts: CaseCounts) -> TabContents:
    """What a tab holds; `page` is that of a list, from 1 on."""
    connection, case = subject.viewer.connection, subject.case
    if tab == "dossier":
        return dossier_tab(subject)
    if tab == "agreement":
        return agreement_tab(subject)
    if tab == "stay":
        return CardsTab(cards(subject.dossier, subject.definition, "stay"))
    if tab == MONEY:
        return money_tab(subject.viewer, subject.links, case, subject.dossier)
    if tab == "documents":
        return documents_tab(subject)
    if tab == "mails":
        pages = _pages(page, counts.mails)
        incoming = incoming_mails.of_case(connection, case.id) if counts.incoming else ()
        return MailsTab(mails_of(connection, case.id)[pages.slice], pages, incoming)
    if tab == "history":
        return history_tab(subject, page)
    return now_tab(subject)


def dossier_tab(subject: TabSubject) -> CardsTab:
    """What is known of the person and of the application, and what was done for them."""
    definition, today = subject.definition, subject.viewer.today
    dossier_cards = cards(subject.dossier, definition, "dossier")
    facts = recorded_support(subject.dossier)
    connection, case_id = subject.viewer.connection, subject.case.id
    entries = history_rows.recorded(connection, case_id, facts) if facts else []
    support = support_card(definition, subject.case, subject.dossier, entries, today)
    project = subject.case.number if definition.kind.of_project else None
    mobilities = project_mobilities(subject.viewer, project) if project else None
    return CardsTab([*dossier_cards, *support], mobilities)


def agreement_tab(subject: TabSubject) -> AgreementTab:
    """The agreement, version by version."""
    story = agreement_story(subject.viewer.connection, subject.definition, subject.case.id)
    comments = subject.dossier.agreement_comments
    return AgreementTab(version_cards(subject.definition.kind, story, comments))


def documents_tab(subject: TabSubject) -> DocumentsTab:
    """The documents, received and made."""
    connection, case = subject.viewer.connection, subject.case
    return DocumentsTab(
        documents_of(connection, case.id, case.call_id),
        [
            action
            for action in action_lists.unfinished(connection, case.id)
            if action.action == "document"
        ],
        offered_forms(subject.viewer.office, case),
    )


def history_tab(subject: TabSubject, page: int) -> HistoryTab:
    """A page of the history."""
    lines = _lines(subject, *_versioned(subject))
    pages = _pages(page, len(lines))
    return HistoryTab(lines[pages.slice], pages)


def whole_history(subject: TabSubject) -> tuple[NowTab, HistoryTab]:
    """Where the case stands, and all of its history, read once."""
    versions, entries = _versioned(subject)
    lines = _lines(subject, versions, entries)
    return _now(subject, versions, entries), HistoryTab(lines, Pages(1, 0))


def now_tab(subject: TabSubject) -> NowTab:
    """Where the case stands."""
    return _now(subject, *_versioned(subject))


def _lines(
    subject: TabSubject, versions: Sequence[ProcessDefinition], entries: Sequence[WrittenEntry]
) -> list[HistoryLine]:
    return history_lines(subject.viewer, versions, entries)[::-1]


def _now(
    subject: TabSubject, versions: Sequence[ProcessDefinition], entries: Sequence[WrittenEntry]
) -> NowTab:
    with_versions = list(zip(versions, entries, strict=True))
    return NowTab(
        milestones(subject.definition, subject.case, with_versions, subject.awaited),
        [
            QuestionedStep(step.title, subject.links.cited(step.reasons))
            for step in steps_in_question(subject.definition, subject.dossier, entries)
        ],
        open_remedies(subject.dossier, subject.definition),
    )


def _versioned(subject: TabSubject) -> tuple[list[ProcessDefinition], list[WrittenEntry]]:
    """All entries, each with the version on which it was written."""
    entries = history_rows.entries(subject.viewer.connection, subject.case.id)
    login = subject.viewer.person.member.login
    case_and_dossier = subject.case, subject.dossier
    if is_blind(subject.viewer.connection, subject.definition, case_and_dossier, login):
        entries = without_others_points(entries, login)
    return versions_of(subject.viewer.office, subject.definition, entries), entries


def _pages(page: int, lines: int) -> Pages:
    pages = Pages(1, lines)
    return Pages(min(max(page, 1), pages.last), lines)
