"""The contract as terms: clauses, levels, credit terms, the draft credit note."""
