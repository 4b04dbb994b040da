"""The two tables: what people write, each with one who may; and what nobody's role is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from office.config_file import SHIPPED
from tests.workflows.who_may import attempts_at_cases as of_case
from tests.workflows.who_may import attempts_at_people as of_people
from tests.workflows.who_may import attempts_at_registers as of_register
from tests.workflows.who_may.attempts import (
    COORDINATOR,
    DAY,
    HEAD,
    JUDGE,
    PERSON,
    Attempt,
    by_member,
    of_colleague,
    of_head,
)
from tests.workflows.who_may.ground import OPEN
from workflows.calls import budgets, commission, foreseen_list, new_call, publishing, scores
from workflows.calls.new_call import read_call
from workflows.cases import comments, holds, new_case, newcomers, reminding, requests
from workflows.cases import handling as sharing
from workflows.cases.new_case import read_candidate
from workflows.outside import incoming, objections
from workflows.outside import links as outside
from workflows.people import absences as away
from workflows.people import (
    accounts,
    appointments,
    erasing,
    exporting,
    giving_out,
    planning,
    programs,
    retention,
    same_persons,
)
from workflows.people import meetings as meeting_acts
from workflows.people import staff as letters
from workflows.registers import closures, office_settings, partners
from workflows.registers import webhooks as hooks
from workflows.running import failed_mails, retrying

SAVED_CALL = read_call({**OPEN, "title": "One more call"})
BY_PEOPLE: Final[Mapping[str, Attempt]] = {
    "calls.budgets.set_budget": of_head(lambda on: budgets.set_budget(
        on.act, on.ground["open_call"], {"amount": "1000.00", "project": "KA131"})),
    "calls.commission.replace_member": Attempt(COORDINATOR, lambda on: commission.replace_member(
        on.act, on.ground["call"], {"member": "p.kos", "by": "z.maric"})),
    "calls.foreseen_list.published_or_foreseen": by_member(
        lambda on: foreseen_list.published_or_foreseen(on.act, on.ground["call"], {}, "")),
    "calls.new_call.open_call": Attempt(COORDINATOR, lambda on: new_call.open_call(
        on.act, "bmu", "outgoing-studies", SAVED_CALL)),
    "calls.publishing.publish_list": by_member(
        lambda on: publishing.publish_list(on.act, on.ground["call"])),
    "calls.scores.interview": by_member(
        lambda on: scores.interview(on.act, on.ground["call"], of_case.interview_of(on))),
    "calls.scores.interview_case": by_member(
        lambda on: scores.interview_case(on.act, of_case.pair(on), of_case.interview_of(on))),
    "calls.scores.score": by_member(
        lambda on: scores.score(on.act, on.ground["call"], of_case.points(on))),
    "calls.scores.score_case": by_member(
        lambda on: scores.score_case(on.act, of_case.pair(on), of_case.points(on))),
    "cases.advance.advance_case": Attempt(COORDINATOR, of_case.advance_one),
    "cases.advance.advance_cases": Attempt(COORDINATOR, of_case.advance_many),
    "cases.recording.record_fact": Attempt(COORDINATOR, of_case.record),
    "cases.comments.comment": of_colleague(
        lambda on: comments.comment(on.colleague, on.ground["case"], "Asked again.")),
    "cases.comments.follow": of_colleague(
        lambda on: comments.follow(on.colleague, on.ground["case"], True)),
    "cases.comments.unfollow": Attempt(
        COORDINATOR, lambda on: comments.unfollow(on.colleague, on.ground["case"]),
        lambda on: comments.follow(on.colleague, on.ground["case"], True), deputised=False),
    "cases.document_views.note_view": of_colleague(of_case.open_document),
    "cases.handling.assign": of_colleague(
        lambda on: sharing.assign(
        on.colleague, on.ground["case"], COORDINATOR, "")),
    "cases.handling.take": of_colleague(
        lambda on: sharing.take(on.colleague, on.ground["case"], "")),
    "cases.handling.give_back": Attempt(
        COORDINATOR, lambda on: sharing.give_back(on.colleague, on.ground["case"]),
        of_case.its_own, deputised=False, missing={"not the assigned": of_case.another_has_it}),
    "cases.holds.put_on_hold": of_colleague(of_case.put_aside),
    "cases.holds.end_hold": of_colleague(
        lambda on: holds.end_hold(on.colleague, on.ground["case"]), of_case.put_aside),
    "cases.migration.migrate_case": of_head(of_case.migrate),
    "cases.new_case.open_case": Attempt(COORDINATOR, lambda on: new_case.open_case(
        on.act, on.ground["open_call"], read_candidate(PERSON))),
    "cases.newcomers.open_for_newcomer": Attempt(
        COORDINATOR, lambda on: newcomers.open_for_newcomer(
        on.act, on.ground["open_call"], read_candidate(PERSON))),
    "cases.reminding.remind": of_colleague(
        lambda on: reminding.remind(on.colleague, on.ground["case"])),
    "cases.requests.open_request": Attempt(COORDINATOR, lambda on: requests.open_request(
        on.act, "bmu", "transcript-request", read_candidate(PERSON))),
    "cases.signed_agreements.record_signed": Attempt(COORDINATOR, of_case.record_signed),
    "cases.several.record_several": Attempt(COORDINATOR, of_case.record_several),
    "cases.takeover.take_over": Attempt(COORDINATOR, of_case.take_over),
    "outside.answering.accept": Attempt(COORDINATOR, of_case.accept_received, of_case.hand_in),
    "outside.answering.give_back": Attempt(COORDINATOR, of_case.give_received_back,
        of_case.hand_in),
    "outside.incoming.look_at": of_colleague(
        lambda on: incoming.look_at(on.act, of_case.came_in(on)), of_case.come_in),
    "outside.incoming.put_aside": of_colleague(
        lambda on: incoming.put_aside(on.act, of_case.came_in(on), "a newsletter"),
        of_case.come_in),
    "outside.incoming.file_into_case": of_colleague(of_case.file_into_case, of_case.come_in),
    "outside.objections.answer": of_colleague(
        lambda on: objections.answer(on.act, of_case.came_in(on), "We do from now on."),
        of_case.come_in),
    "outside.links.end_links": Attempt(
        COORDINATOR, lambda on: outside.end_links(on.act, on.ground["case"]), of_case.link_of_case),
    "people.absences.record_absence": Attempt(COORDINATOR, of_people.own_absence, deputised=False),
    "people.absences.end_absence": Attempt(
        COORDINATOR, lambda on: away.end_absence(on.register, of_people.absence(on), "2027-03-25"),
        of_people.own_absence, deputised=False),
    "people.accounts.open_account": of_head(
        lambda on: accounts.open_account(on.register, of_people.new_account())),
    "people.accounts.enter": of_head(lambda on: accounts.enter(
        on.register, accounts.new_member("nova", of_people.details()), (), None)),
    "people.accounts.send_link": of_head(lambda on: accounts.send_link(on.register, "gone")),
    "people.accounts.change_details": of_head(lambda on: accounts.change_details(
        on.register, "gone", of_people.details(name="Another Name"))),
    "people.accounts.deactivate": of_head(lambda on: accounts.deactivate(on.register, "gone")),
    "people.accounts.reactivate": of_head(
        lambda on: accounts.reactivate(on.register, "gone"), of_people.deactivate_gone),
    "people.accounts.unlock": of_head(
        lambda on: accounts.unlock(on.register, "gone"), of_people.lock_gone),
    "people.accounts.end_session": of_head(of_people.end_session_of_gone),
    "people.appointments.appoint": of_head(lambda on: appointments.appoint(
        on.register, {"login": "gone", "role": COORDINATOR, "from": str(DAY), "by": HEAD})),
    "people.appointments.end_assignment": of_head(
        lambda on: appointments.end_assignment(on.register, of_people.holder(on), "2027-12-31")),
    "people.appointments.undo_end": of_head(
        lambda on: appointments.undo_end(on.register, of_people.holder(on)),
        of_people.end_its_role),
    "people.appointments.appoint_deputy": of_head(lambda on: appointments.appoint_deputy(
        on.register, {"who": "student_service", "for": "dean", "from": str(DAY), "to": str(DAY)})),
    "people.appointments.end_deputy": of_head(
        lambda on: appointments.end_deputy(on.register, of_people.deputy(on), str(DAY)),
        of_people.enter_deputy),
    "people.erasing.carry_out": of_head(
        lambda on: erasing.carry_out(
            on.register, {on.ground["case"]: frozenset({"mails"})}, (), "request of 12 May")),
    "people.erasing.erase_person": of_head(
        lambda on: erasing.erase_person(on.register, of_case.who(on), "request of 12 May"),
        of_case.give_up),
    "people.exporting.export_person": of_head(
        lambda on: exporting.export_person(on.register, of_case.who(on))),
    "people.retention.erase_due": of_head(
        lambda on: retention.erase_due(on.register, [on.ground["case"]]), of_case.gave_up_long_ago),
    "people.retention.erase_due_of_no_case": of_head(
        lambda on: retention.erase_due_of_no_case(on.register), of_case.came_in_long_ago),
    "people.giving_out.give_out": of_head(
        lambda on: giving_out.give_out(on.act, of_people.plan(on)), of_people.begin_plan),
    "people.meetings.call_meeting": of_colleague(
        lambda on: meeting_acts.call_meeting(on.act, "bmu", str(DAY))),
    "people.meetings.write_minutes": of_colleague(
        lambda on: meeting_acts.write_minutes(on.act, of_people.meeting(on), "Spoken of."),
        of_people.call_meeting),
    "people.meetings.add_task": of_colleague(
        lambda on: meeting_acts.add_task(on.act, of_people.meeting(on), {"title": "Ask Graz"}),
        of_people.call_meeting),
    "people.planning.begin_plan": of_head(
        lambda on: planning.begin_plan(on.act, "bmu", "week", DAY)),
    "people.planning.add_task": of_head(
        lambda on: planning.add_task(on.act, of_people.plan(on), {"title": "Ask Graz"}),
        of_people.begin_plan),
    "people.planning.assign": of_head(
        lambda on: planning.assign(on.act, of_people.plan(on), of_people.line(on), HEAD),
        of_people.begin_plan),
    "people.planning.move": of_head(
        lambda on: planning.move(on.act, of_people.plan(on), of_people.line(on), "down"),
        of_people.begin_plan),
    "people.planning.leave_out": of_head(
        lambda on: planning.leave_out(on.act, of_people.plan(on), of_people.line(on)),
        of_people.begin_plan),
    "people.planning.tick": Attempt(
        COORDINATOR, of_people.tick, of_people.own_task, deputised=False,
        missing={"not the assigned": of_people.anothers_task}),
    "people.planning.new_calendar": Attempt(
        COORDINATOR, lambda on: planning.new_calendar(on.connection, on.member, on.act.now),
        anywhere=True),
    "people.planning.end_calendar": Attempt(
        COORDINATOR, lambda on: planning.end_calendar(on.connection, on.member, on.act.now),
        lambda on: planning.new_calendar(on.connection, on.member, on.act.now), anywhere=True),
    "people.programs.make_token": Attempt(COORDINATOR, lambda on: programs.make_token(
        on.connection, of_people.owner(on),
        {"title": "a program", "roles": [COORDINATOR], "until": "2027-04-01"}, on.act.now),
        anywhere=True),
    "people.programs.end_token": Attempt(
        COORDINATOR, of_people.end_token, of_people.own_token, anywhere=True,
        missing={"somebody else's": of_people.anothers_token}),
    "people.same_persons.same_person": Attempt(COORDINATOR, of_case.one_person),
    "people.same_persons.another_person": Attempt(
        COORDINATOR,
        lambda on: same_persons.another_person(on.act, on.ground["case"], "a namesake"),
        of_case.one_person),
    "people.staff.record_address": of_head(lambda on: letters.record_address(
        on.register, {"login": "gone", "salutation": "f"})),
    "registers.closures.add_closure": of_head(lambda on: closures.add_closure(
        on.register, {"from": "2027-08-02", "to": "2027-08-06", "en": "rest", "sr": "одмор"})),
    "registers.closures.withdraw_closure": of_head(
        lambda on: closures.withdraw_closure(on.register, on.ground["closure"])),
    "registers.grading_tables.keep_table": Attempt(JUDGE, of_register.keep_table),
    "registers.grading_tables.correct_table": Attempt(JUDGE, of_register.correct_table,
        of_register.keep_table),
    "registers.grading_tables.withdraw_table": Attempt(JUDGE, of_register.withdraw_table,
        of_register.keep_table),
    "registers.office_settings.change_institution": of_head(
        lambda on: office_settings.change_institution(on.register, SHIPPED,
        of_register.letterhead(on))),
    "registers.office_settings.change_mail": of_head(
        lambda on: office_settings.change_mail(on.register, SHIPPED,
        of_register.mail_settings(on))),
    "registers.partners.add_partner": Attempt(COORDINATOR, lambda on: partners.add_partner(
        on.register, {"name": "Pula", "email": "p@p.example", "country": "HR"})),
    "registers.partners.change_partner": Attempt(COORDINATOR, lambda on: partners.change_partner(
        on.register, on.ground["partner"],
        {"name": "University of Rijeka", "email": "new@r.example", "country": "HR"})),
    "registers.partners.merge_partners": Attempt(COORDINATOR, lambda on: partners.merge_partners(
        on.register, on.ground["other_partner"], on.ground["partner"])),
    "registers.partners.part_partners": Attempt(COORDINATOR, lambda on: partners.part_partners(
        on.register, on.ground["other_partner"]), of_register.merge),
    "registers.partners.add_contact": Attempt(COORDINATOR, lambda on: partners.add_contact(
        on.register, on.ground["partner"], {"name": "Ivo", "email": "ivo@r.example"})),
    "registers.partners.remove_contact": Attempt(COORDINATOR, of_register.remove_contact,
        of_register.add_contact),
    "registers.programme_courses.add_course": Attempt(JUDGE, of_register.add_course),
    "registers.programme_courses.change_course": Attempt(JUDGE, of_register.change_course,
        of_register.add_course),
    "registers.programme_courses.set_taught": Attempt(JUDGE, of_register.end_course,
        of_register.add_course),
    "registers.precedents.withdraw_precedent": Attempt(JUDGE, of_register.withdraw_precedent),
    "registers.webhooks.add_webhook": of_head(lambda on: hooks.add_webhook(
        on.act, "bmu", {"title": "school", "url": "https://203.0.113.9/hook"})),
    "registers.webhooks.renew_secret": of_head(
        lambda on: hooks.renew_secret(on.act, of_register.webhook(on)), of_register.enter_webhook),
    "registers.webhooks.end_webhook": of_head(
        lambda on: hooks.end_webhook(on.act, of_register.webhook(on)), of_register.enter_webhook),
    "registers.webhooks.tell_again": of_head(
        lambda on: hooks.tell_again(on.act, of_register.webhook(on), on.ground["mail"]),
        of_register.tell_once),
    "running.failed_mails.redirect_mail": Attempt(COORDINATOR, lambda on: (
        failed_mails.redirect_mail(on.register, on.ground["mail"], "x@y.example", "moved"))),
    "running.failed_mails.retry_mail": Attempt(COORDINATOR, lambda on: (
        failed_mails.retry_mail(on.register, on.ground["mail"]))),
    "running.retrying.try_again": Attempt(COORDINATOR, lambda on: (
        retrying.try_again(on.register, on.ground["mail"]))),
}  # fmt: skip

IN_TRANSACTIONS_OF_THEIR_OWN: Final = frozenset(
    {"cases.batch_acts.perform", "people.own_account.change_own",
     "people.own_account.choose_by_link"}
)  # fmt: skip
"""Tried on the whole office, not taken back: see the test."""

BY_NOBODY: Final[Mapping[str, str]] = {
    "calls.windows.lengthen_window": "time: the calendar moved a window",
    **dict.fromkeys(
        ("cases.colleague_mails.mail_colleagues", "cases.correcting.applied_fact",
         "cases.travelling.with_settlement"),
        "part of an act that is judged",
    ),
    **dict.fromkeys(
        ("cases.corrected.correct_cases", "cases.corrected.correct_under_regulation",
         "cases.corrected.keep_corrected_definition", "cases.corrected.keep_corrected_regulation",
         "cases.corrected.restate_cases"),
        "the start of a program that brings a corrected text",
    ),
    "outside.codes.send_code": "whoever has a link to the case; nobody of the office",
    "outside.codes.try_code": "whoever has a link to the case; nobody of the office",
    "outside.applying.begin": "whoever has a link to the call, and has typed its code",
    "outside.applying.send_application_link":
        "anybody: it sends to an address what is that address's own",
    "outside.open_call.requests_of": "part of a link to ask for what no call is needed for",
    "outside.links.send_link_to_call":
        "anybody: it sends to an address what is that address's own",
    "outside.mails.mail_applicant": "part of a link to a call",
    "outside.mails.mail_office_of_call": "part of a link that is locked",
    "outside.links.send_links": "anybody: it sends to an address what is that address's own",
    "outside.mails.mail_about": "part of an act that is judged, or of a link",
    "outside.mails.mail_office": "part of a link that is locked",
    "outside.filing.file_message": "the office itself: whoever writes to it",
    "outside.filing.note_in_history": "part of filing a message",
    "outside.objections.plan_answer": "part of filing a message",
    "outside.objections.recount_objections": "time: the calendar moved what falls due",
    "outside.objections.settle": "part of an act that is judged",
    "running.mail_in.take_mail_in": "the office itself: what lies in its mailbox",
    "outside.surveying.answer_survey": "whoever has a link to the case, and has typed its code",
    "outside.submitting.submit": "whoever has a link to the case, and has typed its code",
    "portions.each_portion": "each portion by a function of this table",
    "portions.in_portions": "each portion by a function of this table",
    "cases.changed.save_seen": "part of a step or of a record",
    "cases.debts.keep_debts": "part of a record",
    "cases.debts.recount_debts": "time: the calendar moved what falls due",
    "cases.handling.locked_handling": "locks; whoever writes after it is in the other table",
    "cases.new_case.written_case": "part of opening and of taking over",
    "cases.recount.keep_last_days": "time",
    "cases.recount.move_mails": "time",
    "cases.recount.recount_cases": "time",
    "cases.safe_days.recount": "time",
    "cases.settling.settle": "part of a step",
    "cases.uploads.store": "part of a record, which takes the file's row back where it is refused",
    "running.retaining.erase_all_due": "the command line, or the setting that says so",
    "people.account_mails.enqueue_link": "part of sending a link",
    "people.account_mails.enqueue_address_changed": "part of correcting an account",
    "people.first_login.begin_office": "whoever has the first link, before anybody works here",
    "people.first_login.first_link": "the command line, before anybody works here",
    "people.first_login.new_first_link": "the start, before anybody has a password",
    "people.first_mail.send_test": "sends and notes what `written_test` has judged",
    "running.backing_up.back_up": "the command line, by whoever keeps the machine",
    "running.restoring.restore": "the command line, by whoever keeps the machine",
    "running.keeping_files.carry_files": "the command line, by whoever keeps the machine",
    "running.moving.move": "the command line, by whoever keeps the machine",
    "registers.entering.enter_ticked": "each row by a function of the other table",
    "registers.withdrawing.withdraw_entry": "part of withdrawing a table or a precedent",
    **dict.fromkeys(
        ("running.bootstrap.bring_cases_along", "running.bootstrap.open_app",
         "running.chores.brief", "running.chores.drain", "running.chores.look_at_deadlines",
         "running.chores.make_documents", "running.by_hand.work_by_hand",
         "running.prefect_chores.deploy", "running.prefect_chores.office",
         "running.scheduler.staying_alive",
         "running.bootstrap.open_at_once", "running.colleague_news.write_colleague_news",
         "running.definition_integrity.refuse_changed_definitions",
         "running.digests.write_digests", "running.finishing_erasures.finish_erasures",
         "running.flows.drain", "running.mail_in.keep_taking_in",
         "running.objection_reminders.write_objection_reminders",
         "running.money_reminders.write_money_reminders",
         "running.stay_mails.ask_about_stays", "running.stay_mails.write_stay_mails",
         "running.retaining.keep_periods",
         "running.prefect_flow.run_actions", "running.read_only_office.open_database",
         "running.read_only_office.open_in_full", "running.read_only_office.open_read_only",
         "running.reconciling.reconcile",
         "running.recounting.keep_calendar", "running.recounting.recount_open_cases",
         "running.regulation_integrity.refuse_changed_regulations",
         "running.scheduler.look", "running.scheduler.start_clock", "running.serve.serve",
         "running.statistics.count_statistics", "running.sweep.sweep",
         "running.usual_days.count_usual_days", "running.usual_days.recount_safe_days",
         "running.worker.run_worker"),
        "the office itself, when it starts and as time passes",
    ),
}  # fmt: skip
"""What writes without anybody's role, and why nobody is asked for one."""
