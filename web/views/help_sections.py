"""Which section of the handbook tells of which page."""

from __future__ import annotations

from typing import Final

SECTIONS: Final = (
    ("/setup", "the-first-hour"),
    ("/login", "logging-in"),
    ("/account", "logging-in"),
    ("/welcome", "logging-in"),
    ("/work/bulk", "many-cases-at-once"),
    ("/work", "my-work"),
    ("/search", "the-search"),
    ("/board/escalations", "the-escalation-ledger"),
    ("/board", "the-board"),
    ("/year", "the-report-on-a-year"),
    ("/survey", "around-a-stay"),
    ("/stuck", "stuck-cases"),
    ("/mails", "failed-mails"),
    ("/letters", "the-tabs-of-a-case"),
    ("/incoming", "mail-that-comes-in"),
    ("/cases", "a-case"),
    ("/calls", "calls-points-lists"),
    ("/people", "people"),
    ("/money", "money"),
    ("/plans", "plans-and-meetings"),
    ("/meetings", "plans-and-meetings"),
    ("/reference/personal-data", "personal-data"),
    ("/reference", "partners-and-data"),
    ("/imports", "from-spreadsheets"),
    ("/acts", "the-register-of-acts"),
    ("/rules", "rules"),
    ("/processes", "rules"),
    ("/tokens", "programs-of-others"),
    ("/webhooks", "programs-of-others"),
)
"""The section of each page, by the beginning of its address; the first that fits."""

OF_A_PART: Final = (
    ("/takeover", "a-case-that-is-running-already"),
    ("/agreement", "the-agreement"),
    ("/stay", "recognition"),
    ("/money", "money"),
    ("/budget", "money"),
    ("/documents", "documents-and-forms"),
    ("/mails", "the-tabs-of-a-case"),
    ("/colleagues", "among-colleagues"),
)
"""The section of a part of a case or of a call that has its own, by the end of its address."""


def section_for(path: str) -> str:
    """The section that tells of the page at a path; empty for the handbook's beginning."""
    sections = [
        *(
            section
            for end, section in OF_A_PART
            if path.startswith(("/cases/", "/calls/")) and path.endswith(end)
        ),
        *(section for start, section in SECTIONS if path == start or path.startswith(f"{start}/")),
    ]
    return next(iter(sections), "")
