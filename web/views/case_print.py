"""A case on paper: what stands on top of its page, and every tab whole, without forms."""

from __future__ import annotations

from collections.abc import Sequence

from persistence.mails import mails_of
from states.dossier import Case, Dossier
from states.frozen import frozen, replace
from web.views.case import Asked, CasePage, case_page
from web.views.case_money import money_tab
from web.views.case_tabs import (
    MONEY,
    NOW,
    MailsTab,
    Pages,
    TabContents,
    TabSubject,
    agreement_tab,
    documents_tab,
    dossier_tab,
    tabs_of,
    whole_history,
)
from web.views.remedy_links import remedy_links
from web.views.viewer import Viewer


@frozen
class PrintedCase:
    """The page of a case with its parts, each as the tab of its name shows it."""

    page: CasePage
    parts: Sequence[CasePage]


def _money(subject: TabSubject) -> dict[str, TabContents]:
    """The money of a case that has any."""
    if not subject.dossier.ledger:
        return {}
    return {MONEY: money_tab(subject.viewer, subject.links, subject.case, subject.dossier)}


def printed_case(viewer: Viewer, case_and_dossier: tuple[Case, Dossier]) -> PrintedCase:
    """All of a case, for a person at an instant."""
    case, dossier = case_and_dossier
    page = case_page(viewer, case_and_dossier, Asked("stay", plain=True))
    links = remedy_links(viewer, page.definition, case_and_dossier)
    subject = TabSubject(viewer, case, dossier, links, page.top.awaited)
    now, history = whole_history(subject)
    parts: dict[str, TabContents] = {
        "dossier": dossier_tab(subject),
        "agreement": agreement_tab(subject),
        "stay": page.contents,
        **_money(subject),
        "documents": documents_tab(subject),
        "mails": MailsTab(mails_of(viewer.connection, case.id), Pages(1, 0)),
        "history": history,
    }
    return PrintedCase(
        replace(page, tab=NOW, contents=now),
        [
            replace(page, tab=tab, contents=contents, facts=(), open_forms={})
            for tab, contents in parts.items()
            if tab in tabs_of(page.definition)
        ],
    )
