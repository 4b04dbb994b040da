"""A change of an agreement carries the signatures of the agreement that it changes."""

from __future__ import annotations

from datetime import date

from states.applying import apply_fact
from states.calls import Call, Candidate
from states.dossier import AgreementVersion, Dossier, Signature
from states.payloads import read_payload

ON = date(2026, 7, 20)
VUK = Dossier(
    Candidate("Vuk Jović", "vuk@students.example"),
    Call("Summer", published=date(2026, 2, 2), closes=date(2026, 3, 2)),
    agreement=AgreementVersion(outcomes="Writes firmware", tasks="Tests"),
    agreement_version=1,
    agreed=AgreementVersion(outcomes="Writes firmware", tasks="Tests"),
    agreed_version=1,
)
CHANGE = {"tasks": "Tests and reports", "signed_by": ["student", "host"], "on": ON}


def test_a_change_of_a_training_agreement_is_signed_on_the_training_agreement() -> None:
    dossier = apply_fact(VUK, "training_change", read_payload("training_change", CHANGE), ON)
    assert dossier.signatures == (
        Signature("training_agreement", "student", ON),
        Signature("training_agreement", "host", ON),
    )
    assert dossier.agreement == AgreementVersion(
        outcomes="Writes firmware", tasks="Tests and reports"
    )
    assert dossier.agreement_version == 2


def test_a_change_of_a_learning_agreement_is_signed_on_the_learning_agreement() -> None:
    dossier = apply_fact(VUK, "agreement_change", read_payload("agreement_change", CHANGE), ON)
    assert {signature.document for signature in dossier.signatures} == {"learning_agreement"}
