"""The command `contract`: the contract in force on the terminal, or as JSON for programs.

Here: printing. Not here: which contract is in force (`domain.agreement.in_force`), its words
(`reports.contract.terms`).
"""

import json

from rich import table as rich
from rich.markup import escape

from configs.rollouts import read_rollout
from configs.settings import read_settings
from domain.agreement.in_force import ContractInForce, contract_in_force
from domain.contract.levels import levels_of
from flows.cli.printing import OUT
from reports.contract.terms import agreed_levels, contract_facts
from reports.documents import SYMBOLS, Table
from reports.language import Speaker


def show_contract(rollout_id: str, *, as_json: bool) -> None:
    """Print the contract in force in the rollout's language, what is required beside what is agreed."""
    from flows.wiring.ledger import open_ledger

    settings = read_settings()
    rollout = read_rollout(rollout_id, settings.rollouts_dir)
    found = contract_in_force(rollout.contract, open_ledger(settings).events(rollout_id))
    if as_json:
        OUT.print(json.dumps(_plain(found), ensure_ascii=False, indent=2), markup=False, soft_wrap=True)
        return
    speaker = Speaker(rollout.language, zone=rollout.zone, currency=found.contract.currency)
    OUT.print(speaker.say(found.told()), "", sep="\n", markup=False, soft_wrap=True)
    facts = rich.Table(box=None, padding=(0, 2), show_header=False)
    for fact in contract_facts(found):
        facts.add_row(escape(speaker.say(fact.label)), escape(speaker.value(fact.value, fact.kind)))
    OUT.print(facts, "", _printed(agreed_levels(found), speaker), sep="\n")


def _printed(levels: Table, speaker: Speaker) -> rich.Table:
    """A table of texts for the terminal; a level that is not as required carries a sign."""
    table = rich.Table(box=None, padding=(0, 2))
    for column in levels.columns:
        table.add_column(escape(speaker.say(column.heading)))
    for row, status in zip(levels.rows, levels.statuses, strict=True):
        *cells, last = (escape(speaker.value(value)) for value in row)
        table.add_row(*cells, last if status == "neutral" else f"{last} {SYMBOLS[status]}")
    return table


def _plain(found: ContractInForce) -> dict[str, object]:
    """What a program wants to know, in JSON's types."""
    return {
        "source": found.source,
        "told": str(found.told()),
        "award": found.award.model_dump(mode="json") if found.award else None,
        "overruled": found.overruled,
        "contract": found.contract.model_dump(mode="json", exclude={"calendars", "statuses", "credits"}),
        "required": {name: level.model_dump(mode="json") for name, level in levels_of(found.required).items()},
    }
