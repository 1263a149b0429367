"""Validate what was pulled: cells become typed rows, bad ones become findings, tables are checked as a whole.

Nothing bad is dropped in silence: every rejected row is a finding with its address, and the coverage per tab goes to
the gate. Not here: reading rules (`connectors.workbook.reading`), the derived suites (`tasks.expectations`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from prefect import task

from connectors.errors import NotFound
from connectors.ports.stores import Snapshot
from connectors.workbook.frames import cells_from_frame
from connectors.workbook.reading import TabReading, read_tab
from domain.reasons import Reason
from domain.workbook.placed_rows import RowAddresses, TabPart
from domain.workbook.tables import Finding, Row
from tasks.expectations import ExpectationResult, check_tables, checks_key
from tasks.frame.context import RunContext
from tasks.frame.retrying import COMPUTING
from tasks.frame.tabs import TabQuality, ValidatedTabs
from tasks.frame.telling import tell

TOLD = 3
"""So many findings are told while it runs; all of them stand in the report."""


@task(name="validate tabs", task_run_name="validate tabs", **COMPUTING)
def validate_tabs(
    context: RunContext, snapshot: Snapshot, models: tuple[type[Row], ...], optional: tuple[type[Row], ...] = ()
) -> ValidatedTabs:
    """Typed rows of each model from a snapshot, findings, and how much of each tab could be read.

    Args:
        optional: models whose tab the workbook may lack; they then have no rows.
    """
    workbook = cells_from_frame(context.snapshots.read(snapshot.snapshot_id, "cells"), snapshot.notes)
    readings: dict[str, TabReading[Row]] = {}
    tables = {}
    there = tuple(model for model in optional if context.tab_title(model) in workbook.tabs)
    for model in (*models, *there):
        title = context.tab_title(model)
        if title not in workbook.tabs:
            raise NotFound(
                Reason(
                    "The tab '{title}' is not in the snapshot {snapshot_id}",
                    title=title,
                    snapshot_id=snapshot.snapshot_id,
                )
            )
        reading = read_tab(workbook.tabs[title], model, locale=workbook.locale, wording=context.wording)
        readings[model.__name__] = reading
        if model in models or reading.rows_seen or reading.rejected:
            tables[title] = (model, reading.rows)
    failed = [result for result in _checked(context, tables) if not result.success]
    findings = [finding for reading in readings.values() for finding in reading.findings]
    findings += [_as_finding(result) for result in failed]
    rejected = sum(finding.severity != "note" for finding in findings)
    tell(f"Checked {len(readings)} tabs: {sum(len(r.rows) for r in readings.values())} rows good, {rejected} findings")
    for finding in [f for f in findings if f.severity != "note"][:TOLD]:
        tell(f"  {finding.address}: {str(finding.reason).rstrip('.')}. {finding.remedy}")
    return ValidatedTabs(
        snapshot_id=snapshot.snapshot_id,
        rows={model.__name__: () for model in optional} | {name: reading.rows for name, reading in readings.items()},
        findings=tuple(findings),
        quality=tuple(
            TabQuality(
                model.__name__,
                context.tab_title(model),
                reading.rows_seen,
                len(reading.rows),
                rejected=reading.rejected,
                may_be_empty=model.may_be_empty and not reading.rejected,
            )
            for model, _ in tables.values()
            for reading in (readings[model.__name__],)
        ),
        addresses={model.__name__: RowAddresses() for model in optional}
        | {
            name: RowAddresses((TabPart(reading.tab, reading.columns, reading.row_numbers, reading.next_row),))
            for name, reading in readings.items()
        },
    )


def _checked(context: RunContext, tables: Mapping[str, tuple[type[Row], Sequence[Row]]]) -> list[ExpectationResult]:
    """What the tables' suites find; equal rows under equal suites are not checked twice."""
    key = checks_key(tables)
    kept = context.checks.find(context.rollout_id, key)
    if kept is not None:
        return [ExpectationResult(**result) for result in kept]
    results = check_tables(tables)
    context.checks.keep(context.rollout_id, key, [asdict(result) for result in results])
    return results


def _as_finding(result: ExpectationResult) -> Finding:
    if result.kind == "expect_table_row_count_to_be_between":
        return Finding(
            tab=result.tab,
            reason=Reason("The tab has no row that can be read"),
            remedy=Reason("Write at least one row under its headers, or correct the rows named in the findings."),
            severity="tab_rejected",
        )
    return Finding(
        tab=result.tab,
        value=result.column,
        reason=Reason("The table check {check} failed for {count} values", check=result.kind, count=result.unexpected),
        remedy=Reason("Correct the column named as the value."),
        severity="tab_rejected",
    )
