"""Scores that evaluators keep in workbooks of their own, so that nobody sees another's before all are in.

Here: reading each evaluator's workbook and putting the rows together. Not here: whether they may be looked at
(`domain.vendor_selection.scores.refusals`), the rollout's own workbook (`tasks.pull`).
"""

from collections.abc import Mapping
from dataclasses import replace

from prefect import task

from domain.values import changed
from domain.vendor_selection.scores.refusals import refuse_others
from domain.workbook.evaluation import Score
from domain.workbook.placed_rows import PlacedRows, RowAddresses, joined
from tasks.frame.context import RunContext
from tasks.frame.retrying import OUTSIDE
from tasks.frame.tabs import ValidatedTabs
from tasks.pull import keep_tabs
from tasks.validate import validate_tabs


@task(name="pull evaluators' scores", task_run_name="pull evaluators' scores", **OUTSIDE)
def pull_scores(context: RunContext) -> dict[str, ValidatedTabs]:
    """Evaluator -> the scores of their own workbook.

    Raises:
        NotFound: a workbook has no scores' tab. AccessRefused: one is not shared with the service account.
    """
    title = context.tab_title(Score)
    books = context.evaluator_books.items()
    kept = {name: keep_tabs(context, spreadsheet_id, [title]) for name, spreadsheet_id in books}
    return {name: validate_tabs.fn(context, snapshot, (Score,)) for name, snapshot in kept.items()}


def with_scores(context: RunContext, tabs: ValidatedTabs, by_evaluator: Mapping[str, ValidatedTabs]) -> ValidatedTabs:
    """The phase's tabs with everybody's scores; addresses name the evaluator whose workbook is meant.

    Raises:
        RuleRefused: a workbook holds a score of somebody else.
    """
    named = {name: _named(name, read) for name, read in by_evaluator.items()}
    for name, read in named.items():
        refuse_others(name, PlacedRows(context.tab_title(Score), read.of(Score), read.addresses_of(Score)))
    return replace(
        tabs,
        rows={**tabs.rows, Score.__name__: tuple(row for read in named.values() for row in read.of(Score))},
        findings=(*tabs.findings, *(finding for read in named.values() for finding in read.findings)),
        quality=(*tabs.quality, *(one for read in named.values() for one in read.quality)),
        addresses={
            **tabs.addresses,
            Score.__name__: joined([read.addresses_of(Score) for read in named.values()]),
        },
        score_snapshots=tuple(read.snapshot_id for read in named.values()),
    )


def _named(evaluator: str, read: ValidatedTabs) -> ValidatedTabs:
    """What was read, with the evaluator's name before the tab's title: all workbooks call the tab the same."""

    def said(tab: str) -> str:
        return f"{evaluator}: {tab}"

    parts = tuple(replace(part, tab=said(part.tab)) for part in read.addresses_of(Score).parts)
    return replace(
        read,
        findings=tuple(changed(finding, tab=said(finding.tab)) for finding in read.findings),
        quality=tuple(replace(one, tab=said(one.tab)) for one in read.quality),
        addresses={Score.__name__: RowAddresses(parts)},
    )
