"""The facts of inter-institutional agreements, each declared: the form of each stands in
`states.partner_agreements`.

They stand among the others in `states.facts`, where whatever needs a fact reads its declaration.
"""

from __future__ import annotations

from typing import Final

from states import partner_agreements
from states.fact_declaration import FactDeclaration
from states.text import Text

_KEEPERS: Final = ("mobility_coordinator", "head_of_ico")

PARTNER_AGREEMENT_FACTS: Final = (
    FactDeclaration(
        name="partner_terms",
        title=Text("Terms of the agreement", "Услови споразума"),
        payload=partner_agreements.PartnerTerms,
        dossier_field="partner_terms",
        about="partner",
        roles=_KEEPERS,
        table="partner_terms",
    ),
    FactDeclaration(
        name="agreed_places",
        title=Text("Places a year", "Места годишње"),
        payload=partner_agreements.AgreedPlaces,
        dossier_field="agreed_places",
        meets=partner_agreements.with_places,
        about="partner",
        roles=_KEEPERS,
        choices={
            "direction": {
                "outgoing": Text("outgoing", "одлазна"),
                "incoming": Text("incoming", "долазна"),
            },
            "mobility": {
                "studies": Text("students, for studies", "студенти, ради студија"),
                "traineeship": Text("students, for a traineeship", "студенти, ради стручне праксе"),
                "teaching": Text("staff, for teaching", "запослени, ради наставе"),
                "training": Text("staff, for training", "запослени, ради обуке"),
                "research": Text("teachers, for research", "наставници, ради истраживања"),
            },
        },
        table="agreed_places",
        several=True,
    ),
    FactDeclaration(
        name="agreement_end",
        title=Text("Earlier end of the agreement", "Превремени престанак споразума"),
        payload=partner_agreements.AgreementEnd,
        dossier_field="agreement_end",
        about="partner",
        roles=_KEEPERS,
        table="agreement_ends",
    ),
    FactDeclaration(
        name="next_agreement",
        title=Text("The agreement that takes its place", "Споразум који га замењује"),
        payload=partner_agreements.NextAgreement,
        dossier_field="next_agreement",
        content="agreement",
        about="partner",
        roles=_KEEPERS,
        table="next_agreements",
    ),
)
"""In the order in which a case gathers them."""
