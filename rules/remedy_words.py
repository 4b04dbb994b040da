"""What a source calls what is brought against an act, in the forms that sentences have.

BMU-15c speaks of an appeal, BEE-C5 and annex 9 of a complaint: no sentence uses one for the other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final, cast

from rules.parameters import Parameters
from rules.regulation import Regulation
from states.definition import LIST_CONTESTED_BY
from states.dossier import Appeal, DecreeIssued, Dossier
from states.text import Text
from states.vocabulary import COMPLAINT, DOCUMENT_KINDS, Called

REMEDY_TITLES: Final[Mapping[Called, Text]] = {
    "appeal": Text("Appeal", "Жалба"),
    "complaint": Text("Complaint", "Приговор"),
}
"""As a heading."""

REMEDY_WORDS: Final[Mapping[Called, Mapping[str, Text]]] = {
    "appeal": {
        "remedy": Text("appeal", "жалба"),
        "to_remedy": Text("to appeal", "за жалбу"),
        "on_remedy": Text("the appeal", "о жалби"),
        "lodged": Text("appeal", "изјављена жалба"),
        "upheld": Text("appeal upheld", "усвојена је жалба"),
        "none_upheld": Text("no appeal", "није усвојена ниједна жалба"),
        "by_upheld": Text("on an appeal that was upheld", "по усвојеној жалби"),
        "remedy_upheld": Text("an appeal that is upheld", "усвојеном жалбом"),
        "lodge": Text("Appeal", "Изјавити жалбу"),
    },
    "complaint": {
        "remedy": Text("complaint", "приговор"),
        "to_remedy": Text("to complain", "за приговор"),
        "on_remedy": Text("the complaint", "о приговору"),
        "lodged": Text("complaint", "поднет приговор"),
        "upheld": Text("complaint upheld", "усвојен је приговор"),
        "none_upheld": Text("no complaint", "није усвојен ниједан приговор"),
        "by_upheld": Text("on a complaint that was upheld", "по усвојеном приговору"),
        "remedy_upheld": Text("a complaint that is upheld", "усвојеним приговором"),
        "lodge": Text("Complain", "Поднети приговор"),
    },
}
"""For sentences, by the place that the word has in them."""


OWN_TITLES: Final[Mapping[str, Mapping[Called, Text]]] = {
    "appeal_decision": {
        "appeal": Text("decision on the appeal", "одлука по жалби"),
        "complaint": Text("decision on the complaint", "одлука по приговору"),
    },
    "ranking_appeal_received": {
        "appeal": Text("Appeal against the list", "Жалба на ранг листу"),
        "complaint": Text("Complaint against the list", "Приговор на ранг листу"),
    },
    "ranking_appeal_decided": {
        "appeal": Text("Decision on the appeal against the list", "Одлука по жалби на ранг листу"),
        "complaint": Text(
            "Decision on the complaint against the list", "Одлука по приговору на ранг листу"
        ),
    },
    "appeal_until": {
        "appeal": Text("Appeal until", "Жалба до"),
        "complaint": Text("Complaint until", "Приговор до"),
    },
}
"""What a kind of document, of mail, or a column is called where a source knows one of both."""


def own_title(name: str, of_both: Text, remedy_kinds: Collection[Called]) -> Text:
    """The title of a kind in a source's own word; `of_both` where it knows both, or names none."""
    titles = OWN_TITLES.get(name)
    return titles[next(iter(remedy_kinds))] if titles and len(remedy_kinds) == 1 else of_both


def list_remedy(parameters: Parameters) -> Mapping[str, Text]:
    """The words for what is brought against a list, as a guard is told how its source calls it."""
    return REMEDY_WORDS[cast(Called, parameters.get(LIST_CONTESTED_BY, "appeal"))]


def title_against(kind: str, against: str | None) -> Text:
    """The title of a document: of a decision `against` something by what it says itself."""
    title = DOCUMENT_KINDS[kind]
    if against is None:
        return title
    return own_title(kind, title, {"complaint" if against.startswith("complaint") else "appeal"})


def called(appeal: Appeal, dossier: Dossier, against_list: Called) -> Called:
    """What one that was lodged is called: against a Decree as that says, else as the source."""
    if appeal.against == "list":
        return against_list
    decrees = (*dossier.earlier_decrees, dossier.decree)
    against = (decree for decree in decrees if decree and decree.number == appeal.act)
    return called_against(next(against, dossier.decree))


def called_in(dossier: Dossier, regulation: Regulation) -> frozenset[Called]:
    """What was decided on in a case is called; all that its regulation knows, where nothing was."""
    by_list = regulation.contests_lists_by()
    decided_kinds = (
        called(appeal, dossier, by_list) for appeal in dossier.appeals if appeal.decided_on
    )
    return frozenset(decided_kinds) or called_under(regulation)


def called_against(decree: DecreeIssued | None) -> Called:
    """What is brought against a Decree, by the legal remedy that it bears."""
    return "complaint" if decree is not None and decree.remedy == COMPLAINT else "appeal"


def called_under(regulation: Regulation) -> frozenset[Called]:
    """All that a regulation calls what is brought against its lists, and against its Decrees as
    the office has set it."""
    remedy_names = {entry.value for entry in regulation.remedy_in_force}
    against_decrees: set[Called] = {
        "complaint" if name == COMPLAINT else "appeal" for name in remedy_names
    }
    return frozenset({regulation.contests_lists_by(), *against_decrees})
