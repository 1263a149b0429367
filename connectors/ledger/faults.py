"""What goes wrong with the ledger's database, said in the words of the error tree.

Decided from SQLite's result names and PostgreSQL's SQLSTATE classes, not from message texts, which are translated.
Only the database's own first line is shown: never a statement's values, never the address with its password.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from connectors.errors import (
    AccessRefused,
    ConnectorError,
    IncompleteData,
    NotFound,
    RequestRefused,
    ServiceUnavailable,
    TimedOut,
)
from domain.reasons import Reason, verbatim

Fault = tuple[type[ConnectorError], Reason, Reason]
"""Kind of error, what could not be done, the next step."""

_UNREACHABLE: Fault = (
    ServiceUnavailable,
    Reason("The ledger's database does not answer"),
    Reason("check that it runs and that ROLLOUT_LEDGER_URL names it"),
)
_BUSY: Fault = (
    ServiceUnavailable,
    Reason("The ledger is busy with another program's write"),
    Reason("try again; if it stays so, look for a program that keeps the database open"),
)
_REFUSED: Fault = (
    AccessRefused,
    Reason("The ledger's database refuses the account"),
    Reason("check user and password in ROLLOUT_LEDGER_URL, and that the user may create and write tables"),
)
_FULL: Fault = (ServiceUnavailable, Reason("The ledger's disk is full"), Reason("make room on the disk and run again"))
_DAMAGED: Fault = (
    IncompleteData,
    Reason("The ledger's file is not a readable database"),
    Reason("put back the last backup; keep the damaged file"),
)

_SQLITE: dict[str, Fault] = {
    "SQLITE_BUSY": _BUSY,
    "SQLITE_LOCKED": _BUSY,
    "SQLITE_READONLY": (
        AccessRefused,
        Reason("The ledger's file may not be written"),
        Reason("give this user the right to write the file and its folder"),
    ),
    "SQLITE_CANTOPEN": (
        AccessRefused,
        Reason("The ledger's file cannot be opened"),
        Reason("check that the folder exists and that this user may write there"),
    ),
    "SQLITE_NOTADB": _DAMAGED,
    "SQLITE_CORRUPT": _DAMAGED,
    "SQLITE_FULL": _FULL,
    "SQLITE_IOERR": (
        ServiceUnavailable,
        Reason("The ledger's disk does not answer"),
        Reason("check the disk and run again"),
    ),
}

# Appendix A of the PostgreSQL manual: whole codes first, then their classes.
_POSTGRES: dict[str, Fault] = {
    "3D000": (
        NotFound,
        Reason("The ledger's database does not exist"),
        Reason("create it, or correct the name at the end of ROLLOUT_LEDGER_URL"),
    ),
    "42501": _REFUSED,
    "55P03": (TimedOut, _BUSY[1], _BUSY[2]),
    "57014": (TimedOut, _BUSY[1], _BUSY[2]),
    "53100": _FULL,
    "08": _UNREACHABLE,
    "28": _REFUSED,
    "40": _BUSY,
    "53": _UNREACHABLE,
    "57": _UNREACHABLE,
}


@contextmanager
def translated(address: str) -> Iterator[None]:
    """Turn database errors into the error tree.

    Args:
        address: the database as shown to people, without password.

    Raises:
        ConnectorError: the kind that fits; transient when the same call may succeed later.
    """
    try:
        yield
    except DBAPIError as error:
        kind, what, next_step = _fault(error)
        raise kind(what, where=address, why=verbatim(_first_line(error.orig)), next_step=next_step) from error
    except sa.exc.TimeoutError as error:
        raise TimedOut(Reason("No connection to the ledger became free"), where=address, next_step=_BUSY[2]) from error
    except SQLAlchemyError as error:
        raise RequestRefused(
            Reason("The ledger's database could not be used"),
            where=address,
            why=verbatim(_first_line(error)),
            next_step=_UNREACHABLE[2],
        ) from error


def is_conflict(error: DBAPIError) -> bool:
    """Whether another writer was faster: a unique key taken, or PostgreSQL asks to run the transaction again."""
    return isinstance(error, sa.exc.IntegrityError) or _sqlstate(error)[:2] == "40"


def _fault(error: DBAPIError) -> Fault:
    name = str(getattr(error.orig, "sqlite_errorname", "") or "")
    for known, fault in _SQLITE.items():
        if name == known or name.startswith(f"{known}_"):
            return fault
    state = _sqlstate(error)
    if state in _POSTGRES:
        return _POSTGRES[state]
    if state[:2] in _POSTGRES:
        return _POSTGRES[state[:2]]
    if isinstance(error, sa.exc.OperationalError) and not name and not state:
        # A connection that was never made carries no SQLSTATE; libpq says so in words only.
        refused = "authentication failed" in str(error.orig) or "no password supplied" in str(error.orig)
        absent = "database" in str(error.orig) and "does not exist" in str(error.orig)
        return _REFUSED if refused else _POSTGRES["3D000"] if absent else _UNREACHABLE
    return (
        RequestRefused,
        Reason("The ledger's database refused the request"),
        Reason("keep this message and tell the maintainers"),
    )


def _sqlstate(error: DBAPIError) -> str:
    return str(getattr(error.orig, "sqlstate", "") or "")


def _first_line(error: BaseException | None) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else ""
