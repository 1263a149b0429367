"""One clause and its tickets: clocks, stops, targets, allowances, and the verdict."""
