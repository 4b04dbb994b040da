"""The events that deadlines count from or are tied to, each with its civil date in Belgrade."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from rules.event_days import (
    decree_delivered_on,
    decree_issued_on,
    first_day_of_agreement,
    first_day_of_stay,
    last_day_of_agreement,
    last_day_of_stay,
    list_settled_on,
    list_to_correct_on,
    lodged_on,
    next_deliverable_due,
    returned_or_agreed_on,
    waiting_ends_on,
    year_before_agreement_ends,
)
from rules.needed_documents import last_delivered_on
from rules.parameters import Parameters
from states.copies import first_received_on
from states.decrees import DECREE, decrees_of
from states.definition import Bound
from states.dossier import Case, Dossier
from states.frozen import frozen
from states.moments import civil_date
from states.text import Text

ASKED: Final = "asked"
"""Under which an anchor is given what the steps to the case's state ask of documents."""
REQUEST: Final = "transcript_request"
DECREE_DELIVERED: Final = "decree_delivered"
"""From what the time to contest a Decree runs."""
APPEAL_DECIDED: Final = "appeal_decided"
"""From what the time runs in which a decision on an appeal against a list is carried out."""
STAY_ENDED: Final = Text(
    "return, or the agreed end of the stay", "повратак, односно уговорени крај боравка"
)
DECREE_SET_ASIDE: Final = Text(
    "decision on the appeal or complaint against the Decree",
    "одлука о жалби, односно приговору на решење",
)
CERTIFICATION_REFUSED: Final = Text(
    "certification of the decision refused", "ускраћивање овере решења"
)

Day = Callable[[Dossier, Case, Parameters], date | None]


@frozen
class Anchor:
    """An event as a receipt names it, and its day: None while the dossier doesn't know it.

    `of_complaint` names it where the source calls a complaint what others call an appeal.

    `bound` is how that day stands to the steps before it: see `Bound`. `later_event` names what
    happened on that day instead, where something later set it.
    """

    event: Text
    day: Day
    bound: Bound = "happens"
    of_complaint: Text | None = None
    later_event: Callable[[Dossier, Case, Parameters], Text | None] = lambda *_: None


def _entered(dossier: Dossier, case: Case, parameters: Parameters) -> date:
    return civil_date(case.entered_at)


def _from_dossier(find: Callable[[Dossier], date | None], days_before: int = 0) -> Day:
    """The day that a fact of the dossier gives, or so many days before it."""

    def day(dossier: Dossier, case: Case, parameters: Parameters) -> date | None:
        event_day = find(dossier)
        return event_day - timedelta(days=days_before) if event_day else None

    return day


def _closes(dossier: Dossier) -> date:
    return dossier.call.closes


def _requested(dossier: Dossier, case: Case, parameters: Parameters) -> date:
    """The day on which the written request came in, the first where it was repeated; until one is
    recorded, the case's first."""
    return first_received_on(dossier, REQUEST) or civil_date(case.entered_at)


def _documents_delivered(dossier: Dossier, case: Case, parameters: Parameters) -> date:
    """The day on which the last needed document was delivered, where that is known.

    Never before the return, nor before the decision that sent the case back to the documents.
    """
    delivered_on = _last_needed(dossier, parameters)
    if delivered_on is None:
        return civil_date(case.entered_at)
    return max((delivered_on, *(day for day, _ in _later_than_documents(dossier))))


def _after_documents(dossier: Dossier, case: Case, parameters: Parameters) -> Text | None:
    """What happened after the last needed document was delivered, where that sets the day."""
    delivered_on = _last_needed(dossier, parameters)
    later = [(day, event) for day, event in _later_than_documents(dossier) if delivered_on]
    last, event = max(later, key=lambda day_and_event: day_and_event[0], default=(None, None))
    return event if last and delivered_on and last > delivered_on else None


def _last_needed(dossier: Dossier, parameters: Parameters) -> date | None:
    askings = parameters.get(ASKED, ())
    if not isinstance(askings, tuple):
        raise TypeError(f"`{ASKED}` must tell what is asked of documents, not {askings!r}")
    return last_delivered_on(dossier, askings)


def _later_than_documents(dossier: Dossier) -> Iterator[tuple[date, Text]]:
    """What sends a case back to its documents, and the return: its days, as receipts name it."""
    for appeal in dossier.appeals:
        if appeal.against == DECREE and appeal.upheld and appeal.decided_on:
            yield appeal.decided_on, DECREE_SET_ASIDE
    for decree in decrees_of(dossier):
        if decree.certification_refused_on:
            yield decree.certification_refused_on, CERTIFICATION_REFUSED
    if (ended_on := returned_or_agreed_on(dossier)) is not None:
        yield ended_on, STAY_ENDED


def _transcript_requested(dossier: Dossier, case: Case, parameters: Parameters) -> date:
    """The day on which the request for a transcript came in, the first where it was repeated; the
    end of the stay at the earliest.

    A stay that was ended before its agreed last day ended then.
    """
    entered_on = civil_date(case.entered_at)
    ended_on = dossier.stay.returned_on or min(last_day_of_stay(dossier) or entered_on, entered_on)
    requested_on = first_received_on(dossier, REQUEST)
    return max(requested_on, ended_on) if requested_on else ended_on


def _grant_day(name: str) -> Day:
    """A day that the grant agreement of a project gives."""
    return _from_dossier(lambda dossier: getattr(dossier.project_grant, name, None))


ANCHORS: Final[Mapping[str, Anchor]] = {
    "call_closes": Anchor(
        Text("the call's last day", "последњи дан конкурса"),
        _from_dossier(_closes),
        "fixed",
    ),
    "call_closed": Anchor(Text("call closed", "затварање конкурса"), _from_dossier(_closes)),
    "list_published": Anchor(
        Text("list published", "објављивање ранг листе"),
        _from_dossier(lambda dossier: dossier.progress.list_published_on),
        "follows",
    ),
    "appeal_window_ends": Anchor(
        Text("end of the time to appeal against the list", "истек рока за жалбу на ранг листу"),
        _from_dossier(lambda dossier: dossier.progress.appeal_until),
        of_complaint=Text(
            "end of the time to complain against the list", "истек рока за приговор на ранг листу"
        ),
    ),
    "appeal_lodged": Anchor(
        Text("appeal received", "пријем жалбе"),
        _from_dossier(lodged_on),
        "follows",
        Text("complaint received", "пријем приговора"),
    ),
    "complaint_lodged": Anchor(
        Text("complaint received", "пријем приговора"), _from_dossier(lodged_on), "follows"
    ),
    "state_entered": Anchor(
        Text("the step before was taken", "претходни корак"), _entered, "follows"
    ),
    "day_before_stay": Anchor(
        Text("the day before the stay begins", "дан пре почетка боравка"),
        _from_dossier(first_day_of_stay, days_before=1),
        "fixed",
    ),
    "list_settled": Anchor(
        Text(
            "end of the time to appeal against the list, or the last decision on an appeal",
            "истек рока за жалбу на ранг листу, односно последња одлука о жалби",
        ),
        _from_dossier(list_settled_on),
        "settles",
        Text(
            "end of the time to complain against the list, or the last decision on a complaint",
            "истек рока за приговор на ранг листу, односно последња одлука о приговору",
        ),
    ),
    APPEAL_DECIDED: Anchor(
        Text(
            "appeal against the list upheld, or application corrected",
            "усвајање жалбе на ранг листу, односно исправка пријаве",
        ),
        _from_dossier(list_to_correct_on),
        "follows",
        Text(
            "complaint against the list upheld, or application corrected",
            "усвајање приговора на ранг листу, односно исправка пријаве",
        ),
    ),
    "waiting_ends": Anchor(
        Text(
            "the day before the stay applied for, not before the end of the time to appeal",
            "дан пре траженог боравка, а не пре истека рока за жалбу",
        ),
        _from_dossier(waiting_ends_on),
        "fixed",
        Text(
            "the day before the stay applied for, not before the end of the time to complain",
            "дан пре траженог боравка, а не пре истека рока за приговор",
        ),
    ),
    "first_day_of_stay": Anchor(
        Text("the first day of the stay", "први дан боравка"), _from_dossier(first_day_of_stay)
    ),
    "returned_or_agreed_end": Anchor(
        STAY_ENDED,
        _from_dossier(returned_or_agreed_on),
    ),
    "request_received": Anchor(Text("request received", "пријем захтева"), _requested, "follows"),
    "transcript_requested": Anchor(
        Text(
            "transcript requested, at the earliest the end of the stay",
            "пријем захтева за препис, најраније крај боравка",
        ),
        _transcript_requested,
    ),
    "documents_delivered": Anchor(
        Text("documents delivered", "достављање докумената"),
        _documents_delivered,
        "follows",
        later_event=_after_documents,
    ),
    "day_before_semester": Anchor(
        Text("the day before the semester begins", "дан пре почетка семестра"),
        _from_dossier(lambda dossier: dossier.semester_start, days_before=1),
        "fixed",
    ),
    "decree_issued": Anchor(
        Text("Decree issued", "доношење решења"),
        _from_dossier(decree_issued_on),
        "follows",
    ),
    DECREE_DELIVERED: Anchor(
        Text("Decree delivered", "достављање решења"),
        _from_dossier(decree_delivered_on),
        "follows",
    ),
    "funders_closing_day": Anchor(
        Text("the last day to apply to the funder", "последњи дан за пријаву даваоцу средстава"),
        _from_dossier(lambda dossier: dossier.project.apply_by if dossier.project else None),
        "fixed",
    ),
    "first_day_of_project": Anchor(
        Text("the first day of the project", "први дан пројекта"), _grant_day("first_day")
    ),
    "interim_report_due": Anchor(
        Text(
            "the interim report, by the grant agreement",
            "периодични извештај, према уговору о додели средстава",
        ),
        _grant_day("interim_report_due"),
        "fixed",
    ),
    "final_report_due": Anchor(
        Text(
            "the final report, by the grant agreement",
            "завршни извештај, према уговору о додели средстава",
        ),
        _grant_day("final_report_due"),
        "fixed",
    ),
    "deliverable_due": Anchor(
        Text(
            "the next deliverable, by the grant agreement",
            "наредни резултат, према уговору о додели средстава",
        ),
        _from_dossier(next_deliverable_due),
        "fixed",
    ),
    "first_day_of_agreement": Anchor(
        Text("the agreement's first day", "први дан споразума"),
        _from_dossier(first_day_of_agreement),
    ),
    "day_before_last_year": Anchor(
        Text(
            "the day before the one a year before the agreement ends",
            "дан пре оног који је годину дана пре престанка споразума",
        ),
        _from_dossier(year_before_agreement_ends, days_before=1),
        "fixed",
    ),
    "last_day_of_agreement": Anchor(
        Text("the agreement's last day", "последњи дан споразума"),
        _from_dossier(last_day_of_agreement),
        "fixed",
    ),
}
"""By the names that definitions use."""
