"""What a data processing agreement must say, point by point, and what is known here; it never claims compliance.

Here: the points of GDPR art. 28 and its neighbours, and their status from the workbook's facts. Not here: the document
(`reports.vendor_selection.award.data_processing`), legal judgement: the best a point can get is "on file", and legal
reads it all the same. Source: Regulation (EU) 2016/679 (GDPR), read article by article; a company adds its own points
in its settings.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from domain.reasons import Reason
from domain.values import Frozen, Terms


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

    source: Reason
    requirement: Reason
    status: PointStatus
    known: Reason


class DataProcessingFacts(Frozen):
    """What the workbook and the discovery gate say of the recommended bidder.

    Attributes:
        agreement_offered: it says yes to a data processing agreement.
        certificate, certificate_until: the one it shows, and its last day; empty and None without one.
        processes: how many processes move.
    """

    agreement_offered: bool
    certificate: str
    certificate_until: date | None
    processes: int
    starts_on: date
    ends_on: date


_READ = Reason("To be read in the agreement's text.")
_LETTERS: tuple[tuple[str, Reason], ...] = (
    ("a", Reason("Personal data is processed only on documented instructions of the company, also for transfers to "
                 "third countries; law that demands otherwise is told beforehand.")),
    ("b", Reason("Everybody authorised to process the data is bound to confidentiality.")),
    ("c", Reason("All measures that art. 32 requires are taken.")),
    ("d", Reason("The conditions of art. 28(2) and (4) for engaging another processor are kept.")),
    ("e", Reason("The vendor helps, by technical and organisational measures, to answer requests of data subjects "
                 "under chapter III.")),
    ("f", Reason("The vendor helps with art. 32 to 36: security, notification of breaches, impact assessment, prior "
                 "consultation.")),
    ("g", Reason("At the end of the service all personal data is deleted or returned, as the company chooses, and "
                 "copies are deleted unless law requires their storage.")),
    ("h", Reason("All information that shows compliance is made available, and audits and inspections are allowed; the "
                 "vendor says at once if an instruction seems unlawful.")),
)  # fmt: skip
"""Points (a) to (h) of art. 28(3)."""


def check_points(facts: DataProcessingFacts, added: Sequence[DataProcessingPoint] = ()) -> tuple[CheckedPoint, ...]:
    """Every point in the regulation's order, the company's own last, with what is known of it today."""
    letters = (
        _legal(Reason("GDPR art. 28(3)({letter})", letter=letter), requirement) for letter, requirement in _LETTERS
    )
    own = (
        _legal(Reason("{name}", name=point.source), Reason("{requirement}", requirement=point.requirement))
        for point in added
    )
    return (
        _guarantees(), _subprocessors(), _agreement(facts), _subject(facts), *letters, _passed_on(), _records(),
        _security(facts), _breach(), _places(), _grounds(), *own,
    )  # fmt: skip


def _cited(article: int, paragraph: int) -> Reason:
    return Reason("GDPR art. {article}({paragraph})", article=article, paragraph=paragraph)


def _legal(source: Reason, requirement: Reason, known: Reason = _READ) -> CheckedPoint:
    return CheckedPoint(source=source, requirement=requirement, status=PointStatus.LEGAL, known=known)


def _guarantees() -> CheckedPoint:
    return _legal(
        _cited(28, 1),
        Reason("Only a processor that gives sufficient guarantees is used."),
        Reason("The award file has certificate, references and scores; whether they suffice is judged by legal."),
    )


def _agreement(facts: DataProcessingFacts) -> CheckedPoint:
    """A yes in a sheet is an offer; only a signed paper is an agreement, and its text is the other points' matter."""
    offered = facts.agreement_offered
    return CheckedPoint(
        source=Reason("GDPR art. 28(3) and (9)"),
        requirement=Reason("A written data processing agreement binds the vendor; electronic form is enough."),
        status=PointStatus.ON_FILE if offered else PointStatus.MISSING,
        known=Reason("The vendor says yes to a data processing agreement; the signed paper is a deliverable.")
        if offered
        else Reason("The vendor offers no data processing agreement."),
    )


def _subject(facts: DataProcessingFacts) -> CheckedPoint:
    return CheckedPoint(
        source=_cited(28, 3),
        requirement=Reason("Subject matter, duration, nature and purpose, type of personal data and categories of data "
                           "subjects are written down."),
        status=PointStatus.LEGAL,
        known=Reason("Known: {count} processes, from {starts_on} to {ends_on}. Types of data and data subjects stand "
                     "nowhere in the workbook.", count=facts.processes, starts_on=facts.starts_on,
                     ends_on=facts.ends_on),
    )  # fmt: skip


def _subprocessors() -> CheckedPoint:
    return CheckedPoint(
        source=_cited(28, 2),
        requirement=Reason("No other processor without written authorisation; under a general one changes are told "
                           "beforehand, so that the company can object."),
        status=PointStatus.MISSING,
        known=Reason("No list of subprocessors is in the workbook; it is a deliverable before the start."),
    )  # fmt: skip


def _passed_on() -> CheckedPoint:
    return _legal(
        _cited(28, 4), Reason("Subprocessors have the same obligations by contract, and the vendor answers for them.")
    )


def _security(facts: DataProcessingFacts) -> CheckedPoint:
    """A certificate is evidence towards art. 32, whose measures still have to fit the risk."""
    requirement = Reason("Security fits the risk: pseudonymisation and encryption, confidentiality, integrity, "
                         "availability and resilience, restoring in time, regular testing.")  # fmt: skip
    until = facts.certificate_until
    if not facts.certificate or until is None:
        status, known = PointStatus.MISSING, Reason("No certificate is in the workbook.")
    elif until < facts.starts_on:
        status = PointStatus.MISSING
        known = Reason("{certificate} ends on {until}, before the contract starts on {starts_on}.",
                       certificate=facts.certificate, until=until, starts_on=facts.starts_on)  # fmt: skip
    elif until < facts.ends_on:
        status = PointStatus.ON_FILE
        known = Reason("{certificate}, valid until {until}: it must be renewed before the contract ends on {ends_on}.",
                       certificate=facts.certificate, until=until, ends_on=facts.ends_on)  # fmt: skip
    else:
        status = PointStatus.ON_FILE
        known = Reason("{certificate}, valid until {until}.", certificate=facts.certificate, until=until)
    return CheckedPoint(source=_cited(32, 1), requirement=requirement, status=status, known=known)


def _breach() -> CheckedPoint:
    return _legal(
        _cited(33, 2),
        Reason("The vendor tells of a personal data breach without undue delay after becoming aware of it."),
        Reason("To be read in the agreement's text: a number of hours is needed, because the company itself has 72 "
               "hours under art. 33(1)."),
    )  # fmt: skip


def _places() -> CheckedPoint:
    return CheckedPoint(
        source=Reason("GDPR art. {article}", article=44),
        requirement=Reason("Where data is kept and who can see it from where; no transfer out of the EU/EEA that "
                           "chapter V does not allow, onward transfers included."),
        status=PointStatus.MISSING,
        known=Reason("Where data is kept is not in the workbook; the request for proposals asks for it."),
    )  # fmt: skip


def _grounds() -> CheckedPoint:
    return _legal(
        Reason("GDPR art. 45 to 49"),
        Reason("Each transfer has its ground: an adequacy decision (art. 45), safeguards such as standard clauses "
               "(art. 46), binding corporate rules (art. 47) or a derogation (art. 49); a foreign court's order alone "
               "is none (art. 48)."),
    )  # fmt: skip


def _records() -> CheckedPoint:
    return _legal(
        _cited(30, 2),
        Reason("The vendor keeps a record of all categories of processing it carries out for the company."),
        Reason("To be asked of the vendor; the company's own record (art. 30(1)) needs an entry too."),
    )
