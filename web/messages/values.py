"""What can be chosen in a form, and how a value of a form or of the dossier is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from notifications.words import LEVELS
from states.facts import FACTS
from states.isced_fields import field_title
from states.localization import country_title
from states.text import Text
from states.vocabulary import DOCUMENT_KINDS, PRODUCED, PROGRAMMES, ROLES, SIGNATORIES, SPOKEN
from web.messages.incoming import KINDS as MESSAGE_KINDS
from web.messages.incoming import OUTCOMES as MESSAGE_OUTCOMES

LANGUAGE_NAMES: Final = {"en": "English", "sr": "Српски", "sr-Latn": "Srpski"}
"""The languages of the pages, each in its own."""

LANGUAGES_OF_MAILS: Final = {
    "en": Text("English", "енглески"),
    "sr": Text("Serbian (Cyrillic)", "српски (ћирилица)"),
    "sr-Latn": Text("Serbian (Latin)", "српски (латиница)"),
}
"""The same, where an office says in which of them somebody is written to."""

PURPOSES: Final = {
    "study": Text("courses", "похађање наставе"),
    "thesis": Text("work on a thesis", "израда завршног рада"),
    "doctoral": Text("doctoral research", "докторско истраживање"),
}
METHODS: Final = {
    "course_by_course": Text("course by course", "предмет по предмет"),
    "semester_for_semester": Text("semester for semester", "семестар за семестар"),
}
DURATIONS: Final = {
    "1S": Text("1 semester", "1 семестар"),
    "2S": Text("2 semesters", "2 семестра"),
    "Y": Text("1 year", "1 година"),
    "1T": Text("1 trimester", "1 триместар"),
    "2T": Text("2 trimesters", "2 триместра"),
}
"""How long a course lasts (annex 7)."""
DELIVERABLE: Final = {
    kind: title
    for kind, title in DOCUMENT_KINDS.items()
    if kind not in PRODUCED or kind in ("transcript_of_records", "transcript_of_work")
}
"""What people hand in; the host's transcripts have the names of our own."""
COMES_LATER: Final = frozenset(
    "late_agreement_consent grading_system transcript_of_work transcript_request petition report "
    "project_application project_agreement partner_agreement grant_agreement grant_report "
    "travel_receipts".split()
)
"""What people hand in once they were chosen, or have been away, and what is of no application."""
ASKED_BY_CALLS: Final = {
    kind: title for kind, title in DELIVERABLE.items() if kind not in COMES_LATER
}
"""What a call may ask for with an application."""
MADE_HERE: Final = {kind: title for kind, title in DOCUMENT_KINDS.items() if kind in PRODUCED}

OUTCOMES: Final = {
    "selected": Text("selected", "изабран"),
    "waiting": Text("waiting list", "листа чекања"),
    "rejected": Text("not selected", "није изабран"),
}
AGAINST: Final = {
    "list": Text("the ranking list", "ранг листе"),
    "decree": Text("the Decree", "решења"),
}
REMEDIES: Final = {
    "article_24": Text("appeal to the Rector (article 24)", "жалба ректору (члан 24)"),
    "annex_9": Text(
        "complaint to the Academic Coordinator (annex 9)",
        "приговор академском координатору (прилог 9)",
    ),
}
STAFF: Final = {
    "teaching": Text("teaching staff", "наставно особље"),
    "non_teaching": Text("non-teaching staff", "ненаставно особље"),
}
SEXES: Final = {"female": Text("female", "женски"), "male": Text("male", "мушки")}
SALUTATIONS: Final = {
    "f": Text("Ms (Poštovana)", "Поштована"),
    "m": Text("Mr (Poštovani)", "Поштовани"),
}
YES_NO: Final = {"true": Text("yes", "да"), "false": Text("no", "не")}
NOBODY: Final = Text("nobody: it is not signed", "нико: није потписано")
STATUSES: Final = {
    "waiting": Text("waiting to be sent", "чека слање"),
    "claimed": Text("being sent", "слање је у току"),
    "handed_over": Text("being handed over", "предаје се серверу"),
    "done": Text("sent", "послато"),
    "dead": Text("not sent: given up", "није послато: одустало се"),
    "uncertain": Text("uncertain whether it arrived", "неизвесно да ли је стигло"),
    "bounced": Text("came back", "враћено"),
}
"""What has become of a mail."""

VALUES: Final[Mapping[str, Mapping[str, Text]]] = {
    "message": MESSAGE_KINDS,
    "message_outcome": MESSAGE_OUTCOMES,
    "kind": DOCUMENT_KINDS,
    "document": DOCUMENT_KINDS,
    "party": SIGNATORIES,
    "further_documents": DOCUMENT_KINDS,
    "signed_by": SIGNATORIES,
    "language": SPOKEN,
    "level": LEVELS,
    "purpose": PURPOSES,
    "duration": DURATIONS,
    "programme": PROGRAMMES,
    "method": METHODS,
    "outcome": OUTCOMES,
    "against": AGAINST,
    "remedy": REMEDIES,
    "staff": STAFF,
    "sex": SEXES,
    "salutation": SALUTATIONS,
    "writes_in": LANGUAGES_OF_MAILS,
    "role": ROLES,
    "fact": {name: fact.title for name, fact in FACTS.items()},
    "issued_as": ROLES,
    "issued_for": ROLES,
    **{field: words for fact in FACTS.values() for field, words in fact.choices.items()},
}
"""How the values of a field are said, by the field's name; those of a fact by its declaration."""

_CODED: Final[Mapping[str, Callable[[str], Text]]] = {
    "field": field_title,
    "field_of_study": field_title,
    "country": country_title,
}
"""Codes that stand beside the name of what they mean."""


def value_text(name: str, value: object) -> Text:
    """A value of a field in words; one that no table knows is shown as it is."""
    if isinstance(value, bool):
        return YES_NO[str(value).lower()]
    if name in _CODED:
        return _CODED[name](str(value))
    words = VALUES.get(name, {}).get(str(value))
    return words or Text(str(value), str(value))
