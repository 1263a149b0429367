"""What the outside holds at the end of a run, in a form that two runs can be compared by."""

import json
import re
from pathlib import Path
from typing import Any

import openpyxl
from pypdf import PdfReader

from connectors.ledger.ledger import SqlLedger
from domain.ledger.anchors import ANCHOR

_PRINTED_HASH = re.compile(r":[0-9a-f]{64}")


def end_state(home: Path) -> dict[str, Any]:
    """Published tabs, governance issues with their comments, pages, and the kinds and keys in the ledger."""
    return {
        "tabs": _tabs(home / "sandbox" / "nordlys" / "sheets" / "nordlys.xlsx"),
        "issues": _governance_issues(home / "sandbox" / "nordlys" / "jira" / "issues.ndjson"),
        # A page prints the ledger's hash, which stands for the times of its entries, which differ from run to run.
        "pages": {
            p.name: ANCHOR.sub(r"\1/\2", p.read_text(encoding="utf-8"))
            for p in sorted((home / "reviews" / "nordlys").glob("*.html"))
        },
        "prints": {
            p.name: _PRINTED_HASH.sub("", "".join("".join(page.extract_text() for page in PdfReader(p).pages).split()))
            for p in sorted((home / "reviews" / "nordlys").glob("*.pdf"))
        },
        "workbooks": {
            p.name: ANCHOR.sub(r"\1/\2", repr(_tabs(p))) for p in sorted((home / "reviews" / "nordlys").glob("*.xlsx"))
        },
        "events": [
            (e.kind.value, e.key.rsplit("/", 1)[0] if e.key.startswith(("page/", "pdf/", "workbook/")) else e.key)
            for e in SqlLedger.open(f"sqlite:///{home / 'ledger.db'}").events("nordlys")
        ],
    }


def _tabs(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(path)
    return {sheet.title: [tuple(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}


def _governance_issues(path: Path) -> list[tuple[str, str, tuple[str, ...], list[Any]]]:
    latest: dict[str, dict[str, Any]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        issue = json.loads(line)
        if issue["key"].startswith("NOG-"):
            latest[issue["key"]] = issue
    return [
        (
            key,
            issue["fields"]["summary"],
            tuple(issue["fields"]["labels"]),
            [
                ANCHOR.sub(r"\1/\2", json.dumps(c["body"], ensure_ascii=False))
                for c in issue["fields"].get("comment", {}).get("comments", [])
            ],
        )
        for key, issue in sorted(latest.items())
    ]
