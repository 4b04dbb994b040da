"""How colleagues share a case, as its page shows it: who has it, holds, comments, followers."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from persistence import followers, handling, handling_log
from persistence.commitments import ERASED_VALUES
from persistence.followers import Follower
from persistence.handling import Handling, Hold
from persistence.handling_log import LoggedEntry
from rules.wording import format_text
from states.dossier import Case, Dossier
from states.frozen import frozen
from states.text import Text
from states.vocabulary import DOCUMENT_KINDS, ROLES
from web.views.viewer import Viewer
from workflows.act import Act
from workflows.cases.colleagues import HANDLING_ROLES, Assignable, assignable
from workflows.cases.document_views import VIEWED
from workflows.cases.holds import may_stop_time, moves_by_pause
from workflows.people.exporting import EXPORTED

BACK_FOR: Final = timedelta(days=7)
"""How long a case says that it is back from hold."""

SUGGESTED_HOLD: Final = timedelta(days=7)


@frozen
class LogLine:
    """An entry of the log in words; `text` is what somebody wrote, and stands as it is."""

    seq: int
    at: datetime
    kind: str
    title: Text
    who: Text
    text: str


@frozen
class RejectedHandling:
    """What somebody sent in vain: which act, what they typed, and why not, by field."""

    act: str
    typed: Mapping[str, str]
    errors: Mapping[str, Text]


@frozen
class HandlingPanel:
    """How a case is shared, for a person who looks; `key` is that of the forms shown to them.

    `is_mine` where the person has the case, `may_take` where they can have it. `stops_time` where
    they may stop the limit, `pause_moves` where that moves it until the `suggested` day.
    """

    case: Handling
    number: str
    people: Sequence[Assignable]
    is_mine: bool
    may_take: bool
    handles: bool
    assignee_fits: bool
    hold: Hold | None
    left_pause: Hold | None
    back_on: date | None
    stops_time: bool
    pause_moves: bool
    lines: Sequence[LogLine]
    followers: Sequence[Follower]
    mine: Follower | None
    key: str
    suggested: date
    rejected: RejectedHandling | None = None

    @property
    def comments(self) -> Sequence[LogLine]:
        """What colleagues wrote, the newest first."""
        return [line for line in self.lines if line.kind == "commented"]

    @property
    def hides_a_limit(self) -> bool:
        """Whether the limit ends while the case is on hold."""
        due, hold = self.case.due, self.hold
        return bool(hold and not hold.stops_time and due and hold.since <= due < hold.until)

    @property
    def was_late(self) -> bool:
        """Whether the limit had passed when the case was put on hold."""
        due, hold = self.case.due, self.hold
        return bool(hold and due and due < hold.since)

    def typed(self, act: str, field: str, otherwise: str = "") -> str:
        """What stands in a field: what was typed in vain, else what is suggested."""
        rejected_handling = self.rejected
        return (
            rejected_handling.typed.get(field, "")
            if rejected_handling and rejected_handling.act == act
            else otherwise
        )

    def error(self, act: str, field: str) -> Text | None:
        """What is wrong with a field of a form that was not taken."""
        rejected_handling = self.rejected
        if rejected_handling is None or rejected_handling.act != act:
            return None
        return rejected_handling.errors.get(field)


def panel_of(viewer: Viewer, case_and_dossier: tuple[Case, Dossier]) -> HandlingPanel | None:
    """How a case is shared, for who shares the office's cases; None for all others."""
    roles = viewer.person.roles_at(case_and_dossier[0].institution)
    if not roles & set(HANDLING_ROLES):
        return None
    return handling_panel(viewer, case_and_dossier)


def handling_panel(
    viewer: Viewer,
    case_and_dossier: tuple[Case, Dossier],
    rejected_handling: RejectedHandling | None = None,
) -> HandlingPanel:
    """How a case is shared, for the person who looks."""
    case, dossier = case_and_dossier
    connection, today, login = viewer.connection, viewer.today, viewer.person.member.login
    case_handling = handling.read(connection, case.id)
    assert case_handling is not None
    roles = viewer.person.roles_at(case.institution)
    handles = bool(roles & set(HANDLING_ROLES))
    who_may = _who_may(viewer, case_handling)
    logins = {person.member.login for person in who_may}
    case_followers = followers.followers_of(connection, case.id)
    has_it = case_handling.assignee.login if case_handling.assignee else None
    hold = case_handling.held_on(today)
    log = handling_log.read(connection, case.id) if case_handling.log_length else []
    definition, act = viewer.office.definition_of(case, dossier), _pausing(viewer, case, dossier)
    stops_time = may_stop_time(act, definition, case, dossier)
    day_back = viewer.office.calendar.next_worked(today + SUGGESTED_HOLD)
    return HandlingPanel(
        case=case_handling,
        number=case.number,
        people=who_may,
        is_mine=has_it == login,
        may_take=login in logins and has_it != login,
        handles=handles,
        assignee_fits=has_it is None or has_it in logins or case_handling.ended,
        hold=hold,
        left_pause=_left_pause(case_handling, hold, today),
        back_on=_back_on(case_handling, today),
        stops_time=stops_time,
        pause_moves=stops_time and moves_by_pause(act, definition, case, dossier, day_back),
        lines=[log_line(entry) for entry in reversed(log)],
        followers=case_followers,
        mine=next(
            (follower for follower in case_followers if follower.member.login == login), None
        ),
        key=secrets.token_urlsafe(18),
        suggested=day_back,
        rejected=rejected_handling,
    )


def _who_may(viewer: Viewer, case_handling: Handling) -> list[Assignable]:
    """Who may have the case today; nobody, once it is closed."""
    if case_handling.ended:
        return []
    return assignable(viewer.person.people, viewer.office, case_handling, viewer.today)


def _left_pause(case_handling: Handling, hold: Hold | None, today: date) -> Hold | None:
    """The hold that the case has outrun, while the pause recorded with it still runs."""
    left_hold = case_handling.hold
    if (
        hold is not None
        or left_hold is None
        or not left_hold.stops_time
        or left_hold.until <= today
    ):
        return None
    return left_hold


def _back_on(case_handling: Handling, today: date) -> date | None:
    back = case_handling.back_on
    return back if back is not None and back <= today < back + BACK_FOR else None


def _pausing(viewer: Viewer, case: Case, dossier: Dossier) -> Act:
    """The act of who would stop the limit, in the role of theirs in which they may."""
    actor = viewer.person.actor(case.institution, pause_roles(viewer, case, dossier))
    return Act(viewer.connection, viewer.office, actor, viewer.now)


def pause_roles(viewer: Viewer, case: Case, dossier: Dossier) -> tuple[str, ...]:
    """The roles that may record a pause of the case, by its definition."""
    rule = viewer.office.definition_of(case, dossier).facts.get("pause")
    return rule.roles if rule else ()


def log_line(logged_entry: LoggedEntry) -> LogLine:
    """An entry of the log in words."""
    entry = logged_entry.entry
    if entry.data == ERASED_VALUES:
        title, text = Text("Erased", "Обрисано"), ""
    else:
        title, text = _TITLES[entry.kind](entry.login, entry.data)
    role = ROLES[entry.role]
    person_name = Text(entry.person or role.en, entry.person or role.sr)
    return LogLine(logged_entry.seq, logged_entry.at, entry.kind, title, person_name, text)


def _assigned(login: str, data: Mapping[str, Any]) -> tuple[Text, str]:
    before, after = data["before"], data["after"]
    if after is None and before and before["login"] == login:
        return Text("Gave the case back", "Предмет је враћен"), ""
    if after is None:
        return Text("Assigned to nobody", "Предмет више није додељен"), ""
    if after["login"] == login:
        return Text("Took the case", "Предмет је преузет"), ""
    instead = f" ({before['name']} → {after['name']})" if before else f": {after['name']}"
    return Text(f"Assigned{instead}", f"Предмет је додељен{instead}"), ""


def _held(login: str, data: Mapping[str, Any]) -> tuple[Text, str]:
    until = date.fromisoformat(data["after"]["until"])
    if data["after"]["stops_time"]:
        title = format_text(
            "On hold until {day} – the limit is stopped",
            "Одложено до {day} – рок не тече",
            day=until,
        )
    else:
        title = format_text(
            "On hold until {day} – no limit is stopped",
            "Одложено до {day} – рок и даље тече",
            day=until,
        )
    return title, str(data["after"]["reason"])


def _brought_back(login: str, data: Mapping[str, Any]) -> tuple[Text, str]:
    return Text("Brought back from hold", "Враћено у рад пре дана"), ""


def _hold_over(login: str, data: Mapping[str, Any]) -> tuple[Text, str]:
    return Text("The hold is over", "Одлагање је истекло"), str(data["reason"])


def _commented(login: str, data: Mapping[str, Any]) -> tuple[Text, str]:
    return Text("Comment", "Коментар"), str(data["text"])


def _reminded(login: str, data: Mapping[str, Any]) -> tuple[Text, str]:
    names = ", ".join(data["to"])
    return Text(f"Reminded: {names}", f"Послата опомена: {names}"), ""


def _exported(login: str, data: Mapping[str, Any]) -> tuple[Text, str]:
    return Text("All data were handed out", "Издати сви подаци о лицу"), ""


def _viewed(login: str, data: Mapping[str, Any]) -> tuple[Text, str]:
    kind = DOCUMENT_KINDS[data["document"]]
    return Text(f"Opened: {kind.en}", f"Отворен документ: {kind.sr}"), ""


_TITLES: Final = {
    "assigned": _assigned,
    VIEWED: _viewed,
    EXPORTED: _exported,
    "held": _held,
    "brought_back": _brought_back,
    "hold_over": _hold_over,
    "commented": _commented,
    "reminded": _reminded,
}
"""How each kind of entry is put into words."""
