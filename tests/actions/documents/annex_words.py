"""What annexes 1 to 5 ask for, in the order of print: fields, confirmations, and who signs.

Written down here by itself, so that what somebody takes out of a form's model is missed.
"""

from __future__ import annotations

from typing import Final

FROM_AND_TO: Final = """
Sending institution
Country
Receiving institution
Country
"""
SIGNED: Final = """
Name
Signature
Date
"""
IN_FUNCTION: Final = """
Name
Function
Signature
Date
"""
COORDINATOR: Final = "Academic Coordinator at faculty or department level\n" + SIGNED
HEAD: Final = (
    "Rector, or Dean or Vice Dean of the faculty (not applicable for applicants within target "
    "groups 2 and 3)\n" + SIGNED
)
HEAD_OF_SCHOLAR: Final = HEAD.replace("applicants", "post-doctorates")
CONTACT: Final = "Contact person at the receiving institution\n" + SIGNED
COURSES: Final = """
Course unit code
Course unit title
"""
CHANGED_COURSES: Final = (
    COURSES
    + """
Deleted course unit
Added course unit
ECTS before
ECTS credits now
"""
)
CHANGED_TERMS: Final = """
Part
Before
Now
"""
STUDY_SIGNED: Final = (
    f"""
Student's signature
{SIGNED}
Sending institution
We approve the proposed programme of study. What is achieved under it will be recognised at our
 institution after the student's return.
{COORDINATOR}
{HEAD}
Receiving institution
We confirm that the proposed programme is part of our curriculum and that these courses or modules
 can be offered to the student.
{COORDINATOR}
Contact or authorised person at the receiving institution
"""
    + SIGNED
)
RESEARCH_SIGNED: Final = f"""
Teacher's signature
{SIGNED}
Sending institution
We approve the proposed study and research plan. It lies within the applicant's field of study and
 research, and will be recognised at our institution after the return.
{COORDINATOR}
{HEAD}
Receiving institution
We approve the proposed study and research plan and confirm that the applicant can reach its aims at
 our institution.
{COORDINATOR}
{CONTACT}
"""
SCHOLAR_SIGNED: Final = f"""
Scholar's signature
{SIGNED}
Sending institution
We approve the proposed plan of research, teaching or training; it lies within the applicant's field
 of research or work.
{COORDINATOR}
{HEAD_OF_SCHOLAR}
Receiving institution
We approve the proposed plan of research, teaching or training and confirm that the applicant can
 reach its aims at our institution.
{COORDINATOR}
{CONTACT}
"""
CHOOSE: Final = """
Choose research, teaching or training that serves your field of research or work at home, and that
 the chosen institution really offers.
"""
TRAINEE_SIGNED: Final = f"""
Student's signature
{SIGNED}
The sending institution
We approve this training programme agreement.
The placement is part of the curriculum
Yes
No
After the training is completed well: award ECTS credits
Yes
No
Record the training in the Transcript of Records
Yes
No
Document the mobility in the Europass Mobility Document
Yes
No
If ECTS credits are awarded, their number
Coordinator of the sending institution
{IN_FUNCTION}
Rector or Dean
{IN_FUNCTION}
The host organisation
We approve the proposed training programme. After the training we issue the student a certificate.
The student gets financial support for the placement
Yes
No
The student gets a contribution in kind for the placement
Yes
No
Coordinator of the host organisation
{IN_FUNCTION}
"""
TRAINEE_SIGNED_ANEW: Final = f"""
Student's signature
{SIGNED}
The sending institution
We approve this training programme agreement.
Coordinator of the sending institution
{IN_FUNCTION}
Rector or Dean
{IN_FUNCTION}
The host organisation
We approve the proposed training programme. After the training we issue the student a certificate.
Coordinator of the host organisation
{IN_FUNCTION}
"""
PLEDGES: Final = """
Quality Commitment for student placements
It follows the principles of the European Quality Charter for Mobility.
The sending institution undertakes to
state the learning outcomes of the placement: the knowledge, skills and competences to be acquired;
help the student to choose a host, a length and a content of the placement that lead to them;
select students by clear and open criteria and procedures, and conclude a placement contract
prepare students for the work, life and culture of the host country, above all for its language
help with travel, visa, lodging, residence or work permit, social security and insurance;
fully recognise what was completed well under this agreement;
look back with each student on the personal and professional development of the mobility.
The sending institution and the host organisation together undertake to
agree on a Training Agreement made for the student, with its recognition, and on who guides
watch the progress of the placement and act where it is needed.
The host organisation undertakes to
give the student tasks and responsibilities that fit knowledge, skills, competences and aims
draw up a contract or an equal document for the placement under the law of its country;
appoint a mentor who advises the student, helps with settling in and follows the progress;
help in practice where it is needed, check the insurance and make the host culture understandable.
The student undertakes to
keep to what was arranged for the placement and do everything to make it a success;
follow the host's rules, working hours, code of conduct and confidentiality;
tell the sending institution of every problem or change;
report at the end in the form that is asked for, with its documents.
Where the sending institution belongs to a consortium, its commitments may be shared with the
 co-ordinating organisation.
"""

ANNEXES: Final[dict[str, str]] = {
    "study_plan": f"""
Study Plan
Academic year
Field of study
Name of student
Level of study
{FROM_AND_TO}
Courses proposed
The plan only indicates what the student means to study; the Learning Agreement is drawn up from it.
{COURSES}
ECTS credits
Student's signature
{SIGNED}
Home institution
We approve the proposed plan of study. If the candidate is selected, the Learning Agreement drawn up
 from it will be recognised at our institution after the student's return.
{COORDINATOR}
Stamp of the institution
""",
    "learning_agreement": f"""
Learning Agreement
Academic year
Field of study
Name of student
Level of study
{FROM_AND_TO}
Period of mobility
Number of semesters
Courses agreed
{COURSES}
ECTS credits
Replaces at home
ECTS at home
Activity agreed on (final thesis, dissertation)
What is agreed
How
What differs from the Study Plan
Change
Before
ECTS before
Now
ECTS now
{STUDY_SIGNED}
Changes to the Learning Agreement
Name of student
Changes against
{CHANGED_COURSES}
Changes to the terms
{CHANGED_TERMS}
{STUDY_SIGNED}
""",
    "research_plan": f"""
Study and Research Plan for Teachers
Academic year
Field of study
Name of teacher
Period of mobility
{FROM_AND_TO}
{CHOOSE}
Courses
{COURSES}
Number of ECTS credits
Description of planned research activities
Also agreed
What is agreed
How
{RESEARCH_SIGNED}
Changes to the Study and Research Plan
Originally proposed when applying for
Changes against
{CHANGED_COURSES}
Changes to the research activities first agreed
Changes to the terms
{CHANGED_TERMS}
{RESEARCH_SIGNED}
""",
    "staff_plan": f"""
Training, Research or Teaching Plan
Academic year
Academic subject
Name of teacher
Period of mobility
{FROM_AND_TO}
{CHOOSE}
Description of planned research, teaching or training activities
{SCHOLAR_SIGNED}
Changes to the training, research or teaching plan
Originally proposed when applying for
Changes against
Changes to the research, teaching or training activities first agreed
Changes to the terms
{CHANGED_TERMS}
{SCHOLAR_SIGNED}
""",
    "training_agreement": f"""
Training Agreement and Quality Commitment
I. The student
Name of the student
Subject area
Academic year
Degree
Sending institution
II. The proposed training programme abroad
Host organisation
Planned start of the placement
Planned end of the placement
That is, months
Knowledge, skills and competence to be acquired
Detailed programme of the training period
Tasks of the trainee
Monitoring and evaluation plan
III. Partner institution in the host country (optional)
The sending institution remains fully responsible for the placement and for every change of this
 agreement. Where a local partner helps to monitor the mobility, it is named here; all parties keep
 the sending institution informed of what they exchange.
Partner higher education institution
Contact person: name
Function
Phone number
E-mail
Address
IV. Commitment of the three parties
By signing, the student, the sending institution and the host organisation commit themselves to the
 principles of the Quality Commitment below.
{TRAINEE_SIGNED}
{PLEDGES}
Changes to the Training Agreement
Name of the student
Changes against
{CHANGED_TERMS}
{TRAINEE_SIGNED_ANEW}
""",
}
"""By form, a line for each thing; one that begins with a space goes on with the line before."""
CHANGES_WHERE_NOTHING_CHANGED: Final[dict[str, str]] = {
    "learning_agreement": """
Changes to the Learning Agreement
To be filled in only where the agreement is changed.
""",
    "research_plan": """
Changes to the Study and Research Plan
To be filled in only where the plan is changed.
""",
    "staff_plan": """
Changes to the training, research or teaching plan
To be filled in only where the plan is changed.
""",
    "training_agreement": """
Changes to the Training Agreement
To be filled in only where the agreement is changed.
""",
}
"""What the form of a case that knows nothing yet says of changes."""
BY_HAND: Final = (
    "Partner higher education institution",
    "Contact person: name",
    "Function",
    "Phone number",
    "E-mail",
    "Address",
    "If ECTS credits are awarded, their number",
)
"""The fields of annexes 1 to 5 that no case knows: they are for a pen (all of annex 5)."""
WHERE_THERE_IS_ANY: Final = (
    "Activity agreed on (final thesis, dissertation)",
    "What differs from the Study Plan",
    "Also agreed",
    "Changes to the terms",
)
"""Parts that no annex has: they stand only on the form of a case that needs them."""


def lines_of(words: str) -> list[str]:
    """The lines of an annex, each whole."""
    return [line for line in words.replace("\n ", " ").splitlines() if line]
