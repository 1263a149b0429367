"""What a person fills in to start a run: typed forms for the Prefect UI and the command line.

Titles and descriptions are what an operations manager reads in the form. Not here: running anything.
"""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from domain.gates.gates import Decision
from domain.ledger.phases import Phase

RolloutField = Annotated[
    str,
    Field(
        title="Rollout",
        description="The short name of the rollout, as in its settings file (for example nordlys).",
        pattern=r"^[a-z][a-z0-9-]{1,40}$",
    ),
]
ActorField = Annotated[
    str,
    Field(
        title="Started by",
        description="Your name. It is recorded; you cannot approve what you asked for yourself.",
        min_length=1,
        max_length=100,
    ),
]
AsOfField = Annotated[
    datetime | None,
    Field(
        title="As of",
        description="Look at the data as of this instant. Leave empty for the present.",
    ),
]


class PhaseRequest(BaseModel):
    """Run one phase: pull, check, compute, publish, and evaluate its gate."""

    model_config = ConfigDict(frozen=True, title="Run a phase")

    rollout: RolloutField
    started_by: ActorField = "operations"
    as_of: AsOfField = None


class RolloutRequest(BaseModel):
    """Run the phases in order until one waits for a decision."""

    model_config = ConfigDict(frozen=True, title="Run the rollout")

    rollout: RolloutField
    started_by: ActorField = "operations"
    demo_decisions: Annotated[
        bool,
        Field(
            title="Demo: decide in the named people's place",
            description="Only for rollouts marked as a demo: the owners named in the settings approve each gate.",
        ),
    ] = False


class ReviewRequest(BaseModel):
    """Produce and publish the SLA review of one month."""

    model_config = ConfigDict(frozen=True, title="Publish a monthly review")

    rollout: RolloutField
    month: Annotated[
        str,
        Field(
            title="Month",
            description="The month to review, as YYYY-MM (for example 2026-10).",
            pattern=r"^\d{4}-(0[1-9]|1[0-2])$",
        ),
    ]
    months: Annotated[
        int,
        Field(
            title="How many months",
            description="1 for this month alone, 12 for the year that ends with it. Published months stay as they are.",
            ge=1,
            le=36,
        ),
    ] = 1
    started_by: ActorField = "operations"
    as_of: AsOfField = None


RolloutsField = Annotated[
    tuple[str, ...],
    Field(title="Rollouts", description="Their short names. Leave empty for all."),
]


class DueReviewsRequest(BaseModel):
    """Start the reviews whose day has come."""

    model_config = ConfigDict(frozen=True, title="Start the reviews that are due")

    rollouts: RolloutsField = ()
    as_of: AsOfField = None


class DailyChecksRequest(BaseModel):
    """Look for evidence that has run out."""

    model_config = ConfigDict(frozen=True, title="Daily checks")

    rollouts: RolloutsField = ()
    as_of: AsOfField = None


class JanitorRequest(BaseModel):
    """Find runs whose process is gone."""

    model_config = ConfigDict(frozen=True, title="Find lost runs")

    silence_seconds: Annotated[
        float,
        Field(title="Silence (seconds)", description="So long without a sign of life a run counts as lost.", ge=5),
    ] = 180
    most_starts: Annotated[
        int,
        Field(title="Most starts", description="After so many starts a lost run is failed.", ge=1, le=20),
    ] = 3


class DecisionRequest(BaseModel):
    """Answer a gate: approve, refuse, or waive what holds it."""

    model_config = ConfigDict(frozen=True, title="Decide at a gate", hide_input_in_errors=True)

    rollout: RolloutField
    phase: Annotated[Phase, Field(title="Phase", description="The phase whose gate you decide.")]
    person: Annotated[
        str,
        Field(title="Your name", description="As in the request you got.", min_length=1, max_length=100),
    ]
    decision: Annotated[
        Decision,
        Field(
            title="Decision",
            description="approve: the rollout goes on. refuse: it stops here, with your reason. "
            "waive: you take on one criterion that holds the gate, until a day.",
        ),
    ]
    code: Annotated[
        SecretStr,
        Field(
            title="Your personal code",
            description="From the request you got. It works once; what you type here is spent, whatever comes of it.",
            min_length=16,
            max_length=40,
        ),
    ]
    reason: Annotated[
        str,
        Field(
            title="Reason",
            description="One sentence; the ledger keeps it. Required, so that nobody has to guess later.",
            min_length=3,
            max_length=500,
        ),
    ]
    criterion: Annotated[
        str,
        Field(title="Waive: which criterion", description="Its name as in the request. Only to waive.", max_length=100),
    ] = ""
    until: Annotated[
        date | None,
        Field(title="Waive: until", description="The last day of the waiver. Only to waive."),
    ] = None
