"""The contract in force for readers: where it is from, supplier and prices, and each level as required and as agreed.

Here: sentences, lines and a table. Not here: which contract is in force (`domain.agreement.in_force`).
"""

from domain.agreement.in_force import ContractInForce
from domain.agreement.offers import Comparison, compare_levels
from domain.contract.clauses import Target
from domain.contract.levels import figure_name, levels_of
from domain.reasons import Reason
from reports.documents import Fact, Table, TableColumn
from reports.drawings import Status

LOOKS: dict[Comparison, Status] = {
    Comparison.SAME: "neutral",
    Comparison.BETTER: "good",
    Comparison.CONCESSION: "warning",
}
"""How an offered or agreed level looks beside the required one."""


def contract_facts(found: ContractInForce) -> tuple[Fact, ...]:
    """Supplier, prices, term, and who signed them where somebody did here."""
    contract, award = found.contract, found.award
    facts = (
        Fact(Reason("Contract"), contract.contract_id),
        Fact(Reason("Supplier"), contract.vendor or None),
        Fact(Reason("Fixed fee a month"), contract.monthly_fee, "money"),
        Fact(Reason("Transition cost"), contract.transition_cost, "money"),
        Fact(Reason("First day"), contract.starts_on, "date"),
        Fact(Reason("Last day"), contract.ends_on, "date"),
    )
    if award is None:
        return facts
    return (
        *facts,
        Fact(Reason("Signed by"), ", ".join(award.approved_by)),
        Fact(Reason("Signed at"), award.approved_at, "instant"),
        Fact(Reason("Round of the last offer"), award.signed.round, "count"),
        Fact(Reason("Evidence"), award.evidence_hash[:16]),
    )


def agreed_levels(found: ContractInForce) -> Table:
    """Every service level as the settings require it and as it is in force."""
    required, agreed = levels_of(found.required), levels_of(found.contract)
    return Table(
        caption=Reason("Service levels in force"),
        columns=(
            TableColumn(Reason("Service level")),
            TableColumn(Reason("Required")),
            TableColumn(Reason("In force")),
        ),
        rows=tuple(
            (figure_name(name), level_text(required[name]), level_text(level)) for name, level in agreed.items()
        ),
        statuses=tuple(LOOKS[compare_levels(required[name], level)] for name, level in agreed.items()),
    )


def level_text(target: Target) -> Reason:
    """A level in a few words: share and time allowed."""
    if target.minutes is None:
        return Reason("{required_share} by the due day", required_share=target.attainment)
    return Reason(
        "{required_share} within {allowed_duration}",
        required_share=target.attainment,
        allowed_duration=target.minutes * 60,
    )
