"""Say in the log which contract a run reads, and refuse work without a supplier and a price.

Here: the telling. Not here: which contract is in force (`domain.agreement.in_force`).
"""

from tasks.frame.context import RunContext
from tasks.frame.telling import tell


def tell_contract(context: RunContext) -> None:
    """Name the contract in force.

    Raises:
        ConfigurationRefused: neither an award nor the settings give a supplier and a price.
    """
    contract = context.terms.settled()
    tell(f"{context.terms.told()} Supplier: {contract.vendor}.")
