"""A public event log of a service desk as the product's ticket frames.

The log: "Incident management process enriched event log", UCI Machine Learning Repository (ServiceNow audit trail,
24,918 incidents, 2016-2017), one row per update. Its times have no zone; they are read as UTC, and called log time.

Here: rows of the log -> the frames of `domain.sla.tickets`. No expectation is computed here.
"""

import polars as pl

from domain.contract.clauses import Contract
from domain.sla.tickets import COMMENTS, HISTORY, INSTANT, TICKETS, empty

CLOSED = "Closed"


def incidents(log: pl.DataFrame) -> pl.DataFrame:
    """One row per incident: what its last update says. The flag `made_sla` is false once the target was missed."""
    return (
        log.sort("number", "idx")
        .group_by("number", maintain_order=True)
        .agg(
            pl.col("priority").last().str.slice(0, 1).str.replace("^", "P"),
            pl.col("made_sla").last(),
            pl.col("opened_at").first(),
            pl.col("closed_at").last(),
            pl.col("incident_state").first().alias("first_state"),
            pl.col("incident_state").last().alias("last_state"),
        )
    )


def ticket_frames(log: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Tickets, history and comments as a pull would give them: every change of state, closed when the log says so."""
    found = incidents(log)
    tickets = found.select(
        issue_id="number",
        key=pl.lit("INC-") + pl.col("number"),
        project=pl.lit("INC"),
        issue_type=pl.lit("Incident"),
        priority="priority",
        status_id="last_state",
        status="last_state",
        created_at=_instant("opened_at"),
    )
    missing = {name: kind for name, kind in TICKETS.items() if name not in tickets.columns}
    tickets = tickets.with_columns(pl.lit(None, dtype=kind).alias(name) for name, kind in missing.items())
    tickets = tickets.select(list(TICKETS))
    changes = (
        log.sort("number", "idx")
        .with_columns(before=pl.col("incident_state").shift(1).over("number"))
        .filter(pl.col("before").is_not_null() & (pl.col("before") != pl.col("incident_state")))
    )
    closed = pl.col("incident_state") == CLOSED
    history = changes.select(
        issue_id="number",
        history_id=pl.col("idx").cast(pl.String),
        item=pl.lit(0, dtype=pl.Int16),
        at=pl.when(closed).then(_instant("closed_at")).otherwise(_instant("sys_updated_at")),
        author_id=pl.lit(None, dtype=pl.String),
        field=pl.lit("status"),
        from_id="before",
        from_name="before",
        to_id="incident_state",
        to_name="incident_state",
    ).select(list(HISTORY))
    return tickets, history, empty(COMMENTS)


def contract(*, target_hours: int) -> Contract:
    """The desk's service level as it can be read off the log: open Mon-Fri 14:00-23:00, the clock runs to closed."""
    states = [
        "New",
        "Active",
        "Resolved",
        "Awaiting User Info",
        "Awaiting Vendor",
        "Awaiting Problem",
        "Awaiting Evidence",
        "-100",
    ]
    return Contract.model_validate(
        {
            "contract_id": "log",
            "vendor": "service desk",
            "currency": "DKK",
            "starts_on": "2015-01-01",
            "ends_on": "2020-12-31",
            "notice_on": "2020-06-30",
            "monthly_fee": "0",
            "vendor_account_ids": [],
            "statuses": {
                **{state: {"name": state, "books_to": "vendor", "queue": state == "New"} for state in states},
                CLOSED: {"name": CLOSED, "books_to": "resolved"},
            },
            "calendars": {
                "log": [
                    {
                        "version": "log",
                        "valid_from": "2015-01-01",
                        "zone": "UTC",
                        "holidays": None,
                        "weekly": {day: [["14:00", "23:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
                    }
                ]
            },
            "clauses": [
                {
                    "clause_id": "resolution",
                    "metric": "resolution",
                    "calendar": "log",
                    "targets": {"P3": {"minutes": target_hours * 60, "attainment": "0.9"}},
                }
            ],
        }
    )


def _instant(column: str) -> pl.Expr:
    return pl.col(column).dt.replace_time_zone("UTC").cast(INSTANT)
