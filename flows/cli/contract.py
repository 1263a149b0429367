"""The command `contract`: the contract in force on the terminal, or as JSON for programs.

Here: printing. Not here: which contract is in force (`domain.contract_in_force`).
"""

import json

from rich.markup import escape
from rich.table import Table

from configs.rollouts import read_rollout
from configs.settings import read_settings
from domain.contract_in_force import ContractInForce, contract_in_force
from domain.contract_levels import levels_of
from domain.contracts import Target
from domain.service_levels import figure_name
from flows.cli.printing import OUT
from reports.language import Speaker


def show_contract(rollout_id: str, *, as_json: bool) -> None:
    """Print the contract in force, in the rollout's language: required beside agreed."""
    from flows.wiring import open_ledger

    settings = read_settings()
    rollout = read_rollout(rollout_id, settings.rollouts_dir)
    found = contract_in_force(rollout.contract, open_ledger(settings).events(rollout_id))
    if as_json:
        OUT.print(json.dumps(_plain(found), ensure_ascii=False, indent=2), markup=False, soft_wrap=True)
        return
    speaker = Speaker(rollout.language, zone=rollout.zone, currency=found.contract.currency)
    OUT.print(speaker.say(found.told()), markup=False, soft_wrap=True)
    OUT.print(_facts(found, speaker))
    OUT.print(_levels(found, speaker))


def _facts(found: ContractInForce, speaker: Speaker) -> Table:
    """Supplier, prices, term and signatures, a line each."""
    contract, award = found.contract, found.award
    table = Table(box=None, padding=(0, 2), show_header=False)
    for name, value in (
        ("Contract", contract.contract_id),
        ("Supplier", contract.vendor or None),
        ("Fee a month", None if contract.monthly_fee is None else speaker.value(contract.monthly_fee, "money")),
        ("Transition", None if contract.transition_cost is None else speaker.value(contract.transition_cost, "money")),
        ("From", contract.starts_on),
        ("Until", contract.ends_on),
        ("Signed by", " + ".join(award.approved_by) if award else None),
        ("Signed on", award.approved_at if award else None),
        ("Round of the negotiation", award.signed.round if award else None),
        ("Evidence", award.evidence_hash[:16] if award else None),
    ):
        table.add_row(speaker.text(name), escape(speaker.value(value)))
    return table


def _levels(found: ContractInForce, speaker: Speaker) -> Table:
    table = Table(box=None, padding=(0, 2))
    for heading in ("Service level", "Required", "In force"):
        table.add_column(speaker.text(heading))
    required = levels_of(found.required)
    for figure_id, agreed in levels_of(found.contract).items():
        name = speaker.say(figure_name(figure_id))
        table.add_row(*(escape(text) for text in (name, _said(required[figure_id], speaker), _said(agreed, speaker))))
    return table


def _said(target: Target, speaker: Speaker) -> str:
    share = speaker.value(target.attainment, "percent")
    return share if target.minutes is None else f"{share} · {speaker.duration(target.minutes * 60)}"


def _plain(found: ContractInForce) -> dict[str, object]:
    """What a program wants to know, in JSON's types."""
    contract = found.contract
    return {
        "source": found.source,
        "told": str(found.told()),
        "award": found.award.model_dump(mode="json") if found.award else None,
        "overruled": found.overruled,
        "contract": contract.model_dump(mode="json", exclude={"calendars", "statuses", "credits"}),
        "required": {name: level.model_dump(mode="json") for name, level in levels_of(found.required).items()},
    }
