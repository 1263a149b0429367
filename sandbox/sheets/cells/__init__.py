"""One cell: what is typed, what is kept, what is shown, in which locale."""
