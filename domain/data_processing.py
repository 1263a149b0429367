"""What a data processing agreement must say, point by point, and what is known here; it never claims compliance.

Here: the points of GDPR art. 28 and its neighbours, and their status from the workbook's facts. Not here: the document
(`reports.data_processing`), legal judgement: the best a point can get is "on file", and legal reads it all the same.
Source: Regulation (EU) 2016/679 (GDPR), read article by article; a company adds its own points in its settings.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from domain.frozen import Frozen
from domain.reasons import Reason
from domain.records import Vendor
from domain.terms import Terms


class PointStatus(StrEnum):
    """What is known of a point.

    `on_file`: a fact of the workbook answers it. `missing`: the fact is asked for and is not there. `legal`: only
    reading the agreement's text can tell.
    """

    ON_FILE = "on_file"
    MISSING = "missing"
    LEGAL = "legal"


class DataProcessingPoint(Terms):
    """A point that a company adds, for example a trade's rule.

    Attributes:
        source: the rule it comes from, as it is cited ("databeskyttelsesloven § 11").
        requirement: what the agreement must say, in the company's own language.
    """

    source: Annotated[str, Field(min_length=1, max_length=120)]
    requirement: Annotated[str, Field(min_length=1, max_length=500)]


class CheckedPoint(Frozen):
    """One point: its source, what the agreement must say, and what is known."""

    source: str
    requirement: Reason
    status: PointStatus
    known: Reason


class DataProcessingFacts(Frozen):
    """What the workbook and the discovery gate say.

    Attributes:
        processes: how many processes move.
    """

    vendor: Vendor
    processes: int
    starts_on: date
    ends_on: date


_READ = Reason("To be read in the agreement's text.")
_LETTERS: tuple[tuple[str, Reason], ...] = (
    ("GDPR art. 28(3)(a)", Reason("Personal data is processed only on documented instructions of the company, also for "
                                  "transfers to third countries; law that demands otherwise is told beforehand.")),
    ("GDPR art. 28(3)(b)", Reason("Everybody authorised to process the data is bound to confidentiality.")),
    ("GDPR art. 28(3)(d)", Reason("The conditions of art. 28(2) and (4) for engaging another processor are kept.")),
    ("GDPR art. 28(3)(e)", Reason("The vendor helps, by technical and organisational measures, to answer requests of "
                                  "data subjects under chapter III.")),
    ("GDPR art. 28(3)(f)", Reason("The vendor helps with art. 32 to 36: security, notification of breaches, impact "
                                  "assessment, prior consultation.")),
    ("GDPR art. 28(3)(g)", Reason("At the end of the service all personal data is deleted or returned, as the company "
                                  "chooses, and copies are deleted unless law requires their storage.")),
    ("GDPR art. 28(3)(h)", Reason("All information that shows compliance is made available, and audits and inspections "
                                  "are allowed; the vendor says at once if an instruction seems unlawful.")),
)  # fmt: skip


def check_points(facts: DataProcessingFacts, added: Sequence[DataProcessingPoint] = ()) -> tuple[CheckedPoint, ...]:
    """Every point, the company's own last, with what is known of it today."""
    letters = [_legal(source, requirement) for source, requirement in _LETTERS]
    letters.insert(2, _security_in_agreement())
    return (
        _guarantees(facts), _agreement(facts), _subject(facts), *letters,
        *_subprocessors(), _security(facts), _breach(), *_transfers(), _records(),
        *(_legal(point.source, Reason("{requirement}", requirement=point.requirement)) for point in added),
    )  # fmt: skip


def _legal(source: str, requirement: Reason, known: Reason = _READ) -> CheckedPoint:
    return CheckedPoint(source=source, requirement=requirement, status=PointStatus.LEGAL, known=known)


def _guarantees(facts: DataProcessingFacts) -> CheckedPoint:
    vendor = facts.vendor
    return CheckedPoint(
        source="GDPR art. 28(1)",
        requirement=Reason("Only a processor that gives sufficient guarantees is used."),
        status=PointStatus.LEGAL,
        known=Reason("{references} references and {cases} case studies were given; whether they suffice is judged by "
                     "legal.", references=vendor.references, cases=vendor.case_studies),
    )  # fmt: skip


def _agreement(facts: DataProcessingFacts) -> CheckedPoint:
    """A yes in a sheet is an offer; only a signed paper is an agreement, and its text is the other points' matter."""
    offered = facts.vendor.data_processing_agreement
    return CheckedPoint(
        source="GDPR art. 28(3) and (9)",
        requirement=Reason("A written data processing agreement binds the vendor; electronic form is enough."),
        status=PointStatus.ON_FILE if offered else PointStatus.MISSING,
        known=Reason("The vendor says yes to a data processing agreement; the signed paper is a deliverable.")
        if offered
        else Reason("The vendor offers no data processing agreement."),
    )


def _subject(facts: DataProcessingFacts) -> CheckedPoint:
    return CheckedPoint(
        source="GDPR art. 28(3)",
        requirement=Reason("Subject matter, duration, nature and purpose, type of personal data and categories of data "
                           "subjects are written down."),
        status=PointStatus.LEGAL,
        known=Reason("Known: {count} processes, from {starts_on} to {ends_on}. Types of data and data subjects stand "
                     "nowhere in the workbook.", count=facts.processes, starts_on=facts.starts_on,
                     ends_on=facts.ends_on),
    )  # fmt: skip


def _security_in_agreement() -> CheckedPoint:
    return _legal("GDPR art. 28(3)(c)", Reason("All measures that art. 32 requires are taken."))


def _subprocessors() -> tuple[CheckedPoint, ...]:
    return (
        CheckedPoint(
            source="GDPR art. 28(2)",
            requirement=Reason("No other processor without written authorisation; under a general one changes are told "
                               "beforehand, so that the company can object."),
            status=PointStatus.MISSING,
            known=Reason("No list of subprocessors is in the workbook; it is a deliverable before the start."),
        ),
        _legal("GDPR art. 28(4)", Reason("Subprocessors have the same obligations by contract, and the vendor answers "
                                         "for them.")),
    )  # fmt: skip


def _security(facts: DataProcessingFacts) -> CheckedPoint:
    """A certificate is evidence towards art. 32, whose measures still have to fit the risk."""
    vendor = facts.vendor
    requirement = Reason("Security fits the risk: pseudonymisation and encryption, confidentiality, integrity, "
                         "availability and resilience, restoring in time, regular testing.")  # fmt: skip
    until = vendor.certificate_valid_until
    if not vendor.certificate or until is None:
        status, known = PointStatus.MISSING, Reason("No certificate is in the workbook.")
    elif until < facts.starts_on:
        status = PointStatus.MISSING
        known = Reason("{certificate} ends on {until}, before the contract starts on {starts_on}.",
                       certificate=vendor.certificate, until=until, starts_on=facts.starts_on)  # fmt: skip
    elif until < facts.ends_on:
        status = PointStatus.ON_FILE
        known = Reason("{certificate}, valid until {until}: it must be renewed before the contract ends on {ends_on}.",
                       certificate=vendor.certificate, until=until, ends_on=facts.ends_on)  # fmt: skip
    else:
        status = PointStatus.ON_FILE
        known = Reason("{certificate}, valid until {until}.", certificate=vendor.certificate, until=until)
    return CheckedPoint(source="GDPR art. 32(1)", requirement=requirement, status=status, known=known)


def _breach() -> CheckedPoint:
    return _legal(
        "GDPR art. 33(2)",
        Reason("The vendor tells of a personal data breach without undue delay after becoming aware of it."),
        Reason("To be read in the agreement's text: a number of hours is needed, because the company itself has 72 "
               "hours under art. 33(1)."),
    )  # fmt: skip


def _transfers() -> tuple[CheckedPoint, ...]:
    return (
        CheckedPoint(
            source="GDPR art. 44",
            requirement=Reason("Where data is kept and who can see it from where; no transfer out of the EU/EEA that "
                               "chapter V does not allow, onward transfers included."),
            status=PointStatus.MISSING,
            known=Reason("Where data is kept is not in the workbook; the request for proposals asks for it."),
        ),
        _legal("GDPR art. 45 to 49", Reason("Each transfer has its ground: an adequacy decision (art. 45), safeguards "
                                            "such as standard clauses (art. 46), binding corporate rules (art. 47) or "
                                            "a derogation (art. 49); a foreign court's order alone is none "
                                            "(art. 48).")),
    )  # fmt: skip


def _records() -> CheckedPoint:
    return _legal(
        "GDPR art. 30(2)",
        Reason("The vendor keeps a record of all categories of processing it carries out for the company."),
        Reason("To be asked of the vendor; the company's own record (art. 30(1)) needs an entry too."),
    )
