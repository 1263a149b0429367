"""Show a run's result where project leads look: Prefect artifacts in the reader's language.

Here: one markdown summary per run and a table of findings. Not here: what a summary says (`reports`).
"""

import re
from collections.abc import Mapping, Sequence

from prefect import task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import ArtifactCreate
from prefect.runtime import flow_run

from domain.agreement.in_force import BEFORE_AWARD
from domain.gates.approvals import Approver
from domain.gates.gates import Decision
from domain.reasons import Reason
from domain.workbook.tables import Finding
from reports.documents import Document, Table
from reports.forms.markdown import escape, render_markdown
from reports.language import Speaker
from reports.words import word
from tasks.decide import DecisionOutcome
from tasks.frame.context import RunContext
from tasks.frame.retrying import OUTSIDE
from tasks.record import PhaseOutcome

LONGEST_TABLE_ROWS = 500


@task(name="show summary", task_run_name="show summary", **OUTSIDE)
def show_summary(
    context: RunContext, document: Document, links: Mapping[str, str], first: Sequence[Reason] = ()
) -> None:
    """Leave the document's summary and links as the run's artifact, versioned by rollout and document.

    Args:
        first: what stands above everything: the status, and who must act.
    """
    speaker = Speaker(context.language)
    site = {speaker.text("The rollout's page"): context.site_page} if context.site_page else {}
    create_markdown_artifact(
        markdown=render_markdown(document, context.language, {**site, **links}, first),
        key=_artifact_key(context.rollout_id, document.slug),
        description=speaker.say(document.verdict),
    )


@task(name="show findings", task_run_name="show findings", **OUTSIDE)
def show_findings(context: RunContext, name: str, findings: Sequence[Finding]) -> None:
    """Leave the findings about the data as a table: address, value, reason, remedy."""
    speaker = Speaker(context.language)
    create_table_artifact(
        table=[
            {
                speaker.text("Where"): finding.address,
                speaker.text("Value"): finding.value,
                speaker.text("Why"): speaker.say(finding.reason),
                speaker.text("Remedy"): speaker.say(finding.remedy),
            }
            for finding in findings
        ],
        key=_artifact_key(context.rollout_id, f"{name}-findings"),
        description=speaker.text("Data findings"),
    )


@task(name="show table", task_run_name="show {name}", **OUTSIDE)
def show_table(context: RunContext, name: str, table: Table) -> None:
    """Leave one table of a document as an artifact of its own, sortable in the Prefect UI; the first 500 rows."""
    speaker = Speaker(context.language, zone=context.zone, currency=context.contract.currency)
    heads = [speaker.say(column.heading) for column in table.columns]
    rows = [
        dict(zip(heads, (speaker.value(v, c.kind, c.decimals) for v, c in zip(row, table.columns, strict=True)),
                 strict=True))
        for row in table.rows[:LONGEST_TABLE_ROWS]
    ]  # fmt: skip
    create_table_artifact(
        table=rows, key=_artifact_key(context.rollout_id, name), description=speaker.say(table.caption)
    )


def phase_lines(context: RunContext, outcome: PhaseOutcome) -> tuple[Reason, ...]:
    """Where the phase stands, who must do what now, and which contract was read."""
    return (*_standing(context, outcome), *(() if outcome.phase in BEFORE_AWARD else (context.terms.told(),)))


def _standing(context: RunContext, outcome: PhaseOutcome) -> tuple[Reason, ...]:
    phase = word(outcome.phase)
    if outcome.waiting_for and context.desk is not None:
        asked = [a for a in context.desk.approvers[outcome.phase] if a.role in outcome.waiting_for]
        return (
            Reason("{phase} awaits a decision.", phase=phase),
            Reason("Who must act: {people}", people=_people(context.language, asked)),
            Reason(
                "Each got a personal code by message; answer in the form 'decide' or with the command rollout decide."
            ),
        )
    if outcome.held:
        return (
            Reason("{phase} is held: {count} criteria did not pass.", phase=phase, count=len(outcome.held)),
            Reason("Put right what holds it and run the phase again, or let an owner waive it until a day."),
        )
    return (Reason("{phase}: {status}.", phase=phase, status=word(outcome.status)),)


def show_decision(rollout_id: str, language: str, outcome: DecisionOutcome, reason: str) -> None:
    """Leave what was decided, by whom and why, and what it set going; with the run that took it, where one did.

    Raises:
        httpx.HTTPError: the Prefect server does not answer, or refuses.
    """
    speaker = Speaker(language)
    said = {
        Decision.APPROVE: Reason("{person} approved {phase}.", person=outcome.person, phase=word(outcome.phase)),
        Decision.REFUSE: Reason("{person} refused {phase}.", person=outcome.person, phase=word(outcome.phase)),
        Decision.WAIVE: Reason(
            "{person} waived a criterion of {phase}.", person=outcome.person, phase=word(outcome.phase)
        ),
    }[outcome.decision]
    lines = [
        f"# {escape(speaker.say(said))}",
        escape(reason),
        escape(speaker.say(Reason("{phase}: {status}.", phase=word(outcome.phase), status=word(outcome.status)))),
    ]
    if outcome.waiting_for:
        roles = ", ".join(speaker.say(word(role)) for role in outcome.waiting_for)
        lines.append(escape(speaker.say(Reason("Who must act: {people}", people=roles))))
    if outcome.next_run:
        name = speaker.text("The run it started")
        link = outcome.next_run
        lines.append(f"[{escape(name)}]({link})" if link.startswith("http") else f"{escape(name)}: `{link}`")
    artifact = ArtifactCreate(
        type="markdown",
        key=_artifact_key(rollout_id, f"decision-{outcome.phase}"),
        description=speaker.say(said),
        data="\n\n".join(lines) + "\n",
        flow_run_id=flow_run.id,
    )
    # Not `create_markdown_artifact`: it is for runs alone, and a decision at the terminal is none.
    with get_client(sync_client=True) as client:
        client.create_artifact(artifact)


def _people(language: str, asked: Sequence[Approver]) -> str:
    speaker = Speaker(language)
    return ", ".join(f"{a.person} ({speaker.say(word(a.role))})" for a in asked)


def _artifact_key(rollout_id: str, name: str) -> str:
    return re.sub(r"[^a-z0-9-]+", "-", f"{rollout_id}-{name}".lower())
