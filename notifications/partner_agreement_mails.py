"""The mails about agreements with partners: part of the catalogue."""

from __future__ import annotations

from typing import Final

from notifications.catalogue_entry import Mail
from states.text import Text

PARTNER_AGREEMENT_MAILS: Final = (
    Mail(
        "partner_agreement_sent",
        "case",
        Text("A draft agreement is sent", "Послат нацрт споразума"),
        Text(
            "what we propose to a partner: for which years, and how many places",
            "шта предлажемо партнеру: за које године и колико места",
        ),
    ),
    Mail(
        "partner_agreement_concluded",
        "case",
        Text("An agreement is signed by both", "Споразум су потписале обе стране"),
        Text(
            "from when to when an agreement with a partner holds",
            "од када до када важи споразум са партнером",
        ),
    ),
    Mail(
        "partner_agreement_ends_in_a_year",
        "case",
        Text("An agreement ends within a year", "Споразум престаје у року од годину дана"),
        Text(
            "which agreement ends within a year, so that it can be renewed in time",
            "који споразум престаје у року од годину дана, да би могао да се обнови на време",
        ),
    ),
    Mail(
        "partner_agreement_ended",
        "case",
        Text("An agreement has ended", "Споразум је престао да важи"),
        Text(
            "that an agreement has ended and no other took its place",
            "споразум је престао да важи, а није замењен другим",
        ),
    ),
)
"""In the order in which an agreement goes on."""
