"""What people do with the office's registers and settings, for the table of who may."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from persistence import grading_tables as table_rows
from persistence import partners as partner_rows
from persistence import programme_courses as course_rows
from persistence import webhooks
from persistence.precedents import register
from persistence.webhooks import Webhook
from states.recognition import GradeShare, GradingTable
from tests.workflows.who_may.ground import Acting
from workflows.registers import grading_tables, partners, precedents, programme_courses
from workflows.registers.office_settings import INSTITUTION, MAIL, written_values


def webhook(writer: Acting) -> Webhook:
    (webhook,) = webhooks.all_of(writer.connection, ["bmu"])
    return webhook


def enter_webhook(writer: Acting) -> None:
    now = writer.act.now
    webhook = Webhook(0, "bmu", "school", "https://school.example/hook", ("s",), now, "Head")
    webhooks.add(writer.connection, webhook)


def tell_once(writer: Acting) -> None:
    enter_webhook(writer)
    writer.connection.exec_driver_sql(
        "UPDATE outbox SET webhook_id = (SELECT max(id) FROM webhooks), action = 'webhook', "
        f"status = 'dead' WHERE id = {writer.ground['mail']}"
    )


def merge(writer: Acting) -> None:
    ground = writer.ground
    partner_rows.merge(writer.connection, ground["other_partner"], ground["partner"])


def add_contact(writer: Acting) -> None:
    partner_rows.add_contact(
        writer.connection, writer.ground["partner"], "Ivo", "ivo@r.example", None
    )


def remove_contact(writer: Acting) -> object:
    (contact,) = partner_rows.contacts_of(writer.connection, writer.ground["partner"])
    return partners.remove_contact(writer.register, writer.ground["partner"], contact.id)


def _table() -> GradingTable:
    grades = (GradeShare("1", Decimal(40)), GradeShare("2", Decimal(60)))
    return GradingTable(0, "University of Graz", None, date(2026, 1, 1), None, grades)


def keep_table(writer: Acting) -> object:
    return grading_tables.keep_table(writer.act, "bmu", _table())


def correct_table(writer: Acting) -> object:
    (entry, *_) = table_rows.register(writer.connection, "bmu")
    table = replace(_table(), source="the host's page")
    return grading_tables.correct_table(writer.act, "bmu", entry.table.id, table, "a slip")


COURSE = {"code": "INF101", "title": "Databases", "ects": "7"}


def add_course(writer: Acting) -> object:
    return programme_courses.add_course(writer.register, COURSE)


def change_course(writer: Acting) -> object:
    (course, *_) = course_rows.every(writer.connection, "bmu")
    return programme_courses.change_course(writer.register, course.id, {**COURSE, "ects": "8"})


def end_course(writer: Acting) -> object:
    (course, *_) = course_rows.every(writer.connection, "bmu")
    return programme_courses.set_taught(writer.register, course.id, False)


def withdraw_table(writer: Acting) -> object:
    (entry, *_) = table_rows.register(writer.connection, "bmu")
    return grading_tables.withdraw_table(writer.act, "bmu", entry.table.id, "wrong")


def withdraw_precedent(writer: Acting) -> object:
    (entry, *_) = register(writer.connection, "bmu")
    return precedents.withdraw_precedent(writer.act, "bmu", entry.precedent.id, "wrong")


def letterhead(writer: Acting) -> dict[str, str]:
    """The letterhead with another telephone."""
    settings = writer.ground.work.office.settings
    return {**written_values(settings, INSTITUTION), "phone": "+381 11 000"}


def mail_settings(writer: Acting) -> dict[str, str]:
    """How mails leave, from another sender."""
    settings = writer.ground.work.office.settings
    return {**written_values(settings, MAIL), "sender": "ico@bmu.example"}
