"""What a manager may set for the papers of the award.

Here: days between events. Not here: what is due and when (`domain.vendor_selection.papers.statement_of_work`, which
knows public holidays: settings are read by commands that need none).
"""

from typing import Annotated

from pydantic import Field

from domain.values import Terms

Days = Annotated[int, Field(ge=0, le=730)]


class SowTerms(Terms):
    """Days between the events of a rollout and what is due for them; all are calendar days.

    Attributes:
        agreement_days: before the contract starts: the data processing agreement is signed, contacts are named.
        access_days: before the pilot starts: access rights are set up and tested.
        procedure_days: before a wave (the pilot is the first): its procedures are described.
        report_days: after the pilot ends: its report with a recommendation.
        decision_days: after the pilot ends: the first wave behind it may start.
        wave_days: from one wave to the next.
        acceptance_days: the client accepts or refuses a deliverable within so many days.
        change_days: the vendor answers a request for a change within so many days.
        exit_plan_days, fallback_days: after the contract starts.
    """

    agreement_days: Days = 14
    access_days: Days = 10
    procedure_days: Days = 7
    report_days: Days = 1
    decision_days: Days = 7
    wave_days: Days = 28
    acceptance_days: Days = 10
    change_days: Days = 5
    exit_plan_days: Days = 90
    fallback_days: Days = 180
    source: str = "what is due: article, sections 5, 6 and 8; days: starting values of this product"
