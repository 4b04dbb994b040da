"""What pages call what is brought against acts: each in the word of its own source."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from notifications.catalogue_entry import Mail
from office.wiring import Office
from persistence.act_list import ListedAct
from rules.remedy_words import called_under, own_title, title_against
from states.text import Text
from states.vocabulary import COMPLAINT, DOCUMENT_KINDS, Called

_UNTIL: Final[dict[Called, Text]] = {
    "appeal": Text("appeals against the list until", "жалба на листу до"),
    "complaint": Text("complaints against the list until", "приговор на листу до"),
}
_OPEN: Final[dict[str, Text]] = {
    "appeal": Text("an appeal is open", "жалба чека одлуку"),
    "complaint": Text("a complaint is open", "приговор чека одлуку"),
    "either": Text("an appeal or complaint is open", "жалба, односно приговор чека одлуку"),
}


def document_title(office: Office, kind: str, institutions: Iterable[str]) -> Text:
    """What a kind of document is called where only these institutions' papers can be."""
    return own_title(kind, DOCUMENT_KINDS[kind], remedies_known(office, institutions))


def announced_title(
    office: Office, kind: str, against: str | None, institutions: Iterable[str]
) -> Text:
    """What a paper is called: a decision `against` something by what that very paper says."""
    if against is None:
        return document_title(office, kind, institutions)
    return title_against(kind, against)


def act_title(office: Office, act: ListedAct, institution: str) -> Text:
    """What an act is called: a decision by the list, or by the remedy that the Decree bears."""
    if act.against is None:
        return document_title(office, act.kind, [institution])
    word: Called = "complaint" if act.remedy == COMPLAINT else "appeal"
    if act.against == "list":
        word = office.regulations[institution].contests_lists_by()
    return own_title(act.kind, DOCUMENT_KINDS[act.kind], {word})


def mail_title(office: Office, mail: Mail, institutions: Iterable[str]) -> Text:
    """What a kind of mail is called, likewise: those that it is about tell of lists alone."""
    return own_title(mail.name, mail.title, lists_contested_by(office, institutions))


def carried_title(office: Office, mail: Mail, kind: str, institutions: Iterable[str]) -> Text:
    """What a paper is called that goes with a kind of mail: a decision by what that one decides."""
    if mail.decides is None:
        return document_title(office, kind, institutions)
    if mail.decides == "list":
        return own_title(kind, DOCUMENT_KINDS[kind], lists_contested_by(office, institutions))
    return own_title(kind, DOCUMENT_KINDS[kind], {mail.decides})


def lists_contested_by(office: Office, institutions: Iterable[str]) -> frozenset[Called]:
    """All that some institutions' sources call what is brought against a list."""
    return frozenset(office.regulations[name].contests_lists_by() for name in institutions)


def remedies_known(office: Office, institutions: Iterable[str]) -> frozenset[Called]:
    """The same of lists and of Decrees."""
    return frozenset(
        word for name in institutions for word in called_under(office.regulations[name])
    )


def list_remedy_until(office: Office, institution: str) -> Text:
    """What stands before the last day to contest a list of an institution."""
    return _UNTIL[office.regulations[institution].contests_lists_by()]


def remedies_of(office: Office, institutions: Iterable[str]) -> str:
    """What may be open in some institutions: `appeal`, `complaint`, or `either` of the two."""
    words = remedies_known(office, institutions)
    return next(iter(words)) if len(words) == 1 else "either"


def open_remedy(office: Office, institutions: Iterable[str]) -> Text:
    """What the cases of a set have in common that wait for a decision on it."""
    return _OPEN[remedies_of(office, institutions)]
