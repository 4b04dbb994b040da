"""The page of a list of cases, put together from its address: what it asks for is read, no more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Final

from persistence import incoming_mails
from persistence.case_list import (
    BY_HOLD,
    EVERY,
    OF_A_HOST,
    ORDERS,
    ListedCase,
    is_busy,
    page_of_cases,
    together,
)
from persistence.case_search import (
    Words,
    cases_found,
    name_hosts,
    stands_in_many,
    words_of,
)
from persistence.counting import MOST_COUNTED
from persistence.done_lately import LATELY, ORDERS_OF_ACTS, acts_since, page_of_acts
from persistence.escalations import escalated
from persistence.from_outside import FromOutside, from_outside
from persistence.incoming_mails import StoredIncomingMail
from persistence.list_choices import list_choices
from persistence.list_conditions import Asked, CaseFilter, lines_to_count, narrowed
from persistence.list_counts import AnyLines, ListToCount, count_lists, shown_counts, shown_found
from persistence.list_readers import Reader
from persistence.saved_lists import lists_for
from rules.owed_steps import OWED_FACTS
from states.frozen import frozen
from web.messages.counts import counted
from web.messages.work import FILTERS
from web.permissions import DESK
from web.views.paging import (
    PAGE_SIZE,
    ListAddress,
    Listing,
    Paging,
    Sort,
    page_number,
    sort_of,
)
from web.views.viewer import Viewer
from web.views.work import (
    MOST_OWED,
    DoneLine,
    OwedLine,
    TabLink,
    WorkLine,
    WorkPage,
    definitions_for,
    done_line,
    is_overdue,
    list_roles,
    reader_of,
    scoring_line,
    tab_count,
    with_escalations,
    with_what_is_first,
    work_line,
)
from web.views.work_filter import chips_of, choices_of, day_errors, filter_of, wishes_of
from web.views.work_tabs import TABS, TabDeclaration, tab_named
from workflows.cases.owed_work import owed_work
from workflows.outside.objections import ABOVE_THE_OWNER, objections_of

PATH: Final = "/work"
IN_TABS: Final = 1_000
"""So many lines are counted for a tab that is not the one shown."""


@frozen
class WorkRequest:
    """What an address of a list asks for."""

    tab: TabDeclaration
    wishes: Mapping[str, str]
    filter: CaseFilter
    sort: Sort
    page: int
    words: Words = ()

    @property
    def address(self) -> ListAddress:
        """The address without its page; what goes without saying is left out."""
        tab = () if self.tab is TABS[0] else (("tab", self.tab.name),)
        sort = () if self.sort == self.tab.sort else (("sort", self.sort.written),)
        return ListAddress(PATH, (*tab, *self.wishes.items(), *sort))


def work_request(parameters: Mapping[str, str]) -> WorkRequest:
    """What is asked for; whatever an address asks wrongly narrows nothing."""
    tab = tab_named(parameters.get("tab", ""))
    wishes = wishes_of(parameters)
    of_lists = {*ORDERS, *({BY_HOLD} & {*tab.columns})}
    columns = of_lists if tab.lists else {*ORDERS_OF_ACTS}
    sort = sort_of(parameters.get("sort", ""), columns, tab.sort)
    page = page_number(parameters.get("page", ""))
    return WorkRequest(tab, wishes, filter_of(wishes), sort, page)


def work_page(viewer: Viewer, request: WorkRequest) -> WorkPage:
    """The page that an address asks for, read in a handful of statements."""
    reader = _reader(viewer, request.page)
    all_choices = list_choices(viewer.connection, reader.institutions)
    request = _with_processes(viewer, request, reader)
    request = _searched(viewer, request, all_choices.hosts, PAGE_SIZE * request.page)
    counts, counted_at = _counts(viewer, request, reader)
    paging = Paging(request.page, counts[request.tab.name])
    listing = Listing(request.address, request.sort, paging)
    choices = choices_of(
        definitions_for(viewer.office, reader.institutions),
        all_choices.hosts, all_choices.calls, all_choices.colleagues,
    )  # fmt: skip
    return WorkPage(
        tab=request.tab,
        tabs=tuple(_tab_link(tab, counts.get(tab.name), request) for tab in TABS),
        listing=listing,
        counted_at=counted_at,
        lines=tuple(_lines(viewer, request, reader, paging)),
        done=tuple(_done(viewer, request, reader, paging)),
        wishes=request.wishes,
        errors=day_errors(request.wishes),
        chips=chips_of(request.address, request.wishes, choices, FILTERS),
        choices=choices,
        saved=tuple(lists_for(viewer.connection, reader.login, reader.institutions)),
        roles=list_roles(),
        query=request.address.with_({}).partition("?")[2],
        outside=_from_outside(viewer, request),
        objections=_objections(viewer, request),
        owed=_owed(viewer, request),
    )


def _from_outside(viewer: Viewer, request: WorkRequest) -> FromOutside:
    """What came from outside waits on the first tab, for who works on cases."""
    if request.tab is not TABS[0]:
        return FromOutside()
    return from_outside(viewer.connection, _desks(viewer))


def _objections(viewer: Viewer, request: WorkRequest) -> Sequence[StoredIncomingMail]:
    """Objections wait for who answers them, the first due first."""
    person = viewer.person
    own_institutions = [
        place
        for place in person.institutions
        if (rules := objections_of(viewer.office, place))
        and person.roles_at(place) & {rules.owner, ABOVE_THE_OWNER}
    ]
    if request.tab is not TABS[0] or not own_institutions:
        return ()
    return incoming_mails.objections(viewer.connection, own_institutions)


def _desks(viewer: Viewer) -> list[str]:
    """The institutions on whose cases the person works."""
    person = viewer.person
    return [place for place in person.institutions if person.roles_at(place) & DESK]


def _owed(viewer: Viewer, request: WorkRequest) -> Sequence[OwedLine]:
    """What is owed in cases waits on the first tab, for who may record that it is settled."""
    person = viewer.person
    recording_institutions = {
        definition.institution
        for definition in definitions_for(viewer.office, person.institutions)
        for fact in OWED_FACTS.values()
        if fact in definition.facts
        and person.roles_at(definition.institution) & set(definition.facts[fact].roles)
    }
    if request.tab is not TABS[0] or not recording_institutions:
        return ()
    return [
        OwedLine(work.debt.number, work.debt.name, work.step.title, work.debt.due)
        for work in owed_work(
            viewer.connection, viewer.office, recording_institutions, most=MOST_OWED + 1
        )
    ]


def _reader(viewer: Viewer, page: int = 1) -> Reader:
    reader = reader_of(viewer.office, viewer.person, viewer.today)
    lines_before = min(PAGE_SIZE * (page - 1), MOST_COUNTED)
    return replace(reader, busy=is_busy(viewer.connection, reader, lines_before))


def every_case(viewer: Viewer, request: WorkRequest, at_once: int = EVERY) -> Iterator[ListedCase]:
    """All cases of a list in its order, each for itself; beside what was done, all there are.

    So many are read `at_once`: a long list needs no more memory than a short one.
    """
    reader = _reader(viewer)
    hosts = list_choices(viewer.connection, reader.institutions).hosts
    wishes = _searched(viewer, _with_processes(viewer, request, reader), hosts, EVERY).filter
    list_wish = Asked(reader, request.tab.lists or "all", wishes, by_case=True)
    order = request.sort.written if request.tab.lists else "due"
    for offset in count(0, at_once):
        cases = page_of_cases(viewer.connection, list_wish, order, offset, at_once)
        yield from cases
        if len(cases) < at_once:
            return


def _with_processes(viewer: Viewer, request: WorkRequest, reader: Reader) -> WorkRequest:
    """With the processes that have the state which is asked for: an index begins with them."""
    state = request.filter.state
    if not state or request.filter.process:
        return request
    definitions = definitions_for(viewer.office, reader.institutions)
    processes = {definition.process for definition in definitions if state in definition.states}
    wishes = replace(request.filter, processes=tuple(sorted(processes)))
    return replace(request, filter=wishes)


def _searched(
    viewer: Viewer, request: WorkRequest, hosts: Sequence[str], lines: int
) -> WorkRequest:
    """With the word that each line is asked for where it stands in very many cases, else with the
    cases in which all words were found; so many `lines` of the list are read."""
    if "q" not in request.wishes:
        return request
    words = words_of(request.wishes["q"], hosts)
    wishes = _walked(viewer, request, words, lines)
    if wishes is None:
        wishes = replace(request.filter, ids=tuple(cases_found(viewer.connection, words)))
    return replace(request, words=words, filter=wishes)


def _walked(viewer: Viewer, request: WorkRequest, words: Words, lines: int) -> CaseFilter | None:
    """The filter by which each line is asked for the one word, or for the first at the hosts that
    the others name; None where it is quicker to gather what has them all."""
    first, other_words = (words[0], words[1:]) if words else (None, ())
    in_order = not other_words or request.sort.column in OF_A_HOST
    if first is None or request.tab.lists is None or not in_order:
        return None
    if not stands_in_many(viewer.connection, first, lines, viewer.now):
        return None
    if other_words and not name_hosts(viewer.connection, first, other_words, viewer.now):
        return None
    return replace(request.filter, word=first, other_words=other_words)


def _counts(
    viewer: Viewer, request: WorkRequest, reader: Reader
) -> tuple[dict[str, int], datetime | None]:
    """How many lines each tab has under the filters in force: the one shown is counted further.
    With when they were counted, where that was before.

    What was done is counted only where it is shown: a list of a thousand that was published is a
    thousand entries to count for one line.
    """
    if "q" in request.wishes and request.tab.lists:
        return _counts_of_found(viewer, request, reader)
    tabs = [tab for tab in TABS if tab.lists is not None or tab is request.tab]
    lists = [_to_count(viewer, tab, request, reader) for tab in tabs]
    if request.filter.ids is None:
        numbers, counted_at = shown_counts(viewer.connection, lists, viewer.now)
    else:
        plain_lists = [(lines.rows, lines.most) for lines in lists]
        numbers = count_lists(viewer.connection, plain_lists, request.filter.ids)
        counted_at = None
    return {tab.name: number for tab, number in zip(tabs, numbers, strict=True)}, counted_at


def _counts_of_found(
    viewer: Viewer, request: WorkRequest, reader: Reader
) -> tuple[dict[str, int], datetime | None]:
    list_wish, words = Asked(reader, "all", request.filter), request.words
    numbers, counted_at = shown_found(viewer.connection, list_wish, words, viewer.now)
    is_before = counted_at < viewer.now
    by_tab = {tab.name: numbers[tab.lists] for tab in TABS if tab.lists}
    return by_tab, counted_at if is_before else None


def _to_count(
    viewer: Viewer, tab: TabDeclaration, request: WorkRequest, reader: Reader
) -> ListToCount:
    lines = _selection(viewer, tab, reader, request.filter)
    question = tab.name, reader, viewer.person.member.name, request.filter
    # What is on hold is quickly counted; who has just put a case there looks for it.
    is_beside = reader.busy and tab is not request.tab and tab.lists != "hold"
    return ListToCount(question, lines, _most(tab, request), is_beside)


def _most(tab: TabDeclaration, request: WorkRequest) -> int:
    return MOST_COUNTED if tab is request.tab else IN_TABS


def _selection(viewer: Viewer, tab: TabDeclaration, reader: Reader, wishes: CaseFilter) -> AnyLines:
    """The one predicate of a tab, for its count and for its list."""
    if tab.lists is None:
        name = viewer.person.member.name
        of_cases = narrowed(Asked(reader, "all", wishes))
        return acts_since(name, _since(viewer.now), reader.institutions, of_cases)
    return lines_to_count(Asked(reader, tab.lists, wishes))


def _since(now: datetime) -> datetime:
    return now - timedelta(days=LATELY)


def _lines(viewer: Viewer, request: WorkRequest, reader: Reader, paging: Paging) -> list[WorkLine]:
    if request.tab.lists is None:
        return []
    list_wish = Asked(reader, request.tab.lists, request.filter, is_long=paging.is_capped)
    sort = request.sort.written
    cases = page_of_cases(viewer.connection, list_wish, sort, paging.offset, PAGE_SIZE)
    numbers = together(viewer.connection, list_wish, cases)
    overdue = [case.id for case in cases if is_overdue(case, viewer.today)]
    escalated_by_case = escalated(viewer.connection, overdue)
    lines = [
        with_escalations(
            work_line(viewer.office, case, viewer.today, numbers.get(case.id, 0)),
            escalated_by_case.get(case.id, ()),
        )
        for case in cases
    ]
    if request.tab is TABS[0]:
        pairs = zip(lines, cases, strict=True)
        lines = [with_what_is_first(line, case, reader) for line, case in pairs]
    return [scoring_line(line, reader) if line.together else line for line in lines]


def _done(viewer: Viewer, request: WorkRequest, reader: Reader, paging: Paging) -> list[DoneLine]:
    if request.tab.lists is not None:
        return []
    of_person = acts_since(
        viewer.person.member.name, _since(viewer.now), reader.institutions,
        narrowed(Asked(reader, "all", request.filter)),
    )  # fmt: skip
    window = (PAGE_SIZE, paging.offset)
    found_ids = request.filter.ids or ()
    acts = page_of_acts(viewer.connection, of_person, request.sort.written, window, found_ids)
    return [done_line(viewer.office, act) for act in acts]


def _tab_link(tab: TabDeclaration, count: int | None, request: WorkRequest) -> TabLink:
    """Filters go along from tab to tab; the order does not, each tab has its own.

    A tab that is not counted tells the days that it looks back instead.
    """
    is_current = tab is request.tab
    most = _most(tab, request)
    parameters = () if tab is TABS[0] else (("tab", tab.name),)
    address = ListAddress(PATH, (*parameters, *request.wishes.items())).with_({})
    label = counted(LATELY, "day") if count is None else tab_count(count, most)
    return TabLink(tab.name, tab.title, label, address, is_current)
