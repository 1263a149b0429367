"""THE RULES: what the numbers mean. No Prefect, no network, no files, no clock; `as_of` is always an argument."""
