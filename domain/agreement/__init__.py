"""From offered service levels to the contract in force."""
