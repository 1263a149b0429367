"""WHAT PEOPLE READ: typed results in, documents out. No Prefect, no network, nothing is computed here."""
