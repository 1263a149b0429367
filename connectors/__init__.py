"""THE OUTSIDE: a folder per service, each behind a protocol of `connectors.ports`. What a folder holds: README.md."""
