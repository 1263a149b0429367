"""Show a run's result where project leads look: Prefect artifacts in the reader's language.

Here: one markdown summary per run and a table of findings. Not here: what a summary says (`reports`).
"""

import re
from collections.abc import Mapping, Sequence

from prefect import task
from prefect.artifacts import create_markdown_artifact, create_table_artifact

from domain.tables import Finding
from reports.documents import Document
from reports.language import Speaker
from reports.markdown import render_markdown
from tasks.context import RunContext
from tasks.retrying import OUTSIDE


@task(name="show summary", task_run_name="show summary", **OUTSIDE)
def show_summary(context: RunContext, document: Document, links: Mapping[str, str]) -> None:
    """Leave the document's summary and links as the run's artifact, versioned by rollout and document."""
    create_markdown_artifact(
        markdown=render_markdown(document, context.language, links),
        key=_artifact_key(context.rollout_id, document.slug),
        description=Speaker(context.language).say(document.verdict),
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


def _artifact_key(rollout_id: str, name: str) -> str:
    return re.sub(r"[^a-z0-9-]+", "-", f"{rollout_id}-{name}".lower())
